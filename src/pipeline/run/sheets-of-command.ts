// The result workbook that a command wrote for several sheets of one workbook, one run after the other: a run that is resumed adds to
// it, so that the other sheets keep their statuses.

import { existsSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ledger, RunRow } from '../../ledger/ledger.js';
import { openSource } from '../../read/open-source.js';
import { linesOfOthers } from '../../report/summary-sheet.js';
import { outputStop } from '../../write/files/part-file.js';
import { ResultBooks } from '../rows/result-books.js';
import { fileSha256 } from '../table/file-sha256.js';
import { workbookOf } from './fixed-rows.js';
import { withTemporaryFolder } from './temporary-folder.js';

/** A result workbook as a run wrote it. */
export interface SharedBook {
  readonly path: string;
  readonly sha256: string;
}

/** Runs of one command are looked for among so many of the newest. */
const MOST_RUNS = 500;

/** The workbooks that the runs of one command over one file have written, the newest first; none where there is one run only. */
export async function booksOfCommand(
  run: RunRow,
  folderOf: (run: RunRow) => string,
  ledger: Ledger,
): Promise<readonly SharedBook[]> {
  const together = (await ledger.runs(MOST_RUNS)).filter(
    ({ file, startedAt, account }) => file === run.file && startedAt === run.startedAt && account === run.account,
  );
  if (together.length < 2) return [];
  const newestFirst = together.toSorted((one, other) => ((one.finishedAt ?? '') < (other.finishedAt ?? '') ? 1 : -1));
  const books = await Promise.all(newestFirst.map((one) => workbookOf(folderOf(one))));
  return books.filter((book) => book !== undefined);
}

/**
 * Does the work on a run that is taken up again, with the newest of these workbooks: `books` is undefined where there is none, or
 * where it is not as it was written.
 */
export async function withBooksOfCommand<T>(
  { id, file }: Pick<RunRow, 'id' | 'file'>,
  [newest]: readonly SharedBook[],
  work: (books: ResultBooks | undefined) => Promise<T>,
): Promise<T> {
  const isAsWritten =
    newest !== undefined && existsSync(newest.path) && (await fileSha256(newest.path)) === newest.sha256;
  if (!isAsWritten) return work(undefined);
  return withTemporaryFolder(async (folder) => {
    // The workbook may be in the place that is written to.
    const path = join(folder, 'results.xlsx');
    await copyFile(newest.path, path).catch((cause: unknown) => {
      throw outputStop(path, cause);
    });
    const books = new ResultBooks();
    books.note(file, { path, lines: await othersIn(path, id) });
    return work(books);
  });
}

/** What the sheet in front says of the other runs. */
async function othersIn(path: string, run: string) {
  const source = await openSource(path, {});
  try {
    const rows = [];
    const [front] = source.detection.sheets;
    for await (const batch of source.rows(front?.name ?? ''))
      for (const { row, cells } of batch)
        rows.push({ row, cells: cells.map((cell) => (typeof cell === 'number' ? cell : String(cell ?? ''))) });
    return linesOfOthers(rows, run);
  } finally {
    await source.close();
  }
}
