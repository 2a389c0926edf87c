// The promise of an import, for random rows and random failures of the service: every row has exactly one result, the
// counts add up, and no row is at the service twice.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { statuses } from '../../src/plan/result.js';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { type Imported, RandomImport, type RandomRow, type Scenario, scenario } from './random-import.js';

interface Held extends RandomRow {
  readonly id: string;
}

const heldBy = (sandbox: Sandbox): readonly Held[] => sandbox.purchases() as readonly Held[];
const isSound = ({ product_name, quantity }: RandomRow): boolean => product_name !== '' && Number(quantity) >= 0;
const keyOf = ({ product_name, quantity, country }: RandomRow): string =>
  `${product_name} ${Number(quantity)} ${country}`;

function countBy(rows: readonly RandomRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}

/** How many of each row the service must have in the end. */
function wanted({ rows, before, equalRows }: Scenario): Readonly<Record<string, number>> {
  const held = countBy(before);
  const counts = new Map(held);
  for (const [key, count] of countBy(rows.filter(isSound))) {
    counts.set(key, Math.max(held.get(key) ?? 0, equalRows === 'drop' ? 1 : count));
  }
  return Object.fromEntries([...counts].sort());
}

/** One result for each row, in order; the counts are those of the results and add up. */
function expectOneResultEach({ rows }: Scenario, { finished, results }: Imported): void {
  const { rows: count, inDoubt, ...others } = finished.summary.counts;
  const counts: Readonly<Record<string, number>> = { ...others, 'in-doubt': inDoubt };
  expect(results.map(({ row }) => row)).toEqual(rows.map((_, index) => String(index + 2)));
  expect(count).toBe(rows.length);
  expect(Object.values(counts).reduce((sum, value) => sum + value, 0)).toBe(rows.length);
  for (const status of statuses)
    expect(results.filter((one) => one.status === status)).toHaveLength(counts[status] ?? 0);
  for (const [index, row] of rows.entries()) expect(results[index]?.status === 'invalid').toBe(!isSound(row));
}

/** What the results call created is what the service has now and had not before; only rows in doubt may be there beside. */
function expectTruth(before: readonly Held[], after: readonly Held[], { results }: Imported): void {
  const known = new Set(before.map(({ id }) => id));
  const fresh = new Map(after.filter(({ id }) => !known.has(id)).map((held) => [held.id, keyOf(held)]));
  const created = results.filter(({ status }) => status === 'created');
  for (const result of created) expect(fresh.get(result.remote_id)).toBe(keyOf(result));
  for (const { remote_id } of created) fresh.delete(remote_id);
  // Two rows with one id would leave one behind.
  const doubtful = countBy(results.filter(({ status }) => status === 'in-doubt'));
  for (const [key, count] of countBy(after.filter(({ id }) => fresh.has(id)))) {
    expect(count).toBeLessThanOrEqual(doubtful.get(key) ?? 0);
  }
}

/** Whether the service answered all that was asked once the rows had been sent: then nothing may stay in doubt beside a row that is created. */
function couldBeSettled(requests: RandomImport['requests']): boolean {
  const firstPost = requests.findIndex(({ method }) => method === 'POST');
  const look = requests.findIndex(({ method }, index) => index > firstPost && method === 'GET');
  return firstPost < 0 || look < 0 || requests.slice(look).every(({ failed }) => !failed);
}

async function tryOut(scene: Scenario, mayStop: boolean): Promise<void> {
  const { one, sandbox } = await RandomImport.open(scene);
  try {
    const before = heldBy(sandbox);
    const first = await one.run(true);
    expectOneResultEach(scene, first);
    expectTruth(before, heldBy(sandbox), first);
    const { stop, summary } = first.finished;
    expect(stop?.kind === 'interrupted' && !mayStop).toBe(false);
    const mustBeSettled = stop === undefined && couldBeSettled(one.requests) && summary.counts.created > 0;
    expect(mustBeSettled ? summary.counts.inDoubt : 0).toBe(0);

    // The same import again, with a service that works: it completes what is missing and doubles nothing.
    const between = heldBy(sandbox);
    const second = await one.run(false);
    expectOneResultEach(scene, second);
    expectTruth(between, heldBy(sandbox), second);
    expect(second.finished.summary.counts).toMatchObject({ failed: 0, inDoubt: 0, unsent: 0, updated: 0 });
    expect(Object.fromEntries([...countBy(heldBy(sandbox))].sort())).toEqual(wanted(scene));
  } finally {
    await one.close();
  }
}

it('gives every row one true result, whatever fails', async () => {
  await fc.assert(
    fc.asyncProperty(scenario(false), (scene) => tryOut(scene, false)),
    { numRuns: 60 },
  );
});

it('gives every row one true result, whenever it is interrupted', async () => {
  await fc.assert(
    fc.asyncProperty(scenario(true), (scene) => tryOut(scene, true)),
    { numRuns: 40 },
  );
});
