// A file that is saved while it is read: what was read of it counts for nothing.

import { appendFile, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { whileUnchanged } from '../../../src/pipeline/run/unchanged-file.js';
import { rejection } from '../../providers/connecting.js';

let folder = '';
let file = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-unchanged-'));
  file = join(folder, 'purchases.csv');
  await writeFile(file, 'a,b\n1,2\n');
  await utimes(file, 1, 1);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('gives what the work came to', async () => {
  expect(await whileUnchanged(file, 'purchases.csv', async () => 7)).toBe(7);
});

it('passes on why the work failed, also of a file that is not there', async () => {
  for (const path of [file, join(folder, 'missing.csv')]) {
    const fault = new Error('of the work');
    expect(await rejection(whileUnchanged(path, path, () => Promise.reject(fault)))).toBe(fault);
  }
});

const changes: Readonly<Record<string, () => Promise<void>>> = {
  'has more rows': () => appendFile(file, '3,4\n'),
  'has other cells': () => writeFile(file, 'a,b\n3,4\n'),
  'is replaced by another': async () => {
    await writeFile(join(folder, 'other.csv'), 'a,b\n1,2\n');
    await utimes(join(folder, 'other.csv'), 1, 1);
    await rename(join(folder, 'other.csv'), file);
  },
  'is deleted': () => rm(file),
};

it.each(Object.entries(changes))('stops when the file %s, whether the work succeeds or fails', async (_, change) => {
  for (const outcome of [() => Promise.resolve(), () => Promise.reject(new Error('of a torn file'))]) {
    await writeFile(file, 'a,b\n1,2\n');
    await utimes(file, 1, 1);
    const stop = await rejection(whileUnchanged(file, 'purchases.csv', () => change().then(outcome)));
    expect(stop).toMatchObject({ kind: 'input', code: 'FILE_CHANGED' });
    expect(stop).toMatchObject({ message: 'purchases.csv was changed while it was read' });
  }
});
