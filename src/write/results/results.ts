// The result files of a run: results.csv and results.xlsx with every row, and the rows to fix in the source's own layout.
// Leaves problems.csv and summary.json to others.

import { join } from 'node:path';
import type { Result } from '../../plan/result.js';
import type { Cell, SourceRow } from '../../values/cell.js';
import { openCsv } from '../files/csv.js';
import { makePrivateFolder } from '../files/make-folder.js';
import { orLeave, type Unfinished } from '../files/or-leave.js';
import { companions } from './companions.js';
import { failedFile, type SourceLayout } from './failed-file.js';
import type { FurtherSheet } from './further-sheet.js';
import { RESULT_COLUMNS, resultCells } from './result-cells.js';
import { openResultsBook } from './results-book.js';

/** The result files in the making. */
export interface ResultFiles extends Unfinished {
  /** Adds a row of the source, in source order. Wait for what it returns, if anything, before the next. */
  add(row: SourceRow, result: Result): Promise<void> | void;
  /** Finishes the files; the paths of those that were written. @param further sheets of results.xlsx behind the results. */
  close(further?: readonly FurtherSheet[]): Promise<readonly string[]>;
}

/**
 * Opens the result files in a folder, which is made if need be. `everyRow`: results.csv and results.xlsx too, not only the
 * rows to fix. Each appears under its name when it is closed; until then
 * `results.csv.part` grows as results come. Throws a Stop of kind `output`.
 */
export async function openResults(folder: string, source: SourceLayout, everyRow = true): Promise<ResultFiles> {
  const csvPath = join(folder, 'results.csv');
  const bookPath = join(folder, 'results.xlsx');
  await makePrivateFolder(folder);
  const failed = failedFile(folder, source);
  const companionsOf = companions();
  const { titles, gained } = source;
  const all = everyRow ? await openAll(csvPath, bookPath, [...titles, ...(gained?.titles ?? [])]) : undefined;
  return {
    add(row, result) {
      const isOpen = isToFix(result);
      const toFix = [...(isOpen ? [row] : []), ...companionsOf(row, result, isOpen)];
      return settled([all?.add(row, result), ...toFix.map((one) => failed.add(gained?.ownRow(one) ?? one))]);
    },
    async close(further) {
      const written = (await all?.close(further)) ?? [];
      const failedPath = await failed.close();
      return failedPath === undefined ? written : [...written, failedPath];
    },
    async leave() {
      await Promise.all([all?.leave(), failed.leave()]);
    },
  };
}

/**
 * Nothing is wrong with these rows: an option is the answer. Imported from a file of their own, they would not be known as rows
 * that were imported before, and be there twice.
 */
const ANSWERED_BY_OPTION: ReadonlySet<string | undefined> = new Set([
  'EDITED_SINCE_IMPORT',
  'CHANGED_SINCE_IMPORT',
  'NOT_LISTED_YET',
]);

function isToFix({ status, finding }: Result): boolean {
  return status === 'invalid' || (status === 'failed' && !ANSWERED_BY_OPTION.has(finding?.code));
}

async function openAll(csvPath: string, bookPath: string, titles: readonly string[]): Promise<ResultFiles> {
  const csv = await openCsv(csvPath, { delimiter: ',', byteOrderMark: false, columns: [...RESULT_COLUMNS, ...titles] });
  const book = await orLeave(csv, () => openResultsBook(bookPath, titles));
  return {
    add(row, result) {
      const cells = resultCells(row, result);
      return settled([
        csv.write([...cells, ...padded(row.cells, titles.length)]),
        book.add(cells, result.status, row.cells),
      ]);
    },
    async close(further) {
      await csv.close();
      await book.close(further);
      return [csvPath, bookPath];
    },
    async leave() {
      await Promise.all([csv.leave(), book.leave()]);
    },
  };
}

/** Every line gets as many cells as the header; a row that has more keeps them. */
function padded(cells: readonly Cell[], length: number): readonly Cell[] {
  if (cells.length >= length) return cells;
  return [...cells, ...new Array<Cell>(length - cells.length).fill(null)];
}

/** One promise for the writes that are still under way, if any is. */
function settled(writes: readonly (Promise<void> | void)[]): Promise<void> | void {
  const waiting = writes.filter((write) => write instanceof Promise);
  if (waiting.length > 0) return Promise.all(waiting).then(() => undefined);
}
