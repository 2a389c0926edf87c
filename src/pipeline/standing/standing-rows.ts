// The latest outcome of every row over all runs into a dataset of an account: which rows are still open, and in which run.
// Leaves rows that were fixed to taken-over.ts and fixed-since.ts.

import { importDatasetNamed } from '../../datasets/index.js';
import type { Ledger, RowEntry, RunRow, Target } from '../../ledger/ledger.js';
import { fixedSince } from './fixed-since.js';
import { takenOver } from './taken-over.js';

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
}

/** The latest outcomes over all runs. */
export interface StandingRows {
  /** Runs that tried to send rows. */
  readonly imports: number;
  /** Different rows that the runs have known. */
  readonly known: number;
  /** Rows that were open, and in whose place another one was sent. */
  readonly fixed: number;
  /** Rows that the last outcome took back. */
  readonly undone: number;
  /** The oldest first. */
  readonly runs: readonly StandingRun[];
  /** The identities of rows that were open or undone and are not to be sent: done, fixed, or taken back since. */
  readonly settled: ReadonlySet<string>;
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
  const later = await takenOver(ledger, runs, new Set(newest.map(({ order }) => order)));
  const untaken = newest.filter((one) => !later.takes(one));
  const dataset = await importDatasetNamed(target.dataset);
  const fixed = await fixedSince(ledger, dataset, runs, untaken);
  const open = new Set(untaken.filter((one) => !fixed.has(one)));
  const openIdentities = new Set([...open].map(({ entry }) => entry.identity));
  const isSettled = (identity: string): boolean => identity !== '' && !openIdentities.has(identity);
  const standing = runs.map((run, order): StandingRun => {
    const own = [...open].filter((one) => one.order === order);
    return {
      run,
      rows: own.map(({ entry }) => ({ entry, ...historyOf(entry, latest.get(entry.identity), run) })),
      notReached: later.isTakenOver(order) ? 0 : notReached(run, seen, order),
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
    settled: new Set([...seen.map(({ entry }) => entry.identity), ...undone].filter(isSettled)),
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

/** What is known of a row over all runs. */
interface Latest {
  readonly state: 'open' | 'done' | 'undone';
  readonly at: string;
  readonly order: number;
  /** Since its last good outcome: when the first run that could not do it began, and how many could not. */
  readonly firstAt: string;
  readonly opens: number;
}

const OPEN: ReadonlySet<RowEntry['status']> = new Set(['failed', 'invalid', 'unsent', 'in-doubt']);

/** Identities in one question to the ledger. */
const ASKED_AT_ONCE = 5_000;

async function latestOutcomes(
  ledger: Ledger,
  runs: readonly RunRow[],
  identities: readonly string[],
): Promise<ReadonlyMap<string, Latest>> {
  const wanted = [...new Set(identities)];
  const outcomes = new Map<string, Outcome[]>();
  for (const [order, run] of runs.entries()) {
    for (let first = 0; first < wanted.length; first += ASKED_AT_ONCE) {
      for await (const entry of ledger.entriesOf(run.id, wanted.slice(first, first + ASKED_AT_ONCE))) {
        const { undoneAt, settledAt, intendedAt, status } = entry;
        const state = undoneAt !== undefined ? 'undone' : OPEN.has(status) ? 'open' : 'done';
        const one = {
          state,
          at: undoneAt ?? settledAt ?? intendedAt ?? run.startedAt,
          order,
          began: run.startedAt,
        } as const;
        const all = outcomes.get(entry.identity);
        if (all) all.push(one);
        else outcomes.set(entry.identity, [one]);
      }
    }
  }
  return new Map([...outcomes].map(([identity, all]) => [identity, latestOf(all)]));
}

interface Outcome extends Pick<Latest, 'state' | 'at' | 'order'> {
  readonly began: string;
}

/** An older run that was taken up again may have the newest outcome. */
function latestOf(outcomes: readonly Outcome[]): Latest {
  const inTime = outcomes.toSorted((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : one.order - other.order,
  );
  const lastGood = inTime.findLastIndex(({ state }) => state !== 'open');
  const opens = inTime.slice(lastGood + 1);
  const [firstAt = ''] = opens.map(({ began }) => began).sort();
  const { state = 'done', at = '', order = 0 } = inTime.at(-1) ?? {};
  return { state, at, order, firstAt, opens: opens.length };
}

function historyOf(
  { settledAt, intendedAt }: RowEntry,
  latest: Latest | undefined,
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
