// Ctrl-C in the middle of an import: results for every row, the command that goes on, and no row twice.

import { expect, it } from 'vitest';
import { csvOf, purchases } from './tables.js';
import { countsOf, openWorkplace, summaryOf } from './workdir.js';

const rowCount = 40;

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'ends cleanly on %s, and the same command goes on',
  async (signal) => {
    let onTenth = (): void => undefined;
    const { dir, sandbox } = await openWorkplace({
      fault: ({ method, count }) => {
        if (method === 'POST' && count === 10) onTenth();
        return undefined;
      },
    });
    await dir.write('purchases.csv', csvOf(purchases(rowCount)));
    const args = ['import', 'purchases.csv', '--rate', '50', '--yes', '--json'];
    const { child, ended } = dir.start(args);
    onTenth = () => {
      child.kill(signal);
      // A terminal that is closed tells so twice.
      if (signal === 'SIGHUP') child.kill(signal);
    };
    const stopped = await ended;
    expect(stopped.code).toBe(130);
    const run = await dir.runFolder(stopped);
    const { counts } = run.summary;
    expect(counts).toMatchObject({ rows: rowCount, inDoubt: 0, failed: 0, invalid: 0 });
    expect(counts.created).toBeGreaterThanOrEqual(9);
    expect(counts.unsent).toBe(rowCount - counts.created);
    expect(counts.unsent).toBeGreaterThan(0);
    expect(run.results).toHaveLength(rowCount);
    expect(sandbox.purchases()).toHaveLength(counts.created);
    const held = new Set(sandbox.purchases().map((one) => Reflect.get(one, 'id')));
    for (const { status, remote_id } of run.results) expect(held.has(remote_id)).toBe(status === 'created');
    expect(stopped.stderr).toContain(`Next: carbonsheet resume ${run.summary.run} --rate 50 --yes`);

    const next = await dir.run(['import', 'purchases.csv', '--json']);
    expect(next.code).toBe(0);
    expect(countsOf(summaryOf(next).counts)).toEqual({
      rows: rowCount,
      created: counts.unsent,
      skipped: counts.created,
    });
    expect(sandbox.purchases()).toHaveLength(rowCount);
  },
);

it('ends at once when it is asked twice, and the next import makes nothing double', async () => {
  let posts = 0;
  let onFirst = (): void => undefined;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method }) => {
      if (method === 'POST') posts += 1;
      if (posts === 5) onFirst();
      return undefined;
    },
  });
  await dir.write('purchases.csv', csvOf(purchases(rowCount)));
  const { child, ended } = dir.start(['import', 'purchases.csv', '--rate', '25']);
  onFirst = () => child.kill('SIGINT');
  child.stderr?.on('data', (text: string) => {
    if (text.includes('Ctrl-C again')) child.kill('SIGINT');
  });
  const stopped = await ended;
  expect(stopped.code).toBe(130);
  const before = sandbox.purchases().length;
  expect(before).toBeLessThan(rowCount);
  const next = await dir.run(['import', 'purchases.csv', '--json']);
  expect(next.code).toBe(0);
  expect(countsOf(summaryOf(next).counts)).toEqual({ rows: rowCount, created: rowCount - before, skipped: before });
  expect(sandbox.purchases()).toHaveLength(rowCount);
});
