// Why the figures of a report are not what they were: finds the earlier report, and compares what both kept of their rows.

import { findRun } from '../../ledger/find-run.js';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { bridgeTables } from '../../report/monthly/bridge-tables.js';
import type { BridgedFigure } from '../../report/monthly/collector.js';
import { bridgePeriod } from '../../report/monthly/period-bridge.js';
import type { ReportTable } from '../../report/monthly/report-model.js';
import type { ReportingPeriod } from '../../values/dates/reporting-period.js';
import { folderOf } from '../run/run-folder.js';
import { askedPeriod } from './asked-period.js';
import { keptFigures, scopeIn } from './kept-figures.js';
import { type ReportRequest, storedReport } from './report-request.js';

/** The share above which a change is flagged, in per cent. */
const FLAG = 5;

/** The word for the newest report that can be compared. */
const LAST = 'last';

/** Runs that are searched. */
const MOST_RUNS = 10_000;

/** What a report is compared for. */
interface Comparing {
  readonly ledger: Ledger;
  readonly accountKey: string;
  readonly request: ReportRequest;
  readonly bridged: BridgedFigure;
}

/**
 * The report to compare with: the one that is named, else the newest one of the same period, else the newest one; of the account.
 * @returns undefined where there is none.
 * @throws Stop `NO_SUCH_RUN`, or `OTHER_RUN` for a run that cannot be compared.
 */
export async function earlierReport(comparing: Comparing): Promise<RunRow | undefined> {
  const { ledger, request } = comparing;
  const { compareWith } = request;
  if (compareWith !== undefined && compareWith !== LAST) return namedReport(compareWith, comparing);
  const fitting: RunRow[] = [];
  for (const run of await ledger.runs(MOST_RUNS)) if (await isComparable(run, comparing)) fitting.push(run);
  if (compareWith === LAST) return fitting[0];
  return fitting.find((run) => periodOf(storedReport(run)) === periodOf(request)) ?? fitting[0];
}

async function namedReport(word: string, comparing: Comparing): Promise<RunRow> {
  const run = await findRun(comparing.ledger, word);
  if (await isComparable(run, comparing)) return run;
  const { scope } = comparing.bridged;
  const what = scope === '' ? 'this account' : `this account and of ${scope}`;
  const message = `run ${run.id} was ${run.command} of ${run.provider} ${run.account}, not a report of ${what} that ended and kept its rows`;
  throw new Stop('usage', 'OTHER_RUN', message, 'name an earlier report; carbonsheet runs lists the latest');
}

async function isComparable(run: RunRow, { accountKey, bridged }: Comparing): Promise<boolean> {
  if (run.command !== 'report' || run.accountKey !== accountKey || run.exitCode !== 0) return false;
  return (await scopeIn(folderOf(run))) === bridged.scope;
}

function periodOf({ month, quarter, year, fiscalStart = 1 }: ReportRequest): string {
  return JSON.stringify([month, quarter, year, fiscalStart]);
}

/**
 * The tables that lead from an earlier report to the rows in `folder`: about the period of this report, whatever that of the earlier one,
 * as both kept the rows of every period.
 */
export async function reportBridge(
  before: RunRow,
  folder: string,
  period: ReportingPeriod,
  bridged: BridgedFigure,
): Promise<readonly ReportTable[]> {
  const bridge = await bridgePeriod(
    () => keptFigures(folderOf(before)),
    () => keptFigures(folder),
    bridged,
    String(FLAG),
  );
  const { label, start, end } = askedPeriod(storedReport(before));
  const earlier = {
    label,
    isOfOther: start !== period.start || end !== period.end,
    run: before.id,
    readOn: before.startedAt.slice(0, 'YYYY-MM-DD'.length),
  };
  return bridgeTables(bridge, bridged.scope === '' ? period.label : `the year ${bridged.scope}`, earlier, FLAG);
}
