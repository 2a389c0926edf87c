// Makes sure that a file did not change while it was read: what was read would be neither the old table nor the new one.
// Leaves copying to snapshot.ts.

import { stat } from 'node:fs/promises';
import { Stop } from '../../problems/stop.js';

/**
 * Does work that reads a file.
 * @throws Stop `FILE_CHANGED` when the file is another one afterwards, whatever the work came to.
 */
export async function whileUnchanged<T>(file: string, shownAs: string, work: () => Promise<T>): Promise<T> {
  const before = await fingerprint(file);
  const isChanged = async (): Promise<boolean> => (await fingerprint(file)) !== before;
  try {
    const done = await work();
    if (!(await isChanged())) return done;
  } catch (cause) {
    throw (await isChanged()) ? changed(shownAs, cause) : cause;
  }
  throw changed(shownAs);
}

/** What changes when a file is written to or replaced; '' for one that cannot be looked at, which reading tells better. */
async function fingerprint(file: string): Promise<string> {
  try {
    const { ino, size, mtimeNs } = await stat(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs}`;
  } catch {
    return '';
  }
}

function changed(file: string, cause?: unknown): Stop {
  return new Stop(
    'input',
    'FILE_CHANGED',
    `${file} was changed while it was read`,
    'wait until the file is saved, and run the same command again',
    cause,
  );
}
