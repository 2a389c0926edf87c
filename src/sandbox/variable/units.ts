// Variable's units, and the products of a new sandbox, as if modelled in the service's app.

import { variableBase } from '../account.js';
import { derivedUuid } from '../derive.js';
import type { Facilities, SandboxApp } from '../sandbox-app.js';
import type { VariableProduct, VariableUnit } from '../store/records.js';
import type { Store } from '../store/store.js';
import { pageOf } from './page.js';

const units: readonly VariableUnit[] = [
  ['kg', 'kilogram'],
  ['g', 'gram'],
  ['t', 'tonne'],
  ['lbs', 'pound'],
  ['oz', 'ounce'],
  ['l', 'litre'],
  ['ml', 'millilitre'],
  ['m', 'metre'],
  ['m2', 'square metre'],
  ['m3', 'cubic metre'],
  ['kWh', 'kilowatt hour'],
  ['MJ', 'megajoule'],
  ['pcs', 'piece'],
].map(([id = '', name = '']) => ({ id, name }));

/** The list's path and shape are assumed; so are the names of a unit's fields. */
export function mountVariableUnits(app: SandboxApp, { store, now, lists }: Facilities): void {
  app.get(`${variableBase}/v1/unit`, (context) =>
    context.json(pageOf(context, store.variableUnits.listed(now()), ({ id: code, name }) => ({ code, name }), lists)),
  );
}

const products: readonly VariableProduct['fields'][] = [
  {
    name: 'Trail running shoe',
    description: 'Shoe of recycled mesh with a rubber sole',
    sku: 'SHOE-100',
    syncId: 'erp-20100',
    cpcCode: '2933',
    unit: 'pcs',
    weight: { quantity: 0.62, unit: 'kg' },
    packagingWeight: { quantity: 95, unit: 'g' },
    recycledPercent: 35,
    dataSource: 'model',
    startDate: '2024-01-01T00:00:00.000Z',
    endDate: '2026-12-31T23:59:59.000Z',
  },
  { name: 'Rain jacket', sku: 'JACK-200', unit: 'pcs', recycledPercent: 0, dataSource: 'model' },
  { name: 'Wool sock', notes: 'Bill of materials under review', sku: 'SOCK-300', unit: 'pcs', dataSource: 'model' },
  {
    name: 'Shoe lace, bought in',
    sku: 'LACE-400',
    unit: 'm',
    dataSource: 'external',
    footprint: { CO2e: { A1: '0.0021', A2: '0.00000045', A3: '0.0008', A4: '0' } },
  },
  // Nobody has given a footprint yet.
  { name: 'Gift box, bought in', sku: 'BOX-500', unit: 'pcs', dataSource: 'external' },
];

/** Fills a new store, which has no units. @param hasProducts whether products were given, even if none */
export function seedVariable({ variableUnits, variableProducts }: Store, now: number, hasProducts: boolean): void {
  if (variableUnits.rows().length > 0) return;
  for (const unit of units) variableUnits.put(unit);
  const stamp = new Date(now).toISOString();
  for (const fields of hasProducts ? [] : products)
    variableProducts.put({ id: derivedUuid(`product ${fields.sku}`), fields, created: stamp, updated: stamp });
}
