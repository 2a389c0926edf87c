// Runs as the database holds them, and their way to and from the ledger's types.

import { z } from 'zod';
import { type Counts, countsFrom, statuses } from '../plan/result.js';
import type { RunHeader, RunRow } from './ledger.js';

/** A request is a handful of options; what is larger is something else. */
const MOST_REQUEST_CHARACTERS = 65_536;

/** The columns of a new run, in the order of statements.ts. */
export function runColumns(run: RunHeader): readonly (string | null)[] {
  const { id, command, dataset, provider, account, accountKey = null, parent = null, request } = run;
  const asked = request === undefined ? null : JSON.stringify(request);
  if ((asked?.length ?? 0) > MOST_REQUEST_CHARACTERS)
    throw new Error(`the request of run ${id} is too large to be noted`);
  const file = [run.file, run.sha256, run.folder, run.startedAt];
  return [id, command, dataset, provider, account, accountKey, parent, asked, ...file];
}

const count = z.int().nonnegative();

const storedCounts = z.object({
  rows: count,
  created: count,
  updated: count,
  deleted: count.exactOptional(),
  unchanged: count,
  skipped: count,
  invalid: count,
  failed: count,
  inDoubt: count,
  unsent: count,
  exported: count.exactOptional(),
});

const storedRun = z.object({
  key: count,
  id: z.string().min(1),
  command: z.string(),
  dataset: z.string(),
  provider: z.string(),
  account: z.string(),
  account_key: z.string().nullable(),
  parent: z.string().nullable(),
  request: z.string().nullable(),
  file: z.string(),
  sha256: z.string(),
  folder: z.string(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  exit_code: z.int().nullable(),
  counts: z.string().nullable(),
  pruned_at: z.iso.datetime().nullable(),
  undo_restated: z.string().nullable(),
});

/** A run out of the database; `tally` counts its rows where it has not ended. Throws when it is not one. */
export function parseRun(stored: unknown, tally: (key: number) => Counts): RunRow {
  const { key, account_key, parent, request, started_at, finished_at, exit_code, counts, ...others } =
    storedRun.parse(stored);
  const { pruned_at, undo_restated, ...rest } = others;
  return {
    ...rest,
    ...(account_key === null ? {} : { accountKey: account_key }),
    ...(parent === null ? {} : { parent }),
    ...(request === null ? {} : { request: JSON.parse(request) as unknown }),
    startedAt: started_at,
    ...(finished_at === null ? {} : { finishedAt: finished_at }),
    ...(exit_code === null ? {} : { exitCode: exit_code }),
    ...(pruned_at === null ? {} : { prunedAt: pruned_at }),
    ...(undo_restated === null ? {} : { undoRestated: undo_restated }),
    counts: counts === null ? tally(key) : storedCounts.parse(JSON.parse(counts)),
  };
}

const storedTally = z.array(z.object({ status: z.enum(statuses), rows: count }));

/** The counts of a run out of its rows grouped by status. */
export function parseTally(stored: unknown): Counts {
  const tally = storedTally.parse(stored);
  return countsFrom((status) => tally.find((each) => each.status === status)?.rows ?? 0);
}
