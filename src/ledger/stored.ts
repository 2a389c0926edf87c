// Ledger rows as the database holds them, and their way to and from the ledger's types. What is read passes a schema:
// the file may have been changed by anybody.

import { z } from 'zod';
import { type Attempt, type Result, type Status, statuses } from '../plan/result.js';
import { problemCodes } from '../problems/catalogue.js';
import type { Finding } from '../problems/problem.js';
import type { Intent, RowEntry, RowResult, Settlement } from './ledger.js';

/** Attempts that are kept of one settlement: a row that is refused for ten minutes says nothing new after these. */
const MOST_ATTEMPTS = 50;

/** A row that is about to be written; the order is that of the columns in statements.ts. It is sent to the database as JSON. */
type StoredIntent = readonly [
  ordinal: number,
  sheet: string,
  row: number,
  identity: string,
  action: Intent['action'],
  remoteId: string,
  written: string | null,
];

/** What became of a row, likewise. */
type StoredSettlement = readonly [
  ordinal: number,
  sheet: string,
  row: number,
  identity: string,
  status: Status,
  remoteId: string,
  code: string | null,
  args: string | null,
  field: string,
  requestId: string,
  attempts: number,
  written: string | null,
  log: string | null,
];

/** One row to write. */
export type StoredChange =
  | { readonly kind: 'intent'; readonly run: number; readonly row: StoredIntent; readonly before: string | undefined }
  | { readonly kind: 'settlement'; readonly run: number; readonly row: StoredSettlement };

/** The change that an intent makes: the row has no result (any more). */
export function intentChange(run: number, intent: Intent): StoredChange {
  const { ordinal, sheet, row, identity, action, remoteId = '', written = null, before } = intent;
  const remote = before === undefined ? undefined : JSON.stringify(before);
  return { kind: 'intent', run, row: [ordinal, sheet, row, identity, action, remoteId, written], before: remote };
}

/** The change that a result makes; the row keeps what it was intended for, and the attempts known so far. */
export function resultChange(run: number, result: Settlement): StoredChange {
  const {
    ordinal,
    sheet,
    row,
    identity,
    status,
    remoteId,
    finding,
    field,
    requestId,
    attempts,
    written = null,
  } = result;
  const code = finding?.code ?? null;
  const args = finding === undefined ? null : JSON.stringify(finding.args);
  const log = storedLog(result.log ?? []);
  const about = [status, remoteId, code, args, field, requestId, attempts] as const;
  return { kind: 'settlement', run, row: [ordinal, sheet, row, identity, ...about, written, log] };
}

/** JSON arrays with commas between, so that more can be added at the end; null when there are none. */
export function storedLog(attempts: readonly Attempt[]): string | null {
  if (attempts.length === 0) return null;
  return attempts
    .slice(-MOST_ATTEMPTS)
    .map(({ at, method, route, requestId, outcome }) => JSON.stringify([at, method, route, requestId, outcome]))
    .join(',');
}

const count = z.int().nonnegative();

const storedArgs = z.record(z.string(), z.json());

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
  return resultOf(storedResult.parse(stored));
}

function resultOf({ status, remote_id, code, args, request_id, ...rest }: z.output<typeof storedResult>): RowResult {
  const result = { ...rest, status: status ?? ('in-doubt' as const), remoteId: remote_id, requestId: request_id };
  return code === null ? result : { ...result, finding: parseFinding(code, args) };
}

function parseFinding(code: string, args: string | null): NonNullable<Result['finding']> {
  // The code is known and its arguments are plain data; that they belong together was checked when the finding was made.
  return storedFinding.parse({ code, args: JSON.parse(args ?? '{}') }) as Finding;
}

/** The result that a settlement would have made, had the database taken it. */
export function resultOfSettlement(stored: StoredSettlement): RowResult {
  const [ordinal, sheet, row, identity, status, remote_id, code, args, field, request_id, attempts] = stored;
  return resultOf({ ordinal, sheet, row, identity, status, remote_id, code, args, field, request_id, attempts });
}

const time = z.int().nullable();

const storedEntry = storedResult.extend({
  run_id: z.string().min(1),
  action: z.enum(['create', 'update', 'delete']).nullable(),
  intended_at: time,
  settled_at: time,
  written: z.string().nullable(),
  undone_at: time,
  before: z.string().nullable(),
});

/** All that the database holds of a row. Throws when it is not one. */
export function parseEntry(stored: unknown): RowEntry {
  const { run_id, action, intended_at, settled_at, written, undone_at, before, ...rest } = storedEntry.parse(stored);
  return {
    run: run_id,
    ...resultOf(rest),
    ...(action === null ? {} : { action }),
    ...(intended_at === null ? {} : { intendedAt: isoTime(intended_at) }),
    ...(settled_at === null ? {} : { settledAt: isoTime(settled_at) }),
    ...(before === null ? {} : { before: JSON.parse(before) as unknown }),
    ...(written === null ? {} : { written }),
    ...(undone_at === null ? {} : { undoneAt: isoTime(undone_at) }),
  };
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

const storedAttempts = z.array(
  z.tuple([
    z.number(),
    z.string(),
    z.string(),
    z.string(),
    z.union([z.int(), z.literal('no-answer'), z.literal('not-sent')]),
  ]),
);

const logColumn = z.object({ log: z.string().nullable() });

/** The attempts of a row out of its log. Throws when it is not one. */
export function parseAttempts(stored: unknown): readonly Attempt[] {
  const { log } = logColumn.parse(stored);
  return storedAttempts
    .parse(JSON.parse(`[${log ?? ''}]`))
    .map(([at, method, route, requestId, outcome]) => ({ at, method, route, requestId, outcome }));
}
