// `import`: a file is checked, and what is fit to send is sent (send-checked.ts), unless rows that are not fit stand in the way.

import type { Stop } from '../problems/stop.js';
import type { BrakeLimits } from '../upload/brake.js';
import { unfit } from './check-file.js';
import { type Checked, checkRows } from './check-rows.js';
import { type FinishedRun, finishRun } from './finish-run.js';
import { withRun } from './open-run.js';
import type { PlanRequest } from './plan-file.js';
import { sendChecked } from './send-checked.js';
import type { Tools } from './tools.js';
import { writeUploadFile } from './upload-file.js';

/** What must be so for rows to be written, and what ends it early. */
export interface WritingTerms {
  /** Whether the user has said yes to writing to this account. @default asked where it was not written to before */
  readonly yes?: boolean | undefined;
  /** How many rows may be deleted without asking. @default asked each time */
  readonly deletes?: number | undefined;
  /** @default none besides 20 unclear answers in a row */
  readonly brakes?: BrakeLimits | undefined;
  /** Whether the first row of each kind is tried and read back before the rest is sent. @default true */
  readonly canary?: boolean | undefined;
}

/** What to import, and how. */
export interface ImportRequest extends PlanRequest, WritingTerms {
  /** What to do when some rows are not fit to send: `stop` with nothing sent, `skip` them, or `ask`. */
  readonly invalid: 'stop' | 'skip' | 'ask';
  /** Rows in flight at the most. */
  readonly concurrency: number;
  /** `bulk-csv`: send rows as whole files. `file`: write what the service's own upload takes, and send nothing. */
  readonly via: 'api' | 'bulk-csv' | 'file';
  /** Import into a copy of what the service holds, and write nothing to the service. @default false */
  readonly rehearse?: boolean | undefined;
  /** The run whose rows are tried again out of another file. */
  readonly parent?: string | undefined;
}

/** Imports a file. What stops it once the file is open is told in the outcome, together with a result for every row. */
export function importFile(
  request: ImportRequest,
  tools: Tools,
  command: 'import' | 'resume' | 'retry' = 'import',
): Promise<FinishedRun> {
  return withRun(command, request, tools, async (run) => {
    const checked = await checkRows(run);
    const refusal = await refusalOf(checked, request, tools);
    if (refusal) return finishRun(run, { stop: refusal });
    if (request.via === 'file') return writeUploadFile(run, request.onExisting);
    if (request.rehearse !== true) return sendChecked(run, request);
    // A server comes with it, which no other import needs.
    const { rehearseImport } = await import('./rehearse-import.js');
    return rehearseImport(run, request);
  });
}

async function refusalOf(checked: Checked, { invalid }: ImportRequest, tools: Tools): Promise<Stop | undefined> {
  const stop = unfit(checked);
  if (stop === undefined || checked.blocked || invalid === 'stop') return stop;
  if (invalid === 'skip') return undefined;
  // There is nothing to ask where no row would be sent.
  if (checked.fit === 0) return stop;
  const leaveOut = await tools.ask(`${stop.message}. Send the other ${checked.fit}?`);
  return leaveOut ? undefined : stop;
}
