// Ledger rows as the database holds them, and their way to and from the ledger's types. What is read passes a schema:
// the file may have been changed by anybody.

import { z } from 'zod';
import { type Counts, type Result, type Status, statuses } from '../plan/result.js';
import { problemCodes } from '../problems/catalogue.js';
import type { Finding } from '../problems/problem.js';
import type { Intent, RowResult, RunRow } from './ledger.js';

/** One row to write; the order is that of the columns in sqlite-ledger.ts. It is sent to the database as JSON. */
export type StoredChange = readonly [
  run: number,
  ordinal: number,
  sheet: string,
  row: number,
  identity: string,
  action: Intent['action'] | null,
  status: Status | null,
  remoteId: string,
  code: string | null,
  args: string | null,
  field: string,
  requestId: string,
  attempts: number,
];

/** The change that an intent makes: the row has no result (any more). */
export function intentChange(run: number, intent: Intent): StoredChange {
  const { ordinal, sheet, row, identity, action, remoteId = '' } = intent;
  return [run, ordinal, sheet, row, identity, action, null, remoteId, null, null, '', '', 0];
}

/** The change that a result makes; the row keeps the action it was intended for. */
export function resultChange(run: number, result: RowResult): StoredChange {
  const { ordinal, sheet, row, identity, status, remoteId, finding, field, requestId, attempts } = result;
  const code = finding?.code ?? null;
  const args = finding === undefined ? null : JSON.stringify(finding.args);
  return [run, ordinal, sheet, row, identity, null, status, remoteId, code, args, field, requestId, attempts];
}

const count = z.int().nonnegative();

const storedArgs = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]));

/** The finding behind a code and its arguments. */
const storedFinding = z.object({ code: z.enum(problemCodes), args: storedArgs });

const storedResult = z.object({
  ordinal: count,
  sheet: z.string(),
  row: z.int().positive(),
  identity: z.string(),
  status: z.enum(statuses).nullable(),
  remote_id: z.string(),
  code: z.string().nullable(),
  args: z.string().nullable(),
  field: z.string(),
  request_id: z.string(),
  attempts: count,
});

/** A row's result out of the database. Throws when it is not one. */
export function parseResult(stored: unknown): RowResult {
  const { status, remote_id, code, args, request_id, ...rest } = storedResult.parse(stored);
  const result = { ...rest, status: status ?? ('in-doubt' as const), remoteId: remote_id, requestId: request_id };
  return code === null ? result : { ...result, finding: parseFinding(code, args) };
}

function parseFinding(code: string, args: string | null): NonNullable<Result['finding']> {
  // The code is known and its arguments are plain data; that they belong together was checked when the finding was made.
  return storedFinding.parse({ code, args: JSON.parse(args ?? '{}') }) as Finding;
}

const storedCounts = z.object({
  rows: count,
  created: count,
  updated: count,
  unchanged: count,
  skipped: count,
  invalid: count,
  failed: count,
  inDoubt: count,
  unsent: count,
});

const storedRun = z.object({
  key: count,
  id: z.string().min(1),
  command: z.string(),
  dataset: z.string(),
  provider: z.string(),
  account: z.string(),
  file: z.string(),
  sha256: z.string(),
  folder: z.string(),
  started_at: z.iso.datetime(),
  finished_at: z.iso.datetime().nullable(),
  exit_code: z.int().nullable(),
  counts: z.string().nullable(),
});

/** A run out of the database; `tally` counts its rows where it has not ended. Throws when it is not one. */
export function parseRun(stored: unknown, tally: (key: number) => Counts): RunRow {
  const { key, started_at, finished_at, exit_code, counts, ...rest } = storedRun.parse(stored);
  return {
    ...rest,
    startedAt: started_at,
    ...(finished_at === null ? {} : { finishedAt: finished_at }),
    ...(exit_code === null ? {} : { exitCode: exit_code }),
    counts: counts === null ? tally(key) : storedCounts.parse(JSON.parse(counts)),
  };
}

const storedTally = z.array(z.object({ status: z.enum(statuses), rows: count }));

/** The counts of a run out of its rows grouped by status. */
export function parseTally(stored: unknown): Counts {
  const tally = storedTally.parse(stored);
  const of = (status: Status) => tally.find((each) => each.status === status)?.rows ?? 0;
  return {
    rows: tally.reduce((sum, { rows }) => sum + rows, 0),
    created: of('created'),
    updated: of('updated'),
    unchanged: of('unchanged'),
    skipped: of('skipped'),
    invalid: of('invalid'),
    failed: of('failed'),
    inDoubt: of('in-doubt'),
    unsent: of('unsent'),
  };
}
