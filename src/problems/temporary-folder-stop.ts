// The stop of a command that cannot write temporary files.

import { tmpdir } from 'node:os';
import { Stop } from './stop.js';

/** The stop for a temporary folder that cannot be used. */
export function temporaryFolderStop(cause: unknown): Stop {
  const why = cause instanceof Error ? cause.message : String(cause);
  const message = `no folder can be created in ${tmpdir()}, where temporary files are kept: ${why}`;
  const hint = 'name a folder that exists and that you may write to in the environment variable TMPDIR';
  return new Stop('output', 'NO_TEMPORARY_FOLDER', message, hint, cause);
}
