// Undoes the rows that a run wrote, newest first, a few at a time. undo-row.ts decides about each.

import pLimit from 'p-limit';
import type { RowEntry } from '../../ledger/ledger.js';
import { interruption, type Stop } from '../../problems/stop.js';
import { stopFor } from '../../providers/stop-for.js';
import { type UndoBasis, type UndoneRow, undoRow } from './undo-row.js';

/** Undoing a run. */
export interface UndoPass extends UndoBasis {
  readonly run: string;
  /** Rows in flight at the most. */
  readonly concurrency: number;
  /** Once aborted, no further row is started; those in flight are finished. */
  readonly signal: AbortSignal;
  /** Told what became of each row. */
  readonly onRow: (entry: RowEntry, undone: UndoneRow) => Promise<void>;
}

/** Undoes all rows. Returns why it ended early, if it did; throws only for bugs. */
export async function undoRows(pass: UndoPass): Promise<Stop | undefined> {
  const { ledger, run, signal, session } = pass;
  const limit = pLimit(pass.concurrency);
  const waiting = new Set<Promise<void>>();
  let stop: Stop | undefined;
  let failure: { readonly cause: unknown } | undefined;
  const isOver = (): boolean => signal.aborted || stop !== undefined || failure !== undefined;
  const take = async (entry: RowEntry): Promise<void> => {
    if (isOver()) return;
    try {
      await pass.onRow(entry, await undoRow(entry, pass));
    } catch (cause) {
      try {
        stop ??= stopFor(cause, session.provider);
      } catch {
        failure ??= { cause };
      }
    }
  };
  for await (const entry of ledger.written(run)) {
    if (isOver()) break;
    const task: Promise<void> = limit(() => take(entry)).finally(() => waiting.delete(task));
    waiting.add(task);
    if (waiting.size > pass.concurrency) await Promise.race(waiting);
  }
  await Promise.all(waiting);
  if (failure) throw failure.cause;
  return stop ?? (signal.aborted ? interruption(signal) : undefined);
}
