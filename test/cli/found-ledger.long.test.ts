// Commands in a folder of a project use the ledger of the project.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvOf, purchases } from './tables.js';
import { countsOf, openSandbox, openWorkDir, summaryOf, WorkDir } from './workdir.js';

it('finds runs and their folders from below, and says when it starts a new ledger', async () => {
  const { environment } = await openSandbox();
  const project = await openWorkDir(environment);
  await mkdir(join(project.path, '2026/october'), { recursive: true });
  const month = new WorkDir(join(project.path, '2026/october'), environment);
  await project.write('all.csv', csvOf(purchases(3)));
  await month.write('some.csv', csvOf(purchases(2)));

  const first = await project.run(['import', 'all.csv', '--json', '--stop-after', '2', '--concurrency', '1']);
  expect(first.code).toBe(7);
  expect(first.stderr).toContain('started a new ledger: .carbonsheet/ledger.db');
  const { run } = summaryOf(first);

  const listed = await month.run(['runs', run]);
  expect(listed.stdout).toContain(join(project.path, 'runs', run));
  expect((await month.run(['trace', '2'])).stdout).toContain(`run ${run}`);
  const resumed = await month.run(['resume', '--json']);
  expect(countsOf(summaryOf(resumed).counts)).toEqual({ rows: 3, created: 3 });
  const again = await month.run(['import', 'some.csv', '--json']);
  expect(countsOf(summaryOf(again).counts)).toEqual({ rows: 2, skipped: 2 });
  expect(again.stderr).not.toContain('new ledger');
  expect(month.has('.carbonsheet')).toBe(false);
  expect(await month.runNames()).toHaveLength(1);

  const own = await month.run(['import', 'some.csv', '--json', '--ledger', '.carbonsheet/ledger.db']);
  expect(own.stderr).toContain('started a new ledger');
  expect(month.has('.carbonsheet/ledger.db')).toBe(true);
  expect((await month.run(['undo', run, '--dry-run'])).code).toBe(2);
  expect((await month.run(['undo', run, '--ledger', '../../.carbonsheet/ledger.db', '--json'])).code).toBe(0);
});
