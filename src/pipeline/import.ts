// `import`: checks a file and sends its valid rows (writing/send-checked.ts), unless invalid rows stop it.

import type { RowResult } from '../ledger/ledger.js';
import type { Problem } from '../problems/problem.js';
import { Stop } from '../problems/stop.js';
import { unfit } from './check.js';
import type { ImportRequest } from './requests.js';
import { type Checked, checkRows } from './run/check-rows.js';
import { type FinishedRun, finishRun } from './run/finish-run.js';
import { type Run, withRun } from './run/open-run.js';
import type { Table } from './table/open-table.js';
import type { Tools } from './tools.js';
import { requireWritable } from './writing/require-writable.js';
import { sendChecked } from './writing/send-checked.js';
import { writeUploadFile } from './writing/write-upload-file.js';

/** Imports a file. Once the file is open, a stop is part of the outcome, with a result for every row. */
export async function importFile(
  request: ImportRequest,
  tools: Tools,
  command: 'import' | 'resume' | 'retry' = 'import',
): Promise<FinishedRun> {
  if (request.rehearse !== true && request.via !== 'file') requireWritable(tools);
  return withRun(command, request, tools, async (run) => {
    const checked = await checkRows(run);
    const refusal = unconfirmed(run.table) ?? (await refusalOf(checked, request, tools));
    if (refusal) return finishRun(run, { stop: refusal });
    const { plan } = request;
    if (plan?.refusal) return finishRun(run, { stop: plan.refusal.stop, results: inOrder(plan.refusal.results) });
    return write(run, request);
  });
}

async function* inOrder(results: readonly RowResult[]): AsyncGenerator<RowResult> {
  yield* results;
}

async function write(run: Run, request: ImportRequest): Promise<FinishedRun> {
  if (request.via === 'file') return writeUploadFile(run, request);
  if (request.rehearse !== true) return sendChecked(run, request);
  // Loaded late: it brings a server that no other import needs.
  const { rehearseImport } = await import('./rehearse.js');
  return rehearseImport(run, request);
}

/** Nothing is sent of columns that nobody has confirmed. */
function unconfirmed({ problems, file }: Table): Stop | undefined {
  const likely = problems.flatMap((one) => (isUnconfirmed(one) ? [`${one.column} → ${one.field}`] : []));
  if (likely.length === 0) return undefined;
  const are = likely.length === 1 ? 'column is' : 'columns are';
  const message = `${likely.length} ${are} only likely: ${likely.join(', ')}`;
  return new Stop('mapping', 'UNCONFIRMED_COLUMNS', message, `confirm with carbonsheet map ${file}`);
}

function isUnconfirmed({ code }: Problem): boolean {
  return code === 'LIKELY_COLUMN' || code === 'RENAMED_COLUMN';
}

async function refusalOf(checked: Checked, { invalid }: ImportRequest, tools: Tools): Promise<Stop | undefined> {
  const stop = unfit(checked);
  if (stop === undefined || checked.blocked || invalid === 'stop') return stop;
  if (invalid === 'skip') return undefined;
  // No row would be sent: there is nothing to ask.
  if (checked.fit === 0) return stop;
  const leaveOut = await tools.ask(`${stop.message}. Send the other ${checked.fit}?`);
  return leaveOut ? undefined : stop;
}
