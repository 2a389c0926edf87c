// Folders for temporary files: what killed processes have left goes, everything else stays.

import { execFile, spawnSync } from 'node:child_process';
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
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
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

/** Makes and removes folders, and prints how often one was gone while its work lasted. */
const worker = `
  import { existsSync } from 'node:fs';
  import { setImmediate } from 'node:timers/promises';
  import { withTemporaryFolder } from './temporary-folder.mjs';
  let lost = 0;
  for (let round = 0; round < 60; round += 1)
    await withTemporaryFolder(async (folder) => {
      await setImmediate();
      if (!existsSync(folder)) lost += 1;
    });
  console.log(lost);`;

it('stays while its work lasts, and goes afterwards, while other processes look for leftovers', async () => {
  const program = join(parent, 'program');
  const source = fileURLToPath(new URL('../../../src/pipeline/run/temporary-folder.ts', import.meta.url));
  const outfile = join(program, 'temporary-folder.mjs');
  await build({ entryPoints: [source], outfile, bundle: true, platform: 'node', format: 'esm', external: ['libsql'] });
  symlinkSync(fileURLToPath(new URL('../../../node_modules', import.meta.url)), join(program, 'node_modules'));
  writeFileSync(join(program, 'worker.mjs'), worker);
  const folders = join(parent, 'folders');
  mkdirSync(folders);
  const env = { ...process.env, TMPDIR: folders };
  const work = () => promisify(execFile)(process.execPath, [join(program, 'worker.mjs')], { env });
  const ended = await Promise.all([work(), work(), work(), work()]);
  expect(ended.map(({ stdout }) => stdout)).toEqual(['0\n', '0\n', '0\n', '0\n']);
  expect(readdirSync(folders)).toEqual([]);
});
