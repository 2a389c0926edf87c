// What a chart of a sheet is: bars over a range of labels and a range of numbers, with a copy of both.

/** Cells that a chart draws, and what they hold. */
export interface ChartCells<T> {
  /** Absolute, with its sheet: `'Summary'!$A$10:$A$14`. */
  readonly range: string;
  readonly values: readonly T[];
}

/** A bar chart of one series. */
export interface SheetChart {
  /** `columns` stand; `bars` lie, the first on top. */
  readonly kind: 'columns' | 'bars';
  readonly title: string;
  /** The text alternative. */
  readonly description: string;
  /** The name of the series and of its axis, with the unit. */
  readonly measure: string;
  readonly labels: ChartCells<string>;
  readonly numbers: ChartCells<number>;
  /** Number format of axis and labels. */
  readonly format: string;
  /** `RRGGBB` */
  readonly colour: string;
  /** The cell of its upper left corner, from 0, and its size in pixels. */
  readonly place: { readonly column: number; readonly row: number; readonly width: number; readonly height: number };
}
