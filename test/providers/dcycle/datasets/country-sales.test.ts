import { afterEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../../src/datasets/dataset.js';
import type { Result } from '../../../../src/plan/result.js';
import type { BatchWriter } from '../../../../src/providers/binding.js';
import type { Session } from '../../../../src/providers/session.js';
import type { FaultPlan } from '../../../../src/sandbox/faults/faults.js';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../../src/sandbox/start-sandbox.js';
import { type Connected, connect, openerOf, rejection, stream } from '../../connecting.js';
import { fakeClock } from '../../fake-clock.js';
import { type Loopback, loopbackBy, type Seen, type Step } from '../../loopback.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const open = await openerOf('country-sales', 'dcycle');
const writerOf = (session: Session) => open(session).writer as BatchWriter;

/** Sends rows to be created. */
const send = (session: Session, records: readonly Values[]): Promise<readonly Result[]> =>
  writerOf(session).send(records.map((record) => ({ kind: 'create', remoteId: '', record })));

const row = {
  product_name: 'Air fryer',
  country: 'SE',
  quantity: 1200,
  start_date: '2024-01-01',
  end_date: '2024-12-31',
};

/** The sandbox, on the same fake time as the client: a pause lets it process what was submitted. */
async function sandbox(
  options: Pick<SandboxOptions, 'fault' | 'processingMs' | 'lists'> = {},
): Promise<Connected & { readonly server: Sandbox }> {
  const clock = fakeClock();
  const server = await startSandbox({ now: clock.now, ...options });
  closers.push(() => server.close());
  return { ...connect('dcycle', server.url, { clock }), server };
}

const isSessionList = ({ method, url }: Seen): boolean => method === 'GET' && url.includes('/sessions?');
const noSessions: Step = { status: 200, json: { items: [], total: 0, page: 1, size: 100, pages: 0 } };

const statuses = (results: readonly Result[]): readonly string[] => results.map(({ status }) => status);

describe('an import', () => {
  it('becomes sales that are read back, and each row has its result', async () => {
    const { session, server } = await sandbox();
    const rows = [row, { ...row, country: 'NO', quantity: 3.5 }, { ...row, product_name: 'Ü, "kettle"\n;=1+1' }];
    const results = await send(session, rows);
    expect(statuses(results)).toEqual(['created', 'created', 'created']);
    expect(results.every(({ remoteId, requestId }) => remoteId !== '' && requestId !== '')).toBe(true);
    expect(server.soldProducts()).toMatchObject([
      {
        product_name: 'Air fryer',
        periods: [
          {
            start_date: '2024-01-01',
            end_date: '2024-12-31',
            country_sales: [
              { country: 'SE', quantity: 1200 },
              { country: 'NO', quantity: 3.5 },
            ],
          },
        ],
      },
      { product_name: 'Ü, "kettle"\n;=1+1' },
    ]);
  });

  it('tells which rows the service refuses, at which field, and carries out the others', async () => {
    const { session } = await sandbox();
    const unknown = { ...row, product_id: '00000000-0000-4000-8000-000000000000' };
    const results = await send(session, [
      row,
      unknown,
      { ...row, country: 'NO' },
      { ...row, country: 'XX', quantity: -1 },
    ]);
    expect(statuses(results)).toEqual(['created', 'failed', 'created', 'failed']);
    expect(results[1]).toMatchObject({ field: 'product_id', finding: { code: 'REFUSED' } });
    expect(results[3]).toMatchObject({ field: 'country', finding: { code: 'REFUSED' } });
  });

  it('is not submitted when every row is refused', async () => {
    const { session, server } = await sandbox();
    expect(statuses(await send(session, [{ ...row, country: 'XX' }]))).toEqual(['failed']);
    expect(server.stats().byRoute).not.toHaveProperty('POST /v2/imports/{id}/submit');
  });

  it('of as many rows as a batch holds is checked page by page', async () => {
    const { session, server } = await sandbox();
    const rows = Array.from({ length: 1_201 }, (_, index) => ({
      ...row,
      product_name: `Product ${index % 7}`,
      start_date: '2024-01-01',
      end_date: '2024-12-31',
      country: index === 777 ? 'XX' : 'SE',
      quantity: index + 1,
    }));
    const results = await send(session, rows);
    expect(results.findIndex(({ status }) => status === 'failed')).toBe(777);
    expect(results.filter(({ status }) => status === 'created')).toHaveLength(1_200);
    expect(server.stats().byRoute['POST /v2/imports/{id}/validate']).toBe(3);
    expect(writerOf(session).maxRows).toBe(2_000);
  });

  it('waits for rows that land late', async () => {
    const { session, clock } = await sandbox({ processingMs: 60_000 });
    expect(statuses(await send(session, [row]))).toEqual(['created']);
    expect(clock.sleeps.reduce((sum, delayMs) => sum + delayMs, 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('tells what the service holds instead, without long waiting', async () => {
    const rounding = (answer: unknown) =>
      (answer as { quantity: number }[]).map((sale) => ({ ...sale, quantity: Math.round(sale.quantity) }));
    const { session, clock } = await sandbox({
      fault: ({ path }) => (path.endsWith('/country-sales') ? { kind: 'rewritten', change: rounding } : undefined),
    });
    expect(await send(session, [{ ...row, quantity: 3.5 }, row])).toMatchObject([
      { status: 'in-doubt', finding: { args: { detail: 'the service has 4 in its place' } } },
      { status: 'created' },
    ]);
    expect(clock.sleeps.reduce((sum, delayMs) => sum + delayMs, 0)).toBeLessThan(10_000);
  });

  it('leaves rows in doubt that never land', async () => {
    const { session } = await sandbox({ processingMs: 3_600_000 });
    expect(await send(session, [row])).toMatchObject([
      { status: 'in-doubt', remoteId: '', finding: { code: 'NO_ANSWER' } },
    ]);
  });

  const submit = /\/submit$/;
  it.each<readonly [string, FaultPlan, string]>([
    [
      'the answer is lost after it was done',
      ({ path }) => (submit.test(path) ? { kind: 'drop-after' } : undefined),
      'created',
    ],
    [
      'the connection breaks before it was done',
      ({ path }) => (submit.test(path) ? { kind: 'drop-before' } : undefined),
      'in-doubt',
    ],
  ])('is looked for when %s', async (_, fault, status) => {
    const { session, server } = await sandbox({ fault });
    expect(statuses(await send(session, [row]))).toEqual([status]);
    expect(server.stats().byRoute['POST /v2/imports/{id}/submit']).toBe(1);
  });

  it('leaves rows in doubt when the run is stopped while they are awaited', async () => {
    const { session, abort, clock } = await sandbox({ processingMs: 60_000 });
    const { sleep } = clock;
    clock.sleep = async (delayMs, signal) => {
      await sleep(delayMs, signal);
      if (delayMs >= 800) abort.abort();
    };
    expect(statuses(await send(session, [row]))).toEqual(['in-doubt']);
  });
});

describe('what is held', () => {
  async function matching(before: readonly object[], record: object): Promise<unknown> {
    const { session } = await sandbox();
    await send(session, before as never);
    const match = (await open(session).holdings(stream(record as never))).matcher();
    return match(record as never);
  }

  it.each(['name', 'german', 'alpha-3', 'lower'] as const)(
    'is found where countries are said by %s',
    async (countries) => {
      const { session } = await sandbox({ lists: { countries } });
      await send(session, [row]);
      const match = (await open(session).holdings(stream(row))).matcher();
      expect(await match(row)).toMatchObject({ same: true });
      const other = { ...row, quantity: 7, start_date: '2024-12-31', end_date: '2025-01-31' };
      expect(await match({ ...other, product_name: 'Air\u00a0fr\u00adyer\u200b' })).toMatchObject({
        same: false,
        clash: {
          code: 'SALES_DIFFER',
          args: {
            held: [`${row.quantity} for 2024-01-01 to 2024-12-31`],
            given: '7 for 2024-12-31 to 2025-01-31',
          },
        },
      });
    },
  );

  it('does not count a sale as unchanged that is there exactly, and overlaps a second period', async () => {
    const second = { ...row, start_date: '2024-07-01', end_date: '2025-06-30', quantity: 5 };
    expect(await matching([row, second], row)).toMatchObject({
      same: false,
      clash: {
        code: 'SALES_DIFFER',
        args: {
          held: ['1200 for 2024-01-01 to 2024-12-31', '5 for 2024-07-01 to 2025-06-30'],
          given: '1200 for 2024-01-01 to 2024-12-31',
        },
      },
    });
  });

  it.each([
    ['the very same sale', row, true],
    ['another quantity', { ...row, quantity: 7 }, false],
    ['a period within it', { ...row, start_date: '2024-03-01', end_date: '2024-03-31' }, false],
    ['a period that shares its last day', { ...row, start_date: '2024-12-31', end_date: '2025-01-31' }, false],
    ['a name in other letters', { ...row, product_name: 'AIR  FRYER' }, true],
  ])('matches %s', async (_, record, same) => {
    const why = { code: 'PERIOD_TAKEN', args: { period: '2024-01-01 to 2024-12-31' } };
    expect(await matching([row], record)).toMatchObject({ same, why });
  });

  it.each([
    ['a period that follows it', { ...row, start_date: '2025-01-01', end_date: '2025-12-31' }],
    ['another country', { ...row, country: 'DK' }],
    ['another product', { ...row, product_name: 'Kettle' }],
  ])('does not match %s', async (_, record) => {
    expect(await matching([row], record)).toBeUndefined();
  });

  it("does not take another country's period for its own", async () => {
    const before = [row, { ...row, country: 'NO', start_date: '2025-01-01', end_date: '2025-12-31' }];
    expect(await matching(before, { ...row, start_date: '2025-01-01', end_date: '2025-06-30' })).toBeUndefined();
  });

  it('finds a product by its id', async () => {
    const { session, server } = await sandbox();
    await send(session, [row]);
    const { product_id } = server.soldProducts()[0] as { product_id: string };
    const { product_name: _, ...unnamed } = row;
    const match = (await open(session).holdings(stream())).matcher();
    expect(await match({ ...unnamed, product_id: product_id.toUpperCase() })).toMatchObject({ same: true });
  });

  it('is asked once for rows that ask the same', async () => {
    const { session, server } = await sandbox();
    await send(session, [row]);
    const before = server.stats().byRoute;
    const held = await open(session).holdings(stream(row, row, row));
    for (const match of [held.matcher(), held.matcher()]) expect(await match(row)).toMatchObject({ same: true });
    const asked = (route: string): number => (server.stats().byRoute[route] ?? 0) - (before[route] ?? 0);
    expect(asked('GET /v1/sold-products/{id}/periods/check-overlap')).toBe(1);
    expect(asked('GET /v1/sold-products/{id}/periods')).toBe(1);
  });
});

describe('the import template', () => {
  it.each([
    ['is missing', undefined, 'MISSING_SETTING'],
    ['is unknown', '00000000-0000-4000-8000-000000000000', 'UNKNOWN_TEMPLATE'],
  ])('stops everything when it %s, and offers the file', async (_, template, code) => {
    const { server, clock } = await sandbox();
    const { session } = connect('dcycle', server.url, { clock, settings: { DCYCLE_IMPORT_TEMPLATE: template } });
    const lookUp = () => open(session).holdings(stream());
    // Looking up alone needs none.
    if (template === undefined) await lookUp();
    for (const action of [...(template === undefined ? [] : [lookUp]), () => send(session, [row])]) {
      const error = await rejection(action());
      expect(error).toMatchObject({ kind: 'usage', code });
      expect((error as { hint: string }).hint).toContain('--via file');
    }
  });

  const column = (key: string, more: object = {}): object => ({
    key,
    label: key,
    type: 'text',
    required: true,
    ...more,
  });
  const titled = [
    column('product', { aliases: ['item'] }),
    column('market'),
    column('units_sold'),
    column('period_start'),
    column('x9', { label: 'Period end' }),
  ];

  /** A service with this template that takes nothing in. */
  async function templated(columns: readonly object[], other: (request: Seen) => Step): Promise<Loopback> {
    const server = await loopbackBy((request) => {
      if (request.url.includes('/templates/')) return { status: 200, json: { template_id: 't', columns } };
      return isSessionList(request) ? noSessions : other(request);
    });
    closers.push(() => server.close());
    return server;
  }

  it('is filled by its own keys, wherever a title or an alias says what a column is', async () => {
    const server = await templated(titled, () => ({ status: 400, json: { detail: 'enough' } }));
    await rejection(send(connect('dcycle', server.url).session, [row]));
    const upload = server.seen.at(-1)?.body ?? '';
    expect(upload).toContain('product,market,units_sold,period_start,x9\nAir fryer,SE,1200,2024-01-01,2024-12-31');
  });

  it.each([
    ['requires what country sales do not have', [...titled, column('channel')], /requires channel/],
    ['has no place for the quantity', titled.filter((_, index) => index !== 2), /no column for quantity/],
    ['has no place for the product', titled.slice(1), /no column for product_name/],
  ])('stops everything when it %s', async (_, columns, message) => {
    const server = await templated(columns, () => 'cut');
    const error = await rejection(send(connect('dcycle', server.url).session, [row]));
    expect(error).toMatchObject({ kind: 'usage', code: 'TEMPLATE_MISMATCH' });
    expect(String(error)).toMatch(message);
  });

  it('may require a column that it fills itself', async () => {
    const columns = [...titled, column('channel', { default: 'retail' })];
    const server = await templated(columns, () => ({ status: 400, json: { detail: 'enough' } }));
    expect(await rejection(send(connect('dcycle', server.url).session, [row]))).toMatchObject({ kind: 'refused' });
  });
});

describe('a validation', () => {
  const answers = (rows: readonly object[]) => async (): Promise<Loopback> => {
    const columns = ['product_name', 'country', 'quantity', 'start_date', 'end_date'].map((key) => ({ key }));
    const server = await loopbackBy((request) => {
      const { url } = request;
      if (isSessionList(request)) return noSessions;
      if (url.includes('/templates/')) return { status: 200, json: { columns } };
      if (url.endsWith('/sessions')) return { status: 201, json: { import_id: 'i' } };
      if (url.includes('/validate')) return { status: 200, json: { rows } };
      return { status: 200, json: {} };
    });
    closers.push(() => server.close());
    return server;
  };

  it.each([
    ['a list of objects', [{ column: 'country', code: 'x', message: 'no country' }]],
    ['messages by column', { country: ['no country'] }],
    ['a message by column', { country: 'no country' }],
    ['another naming', [{ field: 'country', msg: 'no country' }]],
  ])('is read from %s, wherever its rows are counted from', async (_, errors) => {
    const server = await answers([
      { row_index: 1, errors },
      { row_index: 2, errors },
    ])();
    const results = await send(connect('dcycle', server.url).session, [row, row]);
    expect(results).toMatchObject([
      { status: 'failed', field: 'country', finding: { code: 'REFUSED', args: { detail: 'no country' } } },
      { status: 'failed', field: 'country' },
    ]);
  });

  it.each([
    ['too few', [{ row_index: 0, errors: [] }]],
    [
      'a gap',
      [
        { row_index: 0, errors: [] },
        { row_index: 2, errors: [] },
      ],
    ],
    ['none', []],
  ])('that gives back %s of the rows is not believed', async (_, rows) => {
    const server = await answers(rows)();
    const error = await rejection(send(connect('dcycle', server.url).session, [row, row]));
    expect(error).toMatchObject({ kind: 'unreadable' });
    expect(server.seen.filter(({ url }) => url.endsWith('/submit'))).toEqual([]);
  });
});

it('writes our own columns into the file to upload', () => {
  const { file } = open(connect('dcycle', 'http://localhost').session);
  expect(file?.columns).toEqual(['product_name', 'product_id', 'country', 'quantity', 'start_date', 'end_date']);
  expect(file?.row(row)).toEqual(['Air fryer', '', 'SE', 1200, '2024-01-01', '2024-12-31']);
});
