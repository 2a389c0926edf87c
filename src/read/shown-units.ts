// Which units the number formats of a sheet's cells show beside their numbers, column by column, while the rows are read.

import type { Unit } from '../values/units.js';
import type { CellStyles } from './cell-styles.js';

/** What was seen in the rows read so far. */
export class ShownUnits {
  private readonly styles: CellStyles;
  /** For each column, by the place of the unit among those of the styles: the last row that shows it. */
  private readonly lastRows: (number[] | undefined)[] = [];

  constructor(styles: CellStyles) {
    this.styles = styles;
  }

  /** A number. Runs on every one of a workbook that has a unit in any format. @param column From 0. */
  see(column: number, row: number, style: number): void {
    const { units, unitOf } = this.styles;
    let rows = this.lastRows[column];
    if (rows === undefined) {
      rows = units.map(() => 0);
      this.lastRows[column] = rows;
    }
    rows[unitOf[style] ?? 0] = row;
  }

  /** For each column with a unit, from 0: the units of its numbers below the row; `undefined` for numbers without one. */
  below(row: number): ReadonlyMap<number, readonly (Unit | undefined)[]> {
    const found = new Map<number, readonly (Unit | undefined)[]>();
    // A sparse list: a sheet may have a number in its last column alone.
    this.lastRows.forEach((rows, column) => {
      const units = this.styles.units.filter((_, place) => (rows?.[place] ?? 0) > row);
      if (units.some((unit) => unit !== undefined)) found.set(column, units);
    });
    return found;
  }
}
