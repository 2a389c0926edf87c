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
    const path = await mkdtemp(join(parent, PREFIX));
    const unlock = await lock(path);
    return {
      path,
      async remove() {
        unlock();
        // From here on, another command may take the folder for a leftover: then that one removes it.
        await rm(path, { recursive: true, force: true }).catch(() => undefined);
      },
    };
  } catch (cause) {
    throw temporaryFolderStop(cause);
  }
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
    const unlock = await lock(path);
    unlock();
    await rm(path, { recursive: true, force: true });
  } catch {
    // Its process is at work.
  }
}
