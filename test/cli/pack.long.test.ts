// `pack` on the command line: it replaces no file unasked.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvOf, purchases } from './tables.js';
import { openWorkplace } from './workdir.js';

it('replaces a file only with --force, and writes only what ends in .zip', async () => {
  const { dir } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(2)));
  expect((await dir.run(['import', 'in.csv', '--yes'])).code).toBe(0);
  const [run = ''] = await dir.runNames();
  const before = await readFile(join(dir.path, 'in.csv'), 'utf8');
  const over = await dir.run(['pack', run, '--out', 'in.csv', '--force']);
  expect(over).toMatchObject({ code: 2, stderr: expect.stringContaining('.zip') });
  expect(await readFile(join(dir.path, 'in.csv'), 'utf8')).toBe(before);
  await writeFile(join(dir.path, 'mine.zip'), 'mine');
  const kept = await dir.run(['pack', run, '--out', 'mine.zip']);
  expect(kept).toMatchObject({ code: 2, stderr: expect.stringContaining('--force') });
  expect(await readFile(join(dir.path, 'mine.zip'), 'utf8')).toBe('mine');
  expect((await dir.run(['pack', run, '--out', 'mine.zip', '--force'])).code).toBe(0);
  expect((await dir.run(['pack', '--verify', 'mine.zip'])).code).toBe(0);
  expect((await dir.run(['pack', run])).code).toBe(0);
  expect((await dir.run(['pack', run])).code).toBe(2);
});
