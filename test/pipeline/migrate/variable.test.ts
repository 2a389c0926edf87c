// Migrations between two accounts of Variable: products with their values, matched by their own numbers.

import { expect, it } from 'vitest';
import { countsOf, id, openMigrating } from './migrating.js';

const holdings = {
  variableProducts: [
    {
      uuid: id('da', 1),
      name: 'Trail running shoe',
      sku: 'SHOE-145',
      syncId: 'erp-20145',
      unit: 'pcs',
      weight: { quantity: 0.62, unit: 'kg' },
      recycledPercent: 0,
      dataSource: 'external',
      footprint: { CO2e: { A1: '0.0000012', A3: '3.25' } },
      startDate: '2024-01-01T00:00:00.000Z',
      endDate: '2024-12-31T23:59:59.000Z',
      created: '2023-05-01T08:00:00.000Z',
      updated: '2023-06-01T08:00:00.000Z',
    },
    {
      uuid: id('da', 2),
      name: 'Sock',
      unit: 'pcs',
      packagingWeight: { quantity: 5, unit: 'g' },
      taxonomy: { uuid: id('db', 2), name: 'Textiles', path: 'Goods/Textiles' },
      notes: 'Two lines\nof notes',
    },
  ],
};

const asked = { provider: 'variable' } as const;

const given = ['name', 'sku', 'syncId', 'unit', 'weight', 'packagingWeight', 'recycledPercent', 'dataSource'];
const content = (product: object): object =>
  Object.fromEntries(
    Object.entries(product).filter(([field]) => [...given, 'startDate', 'endDate', 'notes'].includes(field)),
  );

it('moves products, and writes nothing at the source', async () => {
  const at = await openMigrating({ holdings });
  const before = JSON.stringify(at.sandbox.variableProducts());
  const migrated = await at.migrate(asked);
  expect(countsOf(migrated)).toEqual({ 'variable-products': { rows: 2, created: 2 } });
  expect(at.sandbox.second.variableProducts().map(content)).toEqual(at.sandbox.variableProducts().map(content));
  expect(migrated.lines.map(({ source_id, key }) => [source_id, key])).toEqual([
    [id('da', 1), 'SHOE-145'],
    [id('da', 2), 'Sock'],
  ]);
  expect(JSON.stringify(at.sandbox.variableProducts())).toBe(before);
  expect(at.writes('source')).toEqual([]);
  const sent = at.sent.filter(({ account }) => account === 'target').map(({ request, body }) => `${request} ${body}`);
  expect(sent.filter((text) => /d[ab]000000-/.test(text))).toEqual([]);
  expect(at.sandbox.second.variableProducts()[0]).toMatchObject({
    footprint: { CO2e: { A1: '0.0000012', A3: '3.25', totalCarbonFootprint: '3.2500012' } },
  });
});

it('names what the target calculates otherwise, since the bill of materials stays', async () => {
  const at = await openMigrating({ holdings });
  const { summary } = await at.migrate(asked);
  const [shoe, sock] = summary.parity?.products ?? [];
  const unit = 'kg CO2e per declared unit';
  const rows = { source: 1, target: 1 };
  expect(shoe).toEqual({
    product: 'SHOE-145',
    unit,
    rows,
    co2e: { source: '3.2500012', target: '3.2500012' },
    difference: '0',
  });
  expect(sock).toMatchObject({ product: 'Sock', unit, rows });
  expect(Number(sock?.difference)).toBeCloseTo(Number(sock?.co2e.target) - Number(sock?.co2e.source), 9);
  expect(summary.parity?.differences).toMatchObject([
    { key: 'Sock', what: unit, source: sock?.co2e.source, target: sock?.co2e.target },
  ]);
  expect(summary.exitCode).toBe(4);
  expect(summary.lost.map(({ what }) => what)).toEqual(
    expect.arrayContaining(['Taxonomy uuid', 'Taxonomy name', 'Modelled weight', 'Created at']),
  );
  expect(summary.lost.find(({ what }) => what === 'Modelled weight')?.why).toContain('bill of materials');
  expect(summary.unmoved.map(({ what }) => what)).toContain('bills of materials');
});

it('matches products of the target by their own numbers, also after they were renamed', async () => {
  const at = await openMigrating({ holdings });
  const headers = {
    authorization: `Bearer ${at.sandbox.second.environment.VARIABLE_API_KEY}`,
    'content-type': 'application/json',
  };
  const url = `${at.sandbox.second.environment.VARIABLE_BASE_URL}/v1/product`;
  const body = JSON.stringify({ name: 'Shoe', sku: 'SHOE-145', unit: 'pcs' });
  expect((await fetch(url, { method: 'POST', headers, body })).ok).toBe(true);
  const first = await at.migrate(asked);
  expect(countsOf(first)).toEqual({ 'variable-products': { rows: 2, created: 1, skipped: 1 } });
  const sock = at.sandbox.second.variableProducts().find((one) => Reflect.get(one, 'name') === 'Sock') ?? {};
  const renamed = { method: 'PATCH', headers, body: JSON.stringify({ name: 'Stocking' }) };
  expect((await fetch(`${url}/${Reflect.get(sock, 'uuid')}`, renamed)).ok).toBe(true);
  const again = await at.migrate(asked);
  expect(countsOf(again)['variable-products']).toMatchObject({ rows: 2 });
  expect(at.sandbox.second.variableProducts()).toHaveLength(2);
  expect(again.summary.parity?.differences).toContainEqual(
    expect.objectContaining({ key: 'Sock', what: 'Product name', source: 'Sock', target: 'Stocking' }),
  );
});
