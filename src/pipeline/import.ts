// `import`: a file is checked, and what is fit to send is sent (send-checked.ts), unless rows that are not fit stand in the way.

import type { Stop } from '../problems/stop.js';
import { unfit } from './check.js';
import type { ImportRequest } from './requests.js';
import { type Checked, checkRows } from './run/check-rows.js';
import { type FinishedRun, finishRun } from './run/finish-run.js';
import { withRun } from './run/open-run.js';
import type { Tools } from './tools.js';
import { sendChecked } from './writing/send-checked.js';
import { writeUploadFile } from './writing/write-upload-file.js';

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
    const { rehearseImport } = await import('./rehearse.js');
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
