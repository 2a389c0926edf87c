// What an import session takes to be right: the template decides which requests are made, and each of them changes something.

import { afterEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../../src/datasets/dataset.js';
import type { Result } from '../../../../src/plan/result.js';
import type { BatchWriter } from '../../../../src/providers/binding.js';
import { optionFor } from '../../../../src/providers/dcycle/import/template-options.js';
import type { Session } from '../../../../src/providers/session.js';
import { spanishTemplate } from '../../../../src/sandbox/dcycle/import/template.js';
import type { FaultPlan } from '../../../../src/sandbox/faults/faults.js';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/start-sandbox.js';
import { type Connected, connect, openerOf, rejection, stream } from '../../connecting.js';
import { fakeClock } from '../../fake-clock.js';
import { type Loopback, loopbackBy, type Seen, type Step } from '../../loopback.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const open = await openerOf('country-sales', 'dcycle');

const send = (session: Session, records: readonly Values[]): Promise<readonly Result[]> =>
  (open(session).writer as BatchWriter).send(records.map((record) => ({ kind: 'create', remoteId: '', record })));
const statuses = (results: readonly Result[]): readonly string[] => results.map(({ status }) => status);

const row = {
  product_name: 'Air fryer',
  country: 'SE',
  quantity: 1200,
  start_date: '2024-01-01',
  end_date: '2024-12-31',
};

interface Placed extends Connected {
  readonly server: Sandbox;
  /** Requests to import sessions, by method and path. */
  requests(): Readonly<Record<string, number>>;
  /** Another command over the same account. */
  again(): Session;
}

async function sandbox(options: { fault?: FaultPlan; processingMs?: number; template?: string } = {}): Promise<Placed> {
  const clock = fakeClock();
  const { template, ...others } = options;
  const server = await startSandbox({ now: clock.now, ...others });
  closers.push(() => server.close());
  const settings = template === undefined ? {} : { DCYCLE_IMPORT_TEMPLATE: template };
  const open = () => connect('dcycle', server.url, { clock, settings });
  const requests = () => {
    const imports = Object.entries(server.stats().byRoute).filter(([route]) => route.includes('/v2/imports/'));
    return Object.fromEntries(imports.map(([route, count]) => [route.replace('/v2/imports/', ''), count]));
  };
  return { ...open(), server, requests, again: () => open().session };
}

describe('a template that has our names', () => {
  it('takes no more requests than it needs', async () => {
    const { session, requests } = await sandbox();
    expect(statuses(await send(session, [row, { ...row, country: 'NO', quantity: 0.5 }]))).toEqual([
      'created',
      'created',
    ]);
    expect(requests()).toEqual({
      'GET templates/{id}': 1,
      'GET sessions': 1,
      'POST sessions': 1,
      'POST {id}/mapping': 1,
      'POST {id}/validate': 1,
      'POST {id}/submit': 1,
    });
  });
});

describe('a template in words of its own', () => {
  const spanish = { template: spanishTemplate.template_id };

  it('is filled as the service suggests, in its words and its numbers', async () => {
    const { session, server, requests } = await sandbox(spanish);
    const records = [
      { ...row, quantity: 1200.5 },
      { ...row, country: 'ES', quantity: 1.234 },
      { ...row, country: 'GB', quantity: 7 },
    ];
    expect(statuses(await send(session, records))).toEqual(['created', 'created', 'created']);
    expect(server.soldProducts()).toMatchObject([
      {
        product_name: 'Air fryer',
        periods: [
          {
            start_date: '2024-01-01',
            end_date: '2024-12-31',
            country_sales: [
              { country: 'SE', quantity: 1200.5 },
              // 1.234 is more than a thousand where a point groups thousands.
              { country: 'ES', quantity: 1.234 },
              { country: 'GB', quantity: 7 },
            ],
          },
        ],
      },
    ]);
    expect(requests()).toEqual({
      'GET templates/{id}': 1,
      'GET sessions': 1,
      'POST sessions': 1,
      'POST {id}/mapping/suggest': 1,
      'POST {id}/mapping': 1,
      'POST {id}/validate': 2,
      'POST {id}/unique-values': 1,
      'PATCH {id}/rows': 1,
      'GET {id}/rows': 1,
      'POST {id}/submit': 1,
    });
  });

  it('tells which rows stay wrong after all that', async () => {
    const { session, server } = await sandbox(spanish);
    const results = await send(session, [
      { ...row, quantity: 0.5 },
      { ...row, country: 'XX' },
      { ...row, quantity: -1 },
    ]);
    expect(results).toMatchObject([
      { status: 'created' },
      { status: 'failed', field: 'country', finding: { code: 'REFUSED' } },
      { status: 'failed', field: 'quantity', finding: { code: 'REFUSED' } },
    ]);
    expect(server.soldProducts()).toHaveLength(1);
  });

  it('has its cells corrected 500 at a time', async () => {
    const { session, requests } = await sandbox(spanish);
    const records = Array.from({ length: 501 }, (_, index) => ({
      ...row,
      product_name: `Product ${index}`,
      quantity: index + 0.5,
    }));
    expect(new Set(statuses(await send(session, records)))).toEqual(new Set(['created']));
    expect(requests()).toMatchObject({ 'PATCH {id}/rows': 2, 'POST {id}/validate': 3, 'GET {id}/rows': 1 });
  });
});

const keys = ['product_name', 'country', 'quantity', 'start_date', 'end_date'];

/** A service with a template, which says of its sessions what the script says. */
async function service(
  columns: readonly object[],
  script: (request: Seen) => Step | undefined,
): Promise<Loopback & { readonly session: Session; readonly said: string[] }> {
  const server = await loopbackBy((request) => {
    const { url, method } = request;
    const own = script(request);
    if (own) return own;
    if (url.includes('/templates/')) return { status: 200, json: { columns } };
    if (method === 'GET' && url.includes('/sessions?'))
      return { status: 200, json: { items: [], total: 0, page: 1, size: 100, pages: 0 } };
    if (url.endsWith('/sessions')) return { status: 201, json: { import_id: 'i', numeric_locale: 'de_DE' } };
    if (url.endsWith('/existing-country-sales')) return { status: 200, json: [] };
    return { status: 200, json: {} };
  });
  closers.push(() => server.close());
  const said: string[] = [];
  const { session } = connect('dcycle', server.url);
  return { ...server, session: { ...session, say: (text) => said.push(text) }, said };
}

const valid = (data: object = {}): Step => ({ status: 200, json: { rows: [{ row_index: 0, data, errors: [] }] } });

describe('a suggestion', () => {
  const columns = [
    { key: 'product_name' },
    { key: 'market' },
    { key: 'amount_x', required: true },
    ...keys.slice(3).map((key) => ({ key })),
  ];

  it.each([
    ['by key', { amount_x: 'quantity' }],
    ['by title', { quantity: 'amount_x' }],
  ])('fills what we have no word for, written %s', async (_, mapping) => {
    const { session, seen } = await service(columns, ({ url }) => {
      if (url.includes('/suggest')) return { status: 200, json: { mapping } };
      return url.includes('/validate') ? valid() : undefined;
    });
    await send(session, [row]);
    const confirmed = seen.find(({ url }) => url.endsWith('/mapping'));
    expect(JSON.parse(confirmed?.body ?? '').mapping).toEqual({
      product_name: 'product_name',
      market: 'market',
      start_date: 'start_date',
      end_date: 'end_date',
      amount_x: 'quantity',
    });
  });

  it.each([
    ['nothing', {}, {}],
    ['a column that is not there', { amount_x: 'volume' }, {}],
    ['something that it doubts itself', { amount_x: 'quantity' }, { amount_x: 0.4 }],
  ])('of %s stops the import before anything is submitted', async (_, mapping, column_confidence) => {
    const { session, seen } = await service(columns, ({ url }) =>
      url.includes('/suggest') ? { status: 200, json: { mapping, column_confidence } } : undefined,
    );
    expect(await rejection(send(session, [row]))).toMatchObject({ kind: 'usage', code: 'TEMPLATE_MISMATCH' });
    expect(seen.filter(({ url }) => url.endsWith('/submit') || url.endsWith('/mapping'))).toEqual([]);
  });

  it('against our own word is told, and ours is kept', async () => {
    const titled = keys.map((key) => ({ key: key === 'country' ? 'market' : key }));
    const suggested = { market: 'product_name', product_name: 'product_name' };
    const { session, seen, said } = await service(titled, ({ url }) => {
      if (url.includes('/suggest'))
        return { status: 200, json: { mapping: suggested, column_confidence: { market: 0.9 } } };
      return url.includes('/validate') ? valid() : undefined;
    });
    await send(session, [row]);
    expect(said).toEqual([
      'Dcycle suggests "product_name" for market (confidence 90 %), but carbonsheet maps it to country',
    ]);
    const confirmed = seen.find(({ url }) => url.endsWith('/mapping'));
    expect(JSON.parse(confirmed?.body ?? '').mapping).toMatchObject({ market: 'market' });
  });
});

describe('the options of a column', () => {
  const countries = [
    { value: 'Sweden', words: ['Sweden'] },
    { value: '34', words: ['34', 'España'] },
  ];
  it.each([
    ['country', 'SE', countries, 'Sweden'],
    ['country', 'ES', countries, '34'],
    ['country', 'NO', countries, undefined],
    ['country', 'NO', [], 'NO'],
    ['product_name', 'KETTLE', [{ value: 'Kettle', words: ['Kettle'] }], 'Kettle'],
    ['product_name', 'SE', countries, undefined],
  ])('as %s say what %s is', (field, value, options, expected) => {
    expect(optionFor({ field, options }, value)).toBe(expected);
  });

  const columns = keys.map((key) =>
    key === 'country' ? { key, options: ['Suecia', { code: 'NOR', label: 'Norway' }] } : { key },
  );

  it('are what is written into the file', async () => {
    const { session, seen } = await service(columns, ({ url }) =>
      url.includes('/validate') ? { status: 400 } : undefined,
    );
    await rejection(send(session, [row, { ...row, country: 'NO' }]));
    const upload = seen.find(({ url, method }) => method === 'POST' && url.endsWith('/sessions'));
    expect(upload?.body).toContain('Air fryer,Suecia,1200');
    expect(upload?.body).toContain('Air fryer,NOR,1200');
  });

  it('are held against a row before anything is uploaded', async () => {
    const { session, seen } = await service(columns, () => undefined);
    const match = (await open(session).holdings(stream())).matcher();
    expect(await match(row)).toBeUndefined();
    expect(await match({ ...row, country: 'DE' })).toMatchObject({
      obstacle: { code: 'OUTSIDE_OPTIONS', args: { title: 'Country', value: 'DE', options: ['Suecia', 'NOR'] } },
      isLeftOut: false,
    });
    expect(seen.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('cells that are read as something else', () => {
  const columns = keys.map((key) => ({ key }));

  it.each([
    ['a number', { quantity: 1.5 }, { quantity: 15 }, [{ row_index: 0, column: 'quantity', value: 1.5 }]],
    ['a number as text', { quantity: 1.5 }, { quantity: '15' }, [{ row_index: 0, column: 'quantity', value: 1.5 }]],
    [
      'a day',
      { start_date: '2024-02-01' },
      { start_date: '2024-01-02' },
      [{ row_index: 0, column: 'start_date', value: '01.02.2024' }],
    ],
    ['nothing', { quantity: 1.5 }, { quantity: '1.50', start_date: '2024-01-01T00:00:00' }, []],
    ['what was uploaded', { quantity: 1.5 }, { quantity: '1,5' }, []],
  ])('are written again: %s', async (_, given, data, expected) => {
    const sent: unknown[] = [];
    const { session } = await service(columns, ({ method, url, body }) => {
      if (method === 'PATCH') {
        sent.push(...JSON.parse(body).corrections);
        return { status: 200, json: { total_errors_remaining: 0, updated_rows: [] } };
      }
      if (url.includes('/rows')) return { status: 200, json: { rows: [] } };
      return url.includes('/validate') ? valid(data) : undefined;
    });
    await send(session, [{ ...row, ...given }]);
    expect(sent).toEqual(expected);
  });

  it('are not submitted when that does not help', async () => {
    const still = { updated_rows: [{ row_index: 0, data: { quantity: 15 }, errors: [] }] };
    const { session, seen } = await service(columns, ({ method, url }) => {
      if (method === 'PATCH') return { status: 200, json: still };
      return url.includes('/validate') ? valid({ quantity: 15 }) : undefined;
    });
    const error = await rejection(send(session, [{ ...row, quantity: 1.5 }]));
    expect(error).toMatchObject({ kind: 'usage', code: 'IMPORT_MISREAD' });
    expect(seen.filter(({ url }) => url.endsWith('/submit'))).toEqual([]);
  });
});

describe('a session', () => {
  const opening: (fault: ReturnType<FaultPlan>) => FaultPlan =
    (fault) =>
    ({ method, path, count }) =>
      method === 'POST' && path === '/v2/imports/sessions' && count === 1 ? fault : undefined;

  it.each<readonly [string, FaultPlan, number]>([
    ['is found again when its answer was lost', opening({ kind: 'drop-after' }), 1],
    ['is opened again when it was never opened', opening({ kind: 'drop-before' }), 1],
  ])('%s', async (_, fault, sessions) => {
    const { session, server } = await sandbox({ fault });
    expect(statuses(await send(session, [row]))).toEqual(['created']);
    expect(server.imports()).toHaveLength(sessions);
  });

  it('is not submitted a second time while it is worked on: its rows are looked for', async () => {
    const { session, again, server, abort, clock, requests } = await sandbox({ processingMs: 30_000 });
    const { sleep } = clock;
    clock.sleep = async (delayMs, signal) => {
      await sleep(delayMs, signal);
      if ('POST {id}/submit' in requests()) abort.abort();
    };
    expect(statuses(await send(session, [row]))).toEqual(['in-doubt']);
    clock.sleep = sleep;
    expect(statuses(await send(again(), [row]))).toEqual(['created']);
    expect(requests()).toMatchObject({ 'POST sessions': 1, 'POST {id}/submit': 1 });
    expect(server.soldProducts()).toMatchObject([{ periods: [{ country_sales: [{ quantity: 1200 }] }] }]);
    // Other rows have a session of their own.
    expect(statuses(await send(again(), [{ ...row, country: 'NO' }]))).toEqual(['created']);
  });

  it('is submitted again when the same rows were deleted since', async () => {
    const { session, again, server, clock, abort } = await sandbox();
    expect(statuses(await send(session, [row]))).toEqual(['created']);
    const [{ product_id }] = server.soldProducts() as [{ product_id: string }];
    await session.call('deleteSoldProduct', { params: { product_id } });
    await clock.sleep(2 * 3_600_000, abort.signal);
    expect(statuses(await send(again(), [row]))).toEqual(['created']);
    expect(server.imports()).toHaveLength(2);
  });

  it('that the service gives up fails the rows that are not there', async () => {
    const failing = (answer: unknown) => {
      const page = answer as { items: object[] };
      return { ...page, items: page.items.map((one) => ({ ...one, status: 'failed' })) };
    };
    const { session } = await sandbox({
      processingMs: 3_600_000,
      fault: ({ method, path }) =>
        method === 'GET' && path === '/v2/imports/sessions' ? { kind: 'rewritten', change: failing } : undefined,
    });
    expect(await send(session, [row])).toMatchObject([
      { status: 'failed', finding: { code: 'REFUSED', args: { detail: expect.stringContaining('has failed') } } },
    ]);
  });

  it('that counts other rows than were uploaded is not believed', async () => {
    const { session } = await service(
      keys.map((key) => ({ key })),
      ({ method, url }) =>
        method === 'POST' && url.endsWith('/sessions')
          ? { status: 201, json: { import_id: 'i', total_rows: 2 } }
          : undefined,
    );
    expect(await rejection(send(session, [row]))).toMatchObject({ kind: 'unreadable' });
  });
});
