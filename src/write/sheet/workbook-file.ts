// A workbook that is written to a file as its rows come, and appears under its name when it is closed.

import { type WorkbookWriter, writeWorkbook } from '../../workbook/workbook-writer.js';
import { orLeave, type Unfinished } from '../files/or-leave.js';
import { openPartFile } from '../files/part-file.js';

/** A workbook file in the making. */
export interface WorkbookFile extends WorkbookWriter, Unfinished {
  /** Takes the unfinished file away. */
  discard(): Promise<void>;
}

/** Opens a workbook. @param created The date that it bears, if any. Throws a Stop of kind `output`. */
export async function openWorkbook(path: string, created?: Date, keywords?: string): Promise<WorkbookFile> {
  const file = await openPartFile(path);
  const book = await orLeave(file, () => writeWorkbook(file.write, { creator: 'carbonsheet', created, keywords }));
  return {
    sheet: book.sheet,
    async close() {
      await book.close();
      await file.close();
    },
    leave: file.leave,
    discard: file.discard,
  };
}
