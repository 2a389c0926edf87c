// The latest outcome of rows over several runs: what a newer run, or an older one that was taken up again, made of them.

import type { Ledger, RowEntry, RunRow } from './ledger.js';

/** What is known of a row over all runs. */
export interface LatestOutcome {
  readonly state: 'open' | 'done' | 'undone';
  readonly at: string;
  readonly order: number;
  /** Since its last good outcome: when the first run that could not do it began, and how many could not. */
  readonly firstAt: string;
  readonly opens: number;
}

const OPEN: ReadonlySet<RowEntry['status']> = new Set(['failed', 'invalid', 'unsent', 'in-doubt']);

/** Rows that were left out because of an earlier run, and not looked up. */
const TELLS_NOTHING: ReadonlySet<string | undefined> = new Set(['SAME_AS_BEFORE', 'NO_LONGER_OPEN']);

/** Identities in one question to the ledger. */
const ASKED_AT_ONCE = 5_000;

/** The latest outcomes of rows, by identity. @param runs the oldest first. */
export async function latestOutcomes(
  ledger: Ledger,
  runs: readonly RunRow[],
  identities: readonly string[],
): Promise<ReadonlyMap<string, LatestOutcome>> {
  const wanted = [...new Set(identities)];
  const outcomes = new Map<string, Outcome[]>();
  for (const [order, run] of runs.entries()) {
    for (let first = 0; first < wanted.length; first += ASKED_AT_ONCE) {
      for await (const entry of ledger.entriesOf(run.id, wanted.slice(first, first + ASKED_AT_ONCE))) {
        const { undoneAt, settledAt, intendedAt, status, finding } = entry;
        if (TELLS_NOTHING.has(finding?.code)) continue;
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

interface Outcome extends Pick<LatestOutcome, 'state' | 'at' | 'order'> {
  readonly began: string;
}

/** An older run that was taken up again may have the newest outcome. */
function latestOf(outcomes: readonly Outcome[]): LatestOutcome {
  const inTime = outcomes.toSorted((one, other) =>
    one.at < other.at ? -1 : one.at > other.at ? 1 : one.order - other.order,
  );
  const lastGood = inTime.findLastIndex(({ state }) => state !== 'open');
  const opens = inTime.slice(lastGood + 1);
  const [firstAt = ''] = opens.map(({ began }) => began).sort();
  const { state = 'done', at = '', order = 0 } = inTime.at(-1) ?? {};
  return { state, at, order, firstAt, opens: opens.length };
}
