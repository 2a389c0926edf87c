// `runs prune` on the command line: it removes nothing without an age and a yes.

import { expect, it } from 'vitest';
import { csvOf, purchases } from './tables.js';
import { openWorkDir } from './workdir.js';

it('asks, then removes and says what was freed', async () => {
  const dir = await openWorkDir({ CARBONSHEET_YES: undefined });
  await dir.write('in.csv', csvOf(purchases(2)));
  await dir.run(['check', 'in.csv']);
  expect(await dir.run(['runs', 'prune'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--older-than is missing'),
  });
  expect((await dir.run(['runs', '--older-than', '90d'])).code).toBe(2);
  expect((await dir.run(['runs', 'prune', '--older-than', '90d', '--yes'])).stdout).toMatch(/^0 runs removed\n/);
  const asked = await dir.run(['runs', 'prune', '--older-than', '0d']);
  expect(asked).toMatchObject({ code: 2, stdout: '' });
  expect(asked.stderr).toMatch(/Remove 1 run that ended before .*\n.*carbonsheet runs prune --yes --older-than 0d/);
  const trial = await dir.run(['runs', 'prune', '--older-than', '0d', '--dry-run', '--json']);
  expect(JSON.parse(trial.stdout)).toMatchObject({
    dryRun: true,
    removed: [{ folder: expect.stringMatching(/^runs/) }],
  });
  expect(await dir.runNames()).toHaveLength(1);
  expect((await dir.run(['runs', 'prune', '--older-than', '0d', '--yes'])).stdout).toMatch(
    /^1 run removed\n {2}1 folder, \d+ kB\n/,
  );
  expect(await dir.runNames()).toEqual([]);
  expect(dir.has('.carbonsheet')).toBe(false);
});
