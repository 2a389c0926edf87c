// What goes wrong in the middle of an import: a token that expires, a service that answers web pages, a clock that is set back.

import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { accountTools, importFile, systemClock } from '../../src/index.js';
import { csvOf, product, purchases, type Row } from './tables.js';
import { countsOf, type Line, openWorkplace, summaryOf } from './workdir.js';

const rowCount = 60;

const fieldsOf = (held: readonly object[], field: string) => held.map((one) => String(Reflect.get(one, field))).sort();

/** Every row is held once, and results name what is held. */
function expectAllHeld(
  results: readonly Line[],
  held: readonly object[],
  name: 'product_name' | 'name',
  wanted: string[],
) {
  expect(fieldsOf(held, name)).toEqual(wanted.sort());
  expect(results.map(({ remote_id = '' }) => remote_id).sort()).toEqual(fieldsOf(held, 'id'));
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['created']));
}

const namesOf = (rows: readonly Row[], column: string) => rows.map((row) => row[column] ?? '');

it.each([
  ['is forgotten by the service now and then', { chaos: { spec: 'expired-token=5%', seed: 3 } }],
  ['lasts one second', { tokenSeconds: 1 }],
])('gets a new Dcycle token when the one in use %s', async (_, options) => {
  const { dir, sandbox } = await openWorkplace(options);
  const rows = purchases(rowCount);
  await dir.write('purchases.csv', csvOf(rows));
  // With an API key, nothing expires.
  const env = { DCYCLE_API_KEY: undefined };
  const ran = await dir.run(['import', 'purchases.csv', '--yes', '--json', '--rate', '30'], { env });
  expect(ran.code).toBe(0);
  const { results } = await dir.runFolder(ran);
  expectAllHeld(results, sandbox.purchases(), 'product_name', namesOf(rows, 'product_name'));
  const logins = Object.entries(sandbox.stats().byRoute).filter(([route]) => route.includes('login'));
  expect(logins[0]?.[1]).toBeGreaterThan(1);
});

it.each([
  ['is forgotten by the service now and then', { chaos: { spec: 'expired-token=5%', seed: 4 } }],
  ['lasts one second', { tokenSeconds: 1 }],
])('gets a new CarbonCloud token when the one in use %s', async (_, options) => {
  const { dir, sandbox } = await openWorkplace(options);
  const rows = Array.from({ length: rowCount }, (_none, index) =>
    product({ 'Custom id': `OAT-${index}`, 'Product name': `Oat drink ${index}` }),
  );
  await dir.write('products.csv', csvOf(rows));
  const ran = await dir.run(['import', 'products.csv', '--yes', '--json', '--rate', '30']);
  expect(ran.code).toBe(0);
  const { results } = await dir.runFolder(ran);
  expectAllHeld(results, sandbox.resoldProducts(), 'name', namesOf(rows, 'Product name'));
  const logins = Object.entries(sandbox.stats().byRoute).filter(([route]) => route.includes('openid-connect/token'));
  expect(logins[0]?.[1]).toBeGreaterThan(1);
});

it('stops when creates are answered with web pages, and never sends those again that were answered by 200', async () => {
  let isAway = false;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, count }) => {
      if (method === 'POST' && count === 31) isAway = true;
      return isAway ? { kind: 'html' } : undefined;
    },
  });
  const rows = purchases(rowCount);
  await dir.write('purchases.csv', csvOf(rows));
  const stopped = await dir.run(['import', 'purchases.csv', '--yes', '--json']);
  expect(stopped.code).toBe(7);
  expect(stopped.stderr).toContain('Next: carbonsheet resume');
  const { counts } = summaryOf(stopped);
  expect(counts).toMatchObject({ rows: rowCount, created: 30, failed: 0, invalid: 0 });
  expect(counts.inDoubt).toBeGreaterThanOrEqual(20);
  const before = await dir.runFolder(stopped);
  const created = before.results.filter(({ status }) => status === 'created').map(({ remote_id = '' }) => remote_id);
  expect(created.sort()).toEqual(fieldsOf(sandbox.purchases(), 'id'));

  const still = await dir.run(['resume', '--yes', '--json']);
  expect(still.code).not.toBe(0);
  expect(sandbox.purchases()).toHaveLength(30);

  isAway = false;
  const resumed = await dir.run(['resume', '--yes', '--json']);
  expect(resumed.code).toBe(5);
  const { results } = await dir.runFolder(resumed);
  const doubtful = results.filter(({ status }) => status === 'in-doubt');
  expect(doubtful.map(({ code }) => code)).toEqual(Array.from({ length: counts.inDoubt }, () => 'NO_USABLE_ID'));
  expect(sandbox.purchases()).toHaveLength(rowCount - counts.inDoubt);

  const lost = new Set(doubtful.map(({ product_name }) => product_name));
  const asked = rows.filter((row) => lost.has(row.product_name)).map((row) => ({ ...row, Action: 'create' }));
  await dir.write('lost.csv', csvOf(asked));
  expect((await dir.run(['import', 'lost.csv', '--yes', '--json'])).code).toBe(0);
  expect(fieldsOf(sandbox.purchases(), 'product_name')).toEqual([...namesOf(rows, 'product_name')].sort());
});

it.each([
  ['an hour', 3_600_000],
  ['a minute', 60_000],
])('waits for no time that does not exist when the clock is set back by %s', async (_, byMs) => {
  let offsetMs = 0;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, count }) => {
      if (method !== 'POST') return undefined;
      if (count === 21) offsetMs = byMs;
      // What was asked before the jump still holds after it.
      if (count === 20 || count === 22) return { kind: 'status-before', status: 429, headers: { 'retry-after': '1' } };
      return count === 25 ? { kind: 'drop-after' } : undefined;
    },
  });
  const rows = purchases(rowCount);
  await dir.write('purchases.csv', csvOf(rows));
  const waits: number[] = [];
  const now = () => Date.now() - offsetMs;
  const tools = accountTools({
    settings: sandbox.environment,
    clock: {
      ...systemClock,
      now,
      sleep: (delayMs, signal) => {
        waits.push(delayMs);
        return systemClock.sleep(delayMs, signal);
      },
    },
    newId: randomUUID,
    ledger: join(dir.path, 'ledger.db'),
    stateFolder: join(dir.path, 'state'),
    signal: new AbortController().signal,
  });
  const runsDir = join(dir.path, 'runs');
  const file = join(dir.path, 'purchases.csv');
  const finished = await importFile(
    { file, runsDir, equalRows: 'keep', onExisting: 'skip', invalid: 'stop', via: 'api', concurrency: 4, yes: true },
    tools,
  );
  expect(finished.stop).toBeUndefined();
  expect(countsOf(finished.summary.counts)).toEqual({ rows: rowCount, created: rowCount });
  expect(finished.summary.exitCode).toBe(0);
  const { results } = await dir.runFolder();
  expectAllHeld(results, sandbox.purchases(), 'product_name', namesOf(rows, 'product_name'));
  expect(Math.max(...waits)).toBeLessThanOrEqual(8_000);
});
