import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import resoldProducts from '../../src/datasets/carboncloud/resold-products.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import variableProducts from '../../src/datasets/variable/variable-products.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { describe as inWords } from '../../src/problems/place.js';
import { rowChecker } from '../../src/validate/check-row.js';
import type { Cell } from '../../src/values/cell.js';
import { columnEvidence } from '../../src/values/evidence.js';
import { product, purchase, sale } from './checking.js';

/** Checks a row given by titles; the columns are read as its own cells decide, commas being decimal signs. */
function check(dataset: ImportDataset, row: Readonly<Record<string, Cell>>) {
  const cells = Object.values(row);
  const mapping = mapHeader({ sheet: '', row: 1, cells: Object.keys(row) }, dataset);
  const readings = new Map(
    mapping.columns.flatMap(({ index, field }) => {
      const evidence = field === undefined ? undefined : columnEvidence(dataset.fields[field]!);
      evidence?.add(cells[index] ?? null, 2);
      return evidence ? [[index, evidence.decide({ decimal: ',' }).reading] as const] : [];
    }),
  );
  const { record, problems } = rowChecker(mapping, readings)({ sheet: '', row: 2, cells });
  return { record, said: problems.map((problem) => `${problem.severity} ${problem.field} ${inWords(problem)}`) };
}

const { quantity: _, unit_id: __, ...bought } = purchase;
const { quantity: ___, product_id: ____, ...sold } = sale;

function baseOf(dataset: ImportDataset): Readonly<Record<string, Cell>> {
  if (dataset === resoldProducts) return product;
  return dataset === countrySales ? sold : { name: 'Shoe', unit: 'pcs', dataSource: 'external' };
}

const UNIT_ID = '3fa85f64-5717-4562-b3fc-2c963f66afa6';

describe('the unit of an amount', () => {
  it.each<[Readonly<Record<string, Cell>>, number, string, readonly string[]]>([
    [{ Amount: '12,5 t', Unit: '' }, 12.5, 't', ['note quantity "12,5 t": read as 12.5 t']],
    [{ Amount: '12,5 t', Unit: 't' }, 12.5, 't', []],
    [{ Amount: '1.200 kg', Unit: 'Kilogramm' }, 1200, 'kg', []],
    [{ Amount: '12 TEUR', Unit: 'EUR' }, 12000, 'EUR', ['note quantity "12 TEUR": read as 12000 EUR']],
    [{ Amount: '12 TEUR' }, 12000, 'EUR', ['note quantity "12 TEUR": read as 12000 EUR']],
    [{ Amount: 12, Unit: 'TEUR' }, 12000, 'EUR', []],
    [{ Amount: '0,35', Unit: 'Mio. €' }, 350000, 'EUR', []],
    [{ Amount: 3, Unit: '€' }, 3, 'EUR', []],
    [{ Amount: 3, Unit: 'pallets' }, 3, 'pallets', []],
    [{ Amount: 3, Unit: '$' }, 3, '$', []],
    // As Variable names it.
    [{ Amount: 3, Unit: 'lbs' }, 3, 'lbs', []],
    [{ 'Amount (TEUR)': 0.29, Unit: 'EUR' }, 290, 'EUR', []],
    [{ 'Amount (TEUR)': 1.1, Unit: 'TEUR' }, 1100, 'EUR', []],
    [{ 'Betrag in Mio. EUR': 1.1 }, 1100000, 'EUR', []],
    [{ '€ Amount': 3, Unit: null }, 3, 'EUR', []],
    [{ 'Amount (€)': 3 }, 3, 'EUR', []],
    [{ 'Amount (thousands)': 3, Unit: 'pallets' }, 3000, 'pallets', []],
    [{ 'Amount (thousands)': 3, Unit: UNIT_ID }, 3000, UNIT_ID, []],
    [{ 'Amount (estimated)': 3, Unit: 'kg' }, 3, 'kg', []],
    [{ Amount: '1.200 Tonnen' }, 1200, 't', ['note quantity "1.200 Tonnen": read as 1200 t']],
    [{ Amount: '€ 1.200', Unit: 'EUR' }, 1200, 'EUR', []],
    [{ Amount: '€ 1.200' }, 1200, 'EUR', ['note quantity "€ 1.200": read as 1200 EUR']],
    [{ Amount: '$ 5', Unit: 'CAD' }, 5, 'CAD', []],
    [{ 'Amount (USD)': '$ 5' }, 5, 'USD', ['note quantity "$ 5": read as 5 USD']],
    [{ 'Amount (t)': 3 }, 3, 't', []],
    [{ 'Amount (t)': 3, Unit: null }, 3, 't', []],
    [{ 'Amount (t)': 3, Unit: 'Tonnen' }, 3, 't', []],
    [{ 'Amount (t)': '3 t', Unit: 't' }, 3, 't', []],
    // A title may name all units of its rows.
    [{ 'Quantity (t or kg)': 3, Unit: 'kg' }, 3, 'kg', []],
    [{ 'Menge (kg, l, Stk)': 3, Unit: 'Liter' }, 3, 'l', []],
    [{ 'Amount (EUR or SEK)': 3, Unit: 'SEK' }, 3, 'SEK', []],
    // An id of a unit may be any unit's.
    [{ Amount: '3 t', Unit: UNIT_ID }, 3, UNIT_ID, []],
  ])('%j', (cells, quantity, unit, said) => {
    const checked = check(purchases, { ...bought, ...cells });
    expect(checked.record).toMatchObject({ quantity, unit_id: unit });
    expect(checked.said).toEqual(said);
  });

  it.each<[Readonly<Record<string, Cell>>, string]>([
    [
      { Amount: '12,5 t', Unit: 'EUR' },
      '"12,5 t": the cell says t, "Unit" says EUR → use one unit, or the same one everywhere',
    ],
    [
      { Amount: '€ 1.200', Unit: 'USD' },
      '"€ 1.200": the cell says €, "Unit" says USD → use one unit, or the same one everywhere',
    ],
    [
      { 'Amount (t)': 3, Unit: 'kg' },
      '"3": the title of the column says t, "Unit" says kg → use one unit, or the same one everywhere',
    ],
    [
      { 'Amount (t)': '3 kg' },
      '"3 kg": the cell says kg, the title of the column says t → use one unit, or the same one everywhere',
    ],
    [
      { Amount: '3 kg', Unit: 'pallets' },
      '"3 kg": the cell says kg, "Unit" says pallets → use one unit, or the same one everywhere',
    ],
    [{ 'Amount (t or kg)': 3 }, '"3": "Unit" is required because the amount says no unit that is clear'],
    [
      { 'Amount (t or kg)': 3, Unit: 'pcs' },
      '"3": the title of the column says t or kg, "Unit" says pcs → use one unit, or the same one everywhere',
    ],
    [{ Amount: '$ 3' }, '"$ 3": "Unit" is required because the amount says no unit that is clear'],
    [
      { 'Amount (EUR)': 3, Unit: 'TEUR' },
      '"3": the title of the column says EUR, "Unit" says TEUR → use one unit, or the same one everywhere',
    ],
    [
      { 'Amount (TEUR)': '€ 3' },
      '"€ 3": the cell says €, the title of the column says TEUR → use one unit, or the same one everywhere',
    ],
    [
      { 'Amount (TEUR)': '3k' },
      '"3k": the cell says k, the title of the column says TEUR → use one unit, or the same one everywhere',
    ],
    [
      { 'Amount (EUR)': '3 TEUR' },
      '"3 TEUR": the cell says TEUR, the title of the column says EUR → use one unit, or the same one everywhere',
    ],
    [
      { Amount: '8 %', Unit: 'kg' },
      '"8 %": "%" is a share: expected an amount → convert the numbers in the file, and change or remove the unit',
    ],
  ])('%j contradicts itself, or is not clear', (cells, problem) => {
    const { record, said } = check(purchases, { ...bought, ...cells });
    expect(record).toBeUndefined();
    expect(said).toEqual([`error quantity ${problem}`]);
  });

  it.each(['m€', 'mil. Kč', 'M', '25 kg'])('is not clear in a unit column as %s', (unit) => {
    const { record, said } = check(purchases, { ...bought, Amount: 3, Unit: unit });
    expect(record).toBeUndefined();
    expect(said).toEqual([expect.stringContaining(`error unit_id "${unit}": "${unit}" gives the unit of the amounts`)]);
  });

  it('is taken for no empty amount', () => {
    const { said } = check(purchases, { ...bought, 'Amount (t)': null, Unit: null });
    expect(said).toEqual([
      'error quantity a value is required, the cell is empty',
      'error unit_id a value is required, the cell is empty',
    ]);
  });

  it('saves a product from lacking its unit', () => {
    const cells = { 'Packaging weight (g)': 32, 'Net quantity': '0,5 l', 'Net quantity unit': '' };
    const { record, said } = check(resoldProducts, { ...product, ...cells });
    expect(record).toMatchObject({
      packagingWeightValue: 32,
      packagingWeightUnit: 'g',
      productNetQuantityValue: 0.5,
      productNetQuantityUnit: 'l',
    });
    expect(said).toEqual(['note productNetQuantityValue "0,5 l": read as 0.5 l']);
  });

  it.each<[ImportDataset, Readonly<Record<string, Cell>>, string, unknown]>([
    [resoldProducts, { 'Sales 2024 (kt)': 1.25 }, 'yearlySalesVolumes', { 2024: 1250 }],
    [resoldProducts, { 'Sales 2024 (lb)': 1000 }, 'yearlySalesVolumes', { 2024: 0.45359237 }],
    [
      resoldProducts,
      { 'Absatz 2024 in kg': 12.5, 'Absatz 2025 in t': 3 },
      'yearlySalesVolumes',
      { 2024: 0.0125, 2025: 3 },
    ],
    [resoldProducts, { 'Sales 2024': '7 kt' }, 'yearlySalesVolumes', { 2024: 7000 }],
    [resoldProducts, { 'Alkohol in ‰': 5 }, 'alcoholPercentage', 0.5],
    [resoldProducts, { Alcohol: '12,5 % vol' }, 'alcoholPercentage', 12.5],
    [variableProducts, { 'Footprint A1 (g CO2e)': 5.5 }, 'footprintA1', 0.0055],
    [variableProducts, { 'Footprint A1 [gCO2-eq]': 5.5 }, 'footprintA1', 0.0055],
    [variableProducts, { 'Footprint A1 (t)': 0.0021 }, 'footprintA1', 2.1],
    [variableProducts, { 'Footprint A1': '5,5 g CO2e' }, 'footprintA1', 0.0055],
    [countrySales, { 'Units sold (thousands)': 12.5 }, 'quantity', 12500],
    [countrySales, { 'Units sold (Mio. Stück)': 0.3 }, 'quantity', 300000],
    [countrySales, { 'Units sold': '2k' }, 'quantity', 2000],
  ])('is that of the field, and numbers in another one are converted: %#', (dataset, cells, field, value) => {
    expect(check(dataset, { ...baseOf(dataset), ...cells }).record?.[field]).toEqual(value);
  });

  it.each<[ImportDataset, Readonly<Record<string, Cell>>, string]>([
    [resoldProducts, { Alcohol: '12 g' }, '"g" cannot be converted: expected per cent by volume'],
    [resoldProducts, { 'Sales 2024 (t)': '€ 5' }, '"€" cannot be converted: expected tonnes'],
    [countrySales, { 'Units sold': '€ 5' }, '"€" cannot be converted: expected a number of pieces'],
    [variableProducts, { 'Footprint A1': '5 l' }, '"l" cannot be converted: expected kg CO2e'],
  ])('cannot be another one: %#', (dataset, cells, problem) => {
    const { record, said } = check(dataset, { ...baseOf(dataset), ...cells });
    expect(record).toBeUndefined();
    expect(said.filter((text) => text.startsWith('error'))).toEqual([expect.stringContaining(problem)]);
  });

  it.each(importDatasets)('is a text field of $name', ({ fields, total }) => {
    const numbers = Object.values(fields).flatMap((field) => (field.kind === 'number' ? [field] : []));
    expect(numbers.filter(({ unit, unitField }) => unit === undefined && unitField === undefined)).toEqual([]);
    const unitFields = numbers.flatMap(({ unitField }) => unitField ?? []);
    expect(unitFields.filter((name) => !/^(text|identifier)$/.test(fields[name]?.kind ?? ''))).toEqual([]);
    const amount = fields[total?.field ?? ''];
    expect(amount?.kind === 'number' ? amount.unitField : undefined).toBe(total?.unit);
  });
});
