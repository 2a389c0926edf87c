// The charts of a report's summary: two side by side, in a band above the tables whose cells they draw.

import type { ReportTable } from '../../report/monthly/report-model.js';
import { columnLetters } from '../../values/column-letters.js';
import type { SheetChart } from '../../workbook/charts/sheet-chart.js';

type Place = SheetChart['place'];

const WIDTH = 620;
const HEIGHT = 280;
/** Rows of 20 pixels that a chart covers, and one below it. */
const ROWS_EACH = HEIGHT / 20 + 1;
/** Where the second of a pair begins: the first column is narrower than a chart. */
const SECOND_COLUMN = 2;
const COLOUR = '1F7A6D';

/** The band of the charts. @param row its first row, from 1 */
export function chartPlaces(
  row: number,
  count: number,
): { readonly rows: number; of(index: number): Place | undefined } {
  return {
    rows: count === 0 ? 0 : Math.ceil(count / 2) * ROWS_EACH + 1,
    of: (index) => {
      if (index >= count) return undefined;
      const place = { row: row + Math.floor(index / 2) * ROWS_EACH, width: WIDTH, height: HEIGHT };
      return { ...place, column: index % 2 === 0 ? 0 : SECOND_COLUMN };
    },
  };
}

/** The chart of a table; undefined where it has none. @param firstRow the row of its first figures, from 1 */
export function sheetChart(table: ReportTable, sheet: string, firstRow: number, place: Place): SheetChart | undefined {
  const { chart, columns, rows } = table;
  const measured = chart && columns[chart.value];
  if (chart === undefined || measured === undefined) return undefined;
  const range = (column: number): string => {
    const letters = columnLetters(column);
    return `'${sheet}'!$${letters}$${firstRow}:$${letters}$${firstRow + chart.rows - 1}`;
  };
  const drawn = rows.slice(0, chart.rows);
  const numbers = drawn.map((row) => Number(row[chart.value]));
  const { title, unit, kind } = measured;
  return {
    kind: chart.kind,
    title: chart.title,
    description: chart.description,
    measure: unit === '' ? title : `${title} (${unit})`,
    labels: { range: range(chart.label), values: drawn.map((row) => row[chart.label] ?? '') },
    numbers: { range: range(chart.value), values: numbers },
    format: kind === 'count' ? '#,##0' : formatFor(numbers),
    colour: COLOUR,
    place,
  };
}

/** So many decimals that the largest bar has three digits or more. */
function formatFor(numbers: readonly number[]): string {
  const largest = Math.max(...numbers.map(Math.abs));
  if (largest >= 100) return '#,##0';
  if (largest >= 1) return '#,##0.00';
  return largest >= 0.001 || largest === 0 ? '#,##0.0000' : '0.0E+00';
}
