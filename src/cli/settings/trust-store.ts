// Remembers the config files that the user trusted: one file for each in a folder of the user, named after path and content, so
// that a changed file has to be trusted again. What needs trust is decided in trust.ts.

import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { Stop } from '../../problems/stop.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the file was trusted with exactly this content. */
export function isTrusted(file: string, content: string, env: Environment): boolean {
  const folder = storeFolder(env);
  if (faultOfFolder(folder) !== undefined) return false;
  const path = realpathSync(file);
  return readEntry(join(folder, nameOf(path, content))) === path;
}

/** Remembers the file with this content as trusted. Throws a Stop of kind `output` if the folder cannot be used. */
export function addTrusted(file: string, content: string, env: Environment): void {
  const folder = storeFolder(env);
  const path = realpathSync(file);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const fault = faultOfFolder(folder);
    if (fault !== undefined) throw new Error(fault);
    writeFileSync(join(folder, nameOf(path, content)), path, { mode: 0o600 });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    const hint = 'name another folder, for you alone, in the environment variable CARBONSHEET_STATE_DIR';
    throw new Stop(
      'output',
      'TRUST_FOLDER',
      `${folder} cannot be used to remember trusted files: ${reason}`,
      hint,
      cause,
    );
  }
}

/** Forgets the file with every content; returns how many there were. The file itself may be gone. */
export function removeTrusted(file: string, env: Environment): number {
  const path = pathOf(file);
  const found = entries(env).filter((entry) => entry.path === path);
  for (const { at } of found) rmSync(at, { force: true });
  return found.length;
}

/** The trusted paths. */
export function trustedFiles(env: Environment): readonly string[] {
  return [...new Set(entries(env).map(({ path }) => path))].sort();
}

function entries(env: Environment): readonly { readonly at: string; readonly path: string }[] {
  const folder = storeFolder(env);
  if (faultOfFolder(folder) !== undefined) return [];
  return readdirSync(folder).flatMap((name) => {
    const at = join(folder, name);
    const path = readEntry(at);
    return path === undefined ? [] : [{ at, path }];
  });
}

function readEntry(at: string): string | undefined {
  try {
    return readFileSync(at, 'utf8');
  } catch {
    return undefined;
  }
}

function pathOf(file: string): string {
  try {
    return realpathSync(file);
  } catch {
    return resolve(file);
  }
}

function nameOf(path: string, content: string): string {
  return createHash('sha256')
    .update(JSON.stringify([path, content]))
    .digest('hex');
}

/** A relative XDG folder is ignored, as its specification says; it would be inside the untrusted folder. */
function storeFolder({ CARBONSHEET_STATE_DIR, XDG_STATE_HOME, LOCALAPPDATA }: Environment): string {
  if (CARBONSHEET_STATE_DIR) return resolve(CARBONSHEET_STATE_DIR, 'trusted');
  const states = [XDG_STATE_HOME, process.platform === 'win32' ? LOCALAPPDATA : undefined];
  const chosen = states.find((path) => path && isAbsolute(path)) ?? join(homedir(), '.local', 'state');
  return join(chosen, 'carbonsheet', 'trusted');
}

/** Why the folder cannot be relied on; undefined if only this user can write to it. */
function faultOfFolder(folder: string): string | undefined {
  try {
    const found = lstatSync(folder);
    if (!found.isDirectory()) return 'it is a link or a file; a folder is needed';
    if (process.getuid === undefined) return undefined;
    if (found.uid !== process.getuid()) return 'it belongs to another user';
    return (found.mode & 0o022) === 0 ? undefined : 'others may write to it';
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
