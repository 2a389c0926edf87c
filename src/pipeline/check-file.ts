// `check`: reads a file and says everything that is wrong with it. Needs no account and sends nothing.

import { Stop } from '../problems/stop.js';
import { type Checked, checkRows } from './check-rows.js';
import { type FinishedRun, finishRun } from './finish-run.js';
import { openRun, type RunRequest } from './open-run.js';
import { openTable, type Table, type TableRequest } from './open-table.js';
import type { Tools } from './tools.js';

/** What to check, and how. */
export interface CheckRequest extends TableRequest, RunRequest {}

/** Checks a file; the run's folder then holds its problems and a status for every row. */
export async function checkFile(request: CheckRequest, tools: Tools): Promise<FinishedRun> {
  const table = await openTable(request);
  try {
    sayTable(table, tools);
    const run = await openRun('check', table, request, tools);
    const checked = await checkRows(run);
    return await finishRun(run, { stop: unfit(checked), unsentBecause: 'the file was only checked' });
  } finally {
    await table.source.close();
  }
}

/** Says what was concluded about a file before its rows are judged. */
export function sayTable(table: Table, { tell }: Tools): void {
  const where = table.sheet && `, sheet ${table.sheet}`;
  tell({
    kind: 'said',
    text: `${table.name}${where}: ${table.dataset.title}, header in row ${table.mapping.headerRow}`,
  });
  for (const text of table.said) tell({ kind: 'said', text });
}

/** Why a checked file must not be sent as it is; undefined when every row is sound. */
export function unfit({ blocked, invalid, rows }: Checked): Stop | undefined {
  if (blocked) {
    return new Stop(
      'mapping',
      'COLUMNS',
      'the columns must be put right before any row can be sent',
      'mend the problems above and run the same command again',
    );
  }
  if (invalid === 0) return undefined;
  return new Stop(
    'mapping',
    'INVALID_ROWS',
    `${invalid} of ${rows} rows ${invalid === 1 ? 'is' : 'are'} not fit to send`,
    'mend them (the failed file holds just these rows), or import the others with --invalid skip',
  );
}
