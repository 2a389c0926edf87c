// The salt of a run's anonymous archives: kept in the run's folder, so that the same value has the same hash in all of them, and
// never packed, so that nobody can try values out.

import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makePrivateFolder } from '../../write/files/make-folder.js';
import { outputStop } from '../../write/files/part-file.js';

/** The file in the run's folder. */
export const SALT_FILE = 'pack.salt';

/** The salt; it is made where there is none. Throws a Stop of kind `output`. */
export async function saltOf(folder: string): Promise<Buffer> {
  const path = join(folder, SALT_FILE);
  const known = await readFile(path).catch(() => undefined);
  if (known?.length === 32) return known;
  const salt = randomBytes(32);
  await makePrivateFolder(folder);
  await writeFile(path, salt, { mode: 0o600 }).catch((cause: unknown) => {
    throw outputStop(path, cause);
  });
  return salt;
}
