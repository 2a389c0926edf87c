// Folders for temporary files: what killed processes have left goes, everything else stays.

import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeTemporaryFolder, withTemporaryFolder } from '../../../src/pipeline/run/temporary-folder.js';
import { exitCodeOfStop } from '../../../src/report/exit-code.js';

let parent = '';
beforeEach(() => {
  parent = mkdtempSync(join(realpathSync(tmpdir()), 'temporary-'));
  vi.stubEnv('TMPDIR', parent);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(parent, { recursive: true, force: true });
});

/** A folder as a process leaves it that is killed while it holds the lock. */
function leftFolder(name: string): string {
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'purchases.csv'), 'secret');
  const script = `
    import Database from 'libsql';
    new Database(${JSON.stringify(join(folder, '.lock'))}).exec('BEGIN EXCLUSIVE');
    process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
  expect(existsSync(join(folder, '.lock'))).toBe(true);
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
  const left = leftFolder('carbonsheet-work-abcdef');
  const stranger = leftFolder('carbonsheet-notes');
  const justMade = join(parent, 'carbonsheet-work-ghijkl');
  mkdirSync(justMade);
  const link = join(parent, 'carbonsheet-work-mnopqr');
  symlinkSync(stranger, link);
  const next = await makeTemporaryFolder();
  expect(existsSync(left)).toBe(false);
  for (const kept of [own.path, stranger, justMade, link]) expect(existsSync(kept)).toBe(true);
  await next.remove();
  await own.remove();
  expect(existsSync(own.path)).toBe(false);
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

it('is removed while other commands look for leftovers', async () => {
  const command = async (): Promise<void> => {
    for (let round = 0; round < 10; round += 1) await withTemporaryFolder(async () => undefined);
  };
  await Promise.all(Array.from({ length: 8 }, command));
  expect(readdirSync(parent)).toEqual([]);
});
