// Writes a large workbook as its rows come, in bounded memory. What is in the sheets is up to the callers.

import { Writable } from 'node:stream';
import type { stream, Worksheet } from 'exceljs';
import type { Unfinished } from '../files/or-leave.js';
import { openPartFile } from '../files/part-file.js';

/** Rows that a sheet can have, the header included (Microsoft: "Excel specifications and limits"). */
export const SHEET_ROWS = 1_048_576;
/** Columns that a sheet can have (same source). */
export const SHEET_COLUMNS = 16_384;

/** A workbook in the making. */
export interface WorkbookFile extends Unfinished {
  /** Sheets are written one after the other: finish a sheet's rows before adding the next sheet. */
  readonly book: stream.xlsx.WorkbookWriter;
  /**
   * To be called after each committed row; wait for what it returns, if anything, before the next.
   * @param characters Of the row's texts, where they may be long.
   */
  rowAdded(sheet: Worksheet, characters?: number): Promise<void> | void;
  close(): Promise<void>;
  discard(): Promise<void>;
}

/** Rows, or characters of their texts, between two looks at how far the compression has come. */
const ROWS_BETWEEN_FENCES = 1000;
const CHARACTERS_BETWEEN_FENCES = 4_000_000;

/** Opens a workbook; it appears under its name when it is closed. Throws a Stop of kind `output`. */
export async function openWorkbook(path: string): Promise<WorkbookFile> {
  const file = await openPartFile(path);
  const sink = new Writable({
    write(chunk: Uint8Array, _encoding, done) {
      file.write(chunk).then(() => done(), done);
    },
  });
  // exceljs listens for errors only at the end; a full disk must be heard at once, and by whoever waits then.
  const broken = new Promise<never>((_resolve, reject) => sink.on('error', reject));
  broken.catch(() => undefined);

  // Loaded where it is needed: it takes longer to load than most commands take to run.
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.stream.xlsx.WorkbookWriter({ stream: sink, useStyles: true });
  book.creator = 'carbonsheet';
  book.lastModifiedBy = 'carbonsheet';

  let rows = 0;
  let gathered = 0;
  let fence: Promise<void> = Promise.resolve();
  return {
    book,
    rowAdded(sheet, characters = 0) {
      rows += 1;
      gathered += characters;
      if (rows < ROWS_BETWEEN_FENCES && gathered < CHARACTERS_BETWEEN_FENCES) return;
      rows = 0;
      gathered = 0;
      const earlier = fence;
      fence = caughtUp(sheet);
      return Promise.race([earlier, broken]);
    },
    async close() {
      await Promise.race([book.commit(), broken]);
      await file.close();
    },
    leave: file.leave,
    discard: file.discard,
  };
}

/**
 * Resolves when everything the sheet was given so far has gone into the compression.
 * exceljs writes on without waiting for the zip, so that a fast caller would gather the whole sheet in memory. The zip's
 * input hangs on the sheet's stream (exceljs 4, lib/utils/stream-buf.js); an empty write there is answered in turn.
 */
function caughtUp(sheet: Worksheet): Promise<void> {
  const stream: unknown = Reflect.get(sheet, 'stream');
  const pipes: unknown = typeof stream === 'object' && stream !== null ? Reflect.get(stream, 'pipes') : undefined;
  const input: unknown = Array.isArray(pipes) ? pipes[0] : undefined;
  if (!isWritable(input)) throw new Error('the sheet stream of exceljs is not built as expected');
  return new Promise((resolve) => {
    input.write(new Uint8Array(0), () => resolve());
  });
}

function isWritable(value: unknown): value is Pick<Writable, 'write'> {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'write') === 'function';
}
