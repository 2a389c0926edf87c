// The result workbooks of one command: the tables of one workbook are told in one copy of it, each run beginning with the copy of
// the run before.

import type { SummaryLine } from '../../report/summary-sheet.js';

/** A result workbook that was written. */
export interface WrittenBook {
  readonly path: string;
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
