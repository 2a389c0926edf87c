// Makes folders to write to, as the user named them.

import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { outputStop } from './part-file.js';

/**
 * Makes a folder, and those above it, where there is none. Throws a Stop of kind `output`.
 *
 * The path is made whole first: where the working folder itself was deleted, that fails, while Node would try for ever to make
 * a folder below one that cannot be.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(resolve(path), { recursive: true });
  } catch (cause) {
    throw outputStop(path, cause);
  }
}
