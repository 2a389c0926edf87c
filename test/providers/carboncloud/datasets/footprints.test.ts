import { afterEach, describe, expect, it } from 'vitest';
import dataset from '../../../../src/datasets/carboncloud/footprints.js';
import type { ExportValue } from '../../../../src/providers/binding.js';
import { exporterFor } from '../../../../src/providers/index.js';
import type { Session } from '../../../../src/providers/session.js';
import { startSandbox } from '../../../../src/sandbox/start-sandbox.js';
import { connect, openerOf, rowWriter } from '../../connecting.js';
import { fakeClock } from '../../fake-clock.js';
import { loopbackBy } from '../../loopback.js';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

const exporter = await exporterFor({ name: 'footprints', provider: 'carboncloud' });
const open = await openerOf('resold-products', 'carboncloud');

type Row = Readonly<Record<string, ExportValue>>;

async function all(session: Session): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of exporter.rows(session, {})) rows.push(row);
  return rows;
}

const product = {
  name: 'Oat drink',
  pickUpLocation: 'Malmö',
  productionLocation: 'Lund',
  shipToLocation: 'Göteborg',
  customId: 'A1',
};

describe('footprints', () => {
  it('come from the sandbox with every column filled', async () => {
    const clock = fakeClock();
    const server = await startSandbox({ now: clock.now, processingMs: 1_000 });
    closers.push(() => server.close());
    const { session } = connect('carboncloud', server.url, { clock });
    await rowWriter(open(session)).create(product);

    const [early] = await all(session);
    expect(early).toMatchObject({ name: 'Oat drink', customId: 'A1', gtin: null, reason: 'not calculated yet' });
    const blank = dataset.columns.filter(({ kind }) => kind === 'number').map(({ key }) => early?.[key]);
    expect(new Set(blank)).toEqual(new Set([null]));

    clock.pass(2_000);
    const [row] = await all(session);
    expect(row?.reason).toBeNull();
    const figures = dataset.columns.filter(({ kind }) => kind === 'number').map(({ key }) => key);
    expect(figures.filter((key) => typeof row?.[key] !== 'number')).toEqual([]);
    expect(row?.updatedAt).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(Object.keys(row ?? {}).sort()).toEqual(dataset.columns.map(({ key }) => key).sort());
  });

  it.each([
    [0, 0],
    [1, 1],
    [256, 1],
    [257, 2],
    [600, 3],
  ])('of %i products take %i requests', async (count, requests) => {
    const products = Array.from({ length: count }, (_, index) => ({ id: `p${index}`, ...product }));
    const server = await loopbackBy(({ url, method, body }) => {
      if (url.includes('/token')) return { status: 200, json: { access_token: 't', expires_in: 300 } };
      if (method === 'POST') {
        const ids = JSON.parse(body) as string[];
        return {
          status: 200,
          json: ids.map((productId) => ({ productId, footprint: { total: 0, extra: null } })),
        };
      }
      const query = new URL(url, 'http://x').searchParams;
      const start = query.has('from') ? products.findIndex(({ id }) => id === query.get('from')) + 1 : 0;
      return { status: 200, json: products.slice(start, start + 128) };
    });
    closers.push(() => server.close());
    const { session } = connect('carboncloud', server.url);
    const rows = await all(session);
    expect(rows.map(({ id }) => id)).toEqual(products.map(({ id }) => id));
    // A zero that the service gives is a zero; what it does not give is blank.
    expect(rows.every((row) => row.total === 0 && row.processing === null && row.reason === null)).toBe(true);
    const asked = server.seen.filter(({ url }) => url.startsWith('/resold-products/footprints?'));
    expect(asked).toHaveLength(requests);
    expect(asked.every(({ url }) => url.endsWith('groupId=a4e1b7c9-2d35-4f80-96be-1d7c3f5a9e33'))).toBe(true);
  });
});
