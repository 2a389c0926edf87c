// What Dcycle holds of sold products: products, periods, sales, emissions, units and import sessions, listed and deleted.

import { afterEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../../src/datasets/dataset.js';
import { ServiceError } from '../../../../src/providers/http/http.js';
import { sandboxAccount } from '../../../../src/sandbox/account.js';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/start-sandbox.js';
import { type Connected, connect, openerOf, rejection, stream } from '../../connecting.js';
import { fakeClock } from '../../fake-clock.js';
import { loopbackBy, type Step } from '../../loopback.js';
import { countrySales, exporterRows } from '../listing.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const products = await openerOf('sold-products', 'dcycle');
const periods = await openerOf('sales-periods', 'dcycle');

const id = (end: number): string => `00000000-0000-4000-8000-${String(end).padStart(12, '0')}`;
const period = (end: number, start_date: string, end_date: string, country_sales: readonly object[] = []) => ({
  id: id(end),
  start_date,
  end_date,
  country_sales,
});
const held = [
  {
    product_id: id(1),
    product_name: 'Kettle',
    periods: [
      period(11, '2023-01-01', '2023-12-31', [
        { country: 'ES', quantity: 1200 },
        { country: 'FR', quantity: 300 },
      ]),
      period(12, '2024-01-01', '2024-12-31', [{ country: 'ES', quantity: 0.5 }]),
    ],
  },
  { product_id: id(2), product_name: 'Pan', periods: [period(21, '2024-01-01', '2024-12-31')] },
  { product_id: id(3), product_name: 'pan ', periods: [] },
];

async function sandbox(soldProducts: readonly object[] = held): Promise<Connected & { readonly server: Sandbox }> {
  const clock = fakeClock();
  const server = await startSandbox({ now: clock.now, holdings: { soldProducts } });
  closers.push(() => server.close());
  return { ...connect('dcycle', server.url, { clock }), server };
}

/** A service that answers by its paths, without the numbers of pages. */
async function answering(answers: Readonly<Record<string, Step>>) {
  const server = await loopbackBy(({ url }) => {
    const { pathname } = new URL(url, 'http://x');
    return answers[pathname] ?? { status: 404, json: { detail: 'nothing' } };
  });
  closers.push(() => server.close());
  return { ...connect('dcycle', server.url), server };
}

async function all<T>(rows: AsyncIterable<T> | undefined): Promise<T[]> {
  const list: T[] = [];
  for await (const row of rows ?? []) list.push(row);
  return list;
}

describe('sold products', () => {
  it('are listed, all or by name, as they are read back', async () => {
    const { session } = await sandbox();
    const rows = await all(products(session).rows?.({}));
    expect(rows).toMatchObject([
      {
        remoteId: id(1),
        version: '',
        values: { product_name: 'Kettle', product_id: id(1) },
        shown: { organization_id: sandboxAccount.DCYCLE_ORGANIZATION_ID, organization_name: 'Demo Foods' },
      },
      { remoteId: id(2) },
      { remoteId: id(3), values: { product_name: 'pan' } },
    ]);
    for (const { remoteId, values } of rows) expect(await products(session).readBack?.(remoteId)).toEqual(values);
    const named = await all(products(session).rows?.({ name: ['kett'] }));
    expect(named.map(({ remoteId }) => remoteId)).toEqual([id(1)]);
  });

  it.each([
    ['by its id', { product_id: id(2) }, { remoteId: id(2), same: true }],
    ['by its name in other letters', { product_name: 'KETTLE' }, { remoteId: id(1), same: true }],
    ['by its id, under another name', { product_id: id(1), product_name: 'Pot' }, { remoteId: id(1), same: false }],
    ['under an id that is not there', { product_id: id(9), product_name: 'Kettle' }, undefined],
    ['under a name that is not there', { product_name: 'Pot' }, undefined],
  ])('are found %s', async (_, record, expected) => {
    const { session } = await sandbox();
    const match = (await products(session).holdings(stream())).matcher();
    expect(await match(record, undefined, true)).toEqual(expected);
  });

  it('are not guessed where a name stands for several', async () => {
    const { session } = await sandbox();
    const match = (await products(session).holdings(stream())).matcher();
    expect(await match({ product_name: 'Pan' }, undefined, true)).toMatchObject({
      obstacle: { code: 'AMBIGUOUS_PARENT', args: { named: 'Pan', matches: 2 } },
      isLeftOut: false,
    });
  });

  it('are deleted with all that belongs to them, and what is gone counts as deleted', async () => {
    const { session, server } = await sandbox();
    await products(session).remove?.(id(1));
    await products(session).remove?.(id(1));
    expect(server.soldProducts()).toHaveLength(2);
  });

  it.each([
    ['a bare array', [{ product_id: id(1), product_name: 'Kettle', margin: 3 }]],
    ['other names', [{ id: id(1), name: 'Kettle', margin: 3 }]],
    ['an envelope', { items: [{ product_id: id(1), product_name: 'Kettle', margin: 3 }], total: 1, page: 1, size: 50 }],
  ])('are read from %s, and what the service adds is kept', async (_, json) => {
    const { session } = await answering({ '/v1/sold-products': { status: 200, json } });
    expect(await all(products(session).rows?.({}))).toMatchObject([
      { remoteId: id(1), values: { product_name: 'Kettle', product_id: id(1) }, shown: { 'extra.margin': 3 } },
    ]);
  });

  it('are read again where they could not be read to their end', async () => {
    const { session } = await sandbox();
    let isDown = true;
    const breaking = {
      ...session,
      call: (...asked: Parameters<typeof session.call>) =>
        isDown ? Promise.reject(new ServiceError('unreachable', 'down', 503, '', 1)) : session.call(...asked),
    };
    expect(await rejection(products(breaking).holdings(stream()))).toMatchObject({ kind: 'unreachable' });
    isDown = false;
    expect(await products(breaking).readBack?.(id(1))).toMatchObject({ product_name: 'Kettle' });
  });

  it('cannot be created or changed', () => {
    const { session } = connect('dcycle', 'http://localhost');
    expect(products(session).writer).toEqual({ by: 'row' });
    expect(periods(session).writer).toEqual({ by: 'row' });
  });
});

describe('sales periods', () => {
  it('are listed by product, all or by its name, as they are read back', async () => {
    const { session } = await sandbox();
    const rows = await all(periods(session).rows?.({}));
    expect(rows.map(({ remoteId }) => remoteId)).toEqual([
      `${id(1)}/${id(11)}`,
      `${id(1)}/${id(12)}`,
      `${id(2)}/${id(21)}`,
    ]);
    expect(rows[0]?.values).toEqual({
      product_name: 'Kettle',
      product_id: id(1),
      period_id: id(11),
      start_date: '2023-01-01',
      end_date: '2023-12-31',
    });
    await periods(session).holdings(stream());
    for (const { remoteId, values } of rows) expect(await periods(session).readBack?.(remoteId)).toEqual(values);
    expect(await all(periods(session).rows?.({ name: ['pan'] }))).toHaveLength(1);
  });

  const days = { start_date: '2023-01-01', end_date: '2023-12-31' };
  it.each([
    ['by product and days', { product_name: 'Kettle', ...days }, `${id(1)}/${id(11)}`],
    ['by product id and period id', { product_id: id(1), period_id: id(12) }, `${id(1)}/${id(12)}`],
    ['of another product', { product_id: id(2), ...days }, undefined],
    ['with other days', { product_name: 'Kettle', ...days, end_date: '2023-12-30' }, undefined],
    ['of no product', { product_name: 'Pot', ...days }, undefined],
  ])('are found or not: %s', async (_, record, remoteId) => {
    const { session } = await sandbox();
    const match = (await periods(session).holdings(stream(record))).matcher();
    expect(await match(record)).toEqual(remoteId === undefined ? undefined : { remoteId, same: true });
  });

  it('are asked about once for each product', async () => {
    const { session, server } = await sandbox();
    const record = { product_name: 'Kettle', ...days };
    const holdings = await periods(session).holdings(
      stream<Values>(record, record, { product_id: id(1), period_id: id(12) }),
    );
    for (const match of [holdings.matcher(), holdings.matcher()]) await match(record);
    expect(server.stats().byRoute).toMatchObject({
      'GET /v1/sold-products': 2,
      'GET /v1/sold-products/{id}/periods': 1,
    });
  });

  it('are said beforehand to stay where they are the last of their product', async () => {
    const { session } = await sandbox();
    const of = (period_id: string, product_id = id(1)) => ({ product_id, period_id });
    const last = { undeletable: { code: 'UNDELETABLE' } };
    const holdings = await periods(session).holdings(stream());
    // Every pass counts anew.
    for (const match of [holdings.matcher(), holdings.matcher()]) {
      expect(await match(of(id(11)))).not.toMatchObject(last);
      expect(await match(of(id(12)), undefined, true)).not.toMatchObject(last);
      expect(await match(of(id(12)), undefined, true)).not.toMatchObject(last);
      expect(await match(of(id(11)), undefined, true)).toMatchObject(last);
      expect(await match(of(id(21), id(2)), undefined, true)).toMatchObject(last);
      // A row of an export that was stripped of its cells is known by its id.
      expect(await match({}, `${id(1)}/${id(11)}`, true)).toMatchObject(last);
    }
  });

  it('are deleted one by one, and the service keeps the last', async () => {
    const { session, server } = await sandbox();
    await periods(session).remove?.(`${id(1)}/${id(11)}`);
    await periods(session).remove?.(`${id(1)}/${id(11)}`);
    const error = await rejection(Promise.resolve(periods(session).remove?.(`${id(1)}/${id(12)}`)));
    expect(error).toMatchObject({ kind: 'refused', status: 400 });
    expect(server.soldProducts()[0]).toMatchObject({ periods: [{ id: id(12) }] });
  });
});

describe('country sales', () => {
  it('are listed with their product, period and factor', async () => {
    const { session } = await sandbox();
    const rows = await all(countrySales(session).rows?.({}));
    expect(rows.map(({ values }) => [values.country, values.quantity, values.start_date])).toEqual([
      ['ES', 1200, '2023-01-01'],
      ['FR', 300, '2023-01-01'],
      ['ES', 0.5, '2024-01-01'],
    ]);
    expect(rows[0]).toEqual({
      remoteId: '',
      version: '',
      values: {
        product_name: 'Kettle',
        product_id: id(1),
        country: 'ES',
        quantity: 1200,
        start_date: '2023-01-01',
        end_date: '2023-12-31',
      },
      shown: { emission_factor: expect.any(Number), period_id: id(11) },
    });
  });

  it('are listed of products that have any, and of those with the name that is asked for', async () => {
    const { session, server } = await sandbox();
    expect(await all(countrySales(session).rows?.({ name: ['pan'] }))).toEqual([]);
    expect(server.stats().byRoute).not.toHaveProperty('GET /v1/sold-products/{id}/periods');
    expect(await all(countrySales(session).rows?.({ name: ['Kettle'] }))).toHaveLength(3);
  });

  it('that are listed are the same when they are imported again', async () => {
    const { session } = await sandbox();
    const records = (await all(countrySales(session).rows?.({}))).map(({ values }) => values);
    const match = (await countrySales(session).holdings(stream(...records))).matcher();
    for (const record of records) expect(await match(record)).toMatchObject({ same: true });
  });

  it('are read to their end where the service gives them in pages', async () => {
    const pages = (path: string, items: readonly object[]) => (page: number) => [
      path,
      { items: items.slice(page - 1, page), total: items.length, page, size: 1, pages: items.length },
    ];
    const lists = new Map([
      ['/v1/sold-products', pages('', [{ product_id: id(1), product_name: 'Kettle' }])],
      [
        '/v1/sold-products/existing-country-sales',
        pages('', [
          { product_id: id(1), country_code: 'ES' },
          { product_id: id(1), country_code: 'FR' },
        ]),
      ],
      [
        `/v1/sold-products/${id(1)}/periods`,
        pages('', [period(12, '2024-01-01', '2024-12-31'), period(11, '2023-01-01', '2023-12-31T00:00:00Z')]),
      ],
    ]);
    const sales = [
      { country_code: 'es', quantity: '3.0', ef: 0.2, note: 'n' },
      { country: 'FR', quantity: 4, factor: 0.3 },
    ];
    const server = await loopbackBy(({ url }) => {
      const { pathname, searchParams } = new URL(url, 'http://x');
      const page = Number(searchParams.get('page') ?? 1);
      const [, json] = (lists.get(pathname) ?? pages('', sales))(page);
      return { status: 200, json };
    });
    closers.push(() => server.close());
    const rows = await all(countrySales(connect('dcycle', server.url).session).rows?.({}));
    expect(rows.map(({ values, shown }) => [values.start_date, values.end_date, values.country, shown])).toEqual([
      ['2023-01-01', '2023-12-31', 'ES', { emission_factor: 0.2, period_id: id(11), 'extra.note': 'n' }],
      ['2023-01-01', '2023-12-31', 'FR', { emission_factor: 0.3, period_id: id(11) }],
      ['2024-01-01', '2024-12-31', 'ES', { emission_factor: 0.2, period_id: id(12), 'extra.note': 'n' }],
      ['2024-01-01', '2024-12-31', 'FR', { emission_factor: 0.3, period_id: id(12) }],
    ]);
  });
});

it('does not take a list of pages for whole that gives the first page again', async () => {
  const sale = { product_id: id(1), product_name: 'Kettle', country: 'ES' };
  const page = { status: 200, json: { items: [sale], total: 2, page: 1, size: 1, pages: 2 } };
  const { session } = await answering({ '/v1/sold-products/existing-country-sales': page });
  const reading = exporterRows('existing-country-sales', session);
  expect(await rejection(reading)).toMatchObject({ kind: 'unreadable', message: expect.stringContaining('page 2') });
});

describe('exports', () => {
  it('of emissions have a row for each kind of each period', async () => {
    const { session } = await sandbox();
    const rows = await exporterRows('period-emissions', session);
    expect(rows).toHaveLength(6);
    expect(rows[0]).toEqual({
      product_id: id(1),
      product_name: 'Kettle',
      period_id: id(11),
      start_date: '2023-01-01',
      end_date: '2023-12-31',
      type: 'use_phase',
      status: 'active',
      quantity: expect.any(Number),
      use_of_product_data_id: expect.any(String),
    });
    expect(rows[1]).toMatchObject({ type: 'end_of_life', use_of_product_data_id: null });
    expect(await exporterRows('period-emissions', session, { name: ['pan'] })).toHaveLength(2);
  });

  it('of pairs have a row for each product and country', async () => {
    const { session } = await sandbox();
    expect(await exporterRows('existing-country-sales', session)).toEqual([
      { product_id: id(1), product_name: 'Kettle', country: 'ES' },
      { product_id: id(1), product_name: 'Kettle', country: 'FR' },
    ]);
  });

  it('of units ask for a type, as the user', async () => {
    const { session } = await sandbox();
    const money = await exporterRows('units', session, { type: ['fiat_currency'] });
    expect(money).toContainEqual({ id: expect.any(String), name: 'EUR', type: 'fiat_currency' });
    expect((await exporterRows('units', session)).length).toBeGreaterThan(money.length);
    const unknown = connect('dcycle', 'http://127.0.0.1:1', { settings: { DCYCLE_USER_ID: undefined } });
    expect(await rejection(exporterRows('units', unknown.session))).toMatchObject({ code: 'MISSING_SETTING' });
  });

  it('of import sessions are narrowed, and keep what the service adds', async () => {
    const answer = { items: [{ id: 'i-1', status: 'mapped', rows_wrong: 2 }], total: 1, page: 1, size: 100, pages: 1 };
    const { session, server } = await answering({ '/v2/imports/sessions': { status: 200, json: answer } });
    const filters = { status: ['mapped'], 'template-id': ['t'], 'user-id': ['u'], 'include-expired': ['true'] };
    expect(await exporterRows('import-sessions', session, filters)).toEqual([
      {
        import_id: 'i-1',
        status: 'mapped',
        file_name: null,
        total_rows: null,
        template_id: null,
        user_id: null,
        file_id: null,
        created_at: null,
        'extra.rows_wrong': 2,
      },
    ]);
    const asked = new URL(server.seen[0]?.url ?? '', 'http://x').searchParams;
    expect(Object.fromEntries(asked)).toEqual({
      status: 'mapped',
      template_id: 't',
      user_id: 'u',
      include_expired: 'true',
      page: '1',
      size: '100',
    });
  });

  it.each(['period-emissions', 'existing-country-sales', 'import-sessions'])(
    'of %s say what could not be read',
    async (name) => {
      const server = await loopbackBy(() => ({ status: 200, json: { data: [] } }));
      closers.push(() => server.close());
      const error = await rejection(exporterRows(name, connect('dcycle', server.url).session));
      expect(error).toMatchObject({ kind: 'unreadable' });
    },
  );
});
