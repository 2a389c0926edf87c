// An export whose file is on another file system than the run's folder: it takes its place there, whole or not at all.

import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import footprints from '../../../src/datasets/carboncloud/footprints.js';
import { SortedExport } from '../../../src/write/export/sorted-export.js';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** Folders that lie on two file systems; undefined on a machine that has one. */
async function twoDisks(): Promise<readonly [string, string] | undefined> {
  const places = await Promise.all(
    ['/dev/shm', '/tmp', '/var/tmp', tmpdir(), process.cwd()].map(async (path) => {
      return { path, dev: (await stat(path).catch(() => undefined))?.dev };
    }),
  );
  const [one] = places.filter(({ dev }) => dev !== undefined);
  const other = places.find(({ dev }) => dev !== undefined && dev !== one?.dev);
  return one && other && [one.path, other.path];
}

const disks = await twoDisks();

async function folderOn(disk: string | undefined): Promise<string> {
  const folder = await mkdtemp(join(disk ?? tmpdir(), 'carbonsheet-disk-'));
  folders.push(folder);
  return folder;
}

function exportTo(out: string, format: 'csv' | 'ndjson' | 'xlsx', folder: string): SortedExport {
  return new SortedExport({
    out,
    format,
    folder,
    origin: { exportedAt: new Date(0), from: 'here' },
    tableOf: () => ({ ...footprints, columns: footprints.columns.slice(0, 3) }),
    keyOf: ({ id }) => String(id),
    mostRows: 2,
  });
}

it.skipIf(disks === undefined).each([
  ['csv', ['a', 'b', 'c']],
  ['csv', ['c', 'b', 'a']],
  ['ndjson', ['a', 'b', 'c']],
  ['xlsx', ['c', 'a', 'b']],
] as const)('%s of rows %j replaces the older file, and leaves nothing else', async (format, ids) => {
  const [run, target] = [await folderOn(disks?.[0]), await folderOn(disks?.[1])];
  const out = join(target, `out.${format}`);
  await writeFile(out, 'older');
  const file = exportTo(out, format, run);
  for (const id of ids) await file.add({ id });
  expect(await readFile(out, 'utf8')).toBe('older');
  await file.close();

  const there = join(await folderOn(disks?.[1]), `out.${format}`);
  const beside = exportTo(there, format, await folderOn(disks?.[1]));
  for (const id of ['a', 'b', 'c']) await beside.add({ id });
  await beside.close();
  expect((await readFile(out)).equals(await readFile(there))).toBe(true);
  expect(await readdir(target)).toEqual([`out.${format}`]);
  expect(await readdir(run)).toEqual([]);
});

it.skipIf(disks === undefined)('leaves the older file where the new one cannot take its place', async () => {
  const [run, target] = [await folderOn(disks?.[0]), await folderOn(disks?.[1])];
  const out = join(target, 'out.csv');
  const file = exportTo(out, 'csv', run);
  await file.add({ id: 'a' });
  // A folder that is not empty is replaced by no file.
  await mkdir(out);
  await writeFile(join(out, 'inside'), 'older');
  await expect(file.close()).rejects.toMatchObject({ kind: 'output' });
  expect(await readdir(target)).toEqual(['out.csv']);
  expect(await readFile(join(out, 'inside'), 'utf8')).toBe('older');
});
