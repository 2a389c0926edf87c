// For commands that only look into the ledger, or go on from it. Opening one makes it, and they must leave nothing behind.

import { existsSync } from 'node:fs';
import { Stop } from '../problems/stop.js';

/** Throws a Stop when there is no ledger at the path. */
export function requireLedger(path: string): void {
  if (existsSync(path)) return;
  throw new Stop('usage', 'NO_LEDGER', `there is no ledger ${path}`, 'nothing has been imported from here');
}
