// Turns actions into results: bounded concurrency, an intent in the ledger before each request, a result after it.
// http paces and retries; the plan decides which rows are sent.

import pLimit from 'p-limit';
import { fieldNames, type ImportDataset, type Values } from '../datasets/dataset.js';
import { rowHash, withFallbacks } from '../dedup/row-hash.js';
import { writtenMark } from '../dedup/written-mark.js';
import type { Intent, Ledger } from '../ledger/ledger.js';
import { afterUpdate, beforeUpdate } from '../plan/after-update.js';
import { conflictBetween } from '../plan/conflict.js';
import type { Attempt, Result } from '../plan/result.js';
import { Stop } from '../problems/stop.js';
import type { BatchWriter, Binding, HeldRow } from '../providers/binding.js';
import type { Session } from '../providers/session.js';
import { failedWrite } from '../providers/writes/write-outcome.js';
import { CircuitBreaker, type StopLimits } from './circuit-breaker.js';
import { recordingOf } from './recording-session.js';
import { type RowBinding, readBefore, type Sent, sendRow, sentOf, type WriteAction } from './send-row.js';

/** A row to write. */
export interface PlannedWrite {
  /** Position among the file's rows, from 0. */
  readonly ordinal: number;
  readonly sheet: string;
  readonly row: number;
  readonly identity: string;
  readonly record: Values;
  readonly action: WriteAction;
  /** The changed fields of an edited row; without it, the whole record is sent. */
  readonly changes?: Values;
  /** The hash of the row at the service that an update was planned over; over another one, it is not sent. */
  readonly over?: string;
}

/** Rows to send before all others. */
export interface CanaryRounds {
  /** Rows to send now; the next round is asked for when they have results. Throws a Stop when no more may follow. */
  rounds(): AsyncIterable<readonly PlannedWrite[]>;
  /** Receives each row's result. */
  took(write: PlannedWrite, result: Result): void;
}

/** How rows are written. */
export interface UploadBinding extends Pick<Binding, 'writer' | 'remove' | 'readBack'> {
  withSession(session: Session): UploadBinding;
}

export interface UploadOptions {
  /** The run's id. */
  readonly run: string;
  readonly session: Session;
  readonly binding: UploadBinding;
  readonly dataset: Pick<ImportDataset, 'fields'>;
  readonly ledger: Ledger;
  /** Rows in flight at most. */
  readonly concurrency: number;
  /** Starts nothing new once aborted; requests in flight are finished. */
  readonly signal: AbortSignal;
  /** @default only the limit on unclear answers */
  readonly brakes?: StopLimits;
  readonly canary?: CanaryRounds | undefined;
  /** Called when a row has its result. */
  readonly onResult: (result: Result) => void;
}

/**
 * Writes the rows, canary rows first. Every row with an intent has a result in the ledger when this returns.
 * @returns why it stopped early; undefined when every row was started.
 */
export async function upload(writes: AsyncIterable<PlannedWrite>, options: UploadOptions): Promise<Stop | undefined> {
  const { writer } = options.binding;
  const breaker = new CircuitBreaker(options.signal, options.brakes ?? {}, writer.by === 'row');
  const atOnce = writer.by === 'row' ? options.concurrency : 1;
  const limit = pLimit(atOnce);
  const waiting = new Set<Promise<void>>();
  let tellEnd = (): void => undefined;
  /** Resolves when one row in flight has ended. `Promise.race` over all of them would cost every row more. */
  const oneEnded = (): Promise<void> =>
    new Promise((resolve) => {
      tellEnd = resolve;
    });
  const start = async (job: () => Promise<void>): Promise<void> => {
    // A failure is noted before the next job starts.
    const run = (): Promise<void> => job().catch((cause: unknown) => breaker.fail(cause));
    const task: Promise<void> = limit(() => (breaker.isOpen ? undefined : run())).finally(() => {
      waiting.delete(task);
      tellEnd();
    });
    waiting.add(task);
    // One waiting job beyond those in flight keeps memory flat.
    if (waiting.size > atOnce) await oneEnded();
  };
  /** Waits for room; returns how many rows may start, 0 when none may. */
  const room = async (): Promise<number> => {
    while (!breaker.isOpen) {
      if (breaker.room > 0) return breaker.room;
      if (waiting.size === 0) breaker.reachLimit();
      else await oneEnded();
    }
    return 0;
  };
  const sendAll = async (items: AsyncIterable<PlannedWrite> | Iterable<PlannedWrite>): Promise<void> => {
    for await (const batch of batchesOf(items, writer.by === 'row' ? 1 : writer.maxRows, room)) {
      if (breaker.isOpen) break;
      breaker.start(batch.length);
      await start(() => writeBatch(batch, options, breaker));
    }
    await Promise.all(waiting);
  };
  if (options.canary) await sendCanary(options.canary, sendAll, breaker);
  if (!breaker.isOpen) await sendAll(writes);
  return breaker.reason();
}

async function sendCanary(
  canary: CanaryRounds,
  sendAll: (round: readonly PlannedWrite[]) => Promise<void>,
  breaker: CircuitBreaker,
): Promise<void> {
  try {
    for await (const round of canary.rounds()) {
      await sendAll(round);
      if (breaker.isOpen) break;
    }
  } catch (cause) {
    if (!(cause instanceof Stop)) throw cause;
    breaker.trip(cause);
  }
}

async function writeBatch(
  batch: readonly PlannedWrite[],
  options: UploadOptions,
  breaker: CircuitBreaker,
): Promise<void> {
  const { run, ledger, session } = options;
  const { session: recording, log } = recordingOf(session);
  const { writer, remove, readBack } = options.binding.withSession(recording);
  // A row that is written by itself is a batch of its own, so that the log is the row's.
  const sent =
    writer.by === 'row'
      ? await Promise.all(batch.map((write) => writeRow(write, { writer, remove }, log, options)))
      : await writeRows(batch, { writer, readBack }, log, options);
  for (const [index, { stop, result }] of sent.entries()) {
    if (stop) breaker.trip(stop);
    breaker.record(result);
    const write = batch[index];
    if (write) options.canary?.took(write, result);
    options.onResult(result);
  }
  await ledger.settle(
    run,
    batch.flatMap(({ ordinal, sheet, row, identity }, index) => {
      const { result, log } = sent[index] ?? {};
      return result ? [{ ordinal, sheet, row, identity, ...result, log: log ?? [] }] : [];
    }),
  );
}

/** A row's result with its requests. */
interface Logged extends Sent {
  readonly log: readonly Attempt[];
}

async function writeRow(
  write: PlannedWrite,
  binding: RowBinding,
  log: readonly Attempt[],
  { run, session, ledger, dataset }: UploadOptions,
): Promise<Logged> {
  const prepared = await readBefore(session, binding.writer, write.action);
  if ('result' in prepared) return { ...prepared, log };
  const { held } = prepared;
  const attempts = log.length;
  const changed = held && changedSince(write, held, dataset);
  if (changed) return { result: { ...changed, attempts }, log };
  await ledger.intend(run, [intentOf(write, fieldNames(dataset), held)]);
  const { stop, result } = await sendRow(session, binding, write.action, write.changes ?? write.record, held);
  const all = write.action.kind === 'delete' ? log.length : result.attempts + attempts;
  const sent = { result: { ...result, attempts: all }, log };
  return stop ? { ...sent, stop } : sent;
}

async function writeRows(
  batch: readonly PlannedWrite[],
  { writer, readBack }: { readonly writer: BatchWriter; readonly readBack: Binding['readBack'] },
  log: readonly Attempt[],
  { run, session, ledger, dataset }: UploadOptions,
): Promise<readonly Logged[]> {
  const fields = fieldNames(dataset);
  const refused = await changedInBatch(batch, readBack, session, dataset);
  const open = batch.filter((write) => !refused.has(write));
  await ledger.intend(
    run,
    open.map((write) => intentOf(write, fields, undefined)),
  );
  const sent = open.length > 0 ? await sendBatch(open, writer, session) : [];
  const results = new Map(refused);
  for (const [index, write] of open.entries()) {
    const one = sent[index];
    if (one) results.set(write, one);
  }
  // Rows of a batch share requests: each keeps those that may have changed something.
  const writes = log.filter(({ method }) => method !== 'GET');
  return batch.flatMap((write) => {
    const one = results.get(write);
    return one ? [{ ...one, log: writes }] : [];
  });
}

const ROWS_READ_AT_ONCE = 4;

/** Edited rows that the service changed after the plan was made, or that can no longer be read. */
async function changedInBatch(
  batch: readonly PlannedWrite[],
  readBack: Binding['readBack'],
  session: Session,
  dataset: UploadOptions['dataset'],
): Promise<ReadonlyMap<PlannedWrite, Sent>> {
  const limit = pLimit(ROWS_READ_AT_ONCE);
  const refused = new Map<PlannedWrite, Sent>();
  const look = async (write: PlannedWrite): Promise<void> => {
    const { action } = write;
    if (action.kind !== 'update' || plannedOver(write) === undefined) return;
    try {
      const values = await readBack?.(action.remoteId);
      const changed = changedSince(write, { values: values ?? {}, whole: undefined }, dataset);
      if (changed) refused.set(write, { result: changed });
    } catch (error) {
      refused.set(write, sentOf(failedWrite(error, 'read', action.remoteId, session)));
    }
  };
  await Promise.all(batch.map((write) => limit(() => look(write))));
  return refused;
}

/** The result of a row that the service changed after the plan was made; undefined when it did not. */
function changedSince(write: PlannedWrite, held: HeldRow, dataset: UploadOptions['dataset']): Result | undefined {
  const { action, record } = write;
  const over = plannedOver(write);
  if (action.kind !== 'update' || over === undefined || rowHash(dataset, held.values) === over) return undefined;
  const why = conflictBetween(dataset, record, withFallbacks(dataset, held.values));
  return { status: 'failed', remoteId: action.remoteId, finding: why, field: '', requestId: '', attempts: 0 };
}

/** The hash of the row that an update is written over; undefined where any will do. */
function plannedOver({ action, over }: PlannedWrite): string | undefined {
  return (action.kind === 'update' ? action.since?.hash : undefined) ?? over;
}

function intentOf(
  { ordinal, sheet, row, identity, action, record: whole, changes }: PlannedWrite,
  fields: readonly string[],
  held: HeldRow | undefined,
): Intent {
  const record = changes ?? whole;
  const written = writtenMark(fields, held ? afterUpdate(held.values, record) : record);
  const what = { ordinal, sheet, row, identity, action: action.kind, written };
  if (action.kind === 'create') return what;
  return { ...what, remoteId: action.remoteId, ...(held && { before: beforeUpdate(held.values, record) }) };
}

async function sendBatch(
  batch: readonly PlannedWrite[],
  writer: BatchWriter,
  session: Session,
): Promise<readonly Sent[]> {
  try {
    const results = await writer.send(
      batch.map(({ action, record }) => ({
        kind: action.kind,
        remoteId: action.kind === 'create' ? '' : action.remoteId,
        record,
      })),
    );
    if (results.length !== batch.length) throw new Error(`${batch.length} rows were sent, ${results.length} came back`);
    return results.map(sentOf);
  } catch (error) {
    return batch.map(({ action }) =>
      sentOf(failedWrite(error, 'read', action.kind === 'create' ? '' : action.remoteId, session)),
    );
  }
}

/** Asks `room` before the first item of each batch; 0 ends it. */
async function* batchesOf<T>(
  items: AsyncIterable<T> | Iterable<T>,
  size: number,
  room: () => Promise<number>,
): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  let most = size;
  for await (const item of items) {
    if (batch.length === 0) most = Math.min(size, await room());
    if (most === 0) return;
    batch.push(item);
    if (batch.length < most) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
