// Making folders, also where there is no folder to make them in any more.

import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { makeFolder, makePrivateFolder } from '../../src/write/make-folder.js';
import { temporaryFolder } from './temporary-folder.js';

const path = temporaryFolder();

it('makes the folders above it too, and is content with one that is there', async () => {
  await makeFolder(path('a', 'b'));
  await makeFolder(path('a', 'b'));
  expect((await stat(path('a', 'b'))).isDirectory()).toBe(true);
});

it.skipIf(process.platform === 'win32')(
  'makes one that nobody else may look into, where that is asked for',
  async () => {
    await makePrivateFolder(path('runs', 'one'));
    for (const folder of [path('runs'), path('runs', 'one')]) expect((await stat(folder)).mode & 0o777).toBe(0o700);
  },
);

it('ends where the working folder was deleted meanwhile', async () => {
  const script = `
    import { mkdirSync, rmdirSync } from 'node:fs';
    import { makeFolder, makePrivateFolder } from ${JSON.stringify(new URL('../../dist/write/make-folder.js', import.meta.url).href)};
    mkdirSync('gone');
    process.chdir('gone');
    rmdirSync('../gone');
    await makeFolder('runs/one').catch(({ kind }) => console.log(kind));`;
  const args = ['--input-type=module', '--eval', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: path(), timeout: 300_000 });
  expect(stdout).toBe('output\n');
});
