// Folders for temporary files: what killed processes have left goes, everything else stays.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeTemporaryFolder, withTemporaryFolder } from '../../src/pipeline/temporary-folder.js';
import { exitCodeOfStop } from '../../src/report/exit-code.js';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(realpathSync(tmpdir()), 'temporary-'));
  vi.stubEnv('TMPDIR', parent);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(parent, { recursive: true, force: true });
});

/** The number of a process that has ended. */
const deadPid = (): number => spawnSync(process.execPath, ['--version']).pid;

/** A folder as another process would have made it. */
function folderOf(own: string, pid: number): string {
  const folder = join(parent, basename(own).replace(`-${process.pid}-`, `-${pid}-`));
  mkdirSync(folder);
  writeFileSync(join(folder, 'purchases.csv'), 'secret');
  return folder;
}

it('is gone when the work is done, whatever became of it', async () => {
  let seen = '';
  await expect(
    withTemporaryFolder(async (folder) => {
      seen = folder;
      expect(existsSync(folder)).toBe(true);
      throw new Error('failed');
    }),
  ).rejects.toThrow('failed');
  expect(existsSync(seen)).toBe(false);
});

it('removes what a killed process has left, and nothing else', async () => {
  const own = await makeTemporaryFolder();
  const left = folderOf(own, deadPid());
  const alive = folderOf(own, process.ppid);
  const elsewhere = join(parent, `carbonsheet-00000000-${deadPid()}-abcdef`);
  const stranger = join(parent, 'carbonsheet-notes');
  const target = join(parent, 'target');
  for (const folder of [elsewhere, stranger, target]) mkdirSync(folder);
  const link = join(parent, basename(own).replace(`-${process.pid}-`, `-${deadPid()}-`));
  symlinkSync(target, link);
  await makeTemporaryFolder();
  expect(existsSync(left)).toBe(false);
  for (const kept of [own, alive, elsewhere, stranger, target, link]) expect(existsSync(kept)).toBe(true);
});

it.each(['missing/folder', 'file'])('ends with code 2 and the cure where there is no such folder: %s', async (name) => {
  writeFileSync(join(parent, 'file'), '');
  vi.stubEnv('TMPDIR', join(parent, name));
  const stop = await withTemporaryFolder(async () => undefined).catch((cause) => cause);
  expect(stop).toMatchObject({ code: 'NO_TEMPORARY_FOLDER' });
  expect(exitCodeOfStop(stop)).toBe(2);
  expect(stop.message).toContain(join(parent, name));
  expect(stop.hint).toContain('TMPDIR');
});
