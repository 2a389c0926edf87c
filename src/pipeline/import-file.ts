// `import`: the whole story of a file on one screen: check, look up, plan, send, settle doubt, one result for every row.

import type { Hold } from '../ledger/hold-account.js';
import type { Ledger } from '../ledger/ledger.js';
import { Stop } from '../problems/stop.js';
import { stopAfterSending, stopFor } from '../providers/stop-for.js';
import { unfit } from './check-file.js';
import { type Checked, checkRows } from './check-rows.js';
import { type FinishedRun, finishRun } from './finish-run.js';
import { finishWriting } from './finish-writing.js';
import { type Account, lookUp, openAccount } from './look-up.js';
import { type Run, withRun } from './open-run.js';
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
export function importFile(request: ImportRequest, tools: Tools): Promise<FinishedRun> {
  return withRun('import', request, tools, async (run) => {
    const checked = await checkRows(run);
    const refusal = await refusalOf(checked, request, tools);
    if (refusal) return finishRun(run, { stop: refusal });
    if (request.via === 'file') return finishRun(run, await writeUploadFile(run));
    return importChecked(run, request);
  });
}

async function refusalOf(checked: Checked, { invalid }: ImportRequest, tools: Tools): Promise<Stop | undefined> {
  const stop = unfit(checked);
  if (stop === undefined || checked.blocked || invalid === 'stop') return stop;
  if (invalid === 'skip') return undefined;
  const leaveOut = await tools.ask(`${stop.message}. Send the other ${checked.fit}?`);
  return leaveOut ? undefined : stop;
}

async function importChecked(run: Run, request: ImportRequest): Promise<FinishedRun> {
  const toStop = (cause: unknown): Stop => stopFor(cause, run.table.dataset.provider);
  const opened = await openForWriting(run).catch(toStop);
  if (opened instanceof Stop) return finishRun(run, { stop: opened });
  try {
    const stop = await sendChecked(run, request, opened).catch(toStop);
    return await finishWriting(run, opened, stop);
  } finally {
    opened.hold.release();
  }
}

interface Writing extends Account {
  readonly ledger: Ledger;
  readonly hold: Hold;
}

/** Holds the account before anything is looked up: what is found there must still be true when it is written. */
async function openForWriting(run: Run): Promise<Writing> {
  const account = await openAccount(run);
  const { id, command, folder, startedAt, table, tools } = run;
  const { accountKey } = account.session;
  const dataset = table.dataset.name;
  const hold = await tools.holdAccount({ accountKey, dataset }, { run: id, command, startedAt });
  try {
    const ledger = await tools.openLedger();
    const header = { id, command, folder, startedAt, dataset, accountKey, file: table.file, sha256: table.sha256 };
    await ledger.beginRun({
      ...header,
      provider: table.dataset.provider,
      account: Object.values(account.session.account).join(' '),
    });
    return { ...account, ledger, hold };
  } catch (cause) {
    hold.release();
    throw cause;
  }
}

async function sendChecked(run: Run, request: ImportRequest, writing: Writing): Promise<Stop | undefined> {
  const basis = { ...writing, ...(await lookUp(run, writing, request.onExisting)), concurrency: request.concurrency };
  const plan = await countPlan(run, basis);
  const stop = await writeRows(run, basis, plan);
  if (stop) return stop;
  try {
    await settleDoubt(run, basis);
    return undefined;
  } catch (cause) {
    return stopAfterSending(cause, run.table.dataset.provider);
  }
}
