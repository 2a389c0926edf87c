// The result workbooks of one command: the tables of one workbook are told in one copy of it, each run beginning with the copy of
// the run before.

import type { SummaryLine } from '../../report/summary-sheet.js';

/** What is told of the tables of a file. */
export interface WrittenBook {
  /** Of the workbook; undefined where there was nothing to tell yet. */
  readonly path: string | undefined;
  /** The lines of its first sheet. */
  readonly lines: readonly SummaryLine[];
}

/** Remembers, for each file, the latest workbook with its results. */
export class ResultBooks {
  readonly #latest = new Map<string, WrittenBook>();

  of(file: string): WrittenBook | undefined {
    return this.#latest.get(file);
  }

  note(file: string, book: WrittenBook): void {
    this.#latest.set(file, book);
  }
}
