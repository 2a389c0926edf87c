// Purchases that are sent as one file: each row has its result, and none is sent twice.

import { afterEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../../src/datasets/dataset.js';
import type { Result } from '../../../../src/plan/result.js';
import type { BatchWriter } from '../../../../src/providers/binding.js';
import type { Session } from '../../../../src/providers/session.js';
import type { FaultPlan } from '../../../../src/sandbox/faults/faults.js';
import { type Sandbox, startSandbox } from '../../../../src/sandbox/start-sandbox.js';
import { type Connected, connect, openerOf, rejection } from '../../connecting.js';
import { fakeClock } from '../../fake-clock.js';
import { loopbackBy, type Seen, type Step } from '../../loopback.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const open = await openerOf('purchases', 'dcycle');
const bulk = (session: Session) => open(session).bulk as BatchWriter;

const row = {
  product_name: 'Boxes',
  sector: 'Paper',
  country: 'ES',
  quantity: 12.5,
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
};

const send = (session: Session, records: readonly Values[]): Promise<readonly Result[]> =>
  bulk(session).send(records.map((record) => ({ kind: 'create', remoteId: '', record })));
const statuses = (results: readonly Result[]): readonly string[] => results.map(({ status }) => status);

async function sandbox(
  options: { fault?: FaultPlan; processingMs?: number; settings?: Readonly<Record<string, string | undefined>> } = {},
): Promise<Connected & { readonly server: Sandbox }> {
  const clock = fakeClock();
  const { settings = {}, ...others } = options;
  const server = await startSandbox({ now: clock.now, ...others });
  closers.push(() => server.close());
  return { ...connect('dcycle', server.url, { clock, settings }), server };
}

describe('a file of purchases', () => {
  it('becomes purchases, and each row has the one that says what it says', async () => {
    const { session, server } = await sandbox();
    const records = [
      row,
      { ...row, product_name: 'Ü, "tape"\n=1+1', recycled: 0.25, status: 'in_review', supplier_id: '007' },
      { ...row, quantity: 0.001 },
      row,
    ];
    const results = await send(session, records);
    expect(statuses(results)).toEqual(['created', 'created', 'created', 'created']);
    expect(new Set(results.map(({ remoteId }) => remoteId)).size).toBe(4);
    const held = new Map(server.purchases().map((one) => [Reflect.get(one, 'id'), one]));
    for (const [index, { remoteId }] of results.entries())
      expect(held.get(remoteId)).toMatchObject(records[index] ?? {});
    const [file] = new Set([...held.values()].map((one) => Reflect.get(one, 'file_name')));
    expect(file).toMatch(/^carbonsheet-purchases-[0-9a-f]{12}\.csv$/);
  });

  it('goes to the address that was given for it, with its own type and without credentials', async () => {
    let url = '';
    const server = await loopbackBy((request): Step => {
      if (request.method === 'POST')
        return { status: 200, json: { upload_url: `${url}/bucket/1?sig=x`, file_id: 'f-1' } };
      if (request.method === 'PUT') return { status: 200, text: '<ok/>' };
      return { status: 200, json: { items: [{ ...row, id: 'p-1' }], total: 1, page: 1, size: 100, pages: 1 } };
    });
    url = server.url;
    closers.push(() => server.close());
    const { session } = connect('dcycle', url);
    expect(await send(session, [row])).toMatchObject([{ status: 'created', remoteId: 'p-1' }]);
    const [announced, stored, list] = server.seen as [Seen, Seen, Seen];
    expect(announced).toMatchObject({
      url: '/api/v1/purchases/bulk/csv',
      headers: {
        'x-api-key': expect.any(String),
        'x-organization-id': expect.any(String),
        'x-user-id': session.account.userId,
      },
    });
    expect(JSON.parse(announced.body)).toEqual({ file_name: expect.any(String), content_type: 'text/csv' });
    expect(stored.url).toBe('/bucket/1?sig=x');
    expect(stored.headers['content-type']).toBe('text/csv');
    for (const name of ['x-api-key', 'authorization', 'x-organization-id', 'x-user-id', 'x-request-id'])
      expect(stored.headers).not.toHaveProperty(name);
    expect(stored.body.split('\r\n')).toEqual([
      'product_name,sector,country,quantity,unit_id,purchase_date,expense_type,purchase_type,description,status,recycled,supplier_id,custom_emission_factor_id,frequency',
      'Boxes,Paper,ES,12.5,EUR,2024-03-15,opex,,,,,,,',
    ]);
    expect(new URL(list.url, url).searchParams.getAll('file_id[]')).toEqual(['f-1']);
  });

  it('tells which rows the service has taken in with an error', async () => {
    const { session, server } = await sandbox();
    // The client's own check is passed by: what the service makes of it counts.
    const results = await send(session, [row, { ...row, country: 'XX' }]);
    expect(results).toMatchObject([
      { status: 'created' },
      {
        status: 'failed',
        remoteId: '',
        finding: { code: 'REFUSED', args: { detail: expect.stringContaining('error') } },
      },
    ]);
    expect(server.purchases()).toMatchObject([{ status: 'active' }, { status: 'error' }]);
  });

  it('waits for purchases that appear late, and for all pages of them', async () => {
    const { session, clock } = await sandbox({ processingMs: 60_000 });
    const records = Array.from({ length: 250 }, (_, index) => ({ ...row, quantity: index + 1 }));
    const results = await send(session, records);
    expect(new Set(statuses(results))).toEqual(new Set(['created']));
    expect(clock.sleeps.reduce((sum, delayMs) => sum + delayMs, 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('leaves rows in doubt that never appear', async () => {
    const { session } = await sandbox({ processingMs: 3_600_000 });
    expect(await send(session, [row])).toMatchObject([{ status: 'in-doubt', finding: { code: 'NO_ANSWER' } }]);
  });

  it('leaves a row in doubt that the service holds with another amount, without long waiting', async () => {
    const rounding = (answer: unknown) => {
      const page = answer as { items: { quantity: number }[] };
      return { ...page, items: page.items.map((one) => ({ ...one, quantity: Math.round(one.quantity) })) };
    };
    const { session, clock } = await sandbox({
      fault: ({ method, path }) =>
        method === 'GET' && path === '/v1/purchases' ? { kind: 'rewritten', change: rounding } : undefined,
    });
    expect(await send(session, [row, { ...row, quantity: 3 }])).toMatchObject([
      { status: 'in-doubt', finding: { args: { detail: expect.stringContaining('none with this content') } } },
      { status: 'created' },
    ]);
    expect(clock.sleeps.reduce((sum, delayMs) => sum + delayMs, 0)).toBeLessThan(15_000);
  });

  it('is not taken for done by purchases of other files, where the list gives those too', async () => {
    let url = '';
    const items = [{ ...row, id: 'p-0', file_id: 'f-0' }];
    const server = await loopbackBy(({ method }): Step => {
      if (method === 'POST') return { status: 200, json: { upload_url: `${url}/bucket/1?sig=x`, file_id: 'f-1' } };
      return { status: 200, json: { items, total: 1, page: 1, size: 100, pages: 1 } };
    });
    url = server.url;
    closers.push(() => server.close());
    expect(statuses(await send(connect('dcycle', url).session, [row]))).toEqual(['in-doubt']);
  });

  const storing: (fault: ReturnType<FaultPlan>) => FaultPlan = (fault) => (request) =>
    request.method === 'PUT' ? fault : undefined;
  it.each<readonly [string, FaultPlan, string]>([
    ['the answer is lost after it was stored', storing({ kind: 'drop-after' }), 'created'],
    ['the store answers 503 after it has it', storing({ kind: 'status-after', status: 503 }), 'created'],
    ['the connection breaks before it was stored', storing({ kind: 'drop-before' }), 'in-doubt'],
    ['the address is refused', storing({ kind: 'status-before', status: 403 }), 'failed'],
  ])('is stored once at the most when %s', async (_, fault, status) => {
    const { session, server } = await sandbox({ fault });
    expect(statuses(await send(session, [row, row]))).toEqual([status, status]);
    const puts = Object.entries(server.stats().byRoute).filter(([route]) => route.startsWith('PUT'));
    expect(puts.map(([, count]) => count)).toEqual([1]);
    expect(server.purchases()).toHaveLength(status === 'created' ? 2 : 0);
  });

  it('is announced again when that answer is lost, and stored once', async () => {
    const { session, server } = await sandbox({
      fault: ({ path, count }) => (path.includes('/bulk/csv') && count === 1 ? { kind: 'drop-after' } : undefined),
    });
    expect(statuses(await send(session, [row]))).toEqual(['created']);
    expect(server.purchases()).toHaveLength(1);
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

describe('nothing is sent', () => {
  it('without the user, who is named', async () => {
    const { session, server } = await sandbox({ settings: { DCYCLE_USER_ID: undefined } });
    expect(() => bulk(session).requireSettings?.()).toThrow(/DCYCLE_USER_ID/);
    expect(await rejection(send(session, [row]))).toMatchObject({ kind: 'usage', code: 'MISSING_SETTING' });
    expect(server.stats().requests).toBe(0);
  });

  it('with a login in place of the key, and the reason is told', async () => {
    const { session } = await sandbox({ settings: { DCYCLE_API_KEY: undefined } });
    const error = await rejection(send(session, [row]));
    expect(error).toMatchObject({ kind: 'refused', code: 'DENIED', hint: expect.stringContaining('DCYCLE_API_KEY') });
  });

  it.each(['file_id', 'file_name', 'file_url'])('where a row brings a %s of its own', async (field) => {
    const { session, server } = await sandbox();
    expect(await rejection(send(session, [row, { ...row, [field]: 'x' }]))).toMatchObject({ code: 'BULK_WITH_FILES' });
    expect(server.stats().requests).toBe(0);
  });

  it.each(['http://files.example.com/x', 'ftp://127.0.0.1/x', 'nowhere'])('to %s', async (upload_url) => {
    const server = await loopbackBy(() => ({ status: 200, json: { upload_url, file_id: 'f-1' } }));
    closers.push(() => server.close());
    expect(await send(connect('dcycle', server.url).session, [row])).toMatchObject([
      { status: 'failed', finding: { code: 'REFUSED', args: { detail: expect.stringContaining('https') } } },
    ]);
    expect(server.seen).toHaveLength(1);
  });
});
