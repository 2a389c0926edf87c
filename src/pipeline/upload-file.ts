// `--via file`: writes the fit rows as the file that the service's own upload takes. Sends nothing.

import { join } from 'node:path';
import { Stop } from '../problems/stop.js';
import { bindingFor } from '../providers/index.js';
import { openCsv } from '../write/csv.js';
import { orLeave } from '../write/or-leave.js';
import type { RunOutcome } from './finish-run.js';
import { fitRecords } from './judge-rows.js';
import type { Run } from './open-run.js';

/** Writes `upload.csv` into the run's folder. */
export async function writeUploadFile(run: Run): Promise<RunOutcome> {
  const { dataset } = run.table;
  const { file } = await bindingFor(dataset);
  if (file === undefined) {
    const stop = new Stop(
      'usage',
      'NO_UPLOAD_FILE',
      `${dataset.provider} takes no upload file for ${dataset.name}`,
      'leave --via file out',
    );
    return { stop };
  }
  const path = join(run.folder, 'upload.csv');
  const csv = await openCsv(path, { delimiter: ',', byteOrderMark: false, columns: file.columns, guard: false });
  await orLeave(csv, async () => {
    for await (const record of fitRecords(run.table, run.equalRows)) await csv.write(file.row(record));
    await csv.close();
  });
  run.tools.tell({ kind: 'said', text: `the file to upload: ${path}` });
  return { unsentBecause: `written to ${path}, to be uploaded by hand` };
}
