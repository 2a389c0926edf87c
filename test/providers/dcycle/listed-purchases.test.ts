// Purchases that are listed, changed and given back what they were: an export that is edited and imported again.

import { afterEach, describe, expect, it } from 'vitest';
import type { Values } from '../../../src/datasets/dataset.js';
import dataset from '../../../src/datasets/dcycle/purchases.js';
import type { Filters, ListedRow } from '../../../src/providers/binding.js';
import type { Session } from '../../../src/providers/session.js';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start-sandbox.js';
import { type Connected, connect, openerOf, rejection, rowWriter } from '../connecting.js';
import { fakeClock } from '../fake-clock.js';
import { loopback, loopbackBy } from '../loopback.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const open = await openerOf('purchases', 'dcycle');

const row = {
  product_name: 'Boxes',
  sector: 'Paper',
  country: 'ES',
  quantity: 12.5,
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
};

async function listed(session: Session, filters: Filters = {}): Promise<ListedRow[]> {
  const all: ListedRow[] = [];
  for await (const one of open(session).rows?.(filters) ?? []) all.push(one);
  return all;
}

async function sandbox(): Promise<Connected & { readonly server: Sandbox }> {
  const clock = fakeClock();
  const server = await startSandbox({ now: clock.now });
  closers.push(() => server.close());
  return { ...connect('dcycle', server.url, { clock }), server };
}

/** A service that lists these entries on one page. */
async function listing(...items: readonly object[]) {
  const envelope = { items, total: items.length, page: 1, size: 100, pages: 1 };
  const server = await loopback({ status: 200, json: envelope });
  closers.push(() => server.close());
  return { ...connect('dcycle', server.url), server };
}

const answered = {
  ...row,
  id: 'p-1',
  organization_id: 'o-1',
  description: null,
  purchase_type: 'spend_based',
  status: 'active',
  recycled: null,
  co2e: 3.25,
  created_at: '2024-04-01T08:00:00Z',
  updated_at: '2024-04-02T08:00:00Z',
};

describe('a listed purchase', () => {
  it('tells its fields, its emissions, and when it changed', async () => {
    const { session } = await listing(answered);
    expect(await listed(session)).toEqual([
      {
        remoteId: 'p-1',
        version: '2024-04-02T08:00:00Z',
        values: { ...row, purchase_type: 'spend_based', status: 'active' },
        shown: {
          co2e: 3.25,
          reason: null,
          created_at: '2024-04-01T08:00:00Z',
          updated_at: '2024-04-02T08:00:00Z',
          organization_id: 'o-1',
        },
      },
    ]);
  });

  it.each([
    ['a time to its day', { purchase_date: '2024-03-15T00:00:00Z' }, { purchase_date: '2024-03-15' }],
    ['blanks around a text', { product_name: ' Boxes ' }, { product_name: 'Boxes' }],
    ['a country in small letters', { country: 'es' }, { country: 'ES' }],
    ['an amount as text', { quantity: '12.50' }, { quantity: 12.5 }],
    [
      'an id in capitals',
      { file_id: '7C9E6679-7425-40DE-944B-E07FC1F90AE7' },
      { file_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
    ],
    ['an empty text for none', { description: '' }, { description: undefined }],
  ])('with %s reads as an import would read it', async (_, said, values) => {
    const { session } = await listing({ ...answered, ...said });
    expect((await listed(session))[0]?.values).toEqual({
      ...row,
      purchase_type: 'spend_based',
      status: 'active',
      ...values,
    });
  });

  it.each([
    ['active', 'not calculated yet'],
    ['error', 'the service could not calculate it'],
  ])('says why it has no emissions in the status %s', async (status, reason) => {
    const { session } = await listing({ ...answered, status, co2e: null });
    expect((await listed(session))[0]?.shown).toMatchObject({ co2e: null, reason });
  });

  it('keeps what no field takes, and what the service has added', async () => {
    const added = { status: 'error', approved: true, supplier: { name: 'Ana' }, score: 7, note: null };
    const { session } = await listing({ ...answered, ...added });
    const [one] = await listed(session);
    expect(one?.values).not.toHaveProperty('status');
    expect(one?.shown).toMatchObject({
      'extra.status': 'error',
      'extra.approved': 'true',
      'extra.supplier': '{"name":"Ana"}',
      'extra.score': 7,
    });
    expect(one?.shown).not.toHaveProperty('extra.note');
  });

  it('is one of those that were asked for', async () => {
    const { session, server } = await listing();
    const filters = Object.fromEntries((dataset.exported?.filters ?? []).map(({ name }) => [name, ['a', 'b']]));
    await listed(session, filters);
    const query = new URL(server.seen[0]?.url ?? '', 'http://x').searchParams;
    expect([...query]).toEqual([
      ...['status[]', 'purchase_type[]', 'expense_type[]', 'file_id[]', 'file_name[]'].flatMap((name) => [
        [name, 'a'],
        [name, 'b'],
      ]),
      ['page', '1'],
      ['size', '100'],
    ]);
  });

  it('comes once, and none is missed, where another is deleted while the list is read', async () => {
    const items = Array.from({ length: 250 }, (_, index) => ({ ...answered, id: `p-${index}` }));
    const server = await loopbackBy(({ url }, answers) => {
      if (answers === 1) items.shift();
      const page = Number(new URL(url, 'http://x').searchParams.get('page'));
      const shown = items.slice((page - 1) * 100, page * 100);
      return { status: 200, json: { items: shown, total: items.length, page, size: 100, pages: 3 } };
    });
    closers.push(() => server.close());
    const ids = (await listed(connect('dcycle', server.url).session)).map(({ remoteId }) => remoteId);
    expect(ids).toHaveLength(250);
    expect(new Set(ids)).toEqual(new Set(Array.from({ length: 250 }, (_, index) => `p-${index}`)));
  });

  it('is given before the next pages are asked for: no list is held', async () => {
    const items = Array.from({ length: 1_000 }, (_, index) => ({ ...answered, id: `p-${index}` }));
    const server = await loopbackBy(({ url }) => {
      const page = Number(new URL(url, 'http://x').searchParams.get('page'));
      const shown = items.slice((page - 1) * 100, page * 100);
      return { status: 200, json: { items: shown, total: items.length, page, size: 100, pages: 10 } };
    });
    closers.push(() => server.close());
    const asked = new Map<string, number>();
    for await (const { remoteId } of open(connect('dcycle', server.url).session).rows?.({}) ?? [])
      asked.set(remoteId, server.seen.length);
    expect(asked.size).toBe(1_000);
    expect([asked.get('p-0'), asked.get('p-100')]).toEqual([1, 5]);
  });
});

describe('an edited export', () => {
  const all = {
    ...row,
    description: 'Large',
    recycled: 0.25,
    supplier_id: 's-1',
    file_name: 'a.csv',
    status: 'in_review',
  };

  it('changes just the three cells that were edited', async () => {
    const { session, server, clock } = await sandbox();
    const { remoteId } = await rowWriter(open(session)).create(all);
    await rowWriter(open(session)).create(row);
    clock.pass(60_000);
    const before = server.purchases();
    const exported = (await listed(session)).find((one) => one.remoteId === remoteId);
    expect(exported?.values).toEqual(await open(session).readBack?.(remoteId));
    const held = await rowWriter(open(session)).read(remoteId);
    expect(held.values).toEqual(exported?.values);

    const edited: Values = { ...exported?.values, quantity: 13, sector: 'Wood', description: 'Small' };
    await rowWriter(open(session)).update(remoteId, edited, held);
    const after = server.purchases();
    const changed = Object.entries(after[0] ?? {}).filter(
      ([name, value]) => Reflect.get(before[0] ?? {}, name) !== value,
    );
    expect(Object.fromEntries(changed)).toEqual({
      quantity: 13,
      sector: 'Wood',
      description: 'Small',
      co2e: null,
      updated_at: expect.any(String),
    });
    expect(after[1]).toEqual(before[1]);
  });

  it('sends only what differs, and nothing where nothing does', async () => {
    const server = await loopback({ status: 200, json: answered });
    closers.push(() => server.close());
    const { session } = connect('dcycle', server.url);
    const held = await rowWriter(open(session)).read('p-1');
    const edited = { ...held.values, quantity: 13 };
    expect(await rowWriter(open(session)).update('p-1', edited, held)).toEqual({
      remoteId: 'p-1',
      requestId: 'request-2',
      attempts: 1,
    });
    expect(server.seen.at(-1)).toMatchObject({ method: 'PATCH', url: '/v1/purchases/p-1', body: '{"quantity":13}' });
    expect(await rowWriter(open(session)).update('p-1', held.values, held)).toEqual({
      remoteId: 'p-1',
      requestId: '',
      attempts: 0,
    });
    expect(server.seen).toHaveLength(2);
  });

  it('can be taken back: fields that had no value have none again', async () => {
    const { session, server } = await sandbox();
    const { remoteId } = await rowWriter(open(session)).create(row);
    const { values } = await rowWriter(open(session)).read(remoteId);
    await rowWriter(open(session)).update(
      remoteId,
      { ...values, quantity: 13, description: 'Small' },
      await rowWriter(open(session)).read(remoteId),
    );
    await rowWriter(open(session)).restore(remoteId, { quantity: 12.5 }, ['quantity', 'description']);
    expect(await open(session).readBack?.(remoteId)).toEqual(values);
    expect(server.purchases()).toMatchObject([{ quantity: 12.5, description: null }]);
  });

  it('is refused with the field where a value is wrong', async () => {
    const { session } = await sandbox();
    const { remoteId } = await rowWriter(open(session)).create(row);
    const error = await rejection(rowWriter(open(session)).update(remoteId, { quantity: -1 }));
    expect(error).toMatchObject({ kind: 'refused', status: 422, fields: { quantity: expect.any(String) } });
  });

  it('of a purchase that is gone is refused', async () => {
    const { session } = await sandbox();
    const gone = '00000000-0000-4000-8000-000000000000';
    expect(await rejection(rowWriter(open(session)).read(gone))).toMatchObject({ kind: 'refused', status: 404 });
    expect(await rejection(rowWriter(open(session)).update(gone, row))).toMatchObject({ kind: 'refused', status: 404 });
  });
});
