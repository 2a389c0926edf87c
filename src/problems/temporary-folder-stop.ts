// What ends a command that cannot keep temporary files.

import { tmpdir } from 'node:os';
import { Stop } from './stop.js';

/** The stop where nothing can be kept in the system's folder for temporary files. */
export function temporaryFolderStop(cause: unknown): Stop {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `no folder can be made in ${tmpdir()}, where temporary files are kept: ${why}`;
  const hint = 'name a folder that exists and that you may write to in the environment variable TMPDIR';
  return new Stop('output', 'NO_TEMPORARY_FOLDER', message, hint, cause);
}
