// The run that a person names.

import { Stop } from '../problems/stop.js';
import type { Ledger, RunRow } from './ledger.js';

/** The word for the newest run. */
const LAST = 'last';

/**
 * The run with this id, the only one whose id begins so, or the newest one for `last`.
 * @throws Stop `NO_SUCH_RUN`, `RUN_AMBIGUOUS`.
 */
export async function findRun(ledger: Pick<Ledger, 'run' | 'runs'>, named: string): Promise<RunRow> {
  const run = named === LAST ? (await ledger.runs(1))[0] : await ledger.run(named);
  if (run === undefined) throw noSuchRun(named);
  return run;
}

/** @param hint what to do instead. @default to look at the list of runs */
export function noSuchRun(named: string, hint = 'carbonsheet runs lists the latest'): Stop {
  const message = named === LAST ? 'the ledger holds no run yet' : `the ledger has no run "${named}"`;
  return new Stop('usage', 'NO_SUCH_RUN', message, hint);
}
