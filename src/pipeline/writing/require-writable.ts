// Stops what would write to a service where nothing may be written, before anything is connected.

import { Stop } from '../../problems/stop.js';
import type { Tools } from '../tools.js';

/** Throws a Stop `READ_ONLY` where nothing may be written. */
export function requireWritable({ readOnly }: Pick<Tools, 'readOnly'>): void {
  if (readOnly) throw readOnlyStop();
}

/** Why nothing is written. */
export function readOnlyStop(): Stop {
  return new Stop(
    'usage',
    'READ_ONLY',
    'the command would write to the service, and only reading is allowed',
    'carbonsheet plan says what an import would do; to write, leave out --read-only (or CARBONSHEET_READ_ONLY), or use a profile without readOnly',
  );
}
