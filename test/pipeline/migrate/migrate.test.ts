// Migrations between two groups: parents first, ids mapped, nothing written at the source, nothing sent twice.

import { open } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { verifyPack } from '../../../src/read/pack/verify-pack.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { openZip } from '../../../src/workbook/zip-archive.js';
import { countsOf, fromGroup, id, inGroup, openMigrating, period, product, supplier, toGroup } from './migrating.js';

const holdings = {
  suppliers: [
    supplier(1, { contacts: [{ email: 'anna@example.com', firstName: 'Anna', lastName: 'Berg' }] }),
    supplier(2),
  ],
  resoldProducts: [
    product(1, { suppliers: [period(1, 1), period(2, 2, { validFrom: '2023-01-01', validTo: '2023-12-31' })] }),
    product(2, {
      gtin: '07350000000015',
      yearlySalesVolumes: { 2024: 12.5, 2025: 13 },
      categories: ['Drinks', 'Oats'],
    }),
  ],
};

/** The files of an archive, as one text. */
async function textsOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const zip = await openZip(path, file, defaultLimits);
    return (await Promise.all(zip.names.map(async (name) => `${name}\n${await zip.bytes(name)}`))).join('\n');
  } finally {
    await file.close();
  }
}

it('moves suppliers, products and periods, and maps every id', async () => {
  const at = await openMigrating({ holdings });
  const before = JSON.stringify([
    inGroup(at.sandbox.suppliers(), fromGroup),
    inGroup(at.sandbox.resoldProducts(), fromGroup),
  ]);
  const migrated = await at.migrate();
  expect(migrated.summary.exitCode).toBe(0);
  expect(countsOf(migrated)).toEqual({
    suppliers: { rows: 2, created: 2 },
    'resold-products': { rows: 2, created: 2 },
    'supplier-periods': { rows: 2, created: 2 },
  });
  const suppliers = inGroup(at.sandbox.suppliers(), toGroup);
  const products = inGroup(at.sandbox.resoldProducts(), toGroup);
  expect(suppliers).toMatchObject([
    { name: 'Supplier 1 AB', customId: 'S-1', contacts: [{ email: 'anna@example.com' }] },
    { name: 'Supplier 2 AB', customId: 'S-2' },
  ]);
  const [one, two] = ['OAT-1', 'OAT-2'].map((customId) => products.find((held) => held.customId === customId));
  expect(one?.suppliers).toMatchObject([
    { supplierId: suppliers[0]?.id, validFrom: '2024-01-01' },
    { supplierId: suppliers[1]?.id, validFrom: '2023-01-01', validTo: '2023-12-31' },
  ]);
  expect(two).toMatchObject({
    gtin: '07350000000015',
    yearlySalesVolumes: { 2024: 12.5, 2025: 13 },
    categories: ['Drinks', 'Oats'],
  });
  expect(migrated.lines.filter(({ dataset }) => dataset !== 'supplier-periods')).toEqual([
    { dataset: 'suppliers', source_id: id('bb', 1), target_id: suppliers[0]?.id, key: 'S-1' },
    { dataset: 'suppliers', source_id: id('bb', 2), target_id: suppliers[1]?.id, key: 'S-2' },
    { dataset: 'resold-products', source_id: id('aa', 1), target_id: one?.id, key: 'OAT-1' },
    { dataset: 'resold-products', source_id: id('aa', 2), target_id: two?.id, key: 'OAT-2' },
  ]);
  expect(migrated.summary.parity).toMatchObject({ isEqual: true, pending: 0, differences: [] });
  const after = JSON.stringify([
    inGroup(at.sandbox.suppliers(), fromGroup),
    inGroup(at.sandbox.resoldProducts(), fromGroup),
  ]);
  expect(after).toBe(before);
});

it('compares the footprint of each product, and adds none to another', async () => {
  const same = { name: 'Oat drink', customId: undefined };
  const at = await openMigrating({ holdings: { resoldProducts: [product(1), product(2, same), product(3, same)] } });
  const { summary } = await at.migrate();
  const lines = summary.parity?.products ?? [];
  expect(
    lines.map(({ product, unit, rows, difference }) => [product, unit, rows.source, rows.target, difference]),
  ).toEqual([
    ['OAT-1', 'kg CO2e per kg (assumed)', 1, 1, '0'],
    ['Oat drink', 'kg CO2e per kg (assumed)', 1, 1, '0'],
    // Nothing tells it from the one before.
    ['Oat drink', 'kg CO2e per kg (assumed)', 1, 0, null],
  ]);
  expect(lines.map(({ co2e }) => [typeof co2e.source, typeof co2e.target])).toEqual([
    ['string', 'string'],
    ['string', 'string'],
    ['string', 'object'],
  ]);
  expect(summary.left).toMatchObject([{ key: 'Oat drink', sourceId: id('aa', 3), status: 'not moved' }]);
});

it('plans only, where nobody can be asked', async () => {
  const at = await openMigrating({ holdings });
  const planned = await at.migrate({ yes: false });
  expect(planned.isUnconfirmed).toBe(true);
  expect(planned.summary).toMatchObject({ dryRun: true, exitCode: 2 });
  expect(planned.summary.datasets.map(({ dataset, plan }) => [dataset, plan?.create])).toEqual([
    ['suppliers', 2],
    ['resold-products', 2],
    ['supplier-periods', 2],
  ]);
  expect(inGroup(at.sandbox.suppliers(), toGroup)).toEqual([]);
});

it('sends only what is new when it is run again', async () => {
  const at = await openMigrating({ holdings });
  await at.migrate();
  const again = await at.migrate();
  expect(again.summary.exitCode).toBe(0);
  expect(countsOf(again)).toEqual({
    suppliers: { rows: 2, unchanged: 2 },
    'resold-products': { rows: 2, unchanged: 2 },
    'supplier-periods': { rows: 2, unchanged: 2 },
  });
  expect(inGroup(at.sandbox.resoldProducts(), toGroup)).toHaveLength(2);
});

it('packs its own files, and leaves its values out where that is asked for', async () => {
  const at = await openMigrating({ holdings });
  const { summary } = await at.migrate();
  const packed = await at.pack(summary.run);
  expect(packed.files).toEqual(
    expect.arrayContaining(['run.json', 'run/idmap.csv', 'run/migration.json', 'source/suppliers.ndjson']),
  );
  expect(await verifyPack(packed.out)).toMatchObject({ changed: [], added: [], missing: [] });
  const values = /Supplier 1|OAT-1|Oat drink|anna/;
  expect(await textsOf(packed.out)).toMatch(values);
  for (const options of [{ withoutSource: true }, { anonymous: true }]) {
    const { out } = await at.pack(summary.run, options);
    expect(await textsOf(out)).not.toMatch(values);
  }
  const bare = await at.pack(summary.run, { withoutSource: true });
  expect(bare.files).toEqual(['ledger.ndjson', 'run.json', 'run/idmap.csv', 'run/migration.json', 'run/summary.json']);
});

it('is not reconciled as a whole, and its parts are', async () => {
  const at = await openMigrating({ holdings });
  const { summary } = await at.migrate();
  await expect(at.reconcile(summary.run)).rejects.toMatchObject({ code: 'IS_MIGRATION' });
  await expect(at.trace(`${summary.run}:2`)).rejects.toMatchObject({ code: 'IS_MIGRATION' });
  for (const { run } of summary.datasets)
    expect((await at.reconcile(run ?? '')).reconciliation).toMatchObject({ isEqual: true });
});
