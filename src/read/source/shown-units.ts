// How the number formats of a sheet's cells show their numbers, column by column, while the rows are read.

import type { ShownAs } from '../../values/numbers/measure.js';

/** The ways in which the styles of a workbook show numbers. */
export interface StyleUnits {
  /** The ways other than as they are, each once, behind `undefined` for as they are. */
  readonly shownAs: readonly (ShownAs | undefined)[];
  /** For each style, by its index, which of these ways is its own. */
  readonly placeOf: readonly number[];
}

/** Rows one after the other whose numbers are shown in the same way. */
interface Run {
  readonly first: number;
  /** The last row with a number. */
  last: number;
  readonly place: number;
}

/** Runs that are kept at the most, of all columns; formats that change more often count as one. */
const MOST_RUNS = 500_000;
const TOO_MANY: ShownAs = {
  measure: { written: 'many formats that take turns', codes: [], tens: 0, unclear: 'several' },
  display: 0,
};

/** What was seen in the rows read so far. */
export class ShownUnits {
  private readonly styles: StyleUnits;
  private readonly columns: (Run[] | undefined)[] = [];
  private count = 0;

  constructor(styles: StyleUnits) {
    this.styles = styles;
  }

  /** A number. Runs on every one of a workbook that has such a format. @param column From 0. */
  see(column: number, row: number, style: number): void {
    const place = this.styles.placeOf[style] ?? 0;
    const runs = this.columns[column];
    const last = runs?.[runs.length - 1];
    if (last !== undefined && (last.place === place || last.place < 0)) {
      last.last = row;
      return;
    }
    const run = { first: row, last: row, place: this.count < MOST_RUNS ? place : -1 };
    this.count++;
    if (runs === undefined) this.columns[column] = [run];
    else runs.push(run);
  }

  /** For each column with such a format, from 0: how its numbers below the row are shown; `undefined` for as they are. */
  below(row: number): ReadonlyMap<number, readonly (ShownAs | undefined)[]> {
    const found = new Map<number, readonly (ShownAs | undefined)[]>();
    // A sparse list: a sheet may have a number in its last column alone.
    this.columns.forEach((runs, column) => {
      const places = new Set(runs?.filter(({ last }) => last > row).map(({ place }) => place));
      const shown = [...places].sort((a, b) => a - b).map((place) => this.shown(place));
      if (shown.some((one) => one !== undefined)) found.set(column, shown);
    });
    return found;
  }

  /** How the number in a cell is shown. @param column From 0. */
  at(column: number, row: number): ShownAs | undefined {
    const runs = this.columns[column] ?? [];
    let low = 0;
    let high = runs.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((runs[middle]?.first ?? 0) <= row) low = middle;
      else high = middle - 1;
    }
    return this.shown(runs[low]?.place ?? 0);
  }

  private shown(place: number): ShownAs | undefined {
    return place < 0 ? TOO_MANY : this.styles.shownAs[place];
  }
}
