// What a plan makes of rows that the service has, for a dataset with keys.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, expect, it } from 'vitest';
import { planFile } from '../../../src/pipeline/plan.js';
import type { OnExisting } from '../../../src/plan/action.js';
import { connect } from '../../providers/connecting.js';
import { type Loopback, loopbackBy } from '../../providers/loopback.js';

const places = { pickUpLocation: 'Malmö', productionLocation: 'Lund', shipToLocation: 'Göteborg' };
const gtin = '7310865004703';

let server: Loopback | undefined;
let folder: string | undefined;
afterEach(async () => {
  await server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** Plans products against those that are held; status, id and code of each row. */
async function plan(rows: readonly object[], held: readonly object[], onExisting: OnExisting) {
  server = await loopbackBy(({ url }) =>
    url.includes('/token')
      ? { status: 200, json: { access_token: 't', expires_in: 300 } }
      : { status: 200, json: held.map((one, index) => ({ id: `held-${index + 1}`, ...places, ...one })) },
  );
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-plan-'));
  const file = join(folder, 'products.csv');
  const columns = ['customId', 'gtin', 'name', ...Object.keys(places)];
  await writeFile(file, Papa.unparse({ fields: columns, data: rows.map((row) => ({ ...places, ...row })) }));
  const { session, http, clock, abort } = connect('carboncloud', server.url);
  let ids = 0;
  const { summary } = await planFile(
    { file, runsDir: join(folder, 'runs'), equalRows: 'keep', onExisting },
    {
      clock,
      newId: () => `id-${++ids}`,
      signal: abort.signal,
      tell: () => undefined,
      ask: async () => undefined,
      holdAccount: () => Promise.reject(new Error('a plan holds no account')),
      openLedger: () => Promise.reject(new Error('a plan makes no ledger')),
      findLedger: async () => undefined,
      connect: async () => ({ session, traffic: http.traffic, writingPace: () => http.writingPace() }),
    },
  );
  const text = await readFile(join(summary.folder, 'results.csv'), 'utf8');
  const lines = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
  return { plan: summary.plan, rows: lines.map(({ remote_id, code }) => [remote_id, code]) };
}

it.each(['update', 'skip'] as const)('lets the first of two rows have what the service has, with %s', async (way) => {
  const rows = [
    { customId: 'X1', name: 'Oat drink' },
    { customId: 'X2', name: 'Oat drink' },
  ];
  const planned = await plan(rows, [{ name: 'Oat drink' }], way);
  expect(planned.plan).toMatchObject({ [way]: 1, create: 0, conflict: 1 });
  expect(planned.rows[1]).toEqual(['held-1', 'MATCHED_TWICE']);
});

it('finds rows that are told apart by a stronger key at the service as in the file', async () => {
  const rows = [
    { customId: 'X1', gtin, name: 'Oat drink' },
    { customId: 'X2', gtin, name: 'Oat drink' },
    { gtin: '4006381333931', name: 'Oat drink' },
  ];
  const planned = await plan(rows, [...rows].reverse(), 'update');
  expect(planned.rows).toEqual([
    ['held-3', 'ALREADY_THERE'],
    ['held-2', 'ALREADY_THERE'],
    ['held-1', 'ALREADY_THERE'],
  ]);
});

it('updates a product only by the row that stands for it', async () => {
  const rows = [{ customId: 'X1', gtin, name: 'Oat drink' }, { gtin, name: 'Oat drink bis' }, { name: 'Oat drink' }];
  const planned = await plan(rows, [{ customId: 'X1', gtin, name: 'Oat drink' }], 'update');
  expect(planned.rows).toEqual([
    ['held-1', 'ALREADY_THERE'],
    ['', 'SAME_KEY'],
    ['', 'SAME_KEY'],
  ]);
});
