// What the sandbox holds for reports: a few hundred rows of every kind, made by a rule, with gaps of every kind among them.

import type { SandboxHoldings } from '../../../src/sandbox/holdings.js';

/** A UUID that says what it is: of a kind and a number. */
function idOf(kind: number, number: number): string {
  return `${kind.toString(16).padStart(8, '0')}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const two = (number: number): string => String(number).padStart(2, '0');

const SECTORS = ['Manufacturing', 'Retail trade', 'Construction', 'Paper & board', 'IT <services>'];
const COUNTRIES = ['SE', 'ES', 'DE', 'FR', 'CN'];
const SUPPLIERS = ['SUP-1', 'SUP-2', '=SUM(A1)', 'Åkesson & Söner', null];
const UNITS = ['EUR', 'SEK', 'USD'];

/** Purchases of August to December 2026. */
function purchases(count: number): readonly Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => {
    const isSpecific = index % 7 === 3;
    return {
      id: idOf(1, index),
      product_name: `Product ${index % 31}`,
      sector: pick(SECTORS, index),
      country: pick(COUNTRIES, index * 3),
      quantity: index % 41 === 40 ? null : 100 + index * 17.35,
      unit_id: isSpecific ? 'kg' : pick(UNITS, index),
      purchase_date: `2026-${two(8 + (index % 5))}-${two(1 + (index % 28))}`,
      expense_type: index % 6 === 5 ? 'capex' : 'opex',
      purchase_type: index % 29 === 28 ? null : isSpecific ? 'supplier_specific' : 'spend_based',
      custom_emission_factor_id: isSpecific && index % 2 === 1 ? idOf(9, index % 4) : null,
      status: pick(['active', 'active', 'active', 'active', 'inactive', 'active', 'in_review'], index),
      recycled: index % 10 === 0 ? 0.25 : null,
      supplier_id: pick(SUPPLIERS, index),
    };
  });
}

function soldProducts(): readonly Record<string, unknown>[] {
  const period = (number: number, start_date: string, end_date: string) => ({
    id: idOf(3, number),
    start_date,
    end_date,
    country_sales: [
      { country: 'SE', quantity: 120.5 + number },
      { country: 'DE', quantity: 80 },
    ],
  });
  return [
    {
      product_id: idOf(2, 1),
      product_name: 'Mixer',
      periods: [period(1, '2026-10-01', '2026-10-31'), period(2, '2026-09-01', '2026-09-30')],
    },
    { product_id: idOf(2, 2), product_name: 'Kettle', periods: [period(3, '2026-01-01', '2026-12-31')] },
    { product_id: idOf(2, 3), product_name: 'Toaster', periods: [period(4, '2024-01-01', '2024-12-31')] },
  ];
}

const PLACES = ['SE', 'Sweden', 'Landskrona, Sweden', 'Spain', 'Łódź'];
const CATEGORIES = [['Drinks'], ['Drinks', 'Plant based'], ['Bread'], [], ['Dairy & eggs']];

function suppliers(): readonly Record<string, unknown>[] {
  return ['Skåne Oats AB', 'Molino <Sur>', 'Brot GmbH'].map((name, index) => ({
    id: idOf(4, index),
    name,
    customId: `S-${index}`,
  }));
}

function resoldProducts(count: number): readonly Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    id: idOf(5, index),
    name: `Food ${index}`,
    customId: `F-${index}`,
    categories: pick(CATEGORIES, index),
    productionLocation: pick(PLACES, index),
    pickUpLocation: 'SE',
    shipToLocation: 'SE',
    ...(index % 8 === 7 ? {} : { yearlySalesVolumes: { 2025: 10 + index, 2026: 12.5 + index * 3.217 } }),
    suppliers:
      index % 4 === 3
        ? []
        : [
            {
              id: idOf(6, index),
              supplierId: idOf(4, index % 3),
              validFrom: '2020-01-01',
              validTo: index % 5 === 0 ? '2026-05-31' : null,
            },
            ...(index % 5 === 0
              ? [{ id: idOf(7, index), supplierId: idOf(4, (index + 1) % 3), validFrom: '2026-06-01', validTo: null }]
              : []),
          ],
  }));
}

function variableProducts(): readonly Record<string, unknown>[] {
  return Array.from({ length: 6 }, (_, index) => ({
    uuid: idOf(8, index),
    name: `Shoe ${index}`,
    sku: `SH-${index}`,
    unit: 'kg',
    dataSource: 'model',
    ...(index === 5 ? { startDate: '2020-01-01T00:00:00.000Z', endDate: '2021-12-31T23:59:59.000Z' } : {}),
  }));
}

/** Rows of the three services. */
export function heldForReports(): SandboxHoldings {
  return {
    purchases: purchases(300),
    soldProducts: soldProducts(),
    suppliers: suppliers(),
    resoldProducts: resoldProducts(60),
    variableProducts: variableProducts(),
  };
}
