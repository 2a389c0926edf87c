// Makes folders to write to, as the user named them.

import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { outputStop } from './part-file.js';

/** Makes a folder, and those above it, where there is none; the user's umask says who may look into it. Throws a Stop of kind `output`. */
export function makeFolder(path: string): Promise<void> {
  return made(path);
}

/** The same for what concerns nobody but this user: a folder that is made is for this user alone. */
export function makePrivateFolder(path: string): Promise<void> {
  return made(path, 0o700);
}

/**
 * The path is made whole first: where the working folder itself was deleted, that fails, while Node would try for ever to make
 * a folder below one that cannot be.
 */
async function made(path: string, mode?: number): Promise<void> {
  try {
    await mkdir(resolve(path), { recursive: true, ...(mode !== undefined && { mode }) });
  } catch (cause) {
    throw outputStop(path, cause);
  }
}
