// Folders for what a command keeps while it works, below the system's folder for temporary files. Those of processes that
// were killed are removed when the next one is made: only ours, only this user's, only of this machine.

import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolderStop } from '../problems/temporary-folder-stop.js';

/** Does the work with a new folder for this user alone, which is removed afterwards. Throws a Stop where none can be made. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeTemporaryFolder();
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Makes such a folder; whoever calls removes it. Throws a Stop of kind `output`. */
export async function makeTemporaryFolder(): Promise<string> {
  const parent = tmpdir();
  await removeLeftovers(parent);
  return mkdtemp(join(parent, `${machine()}-${process.pid}-`)).catch((cause: unknown) => {
    throw temporaryFolderStop(cause);
  });
}

/** A folder for temporary files may be shared with other machines, as with containers, whose processes have the same numbers. */
function machine(): string {
  return `carbonsheet-${createHash('sha256').update(hostname()).digest('hex').slice(0, 8)}`;
}

async function removeLeftovers(parent: string): Promise<void> {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(`${machine()}-`)) continue;
    const [, pid] = /-(\d+)-[^-]*$/.exec(name) ?? [];
    if (pid === undefined || isAlive(Number(pid))) continue;
    const path = join(parent, name);
    const found = await lstat(path).catch(() => undefined);
    if (!found?.isDirectory() || (process.getuid && found.uid !== process.getuid())) continue;
    // What cannot be removed is no reason to stop.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}
