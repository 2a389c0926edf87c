// The latest outcome of every row over all runs into a dataset of an account: which rows are still open, and in which run.
// Leaves rows that were fixed to taken-over.ts and fixed-since.ts,
// those that were written over to written-since.ts.

import { importDatasetNamed } from '../../datasets/index.js';
import { type LatestOutcome, latestOutcomes } from '../../ledger/latest-outcomes.js';
import type { Ledger, RowEntry, RunRow, Target } from '../../ledger/ledger.js';
import type { Excepted } from '../../plan/excepted.js';
import { fixedSince } from './fixed-since.js';
import { takenOver } from './taken-over.js';
import { newestWriters } from './written-since.js';

/** A row that is open in the newest run that knows it. */
export interface StandingRow {
  readonly entry: RowEntry;
  /** When the first run that could not do it began, and when it was tried last. */
  readonly firstAt: string;
  readonly lastAt: string;
  /** The runs that could not do it. */
  readonly runs: number;
}

/** A run with rows that are still open. */
export interface StandingRun {
  readonly run: RunRow;
  readonly rows: readonly StandingRow[];
  /** Rows that it did not come to. */
  readonly notReached: number;
  /** What of it is not to be sent: done, fixed, taken back or written over since. */
  readonly except: Excepted;
}

/** The latest outcomes over all runs. */
export interface StandingRows {
  /** Runs that tried to send rows. */
  readonly imports: number;
  /** Different rows that the runs have known. */
  readonly known: number;
  /** Rows that were open, and in whose place another one was sent, or whose thing was written by a later run. */
  readonly fixed: number;
  /** Rows that the last outcome took back. */
  readonly undone: number;
  /** The oldest first. */
  readonly runs: readonly StandingRun[];
}

/** An open row as a run left it. */
export interface SeenRow {
  readonly entry: RowEntry;
  /** The run's place among all, the oldest first. */
  readonly order: number;
}

/** @throws Stop whose code begins with `LEDGER_`. */
export async function standingRows(ledger: Ledger, target: Target): Promise<StandingRows> {
  const runs = await runsThatTried(ledger, target);
  const seen: SeenRow[] = [];
  const undone: string[] = [];
  for (const [order, run] of runs.entries()) {
    for await (const entry of ledger.entries(run.id, 'open')) seen.push({ entry, order });
    for await (const { identity } of ledger.entries(run.id, 'undone')) if (identity !== '') undone.push(identity);
  }
  const latest = await latestOutcomes(ledger, runs, [...seen.flatMap(({ entry }) => entry.identity || []), ...undone]);
  const newest = seen.filter(({ entry, order }) => {
    const known = latest.get(entry.identity);
    return known === undefined || (known.state === 'open' && known.order === order);
  });
  const dataset = await importDatasetNamed(target.dataset);
  const later = await takenOver(ledger, dataset, runs, new Set(newest.map(({ order }) => order)));
  const oldest = runs.findIndex(
    ({ counts, finishedAt }, order) =>
      finishedAt === undefined || counts.unsent > 0 || newest.some((one) => one.order === order),
  );
  const writers = await newestWriters(ledger, oldest < 0 ? [] : runs, oldest);
  const isWrittenSince = (remoteId: string, order: number): boolean => (writers.get(remoteId) ?? -1) > order;
  const untaken: SeenRow[] = [];
  for (const one of newest) {
    const isOver = dataset.parts === undefined && isWrittenSince(one.entry.remoteId, one.order);
    if (!isOver && !(await later.takes(one))) untaken.push(one);
  }
  const fixed = await fixedSince(ledger, dataset, runs, untaken);
  const open = new Set(untaken.filter((one) => !fixed.has(one)));
  const openIn = new Map([...open].map(({ entry, order }) => [entry.identity, order]));
  const wereOpen = new Set([...seen.map(({ entry }) => entry.identity), ...undone]);
  const standing = runs.map((run, order): StandingRun => {
    const own = [...open].filter((one) => one.order === order);
    return {
      run,
      rows: own.map(({ entry }) => ({ entry, ...historyOf(entry, latest.get(entry.identity), run) })),
      notReached: later.isTakenOver(order) ? 0 : notReached(run, seen, order),
      except: {
        // A row that is open in another run is sent from there.
        isSettled: (identity) => identity !== '' && wereOpen.has(identity) && openIn.get(identity) !== order,
        isWrittenSince: (remoteId) => isWrittenSince(remoteId, order),
      },
    };
  });
  return {
    imports: runs.length,
    known: (await ledger.rowsKnown(target)) + newest.filter(({ entry }) => entry.identity === '').length,
    fixed: newest.length - open.size,
    undone: [...latest.values()].filter(({ state }) => state === 'undone').length,
    runs: standing.filter(
      ({ run, rows, notReached }, order) =>
        rows.length > 0 || notReached > 0 || (run.finishedAt === undefined && !later.isTakenOver(order)),
    ),
  };
}

/** Exit codes of runs that stopped before they sent a row. */
const BEFORE_SENDING: ReadonlySet<number | undefined> = new Set([2, 3, 8]);

/** The oldest first. The parts of a migration are taken up by the migration. */
async function runsThatTried(ledger: Ledger, target: Target): Promise<readonly RunRow[]> {
  const runs: RunRow[] = [];
  for (const run of (await ledger.runsInto(target)).toReversed()) {
    const { created, updated, deleted = 0, failed, inDoubt } = run.counts;
    if (BEFORE_SENDING.has(run.exitCode) && created + updated + deleted + failed + inDoubt === 0) continue;
    const parent = run.parent === undefined ? undefined : await ledger.run(run.parent);
    if (parent?.command !== 'migrate') runs.push(run);
  }
  return runs;
}

function historyOf(
  { settledAt, intendedAt }: RowEntry,
  latest: LatestOutcome | undefined,
  { startedAt }: RunRow,
): Omit<StandingRow, 'entry'> {
  const lastAt = settledAt ?? intendedAt ?? startedAt;
  return { firstAt: latest?.firstAt || startedAt, lastAt, runs: latest?.opens ?? 1 };
}

/** The ledger knows only rows that a run came to. */
function notReached({ counts, finishedAt }: RunRow, seen: readonly SeenRow[], order: number): number {
  if (finishedAt === undefined) return 0;
  const known = seen.filter((one) => one.order === order && one.entry.status === 'unsent').length;
  return Math.max(0, counts.unsent - known);
}
