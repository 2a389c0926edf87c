// Reads back what a run has sent, at its end, where that takes no more requests than the run itself took. Never fails a run.

import type { Ledger } from '../../ledger/ledger.js';
import { interruption, Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import { ServiceError, type Traffic } from '../../providers/http/http.js';
import type { Session } from '../../providers/session.js';
import { BudgetSpent, notReadBack, readStored, type StoredRows } from '../reconcile/stored-rows.js';
import { fitRecords } from '../run/judge-rows.js';
import type { Run } from '../run/open-run.js';

interface Writing {
  readonly ledger: Ledger;
  readonly traffic: Traffic;
  readonly session: Session;
  readonly binding: Binding;
}

/** A small run may take so many requests in any case. */
const LEAST_BUDGET = 50;
/** A service that fails now holds the end of a run up no longer. */
const PATIENCE_MS = 30_000;

/** What the service holds of the sent rows; of a run that was stopped, nothing is read. */
export async function readAfterWriting(run: Run, writing: Writing, stop: Stop | undefined): Promise<StoredRows> {
  const { ledger, traffic, session, binding } = writing;
  if (stop) return notReadBack('the run was stopped');
  const { table, equalRows } = run;
  const sent = await countSent(ledger, run.id);
  const budget = Math.max(LEAST_BUDGET, traffic.sent);
  try {
    return await readStored({
      run: run.id,
      dataset: table.dataset,
      binding,
      session,
      ledger,
      records: (isWanted) => fitRecords(table, equalRows, isWanted),
      isJustWritten: true,
      // About what the look-up took, and so what a list would take.
      mostById: traffic.sent - sent,
      budget,
      patienceMs: PATIENCE_MS,
    });
  } catch (cause) {
    const { signal } = run.tools;
    if (signal.aborted) return notReadBack(interruption(signal).message);
    if (cause instanceof BudgetSpent) return notReadBack(`it takes more than ${budget} requests`);
    if (cause instanceof Stop || cause instanceof ServiceError) return notReadBack(cause.message);
    throw cause;
  }
}

async function countSent(ledger: Ledger, run: string): Promise<number> {
  let sent = 0;
  for await (const _ of ledger.written(run)) sent += 1;
  return sent;
}
