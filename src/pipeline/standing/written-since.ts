// Which run wrote a thing of the service last: a row of an earlier run is not written over it.

import type { Ledger, RunRow } from '../../ledger/ledger.js';

/**
 * By the id at the service, the place of the newest run that wrote it, or found it as its file says.
 * @param after the place of the oldest run whose rows are open. @param runs the oldest first.
 */
export async function newestWriters(
  ledger: Ledger,
  runs: readonly RunRow[],
  after: number,
): Promise<ReadonlyMap<string, number>> {
  const newest = new Map<string, number>();
  for (const [order, { id, counts }] of runs.entries()) {
    if (order <= after) continue;
    for await (const { remoteId } of ledger.written(id)) if (remoteId !== '') newest.set(remoteId, order);
    if (counts.unchanged === 0) continue;
    for await (const { remoteId, status } of ledger.results(id))
      if (status === 'unchanged' && remoteId !== '') newest.set(remoteId, order);
  }
  return newest;
}
