// The result files for machines and for CSV sources: results.csv with every row, and the rows to fix in the source's own layout.
// Leaves problems.csv, the result workbook and summary.json to others.

import { join } from 'node:path';
import { nextStepOf } from '../../plan/next-step.js';
import type { Result } from '../../plan/result.js';
import type { Cell, SourceRow } from '../../values/cell.js';
import { openCsv, type RowFile } from '../files/csv.js';
import { makePrivateFolder } from '../files/make-folder.js';
import type { Unfinished } from '../files/or-leave.js';
import { companions } from './companions.js';
import { failedFile, type SourceLayout } from './failed-file.js';
import { RESULT_COLUMNS, resultCells } from './result-cells.js';

/** The result files in the making. */
export interface ResultFiles extends Unfinished {
  /** Adds a row of the source, in source order. Wait for what it returns, if anything, before the next. */
  add(row: SourceRow, result: Result): Promise<void> | void;
  /** Finishes the files; the paths of those that were written, and of the rows to fix among them. */
  close(): Promise<{ readonly paths: readonly string[]; readonly failed: string | undefined }>;
}

/**
 * Opens the result files in a folder, which is made if need be. `everyRow`: results.csv too, not only the rows to fix. Each
 * appears under its name when it is closed; until then `results.csv.part` grows as results come. Throws a Stop of kind `output`.
 */
export async function openResults(folder: string, source: SourceLayout, everyRow = true): Promise<ResultFiles> {
  const csvPath = join(folder, 'results.csv');
  await makePrivateFolder(folder);
  // The result workbook of a workbook holds its rows to fix.
  const failed = source.format === 'csv' ? failedFile(folder, source) : undefined;
  const companionsOf = companions();
  const { gained } = source;
  const titles = [...source.titles, ...(gained?.titles ?? [])];
  const csv = everyRow ? await openResultsCsv(csvPath, titles) : undefined;
  return {
    add(row, result) {
      const isOpen = nextStepOf(result) === 'fix';
      const toFix = failed ? [...(isOpen ? [row] : []), ...companionsOf(row, result, isOpen)] : [];
      return settled([
        csv?.write([...resultCells(row, result), ...padded(row.cells, titles.length)]),
        ...toFix.map((one) => failed?.add(gained?.ownRow(one) ?? one)),
      ]);
    },
    async close() {
      await csv?.close();
      const failedPath = await failed?.close();
      return { paths: [csv && csvPath, failedPath].filter((path) => path !== undefined), failed: failedPath };
    },
    async leave() {
      await Promise.all([csv?.leave(), failed?.leave()]);
    },
  };
}

function openResultsCsv(path: string, titles: readonly string[]): Promise<RowFile> {
  return openCsv(path, { delimiter: ',', byteOrderMark: false, columns: [...RESULT_COLUMNS, ...titles] });
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
