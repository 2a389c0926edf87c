// Refuses what a pruned run cannot give: its folder is gone, and the ledger no longer knows which of its rows were done.

import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';

/** @throws Stop `RUN_PRUNED`. @param done as in `cannot be packed` */
export function requireWhole(
  { id, prunedAt }: RunRow,
  done: 'resumed' | 'retried' | 'reconciled' | 'packed' | 'compared with',
): void {
  if (prunedAt === undefined) return;
  throw new Stop(
    'usage',
    'RUN_PRUNED',
    `run ${id} cannot be ${done}: runs prune removed its files and some of its rows on ${prunedAt.slice(0, 10)}`,
    `import the file again, and take the new run: rows that the service has are skipped`,
  );
}
