// Copies the file for the length of a run: each step reads it once, and someone may save the workbook meanwhile. Messages
// name the file itself.

import { constants, copyFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Stop } from '../../problems/stop.js';
import type { TableRequest } from '../requests.js';
import { withTemporaryFolder } from './temporary-folder.js';
import { whileUnchanged } from './unchanged-file.js';

/** Does the work on a copy of the request's file, which is removed afterwards. */
export async function withSnapshot<R extends TableRequest, T>(
  request: R,
  work: (request: R) => Promise<T>,
): Promise<T> {
  return withTemporaryFolder((folder) => onCopy(request, folder, work));
}

async function onCopy<R extends TableRequest, T>(
  request: R,
  folder: string,
  work: (request: R) => Promise<T>,
): Promise<T> {
  const copy = join(folder, basename(request.file));
  const shownAs = request.shownAs ?? request.file;
  try {
    // A file that cannot be copied cannot be read either, and reading says why. Copies are free where the disk can share.
    const copied = await whileUnchanged(request.file, shownAs, () =>
      copyFile(request.file, copy, constants.COPYFILE_FICLONE).then(
        () => true,
        () => false,
      ),
    );
    return await work(copied ? { ...request, file: copy, shownAs } : request);
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    throw new Stop(cause.kind, cause.code, cause.message.replaceAll(copy, shownAs), cause.hint, cause.cause);
  }
}
