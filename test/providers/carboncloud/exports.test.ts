import { describe, expect, it } from 'vitest';
import type { ExportValue, Filters } from '../../../src/providers/binding.js';
import { exporterFor } from '../../../src/providers/index.js';
import type { Session } from '../../../src/providers/session.js';
import { connect, rejection } from '../connecting.js';
import { loopbackBy, type Seen } from '../loopback.js';
import { bindingOf, makeProduct, makeSupplier, running, send } from './running.js';

type Row = Readonly<Record<string, ExportValue>>;

async function rowsOf(name: string, session: Session, filters: Filters = {}): Promise<readonly Row[]> {
  const exporter = await exporterFor({ name, provider: 'carboncloud' });
  const rows: Row[] = [];
  for await (const row of exporter.rows(session, filters)) rows.push(row);
  return rows;
}

/** A service with a login that answers so. */
async function service(answer: (request: Seen) => unknown) {
  const server = await loopbackBy((request) =>
    request.url.includes('/token')
      ? { status: 200, json: { access_token: 't', expires_in: 300 } }
      : { status: 200, json: answer(request) },
  );
  const { session } = connect('carboncloud', server.url);
  const asked = () => server.seen.filter(({ url }) => !url.includes('/token')).map(({ url }) => url);
  return { session, asked, close: () => server.close() };
}

/** A product of a supplier since 2024, one without. */
async function supplied() {
  const run = await running();
  const supplierId = await makeSupplier(run.session, { name: 'Oat farm', customId: 'S-1' });
  const productId = await makeProduct(run.session);
  const otherId = await makeProduct(run.session, { customId: 'P2', name: 'Milk' });
  const period = { productId, supplierId, validFrom: '2024-01-01' };
  await send(await bindingOf('supplier-periods'), run.session, period);
  const invite = async () => send(await bindingOf('invites'), run.session, { productId, supplierId });
  return { ...run, supplierId, productId, otherId, invite };
}

describe('groups', () => {
  it('are those of the account', async () => {
    const { session } = await running();
    expect((await rowsOf('groups', session)).map(({ name }) => name)).toEqual([
      'Demo Foods retail',
      'Demo Foods private label',
    ]);
  });

  it('keep what is not known', async () => {
    const { session, close } = await service(() => [{ id: 'g', name: null, country: 'SE', size: { products: 3 } }]);
    expect(await rowsOf('groups', session)).toEqual([
      { id: 'g', name: null, 'extra.country': 'SE', 'extra.size': '{"products":3}' },
    ]);
    await close();
  });
});

describe('engagements', () => {
  it('tell the supplier of today, and where there is none', async () => {
    const { session, productId, supplierId, otherId, invite } = await supplied();
    const rows = async () => new Map((await rowsOf('engagements', session)).map((row) => [row.productId, row]));
    const product = { productId, productCustomId: 'P1', productName: 'Oat drink' };
    const supplier = { supplierId, supplierName: 'Oat farm' };
    expect((await rows()).get(productId)).toEqual({ ...product, ...supplier, status: 'created', reason: null });
    expect((await rows()).get(otherId)).toMatchObject({ supplierId: null, status: null, reason: 'no supplier today' });
    await invite();
    expect((await rows()).get(productId)).toMatchObject({ status: 'sent' });
  });

  it('can be narrowed to products', async () => {
    const { session, otherId } = await supplied();
    const rows = await rowsOf('engagements', session, { product: [otherId.toUpperCase()] });
    expect(rows.map(({ productName }) => productName)).toEqual(['Milk']);
  });
});

describe('linked products', () => {
  it('are those of every supplier, or of some statuses', async () => {
    const { session, productId, supplierId, invite } = await supplied();
    await makeSupplier(session, { name: 'Rice farm' });
    const row = {
      supplierId,
      supplierCustomId: 'S-1',
      supplierName: 'Oat farm',
      productId,
      productName: 'Oat drink',
      status: 'created',
    };
    expect(await rowsOf('linked-products', session)).toEqual([row]);
    expect(await rowsOf('linked-products', session, { status: ['sent', 'active'] })).toEqual([]);
    await invite();
    const sent = [{ ...row, status: 'sent' }];
    expect(await rowsOf('linked-products', session, { status: ['sent', 'active'] })).toEqual(sent);
    expect(await rowsOf('linked-products', session, { supplier: [supplierId] })).toEqual(sent);
  });
});

describe('what has changed since a moment', () => {
  const names = ['updated-products', 'updated-footprints', 'updated-baselines'];

  it.each(names)('comes from the sandbox to the nanosecond: %s', async (name) => {
    const { session, clock } = await running({ processingMs: 1_000 });
    const first = await makeProduct(session);
    clock.pass(2_000);
    const since = new Date(clock.now()).toISOString();
    const second = await makeProduct(session, { customId: 'P2', name: 'Milk' });
    clock.pass(2_000);
    const all = await rowsOf(name, session, { since: ['2020-01-01T01:00:00+01:00'] });
    expect(all.map(({ productId }) => productId)).toEqual([first, second]);
    expect(all[1]?.updatedAt).toMatch(/^2025-01-31T12:00:\d\d\.\d{9}Z$/);
    expect((await rowsOf(name, session, { since: [since] })).map(({ productId }) => productId)).toEqual([second]);
    // The moment itself counts.
    const again = await rowsOf(name, session, { since: [String(all[1]?.updatedAt)] });
    expect(again).toEqual([all[1]]);
  });

  it.each([
    'yesterday',
    '2025-01-31',
    '2025-01-31T12:00:00',
    '2025-13-31T12:00:00Z',
    '2025-01-31T12:00:00.1234567890Z',
  ])('cannot begin with %s', async (since) => {
    const { session } = await running();
    const error = await rejection(rowsOf('updated-products', session, { since: [since] }));
    expect(error).toMatchObject({ kind: 'usage' });
  });

  /** A list of changes at these moments, sorted, as the service gives it: from a moment on, itself included. */
  async function listing(moments: readonly string[]) {
    const changes = moments.map((updatedAt, index) => ({ productId: `p${index}`, updatedAt }));
    const made = await service(({ url }) => {
      const query = new URL(url, 'http://x').searchParams;
      const since = query.get('since') ?? '';
      return changes.filter(({ updatedAt }) => updatedAt >= since).slice(0, Number(query.get('limit')));
    });
    const limits = () => made.asked().map((url) => new URL(url, 'http://x').searchParams.get('limit'));
    return { ...made, changes, limits };
  }
  const moment = (number: number): string => `2025-01-31T12:00:00.${String(number).padStart(9, '0')}Z`;
  const start = { since: [moment(0)] };

  it.each([
    ['one page', Array.from({ length: 99 }, (_, index) => moment(index)), 2],
    ['pages that share their last change', Array.from({ length: 250 }, (_, index) => moment(index)), 4],
    [
      'pages that end amid changes of one moment',
      Array.from({ length: 300 }, (_, index) => moment(Math.floor(index / 7))),
      5,
    ],
    ['a page of one moment', [...Array(150).fill(moment(5)), moment(6)], 4],
    ['as many of one moment as a page holds at the most', Array(255).fill(moment(5)), 4],
  ])('is read over %s, each change once', async (_, moments, requests) => {
    const { session, changes, asked, close } = await listing(moments);
    expect(await rowsOf('updated-products', session, start)).toEqual(changes);
    expect(asked()).toHaveLength(requests);
    await close();
  });

  it('fails loudly where more changes of one moment than a page holds hide what follows', async () => {
    const { session, limits, close } = await listing(Array(300).fill(moment(5)));
    const error = await rejection(rowsOf('updated-products', session, start));
    expect(error).toMatchObject({ kind: 'unreadable' });
    expect(String(error)).toContain(moment(5));
    expect(limits()).toEqual(['100', '100', '256', '256']);
    await close();
  });

  describe('where the sandbox holds changes of one moment', () => {
    const updatedAt = '2025-01-30T12:00:00.123456789Z';
    const id = (index: number) => `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const tiedOf = async (length: number) => {
      const tied = Array.from({ length }, (_, index) => ({ id: id(index), name: 'Oats', updatedAt }));
      const { session, count } = await running({ holdings: { resoldProducts: tied } });
      return { count, reading: rowsOf('updated-products', session, { since: [updatedAt] }) };
    };

    it.each([
      [99, 2],
      [150, 4],
      [255, 4],
    ])('%i are read in %i pages', async (length, pages) => {
      const { reading, count } = await tiedOf(length);
      expect(new Set((await reading).map(({ productId }) => productId)).size).toBe(length);
      expect(count('GET /resold-products/updated')).toBe(pages);
    });

    it.each([256, 400])('%i fail loudly', async (length) => {
      const { reading } = await tiedOf(length);
      expect(await rejection(reading)).toMatchObject({ kind: 'unreadable' });
    });
  });

  it('sends the moment as it is written', async () => {
    const { session, asked, close } = await listing([]);
    await rowsOf('updated-footprints', session, { since: ['2018-03-20T09:12:28.999999999+02:00'] });
    const [url = ''] = asked();
    expect(new URL(url, 'http://x').searchParams.get('since')).toBe('2018-03-20T09:12:28.999999999+02:00');
    await close();
  });
});

describe.each(['footprints', 'baselines'])('%s', (name) => {
  it('of chosen products are asked for many at a time, and are the same as of all', async () => {
    const { session, clock, count } = await running({ processingMs: 1_000 });
    const ids = [await makeProduct(session), await makeProduct(session, { customId: 'P2', name: 'Milk' })];
    clock.pass(2_000);
    const late = await makeProduct(session, { customId: 'P3', name: 'Rice' });
    const all = new Map((await rowsOf(name, session)).map((row) => [row.id, row]));
    const chosen = await rowsOf(name, session, { product: [ids[1] ?? '', late, ids[0] ?? ''] });
    expect(chosen).toEqual([all.get(ids[1] ?? ''), all.get(late), all.get(ids[0] ?? '')]);
    expect(chosen.map(({ reason }) => reason)).toEqual([null, 'not calculated yet', null]);
    const one = name === 'footprints' ? 'footprint' : 'footprint-baseline';
    expect(count(`GET /resold-products/{id}/${one}`)).toBe(0);
    expect(count(`POST /resold-products/${one}s`)).toBe(2);
  });

  it('keep leaves that are not known', async () => {
    const found = { total: { sum: 2, soil: 1 }, processing: { sum: 0.5, co2: 0.5 }, water: { blue: 3, note: null } };
    const { session, close } = await service(({ method }) =>
      method === 'POST' ? [{ productId: 'p', footprint: found }] : [{ id: 'p', name: 'Oats' }],
    );
    const [row] = await rowsOf(name, session);
    expect(row).toMatchObject({ total: 2, processing: 0.5 });
    expect(Object.fromEntries(Object.entries(row ?? {}).filter(([key]) => key.startsWith('extra.')))).toEqual({
      'extra.total.soil': 1,
      'extra.processing.co2': 0.5,
      'extra.water.blue': 3,
    });
    await close();
  });

  it('differ from each other', async () => {
    const { session } = await running();
    await makeProduct(session);
    const [footprint] = await rowsOf('footprints', session);
    const [baseline] = await rowsOf('baselines', session);
    expect(footprint?.total).not.toBe(baseline?.total);
  });
});
