// Actions to results: bounded concurrency, an intent in the ledger before each request leaves, a result after it.
// Pace and retries are http's; which rows are sent is the plan's.

import pLimit from 'p-limit';
import type { Values } from '../datasets/dataset.js';
import type { Ledger } from '../ledger/ledger.js';
import type { Result } from '../plan/result.js';
import { interruption, Stop } from '../problems/stop.js';
import type { BatchWriter, RowWriter, Session } from '../providers/provider.js';
import { failedToSend, type Sent, sendRow, type WriteAction } from './send-row.js';

/** A row that is to be written. */
export interface PlannedWrite {
  /** Position among the file's rows, from 0. */
  readonly ordinal: number;
  readonly sheet: string;
  readonly row: number;
  readonly identity: string;
  readonly record: Values;
  readonly action: WriteAction;
}

export interface UploadOptions {
  /** The run's id. */
  readonly run: string;
  readonly session: Session;
  readonly writer: RowWriter | BatchWriter;
  readonly ledger: Ledger;
  /** Rows in flight at the most. */
  readonly concurrency: number;
  /** Start nothing new once aborted; what is in flight is finished. */
  readonly signal: AbortSignal;
  /** Told after each row has its result. */
  readonly onResult: (result: Result) => void;
}

/**
 * Writes the rows. Every row whose intent was recorded has a result in the ledger when this returns.
 * @returns why it stopped before the end, or undefined when all rows were taken up.
 */
export async function upload(writes: AsyncIterable<PlannedWrite>, options: UploadOptions): Promise<Stop | undefined> {
  const { writer } = options;
  const brake = new Brake(options.signal);
  const atOnce = writer.by === 'row' ? options.concurrency : 1;
  const limit = pLimit(atOnce);
  const waiting = new Set<Promise<void>>();
  const start = async (job: () => Promise<void>): Promise<void> => {
    const task: Promise<void> = limit(() => (brake.pulled ? undefined : job()))
      .catch((cause: unknown) => brake.fail(cause))
      .finally(() => waiting.delete(task));
    waiting.add(task);
    // One job in hand beyond those in flight keeps the queue short and memory flat.
    if (waiting.size > atOnce) await Promise.race(waiting);
  };
  for await (const batch of batchesOf(writes, writer.by === 'row' ? 1 : writer.maxRows)) {
    if (brake.pulled) break;
    await start(() => writeBatch(batch, options, brake));
  }
  await Promise.all(waiting);
  return brake.reason();
}

/** So many unclear answers without one clear one between them are no accident. */
const MOST_UNCLEAR = 20;

/** Remembers the first reason to start no further rows. */
class Brake {
  private stop: Stop | undefined;
  private unclear = 0;
  private failure: { readonly cause: unknown } | undefined;

  constructor(private readonly signal: AbortSignal) {}

  get pulled(): boolean {
    return this.signal.aborted || this.stop !== undefined || this.failure !== undefined;
  }

  pull(stop: Stop): void {
    this.stop ??= stop;
  }

  /** Stops when one row after the other gets no clear answer: sending on would only add to what is in doubt. */
  heed({ status }: Result): void {
    this.unclear = status === 'in-doubt' ? this.unclear + 1 : 0;
    if (this.unclear >= MOST_UNCLEAR) {
      const message = `${MOST_UNCLEAR} rows in a row were sent and got no clear answer`;
      const hint = 'see whether the service works, then run the same command again: rows the service has are left out';
      this.pull(new Stop('limit', 'KEEPS_FAILING', message, hint));
    }
  }

  fail(cause: unknown): void {
    this.failure ??= { cause };
  }

  /** Throws what was not foreseen; else tells why no further rows were started. */
  reason(): Stop | undefined {
    if (this.failure) throw this.failure.cause;
    return this.stop ?? (this.signal.aborted ? interruption(this.signal) : undefined);
  }
}

async function writeBatch(batch: readonly PlannedWrite[], options: UploadOptions, brake: Brake): Promise<void> {
  const { run, ledger } = options;
  await ledger.intend(
    run,
    batch.map(({ ordinal, sheet, row, identity, action }) => ({
      ordinal,
      sheet,
      row,
      identity,
      action: action.kind,
      ...(action.kind === 'update' ? { remoteId: action.remoteId } : {}),
    })),
  );
  const sent = await sendBatch(batch, options);
  for (const { stop, result } of sent) {
    if (stop) brake.pull(stop);
    if (options.writer.by === 'row') brake.heed(result);
    options.onResult(result);
  }
  await ledger.settle(
    run,
    batch.flatMap(({ ordinal, sheet, row, identity }, index) => {
      const result = sent[index]?.result;
      return result ? [{ ordinal, sheet, row, identity, ...result }] : [];
    }),
  );
}

async function sendBatch(batch: readonly PlannedWrite[], options: UploadOptions): Promise<readonly Sent[]> {
  const { session, writer } = options;
  if (writer.by === 'row') {
    return Promise.all(batch.map(({ action, record }) => sendRow(session, writer, action, record)));
  }
  try {
    const results = await writer.send(
      session,
      batch.map(({ record }) => record),
    );
    if (results.length !== batch.length) throw new Error(`${batch.length} rows were sent, ${results.length} came back`);
    return results.map((result) => ({ result }));
  } catch (error) {
    const sent = failedToSend(error, '', session);
    return batch.map(() => sent);
  }
}

async function* batchesOf<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<readonly T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
