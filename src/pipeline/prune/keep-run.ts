// Which runs of the ledger stay, however old they are. Pure.

import type { RunRow } from '../../ledger/ledger.js';

/** Why a run stays. */
export type KeptReason =
  | 'not ended'
  | 'rows in doubt'
  | 'rows unsent'
  | 'rows failed'
  | 'latest of its account and dataset'
  | 'files edited'
  | 'not in this ledger';

/** Why a run stays; undefined for one that may go. @param runs All runs of the ledger, the newest first. */
export function keptBecause(run: RunRow, runs: readonly RunRow[]): KeptReason | undefined {
  const { counts } = run;
  if (run.finishedAt === undefined) return 'not ended';
  if (counts.inDoubt > 0) return 'rows in doubt';
  if (counts.unsent > 0 && isResumable(run, runs)) return 'rows unsent';
  if (counts.failed > 0) return 'rows failed';
  // The next run is compared with it.
  return runs.find((other) => isAlike(run, other)) === run ? 'latest of its account and dataset' : undefined;
}

/** As `resume` without a run takes it: not one that was not meant, nor one that was resumed as another one. */
function isResumable({ id, exitCode, counts }: RunRow, runs: readonly RunRow[]): boolean {
  if (exitCode === 2 && counts.created + counts.updated + counts.inDoubt === 0) return false;
  return !runs.some(({ command, parent }) => command === 'resume' && parent === id);
}

/** Whether two runs move the same rows in the same direction. */
function isAlike(one: RunRow, other: RunRow): boolean {
  return (
    one.dataset === other.dataset &&
    (one.accountKey ?? one.account) === (other.accountKey ?? other.account) &&
    (one.command === 'export') === (other.command === 'export') &&
    other.finishedAt !== undefined
  );
}
