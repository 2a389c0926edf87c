// Making folders, also where there is no folder to make them in any more.

import { mkdir, rmdir, stat } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { makeFolder, makePrivateFolder } from '../../../src/write/files/make-folder.js';
import { temporaryFolder } from '../temporary-folder.js';

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
  const before = process.cwd();
  await mkdir(path('gone'));
  process.chdir(path('gone'));
  try {
    await rmdir(path('gone'));
    await expect(makeFolder('runs/one')).rejects.toMatchObject({ kind: 'output' });
  } finally {
    process.chdir(before);
  }
});
