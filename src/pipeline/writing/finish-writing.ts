// The end of a run that may have sent rows: its results, and its end in the ledger. On a full disk, what is known goes to the
// result files, else to the message.

import type { Ledger } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import type { Traffic } from '../../providers/http/http.js';
import type { Session } from '../../providers/session.js';
import { amountKeeper } from '../../suspects/kept-amounts.js';
import { isToCompare } from '../rows/suspect-rows.js';
import { type FinishedRun, finishRun } from '../run/finish-run.js';
import type { Run } from '../run/open-run.js';
import { readAfterWriting } from './read-after-writing.js';

/** What the end needs of the writing. */
interface Writing {
  readonly ledger: Ledger;
  readonly traffic: Traffic;
  readonly session: Session;
  readonly binding: Binding;
}

/**
 * Writes the results, ends the run in the ledger and closes it.
 * @param stop why the run ended early, if it did.
 * @throws Stop of kind `limit` when the results cannot be written; it says what is known.
 */
export async function finishWriting(
  run: Run,
  { ledger, traffic, session, binding }: Writing,
  stop: Stop | undefined,
): Promise<FinishedRun> {
  const why = stop && resumable(stop, 'the run was stopped');
  const sent = amountKeeper(run.table.mapping);
  const stored = await readAfterWriting(run, { ledger, traffic, session, binding }, why);
  const finished = await finishRun(run, {
    stop: why,
    stored,
    traffic,
    owner: session.owner,
    results: ledger.results(run.id),
    seen: (row, { status }) => {
      if ((status === 'created' || status === 'updated') && isToCompare(row)) sent.add(row);
    },
  }).catch(async (cause: unknown) => {
    const known = await wordsOf(ledger, run.id);
    await ledger.close().catch(() => undefined);
    throw cause instanceof Stop ? resumable(cause, `the results cannot be written (${known})`) : cause;
  });
  try {
    await ledger.keepAmounts(run.id, sent.kept());
    await ledger.finishRun(run.id, finished.summary);
    await ledger.close();
    return { ...finished, inLedger: true };
  } catch (cause) {
    await ledger.close().catch(() => undefined);
    // A run that was stopped says why already, and its results are written.
    if (cause instanceof Stop && finished.stop !== undefined) return { ...finished, inLedger: true };
    throw cause instanceof Stop
      ? resumable(cause, `the results are in ${run.folder}, but the ledger lacks some`)
      : cause;
  }
}

/** A full disk ends the run like a limit: the rest can be done later. */
function resumable(stop: Stop, what: string): Stop {
  if (stop.kind !== 'output') return stop;
  const hint =
    'free space, or set --runs-dir and --ledger to folders on another disk; then run the same command again: rows the service has are skipped';
  return new Stop('limit', stop.code, `${what}: ${stop.message}`, hint, stop);
}

/** How many rows ended how, as far as the ledger knows. */
async function wordsOf(ledger: Ledger, run: string): Promise<string> {
  const counts = new Map<string, number>();
  try {
    for await (const { status } of ledger.results(run)) counts.set(status, (counts.get(status) ?? 0) + 1);
  } catch {
    return 'the ledger cannot be read either';
  }
  if (counts.size === 0) return 'no row was sent';
  return [...counts].map(([status, rows]) => `${rows} ${status}`).join(', ');
}
