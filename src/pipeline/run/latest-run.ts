// The run that is meant, whether it is named or not.

import { findRun } from '../../ledger/find-run.js';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import type { Tools } from '../tools.js';

/** Most runs that are searched for one, the newest first. */
export const MOST_RUNS = 10_000;

/** Whether a run only reads from the service: nothing is lost with it, and it is done again from its beginning. */
export function onlyReads({ command }: Pick<RunRow, 'command'>): boolean {
  return command === 'export' || command === 'report';
}

/** Whether a run sends rows: an export or report does not, and the rows of a migration are those of the runs that are its parts. */
export function sendsRows(run: Pick<RunRow, 'command'>): boolean {
  return !onlyReads(run) && run.command !== 'migrate';
}

/** The run that a person names: by its id, how it begins, or `last`. Throws a Stop when there is none. */
export function runNamed(named: string, tools: Pick<Tools, 'openLedger'>): Promise<RunRow> {
  return inLedger(tools, (ledger) => findRun(ledger, named));
}

/** The latest import that has not ended; undefined when there is none. */
export function latestUnfinishedRun(tools: Tools): Promise<RunRow | undefined> {
  return inLedger(tools, (ledger) => ledger.latestUnfinishedRun());
}

/** The latest import that sent a row. Throws a Stop when there is none. */
export function latestWrittenRun(tools: Tools): Promise<RunRow> {
  return inLedger(tools, async (ledger) => {
    const found = (await ledger.runs(MOST_RUNS)).find(({ command, exitCode, counts }) => {
      if (!sendsRows({ command })) return false;
      const { created, updated, deleted = 0, failed, inDoubt } = counts;
      // A killed run has not counted its rows.
      return exitCode === undefined || created + updated + deleted + failed + inDoubt > 0;
    });
    if (found !== undefined) return found;
    const hint = 'carbonsheet runs lists the latest';
    throw new Stop('usage', 'NO_SUCH_RUN', 'no import in the ledger has sent a row', hint);
  });
}

async function inLedger<T>({ openLedger }: Pick<Tools, 'openLedger'>, ask: (ledger: Ledger) => Promise<T>): Promise<T> {
  const ledger = await openLedger();
  try {
    return await ask(ledger);
  } finally {
    await ledger.close();
  }
}
