// For commands that only read a ledger. Opening a ledger would create it, so its existence is checked first.

import { existsSync } from 'node:fs';
import { Stop } from '../problems/stop.js';

/** Throws a Stop if there is no ledger at the path. */
export function requireLedger(path: string): void {
  if (existsSync(path)) return;
  throw new Stop(
    'usage',
    'NO_LEDGER',
    `there is no ledger ${path}`,
    'nothing has been imported from this folder; name another ledger with --ledger FILE',
  );
}
