// What stands below the rows of an exported workbook: sums of amounts that add up; of intensities, which do not, how many there are,
// the smallest, the median and the largest. All follow the filter. Leaves the rows above to export-book.ts.

import type { ExportColumn } from '../../datasets/dataset.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import type { SheetCell } from '../../workbook/sheet-writer.js';
import { totalStyle } from '../sheet/style.js';
import type { Figures, ManyFigures } from './many-figures.js';

/** The figures of a column while its rows pass by. */
export interface ColumnFigures {
  see(figure: number): void;
  count(): number;
  /** What the row of this name shows of them. */
  result(row: Below): number | undefined;
}

type Below = 'Total' | 'Count' | 'Smallest' | 'Median' | 'Largest';

const ROWS: Readonly<Record<NonNullable<ExportColumn['below']>, readonly Below[]>> = {
  total: ['Total'],
  spread: ['Count', 'Smallest', 'Median', 'Largest'],
};

/** Whether a row's label is that of a row below the others. */
export function isBelowLabel(text: string): boolean {
  return Object.values(ROWS).some((names) => names.some((name) => name === text));
}

/** Formulas that count the rows which a filter shows, and no others. */
const FORMULAS: Readonly<Record<Below, (range: string) => string>> = {
  Total: (range) => `SUBTOTAL(109,${range})`,
  Count: (range) => `SUBTOTAL(102,${range})`,
  Smallest: (range) => `SUBTOTAL(105,${range})`,
  // SUBTOTAL knows no median. 5: hidden rows are left out.
  Median: (range) => `_xlfn.AGGREGATE(12,5,${range})`,
  Largest: (range) => `SUBTOTAL(104,${range})`,
};

/** How many rows stand below those of the export. */
export function rowsBelow(columns: readonly ExportColumn[]): number {
  return namesOf(columns).length;
}

function namesOf(columns: readonly Pick<ExportColumn, 'below'>[]): readonly Below[] {
  const kinds = new Set(columns.map(({ below }) => below));
  return (['total', 'spread'] as const).flatMap((kind) => (kinds.has(kind) ? ROWS[kind] : []));
}

/** Starts without figures. @param many keeps the figures that have no sum. */
export function columnFigures({ below }: ExportColumn, many: ManyFigures): ColumnFigures {
  if (below === 'spread') return spreadFigures(many.column());
  const sum: ExactSum = exactSum();
  let count = 0;
  return {
    see(figure) {
      if (below !== 'total') return;
      sum.add(figure);
      count += 1;
    },
    count: () => count,
    result: () => Number(sum.text()),
  };
}

function spreadFigures(figures: Figures): ColumnFigures {
  let spread: Readonly<Record<string, number>> | undefined;
  return {
    see: figures.add,
    count: () => figures.count,
    result(row) {
      spread ??= spreadOf(figures.sorted());
      return spread[row];
    },
  };
}

function spreadOf(sorted: Float64Array): Readonly<Record<string, number>> {
  const { length } = sorted;
  const at = (place: number): number => sorted[place] ?? Number.NaN;
  const [low, high] = [at(Math.floor((length - 1) / 2)), at(Math.ceil((length - 1) / 2))];
  return { Count: length, Smallest: at(0), Median: low + (high - low) / 2, Largest: at(length - 1) };
}

/** A column with its figures, and the look of one of them. */
interface FigureColumn extends Pick<ExportColumn, 'below'> {
  readonly figures: ColumnFigures;
  readonly styleOf: (value: number) => CellStyle & { readonly numFmt: string };
}

/**
 * The rows to put below, as the cells of each.
 * @param rangeOf the range of a column's figures, by the column's place from 0.
 */
export function belowRows(
  columns: readonly FigureColumn[],
  rangeOf: (index: number) => string,
): readonly (readonly SheetCell[])[] {
  const label = columns.findIndex(({ below }) => below === undefined);
  return namesOf(columns).map((name) =>
    columns.map(({ below, figures, styleOf }, index) => {
      if (index === label) return { value: name, style: totalStyle };
      // The total of no figures is no figure.
      const has = below !== undefined && ROWS[below].includes(name) && figures.count() > 0;
      const result = has ? figures.result(name) : undefined;
      if (result === undefined) return { value: undefined, style: totalStyle };
      const formula = FORMULAS[name](rangeOf(index));
      const numFmt = name === 'Count' ? '0' : styleOf(result).numFmt;
      return { value: { formula, result }, style: { ...totalStyle, numFmt } };
    }),
  );
}
