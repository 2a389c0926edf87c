// `check`: reads a file and reports every problem in it. Needs no account and sends nothing.

import { Stop } from '../problems/stop.js';
import { orLeave } from '../write/files/or-leave.js';
import type { CheckRequest } from './requests.js';
import { type Checked, checkRows } from './run/check-rows.js';
import { type FinishedRun, summarize } from './run/finish-run.js';
import { withRun } from './run/open-run.js';
import { openRunResults } from './run/result-files.js';
import type { Tools } from './tools.js';

/** Checks a file; the run's folder then holds its problems and a status for every row. */
export function checkFile(request: CheckRequest, tools: Tools): Promise<FinishedRun> {
  return withRun('check', request, tools, async (run) => {
    const files = await openRunResults(run, undefined);
    return orLeave(files, async () => {
      const checked = await checkRows(run, (row, result) => files.add(row, result));
      return summarize(run, { stop: unfit(checked) }, { rows: checked.tally, books: checked.books }, files);
    });
  });
}

/** Why a checked file must not be sent as it is; undefined when every row is valid. */
export function unfit({ blocked, invalid, rows }: Checked): Stop | undefined {
  if (blocked) {
    return new Stop(
      'mapping',
      'COLUMNS',
      'no row can be sent before the columns are right',
      'map the columns or change the file, and run the same command again',
    );
  }
  if (invalid === 0) return undefined;
  return new Stop(
    'mapping',
    'INVALID_ROWS',
    `${invalid} of ${rows} rows ${invalid === 1 ? 'is' : 'are'} not valid`,
    'fix the causes, or import the other rows with --invalid skip',
  );
}
