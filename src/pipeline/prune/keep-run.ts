// Which runs of the ledger stay, however old they are. Pure.

import type { RunRow } from '../../ledger/ledger.js';
import { questionOf } from '../export/export-question.js';
import { onlyReads } from '../run/latest-run.js';

/** An export or report that has not ended after this long was killed. */
const LONGEST_READING_MS = 86_400_000;

/** Why a run stays. */
export type KeptReason =
  | 'not ended'
  | 'rows in doubt'
  | 'rows unsent'
  | 'rows failed'
  | 'latest of its account and dataset'
  | 'files edited'
  | 'not in this ledger';

/**
 * Why a run stays; undefined for one that may go.
 * @param runs All runs of the ledger, the newest first.
 * @param now in milliseconds since the epoch.
 */
export function keptBecause(run: RunRow, runs: readonly RunRow[], now: number): KeptReason | undefined {
  const { counts } = run;
  if (run.finishedAt === undefined) return wasKilled(run, now) ? undefined : 'not ended';
  if (counts.inDoubt > 0) return 'rows in doubt';
  if (counts.unsent > 0 && isResumable(run, runs)) return 'rows unsent';
  if (counts.failed > 0) return 'rows failed';
  // The next run is compared with it.
  return runs.find((other) => standsFor(other, run)) === run ? 'latest of its account and dataset' : undefined;
}

function wasKilled(run: RunRow, now: number): boolean {
  return onlyReads(run) && Date.parse(run.startedAt) + LONGEST_READING_MS < now;
}

/** As `resume` without a run takes it: not one that was not meant, nor one that was resumed as another one. */
function isResumable({ id, exitCode, counts }: RunRow, runs: readonly RunRow[]): boolean {
  if (exitCode === 2 && counts.created + counts.updated + counts.inDoubt === 0) return false;
  return !runs.some(({ command, parent }) => command === 'resume' && parent === id);
}

/** Whether a run moved the same rows as another one, in the same direction. What was read into no file stands for none. */
function standsFor(one: RunRow, other: RunRow): boolean {
  return (
    one.dataset === other.dataset &&
    (one.accountKey ?? one.account) === (other.accountKey ?? other.account) &&
    wayOf(one) === wayOf(other) &&
    one.finishedAt !== undefined &&
    (!onlyReads(one) || (one.sha256 !== '' && questionOf(one) === questionOf(other)))
  );
}

function wayOf(run: RunRow): string {
  return onlyReads(run) ? run.command : 'import';
}
