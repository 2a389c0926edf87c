// `--via file`: writes the fit rows that are new as the file that the service's own upload takes. Sends nothing.

import { join } from 'node:path';
import type { RowResult } from '../ledger/ledger.js';
import { type Action, decide } from '../plan/action.js';
import { finding } from '../problems/problem.js';
import { Stop } from '../problems/stop.js';
import { bindingFor } from '../providers/index.js';
import { openCsv } from '../write/csv.js';
import { orLeave } from '../write/or-leave.js';
import { isAsExported } from './exported-rows.js';
import type { RunOutcome } from './finish-run.js';
import type { JudgedRow } from './judge-row.js';
import { fitRecords, judgeRows } from './judge-rows.js';
import type { Run } from './open-run.js';
import { decidedResult } from './plan-rows.js';

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
    const isNew = (row: JudgedRow): boolean => actionBesides(run, row) === undefined;
    for await (const record of fitRecords(run.table, run.equalRows, isNew)) await csv.write(file.row(record));
    await csv.close();
  });
  run.tools.tell({ kind: 'said', text: `the file to upload: ${path}` });
  return { unsentBecause: `written to ${path}, to be uploaded by hand`, results: resultsBesides(run) };
}

async function* resultsBesides(run: Run): AsyncGenerator<RowResult> {
  for await (const rows of judgeRows(run.table, run.equalRows)) {
    for (const row of rows) {
      const isFit = row.record !== undefined && row.leftOut === undefined;
      if (isFit) yield* decidedResult({ row, action: actionBesides(run, row) });
    }
  }
}

/** What becomes of a row that the service has already, by what the row says itself: the file is one of new rows only. */
function actionBesides({ table: { dataset } }: Run, row: JudgedRow): Action | undefined {
  const { remoteId = '', word } = row.marks ?? {};
  if (remoteId === '' && word !== 'delete' && word !== 'update') return undefined;
  if (isAsExported(dataset, row)) return { kind: 'unchanged', remoteId, finding: finding('AS_EXPORTED', {}) };
  const wanted = { word: word === 'delete' ? word : 'update', onExisting: 'update' } as const;
  return decide({ remoteId, same: false }, wanted, { create: true, update: false, delete: false });
}
