// A folder to write to, as the user named it.

import { mkdir } from 'node:fs/promises';
import { outputStop } from '../write/part-file.js';

/** Makes a folder where there is none. Throws a Stop of kind `output`. */
export async function makeFolder(path: string): Promise<void> {
  await mkdir(path, { recursive: true }).catch((cause: unknown) => {
    throw outputStop(path, cause);
  });
}
