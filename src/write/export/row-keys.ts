// The keys of one row after the other. Nearly all rows of an export have those of the row before, which is quicker to see than to
// look each of them up.

import type { ExportRow } from './export-file.js';

/** Gives the keys of rows. */
export class RowKeys {
  #before: readonly string[] = [];

  /** The keys of the row; the same array as for the row before where they are the same, in the same order. */
  of(row: ExportRow): readonly string[] {
    const before = this.#before;
    let at = 0;
    for (const key in row) {
      if (before[at] !== key) return this.#other(row);
      at += 1;
    }
    return at === before.length ? before : this.#other(row);
  }

  #other(row: ExportRow): readonly string[] {
    this.#before = Object.keys(row);
    return this.#before;
  }
}
