// The folder where the runs of one user on this machine meet, whatever their projects and ledgers are: who holds an account,
// and what else they must share. Makes it and sees that nobody else can have put anything there.

import { chmod, lstat, mkdir, mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Stop } from '../problems/stop.js';
import { temporaryFolderStop } from '../problems/temporary-folder-stop.js';

/**
 * Makes the folder where it is missing, and returns its path.
 * @param chosen another place than `carbonsheet-<user id>` in the system's folder for temporary files.
 * @throws Stop when it cannot be made, is a link, or belongs to somebody else.
 */
export async function stateFolder(chosen: string | undefined): Promise<string> {
  const { owner, path } = await place(chosen);
  const found = await made(path);
  if (!found.isDirectory()) throw stateStop(path, 'it is a link or a file, a folder is needed');
  // Windows knows no owners and modes; its folder for temporary files is the user's own.
  if (owner === undefined) return path;
  if (found.uid !== owner) throw stateStop(path, 'it belongs to another user');
  if ((found.mode & 0o077) !== 0) await chmod(path, 0o700).catch(refused(path));
  return path;
}

async function place(
  chosen: string | undefined,
): Promise<{ readonly owner: number | undefined; readonly path: string }> {
  const owner = await ownUser();
  return { owner, path: chosen ? resolve(chosen) : join(tmpdir(), `carbonsheet-${owner ?? 0}`) };
}

/** Who owns what this process makes; a user without an entry in the system's list has a number all the same. */
async function ownUser(): Promise<number | undefined> {
  const at = join(tmpdir(), 'carbonsheet-');
  const trial = await mkdtemp(at).catch((cause: unknown) => {
    throw temporaryFolderStop(cause);
  });
  const { uid } = await lstat(trial);
  await rmdir(trial);
  return uid > 0 || tmpdir().startsWith('/') ? uid : undefined;
}

async function made(path: string) {
  await mkdir(path, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    // What is there and is no folder is told below.
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')) refused(path)(cause);
  });
  return lstat(path).catch(refused(path));
}

function refused(path: string): (cause: unknown) => never {
  return (cause) => {
    throw stateStop(path, cause instanceof Error ? cause.message : String(cause), cause);
  };
}

function stateStop(path: string, why: string, cause?: unknown): Stop {
  return new Stop(
    'output',
    'STATE_FOLDER',
    `the folder ${path}, where runs on this machine see each other, cannot be used: ${why}`,
    'name another folder, for you alone, in the environment variable CARBONSHEET_STATE_DIR',
    cause,
  );
}
