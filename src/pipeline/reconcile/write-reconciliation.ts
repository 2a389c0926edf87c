// Writes the control totals of a run into its folder: reconciliation.json for machines, reconciliation.xlsx for people.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { visibleLines } from '../../problems/visible.js';
import type { Summary } from '../../report/summary.js';
import { isLossless, isStoredAsSent, type ReadBack, type Reconciliation } from '../../report/totals/stations.js';
import { stationSheets } from '../../report/totals/stations-sheets.js';
import { writeTablesBook } from '../../write/delta/tables-book.js';
import { outputStop } from '../../write/files/part-file.js';
import type { StationBooks } from './station-books.js';

/** What a run's own account of itself is needed for. */
type About = Pick<
  Summary,
  'run' | 'command' | 'dataset' | 'provider' | 'file' | 'sha256' | 'finishedAt' | 'totals' | 'reconciliation'
>;

/** What the counted rows prove. */
export function reconciliationOf(about: About, stations: StationBooks, readBack: ReadBack): Reconciliation {
  const { run, command, dataset, provider, file, sha256, finishedAt: takenAt, reconciliation: accounts = [] } = about;
  const { totals, rowsDiffering, differences } = stations.end();
  const isEqual = isLossless(totals) && isStoredAsSent(totals) && rowsDiffering === 0;
  return {
    version: 1,
    run,
    command,
    dataset,
    provider,
    file,
    sha256,
    takenAt,
    field: about.totals.field,
    totals,
    readBack,
    rowsDiffering,
    differences,
    ...(readBack.by !== 'none' && { isEqual }),
    accounts,
  };
}

/** Writes both files; their paths. Throws a Stop of kind `output`. */
export async function writeReconciliation(folder: string, reconciliation: Reconciliation): Promise<readonly string[]> {
  const json = join(folder, 'reconciliation.json');
  const xlsx = join(folder, 'reconciliation.xlsx');
  await writeFile(json, `${visibleLines(JSON.stringify(reconciliation, null, 2))}\n`).catch((cause: unknown) => {
    throw outputStop(json, cause);
  });
  await writeTablesBook(xlsx, new Date(reconciliation.takenAt), stationSheets(reconciliation));
  return [json, xlsx];
}
