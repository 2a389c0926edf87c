// Folders for a command's working files, below the system's folder for temporary files. Creating one removes those of killed
// processes: a lock in each shows whether its process lives, also in another container.

import { existsSync } from 'node:fs';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { temporaryFolderStop } from '../../problems/temporary-folder-stop.js';

const PREFIX = 'carbonsheet-work-';
const LOCK = '.lock';

/** A folder for this user alone. */
export interface TemporaryFolder {
  readonly path: string;
  /** Removes it, with all that is in it; what cannot be removed now, the next command removes. */
  remove(): Promise<void>;
}

/** Does the work with a new folder, which is removed afterwards. Throws a Stop where none can be made. */
export async function withTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await makeTemporaryFolder();
  try {
    return await work(folder.path);
  } finally {
    await folder.remove();
  }
}

/** Makes a folder; whoever calls removes it. Throws a Stop of kind `output`. */
export async function makeTemporaryFolder(): Promise<TemporaryFolder> {
  const parent = tmpdir();
  await removeLeftovers(parent);
  try {
    const { path, unlock } = await makeLocked(parent);
    return { path, remove: () => removeAndUnlock(path, unlock) };
  } catch (cause) {
    throw temporaryFolderStop(cause);
  }
}

/** New folders are tried so often: another command may take one for a leftover before it is locked. */
const MOST_TRIES = 5;

async function makeLocked(parent: string): Promise<{ readonly path: string; readonly unlock: () => void }> {
  for (let tries = 1; ; tries += 1) {
    const path = await mkdtemp(join(parent, PREFIX));
    const unlock = await lock(path).catch((cause: unknown) => {
      if (tries === MOST_TRIES) throw cause;
      return undefined;
    });
    // A lock that is not there any more locks nothing.
    if (unlock && existsSync(join(path, LOCK))) return { path, unlock };
    unlock?.();
  }
}

/** Removes the folder while nobody else can take it, and then what could not be removed while the lock was open, as in Windows. */
async function removeAndUnlock(path: string, unlock: () => void): Promise<void> {
  const remove = () => rm(path, { recursive: true, force: true }).catch(() => undefined);
  await remove();
  unlock();
  await remove();
}

/** Takes the folder's lock, which ends with its process at the latest. Throws while another one has it. */
async function lock(folder: string): Promise<() => void> {
  // A native library, which a command without working files does not load.
  const { default: Database } = await import('libsql');
  const database = new Database(join(folder, LOCK), { timeout: 0 });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (cause) {
    database.close();
    throw cause;
  }
  return () => {
    database.exec('ROLLBACK');
    database.close();
  };
}

async function removeLeftovers(parent: string): Promise<void> {
  const { uid } = userInfo();
  for (const name of await readdir(parent).catch(() => [])) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(parent, name);
    const found = await lstat(path).catch(() => undefined);
    // Windows knows no numbers of users (-1); its temporary folder is the user's own.
    if (!found?.isDirectory() || (uid >= 0 && found.uid !== uid)) continue;
    await removeUnlessHeld(path);
  }
}

/** Leaves folders that are locked, cannot be removed, or have no lock yet. */
async function removeUnlessHeld(path: string): Promise<void> {
  if (!existsSync(join(path, LOCK))) return;
  try {
    await removeAndUnlock(path, await lock(path));
  } catch {
    // Its process is at work.
  }
}
