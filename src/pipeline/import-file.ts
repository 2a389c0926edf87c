// `import`: the whole story of a file on one screen: check, look up, plan, send, settle doubt, one result for every row.

import type { Ledger } from '../ledger/ledger.js';
import { Stop } from '../problems/stop.js';
import { stopFor } from '../upload/stop-for.js';
import { sayTable, unfit } from './check-file.js';
import { type Checked, checkRows } from './check-rows.js';
import { type FinishedRun, finishRun } from './finish-run.js';
import { type Account, lookUp, openAccount } from './look-up.js';
import { openRun, type Run } from './open-run.js';
import { openTable } from './open-table.js';
import type { PlanRequest } from './plan-file.js';
import { countPlan } from './plan-rows.js';
import { settleDoubt } from './settle-doubt.js';
import type { Tools } from './tools.js';
import { writeUploadFile } from './upload-file.js';
import { writeRows } from './write-rows.js';

/** What to import, and how. */
export interface ImportRequest extends PlanRequest {
  /** What to do when some rows are not fit to send: `stop` with nothing sent, `skip` them, or `ask`. */
  readonly invalid: 'stop' | 'skip' | 'ask';
  /** Rows in flight at the most. */
  readonly concurrency: number;
  /** `file`: write what the service's own upload takes, and send nothing. */
  readonly via: 'api' | 'file';
}

/** Imports a file. What stops it once the file is open is told in the outcome, together with a result for every row. */
export async function importFile(request: ImportRequest, tools: Tools): Promise<FinishedRun> {
  const table = await openTable(request);
  try {
    sayTable(table, tools);
    const run = await openRun('import', table, request, tools);
    const checked = await checkRows(run);
    const refusal = await refusalOf(checked, request, tools);
    if (refusal) return await finishRun(run, { stop: refusal });
    if (request.via === 'file') return await finishRun(run, await writeUploadFile(run));
    return await importChecked(run, request);
  } finally {
    await table.source.close();
  }
}

async function refusalOf(checked: Checked, { invalid }: ImportRequest, tools: Tools): Promise<Stop | undefined> {
  const stop = unfit(checked);
  if (stop === undefined || checked.blocked || invalid === 'stop') return stop;
  if (invalid === 'skip') return undefined;
  const leaveOut = await tools.ask(`${stop.message}. Send the other ${checked.fit}?`);
  return leaveOut ? undefined : stop;
}

async function importChecked(run: Run, request: ImportRequest): Promise<FinishedRun> {
  const opened = await openForWriting(run).catch(stopFor);
  if (opened instanceof Stop) return finishRun(run, { stop: opened });
  const { ledger, traffic } = opened;
  try {
    const stop = await sendChecked(run, request, opened).catch(stopFor);
    const finished = await finishRun(run, { stop, traffic, results: ledger.results(run.id) });
    await ledger.finishRun(run.id, finished.summary);
    return finished;
  } finally {
    await ledger.close();
  }
}

interface Writing extends Account {
  readonly ledger: Ledger;
}

async function openForWriting(run: Run): Promise<Writing> {
  const account = await openAccount(run);
  const ledger = await run.tools.openLedger();
  const { id, command, folder, startedAt, table } = run;
  await ledger.beginRun({
    id,
    command,
    folder,
    startedAt,
    dataset: table.dataset.name,
    provider: table.dataset.provider,
    account: Object.values(account.session.account).join(' '),
    file: table.source.path,
    sha256: table.sha256,
  });
  return { ...account, ledger };
}

async function sendChecked(run: Run, request: ImportRequest, writing: Writing): Promise<Stop | undefined> {
  const basis = { ...writing, ...(await lookUp(run, writing, request.onExisting)), concurrency: request.concurrency };
  const plan = await countPlan(run, basis);
  const stop = await writeRows(run, basis, plan);
  if (stop) return stop;
  await settleDoubt(run, basis);
  return undefined;
}
