import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import dataset from '../../../../src/datasets/dcycle/purchases.js';
import { purchaseKey } from '../../../../src/providers/dcycle/purchase/purchase-key.js';
import { connect, openerOf, rejection, rowWriter, stream } from '../../connecting.js';
import { type Loopback, loopback, loopbackBy, type Step } from '../../loopback.js';

const servers: Loopback[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
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
  purchase_type: 'spend_based',
};
const read = { ...row, id: '1', description: null, recycled: null, supplier_id: null, custom_emission_factor_id: null };

/** A list in pages of the size that is asked for. @param change What happens to it after so many answers. */
async function listing(
  items: readonly object[],
  change: (answers: number) => unknown = () => undefined,
): Promise<Loopback> {
  const server = await loopbackBy(({ url }, answers) => {
    if (answers > 0) change(answers);
    const query = new URL(url, 'http://x').searchParams;
    const [page, size] = [Number(query.get('page')), Number(query.get('size'))];
    const pages = Math.ceil(items.length / size);
    return {
      status: 200,
      json: { items: items.slice((page - 1) * size, page * size), total: items.length, page, size, pages },
    };
  });
  servers.push(server);
  return server;
}

describe('a purchase is the same', () => {
  it.each([
    ['as itself read back', read],
    ['with a status of its own', { ...read, status: 'in_review' }],
    ['with a file it came from', { ...read, file_name: 'run-1.csv', file_id: 'f', file_url: 'https://x' }],
    ['without the default type', { ...read, purchase_type: null }],
    ['with a recycled share of nothing', { ...read, recycled: 0 }],
    ['with a time to its day', { ...read, purchase_date: '2024-03-15T00:00:00Z' }],
    ['with empty texts for none', { ...read, description: '', supplier_id: ' ' }],
    ['with the name of its country', { ...read, country: 'Spain' }],
    ['with that name in another language', { ...read, country: 'Spanien' }],
    ['with three letters for its country', { ...read, country: 'ESP' }],
    ['with small letters for its country', { ...read, country: ' es ' }],
    ['with other blanks and characters that nobody sees', { ...read, product_name: '\u00a0Bo\u00adxes\u200b  ' }],
  ])('%s', (_, held) => {
    expect(purchaseKey(held)).toBe(purchaseKey(row));
  });

  it.each([
    ['product_name', 'Box'],
    ['description', 'Large'],
    ['sector', 'Wood'],
    ['country', 'FR'],
    ['quantity', 12.51],
    ['quantity', 125],
    ['unit_id', 'USD'],
    ['purchase_date', '2024-03-16'],
    ['purchase_type', 'supplier_specific'],
    ['expense_type', 'capex'],
    ['recycled', 0.25],
    ['supplier_id', 's-1'],
    ['custom_emission_factor_id', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
  ])('not with another %s', (field, value) => {
    expect(purchaseKey({ ...row, [field]: value })).not.toBe(purchaseKey(row));
  });

  it('not when values have moved to the next field', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        const pair = (product_name: string, description: string) => purchaseKey({ ...row, product_name, description });
        const seen = (text: string) => text.replace(/\s+/g, ' ').trim();
        const equal = seen(one) === seen(other);
        expect(pair(one, other) === pair(other, one)).toBe(equal);
      }),
    );
  });
});

describe('what is held', () => {
  it('counts: of three equal rows, two held purchases match two, once in each pass', async () => {
    const { session } = connect(
      'dcycle',
      (await listing([read, { ...read, id: '2' }, { ...read, id: '3', quantity: 1 }])).url,
    );
    const held = await open(session).holdings(stream(row));
    for (let pass = 0; pass < 2; pass += 1) {
      const match = held.matcher();
      expect([await match(row), await match(row), await match(row)]).toEqual([
        { remoteId: '1', same: true },
        { remoteId: '2', same: true },
        undefined,
      ]);
    }
  });

  it('gives a row the id that it is known to have', async () => {
    const { session } = connect('dcycle', (await listing([read, { ...read, id: '2' }])).url);
    const match = (await open(session).holdings(stream())).matcher();
    expect(await match(row, '2')).toMatchObject({ remoteId: '2' });
    // Not its twin's: that is another row's.
    expect(await match(row, '2')).toBeUndefined();
    expect(await match(row, '3')).toBeUndefined();
    expect(await match(row)).toMatchObject({ remoteId: '1' });
    expect(await match(row)).toBeUndefined();
  });

  it.each([
    [0, 1],
    [99, 2],
    [100, 2],
    [101, 3],
    [950, 11],
  ])('of %i purchases takes %i requests', async (count, requests) => {
    const server = await listing(Array.from({ length: count }, (_, index) => ({ ...read, id: `id-${index}` })));
    const { session } = connect('dcycle', server.url);
    const match = (await open(session).holdings(stream())).matcher();
    expect(server.seen).toHaveLength(requests);
    let matched = 0;
    while (await match(row)) matched += 1;
    expect(matched).toBe(count);
  });

  /** So many purchases of other content, and one at the end that is the row. */
  const listOf = (count: number): object[] => [
    ...Array.from({ length: count }, (_, index) => ({ ...read, id: `id-${index}`, quantity: index + 100 })),
    read,
  ];

  it('counts a purchase once that a growing list shows twice', async () => {
    const items = [...listOf(99), ...listOf(198).slice(99, 198)];
    const server = await listing(items, (answers) => {
      if (answers === 1) items.unshift({ ...read, id: 'new', quantity: 1 });
    });
    const match = (await open(connect('dcycle', server.url).session).holdings(stream())).matcher();
    expect([await match(row), await match(row)]).toEqual([{ remoteId: '1', same: true }, undefined]);
    expect(server.seen).toHaveLength(3);
  });

  it.each([
    ['moves to the page before', 1, 100],
    ['moves there while pages are read at once', 5, 500],
  ])('does not miss a purchase that %s when another is deleted', async (_, request, count) => {
    const items = listOf(count);
    const server = await listing(items, (answers) => {
      if (answers === request) items.shift();
    });
    const { session, clock } = connect('dcycle', server.url);
    const match = (await open(session).holdings(stream())).matcher();
    expect([await match(row), await match(row)]).toEqual([{ remoteId: '1', same: true }, undefined]);
    expect(clock.sleeps).toContain(1_000);
  });

  it('forgets what was deleted while the list was read', async () => {
    const items = [read, ...listOf(150).slice(0, 150)];
    const server = await listing(items, (answers) => {
      if (answers === 1) items.shift();
    });
    const match = (await open(connect('dcycle', server.url).session).holdings(stream())).matcher();
    expect(await match(row)).toBeUndefined();
  });

  it('gives up when the list shrinks each time it is read', async () => {
    const items = listOf(700);
    const server = await listing(items, () => items.shift());
    const { session } = connect('dcycle', server.url);
    expect(await rejection(open(session).holdings(stream()))).toMatchObject({ kind: 'unclear' });
  });

  const unreadable: readonly (readonly [string, Step, RegExp])[] = [
    ['another shape', { status: 200, json: { data: [] } }, /listPurchases.*items/],
    [
      'a purchase without id',
      { status: 200, json: { items: [{}], total: 1, page: 1, size: 100, pages: 1 } },
      /items\.0\.id/,
    ],
    [
      'a list that does not turn its page',
      { status: 200, json: { items: [read], total: 200, page: 1, size: 100, pages: 2 } },
      /page 2 repeats page 1/,
    ],
  ];
  it.each(unreadable)('cannot be read from %s', async (_, step, message) => {
    const server = await loopback(step);
    servers.push(server);
    const { session } = connect('dcycle', server.url);
    const error = await rejection(open(session).holdings(stream()));
    expect(error).toMatchObject({ kind: 'unreadable' });
    expect(String(error)).toMatch(message);
  });
});

describe('a create', () => {
  it.each([
    ['the whole purchase', { status: 201, json: { ...read, co2e: null } }],
    ['id and emissions only', { status: 201, json: { id: '1', co2e: 3.2 } }],
  ] as const)('takes %s for an answer', async (_, step) => {
    const server = await loopback(step);
    servers.push(server);
    const { session } = connect('dcycle', server.url);
    expect(await rowWriter(open(session)).create({ ...row, description: undefined })).toEqual({
      remoteId: '1',
      requestId: 'request-1',
      attempts: 1,
    });
    expect(JSON.parse(server.seen[0]?.body ?? '')).toEqual(row);
  });

  it('is in doubt when the answer names no purchase', async () => {
    const server = await loopback({ status: 201, json: {} });
    servers.push(server);
    expect(await rejection(rowWriter(open(connect('dcycle', server.url).session)).create(row))).toMatchObject({
      kind: 'unclear',
    });
  });
});

/** A session with a service that answers so. */
async function answering(step: Step) {
  const server = await loopback(step);
  servers.push(server);
  return { server, session: connect('dcycle', server.url).session };
}

describe('a purchase that was written', () => {
  it('is read back in the terms of the dataset', async () => {
    const json = { ...read, quantity: '12.50', purchase_date: '2024-03-15T00:00:00Z', file_name: 'a.csv', co2e: 3.2 };
    const { session, server } = await answering({ status: 200, json });
    expect(await open(session).readBack?.('1')).toEqual({ ...row, file_name: 'a.csv' });
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['GET /v1/purchases/1']);
  });

  it.each<readonly [string, Step, object]>([
    ['another shape', { status: 200, json: { data: [] } }, { kind: 'unreadable' }],
    ['no permission', { status: 403 }, { kind: 'denied' }],
    ['a refusal', { status: 422 }, { kind: 'refused' }],
  ])('cannot be read back from %s', async (_, step, expected) => {
    const { session } = await answering(step);
    expect(await rejection(Promise.resolve(open(session).readBack?.('1')))).toMatchObject(expected);
  });

  it('is told to be gone', async () => {
    const { session } = await answering({ status: 404, json: { detail: 'no', code: 'PURCHASE_NOT_FOUND' } });
    expect(await open(session).readBack?.('1')).toBeUndefined();
  });

  it.each([
    ['what was sent', { ...row }, true],
    ['a status of its own', { ...row, status: 'in_review' }, true],
    ['a rounded amount', { ...row, quantity: 12 }, false],
  ])('would be found again in %s', (_, held, found) => {
    const { isFoundIn } = open(connect('dcycle', 'http://localhost').session);
    expect(isFoundIn?.(row, held)).toBe(found);
  });

  it.each([204, 404])('is deleted when the answer is %i', async (status) => {
    const { session, server } = await answering({ status });
    await open(session).remove?.('1');
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(['DELETE /v1/purchases/1']);
  });

  it('stays when its deletion is refused', async () => {
    const { session } = await answering({ status: 400, json: { detail: 'closed year' } });
    expect(await rejection(Promise.resolve(open(session).remove?.('1')))).toMatchObject({ detail: 'closed year' });
  });
});

it('writes every field of the dataset into the file to upload', () => {
  const { file } = open(connect('dcycle', 'http://localhost').session);
  expect(file?.columns).toEqual(Object.keys(dataset.fields));
  const cells = Object.fromEntries(file?.columns.map((column, index) => [column, file.row(row)[index]]) ?? []);
  expect(cells).toMatchObject({ product_name: 'Boxes', quantity: 12.5, description: '', status: '' });
});
