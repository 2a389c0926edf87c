// Migrations between two organisations of Dcycle: purchases by content and count, country sales with their products and periods.

import { expect, it } from 'vitest';
import { countsOf, id, openMigrating } from './migrating.js';

/** A purchase as Dcycle lists it. */
function purchase(number: number, more: object = {}): Readonly<Record<string, unknown>> {
  return {
    id: id('dd', number),
    product_name: `Carton ${number}`,
    sector: 'Manufacturing',
    country: 'ES',
    quantity: 100.25 * number,
    unit_id: 'EUR',
    purchase_date: '2024-03-15',
    expense_type: 'opex',
    purchase_type: 'spend_based',
    status: 'active',
    created_at: '2024-04-01T10:00:00Z',
    updated_at: '2024-04-02T10:00:00Z',
    ...more,
  };
}

const sold = (number: number, name: string, periods: readonly object[]) => ({
  product_id: id('ee', number),
  product_name: name,
  periods,
});

const holdings = {
  purchases: [
    purchase(1, {
      file_id: id('ff', 1),
      file_name: 'march.csv',
      file_url: `https://files.example.com/${id('ff', 1)}/march.csv`,
    }),
    purchase(2, { status: 'inactive', recycled: 0.5 }),
    // Two of a kind are two purchases.
    purchase(3),
    purchase(4, { product_name: 'Carton 3', quantity: 300.75 }),
    purchase(5, { purchase_type: 'supplier_specific', custom_emission_factor_id: id('fa', 5), unit_id: 'kg' }),
  ],
  soldProducts: [
    sold(1, 'Air fryer 5 l', [
      {
        id: id('ef', 1),
        start_date: '2024-01-01',
        end_date: '2024-12-31',
        country_sales: [
          { country: 'SE', quantity: 1200 },
          { country: 'NO', quantity: 0.125 },
        ],
      },
      {
        id: id('ef', 2),
        start_date: '2023-01-01',
        end_date: '2023-12-31',
        country_sales: [{ country: 'SE', quantity: 7 }],
      },
    ]),
    sold(2, 'Kettle', [{ id: id('ef', 3), start_date: '2024-01-01', end_date: '2024-06-30', country_sales: [] }]),
  ],
};

const asked = { provider: 'dcycle' } as const;

/** What a purchase says of itself; ids, times and figures are the account's. */
function content(purchase: object): object {
  const own = ['id', 'organization_id', 'co2e', 'created_at', 'updated_at'];
  return Object.fromEntries(Object.entries(purchase).filter(([field]) => !own.includes(field)));
}

it('moves purchases and country sales, and writes nothing at the source', async () => {
  const at = await openMigrating({ holdings });
  const before = JSON.stringify([at.sandbox.purchases(), at.sandbox.soldProducts()]);
  const migrated = await at.migrate(asked);
  expect(countsOf(migrated)).toEqual({
    purchases: { rows: 5, created: 4, invalid: 1 },
    'country-sales': { rows: 3, created: 3 },
  });
  expect(migrated.summary.exitCode).toBe(4);
  expect(at.sandbox.second.purchases().map(content)).toEqual(
    at.sandbox
      .purchases()
      .slice(0, 4)
      .map((one) => ({ ...content(one), file_id: null, file_url: null })),
  );
  expect(at.sandbox.second.soldProducts()).toMatchObject([
    {
      product_name: 'Air fryer 5 l',
      periods: [
        { start_date: '2023-01-01', end_date: '2023-12-31', country_sales: [{ country: 'SE', quantity: 7 }] },
        {
          start_date: '2024-01-01',
          end_date: '2024-12-31',
          country_sales: [
            { country: 'SE', quantity: 1200 },
            { country: 'NO', quantity: 0.125 },
          ],
        },
      ],
    },
  ]);
  expect(migrated.lines.map(({ dataset, source_id }) => [dataset, source_id])).toEqual([
    ...[1, 2, 3, 4].map((number) => ['purchases', id('dd', number)]),
    ['country-sales', 'air fryer 5 l / se / 2023-01-01 / 2023-12-31'],
    ['country-sales', 'air fryer 5 l / se / 2024-01-01 / 2024-12-31'],
    ['country-sales', 'air fryer 5 l / no / 2024-01-01 / 2024-12-31'],
  ]);
  expect(JSON.stringify([at.sandbox.purchases(), at.sandbox.soldProducts()])).toBe(before);
  expect(at.writes('source')).toEqual([]);
});

it('sends no id of the source', async () => {
  const at = await openMigrating({ holdings });
  await at.migrate(asked);
  const sent = at.sent.filter(({ account }) => account === 'target').map(({ request, body }) => `${request} ${body}`);
  const kinds = ['dd', 'ee', 'ef', 'ff', 'fa'].map((kind) => id(kind, 1).slice(0, -1));
  expect(
    sent.filter((text) =>
      [at.sandbox.environment.DCYCLE_ORGANIZATION_ID, ...kinds].some((one) => text.includes(one ?? '')),
    ),
  ).toEqual([]);
  expect(sent.length).toBeGreaterThan(10);
});

it('tells what stays at the source', async () => {
  const at = await openMigrating({ holdings });
  const { summary } = await at.migrate(asked);
  expect(summary.lost.map(({ dataset, what, rows }) => [dataset, what, rows])).toEqual([
    ['purchases', 'File URL', 1],
    ['purchases', 'Created at', 5],
    ['purchases', 'Updated at', 5],
    ['purchases', 'File id', 1],
    ['purchases', 'Custom emission factor id', 1],
    ['country-sales', 'Product id', 3],
  ]);
  expect(summary.left.map(({ dataset, key, status, code }) => [dataset, key, status, code])).toEqual([
    ['sold-products', 'Kettle', 'not moved', ''],
    ['sales-periods', 'Kettle / 2024-01-01 / 2024-06-30', 'not moved', ''],
    ['purchases', 'Carton 5 / 2024-03-15 / 501.25 / kg', 'invalid', 'NEEDS_FIELD'],
  ]);
  expect(summary.unmoved.map(({ what }) => what)).toEqual([
    'sold-products',
    'sales-periods',
    'period-emissions',
    'import-sessions',
    'custom emission factors',
    'files',
  ]);
  expect(summary.parity?.differences).toEqual([
    {
      dataset: 'purchases',
      key: 'Carton 5 / 2024-03-15 / 501.25 / kg',
      sourceId: id('dd', 5),
      targetId: '',
      what: 'row',
      source: 'there',
      target: 'never carried over',
    },
  ]);
});

it('adds up rows and emissions of each product in exact decimals', async () => {
  const figures: Readonly<Record<string, number>> = { 'Carton 1': 0.1, 'Carton 2': 0.2, 'Carton 3': 0.3 };
  const change = (answer: unknown): unknown => {
    const page = answer as { readonly items: readonly { readonly product_name: string }[] };
    return { ...page, items: page.items.map((one) => ({ ...one, co2e: figures[one.product_name] ?? null })) };
  };
  const at = await openMigrating({
    holdings,
    fault: ({ path, method }) =>
      path === '/v1/purchases' && method === 'GET' ? { kind: 'rewritten', change } : undefined,
  });
  const { summary } = await at.migrate({ ...asked, datasets: ['purchases'] });
  const kg = { unit: 'kg CO2e', difference: '0' };
  expect(summary.parity?.products).toEqual([
    { product: 'Carton 1', ...kg, rows: { source: 1, target: 1 }, co2e: { source: '0.1', target: '0.1' } },
    { product: 'Carton 2', ...kg, rows: { source: 1, target: 1 }, co2e: { source: '0.2', target: '0.2' } },
    { product: 'Carton 3', ...kg, rows: { source: 2, target: 2 }, co2e: { source: '0.6', target: '0.6' } },
    {
      product: 'Carton 5',
      unit: 'kg CO2e',
      rows: { source: 1, target: 0 },
      co2e: { source: null, target: '0' },
      difference: null,
    },
  ]);
});

it('plans the same first, and sends nothing', async () => {
  const at = await openMigrating({ holdings });
  const planned = await at.migrate({ ...asked, dryRun: true });
  expect(planned.summary.datasets.map(({ dataset, plan, counts }) => [dataset, plan?.create, counts.invalid])).toEqual([
    ['purchases', 4, 1],
    ['country-sales', 3, 0],
  ]);
  expect(at.sandbox.second.purchases()).toEqual([]);
  expect([...at.writes('source'), ...at.writes('target')]).toEqual([]);
});

it('matches what the target has already, and doubles nothing', async () => {
  const at = await openMigrating({ holdings });
  const target = {
    'content-type': 'application/json',
    'x-api-key': at.sandbox.second.environment.DCYCLE_API_KEY ?? '',
  };
  const headers = { ...target, 'x-organization-id': at.sandbox.second.environment.DCYCLE_ORGANIZATION_ID ?? '' };
  const same = content(at.sandbox.purchases()[2] ?? {});
  const posted = await fetch(`${at.sandbox.url}/v1/purchases`, { method: 'POST', headers, body: JSON.stringify(same) });
  expect(posted.status).toBe(201);
  const first = await at.migrate(asked);
  expect(countsOf(first).purchases).toEqual({ rows: 5, created: 3, skipped: 1, invalid: 1 });
  const again = await at.migrate(asked);
  expect(countsOf(again)).toEqual({
    purchases: { rows: 5, unchanged: 3, skipped: 1, invalid: 1 },
    'country-sales': { rows: 3, skipped: 3 },
  });
  expect(at.sandbox.second.purchases()).toHaveLength(4);
  expect(again.summary.parity?.differences).toHaveLength(1);
  expect(again.lines).toEqual(first.lines);
});

it('sends nothing at all where the import template of the target is missing', async () => {
  const at = await openMigrating({ holdings });
  const { DCYCLE_IMPORT_TEMPLATE: _, ...to } = at.sandbox.second.environment;
  await expect(at.migrate(asked, { to })).rejects.toMatchObject({ code: 'MISSING_SETTING' });
  expect(at.sandbox.second.purchases()).toEqual([]);
});
