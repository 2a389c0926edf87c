// Writes results.xlsx: the results for people, with coloured status cells and the source's columns behind them.

import type { Status } from '../../plan/result.js';
import type { Cell } from '../../values/cell.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import { SHEET_COLUMNS, SHEET_ROWS } from '../../workbook/sheet-writer.js';
import { orLeave, type Unfinished } from '../files/or-leave.js';
import { rowHeight, titleWidth } from '../sheet/cell-size.js';
import { sheetCell } from '../sheet/sheet-cell.js';
import {
  countStyle,
  onePageWide,
  proseStyle,
  softHeader,
  statusStyles,
  strongHeader,
  topStyle,
} from '../sheet/style.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { addFurtherSheet, type FurtherSheet } from './further-sheet.js';
import { RESULT_COLUMNS } from './result-cells.js';

/** The results workbook in the making. */
export interface ResultsBook extends Unfinished {
  /** Adds a row: the result's cells by RESULT_COLUMNS, and the source's own. */
  add(cells: readonly (string | number)[], status: Status, source: readonly Cell[]): Promise<void> | void;
  /** @param further a sheet behind the results. */
  close(further?: readonly FurtherSheet[]): Promise<void>;
}

const MESSAGE_WIDTH = 60;
/** In characters, by RESULT_COLUMNS. */
const widths = [12, 8, 14, 38, 24, 18, MESSAGE_WIDTH, 24, 10];
/** In points. */
const HEADER_HEIGHT = 30;
const STATUS = RESULT_COLUMNS.indexOf('status');
const MESSAGE = RESULT_COLUMNS.indexOf('message');
const COUNTS = [RESULT_COLUMNS.indexOf('row'), RESULT_COLUMNS.indexOf('attempts')];

/** Opens the workbook. What does not fit a sheet's rows is left to results.csv, and the last row says so. */
export async function openResultsBook(
  path: string,
  titles: readonly string[],
  mostRows = SHEET_ROWS,
): Promise<ResultsBook> {
  const file = await openWorkbook(path);
  const columns = [...RESULT_COLUMNS, ...titles].slice(0, SHEET_COLUMNS);
  const sheet = file.sheet({
    name: 'Results',
    columns: columns.map((title, index) => ({ width: widths[index] ?? titleWidth(title) })),
    frozen: { rows: 1, columns: STATUS + 1 },
    page: onePageWide,
  });
  const headerOf = (value: string, index: number) => {
    return { value, style: index < RESULT_COLUMNS.length ? strongHeader : softHeader };
  };
  await orLeave(file, async () => sheet.add(columns.map(headerOf), HEADER_HEIGHT));

  let rows = 1;
  let left = 0;
  return {
    add(cells, status, source) {
      // One row is kept free to say that there are more.
      if (rows === mostRows - 1) {
        left += 1;
        return;
      }
      rows += 1;
      const own = cells.map((value, index) => (value === '' ? undefined : { value, style: styleOf(index, status) }));
      const all = [...own, ...source.slice(0, SHEET_COLUMNS - own.length).map(sheetCell)];
      return sheet.add(all, rowHeight([String(cells[MESSAGE])], [MESSAGE_WIDTH]));
    },
    async close(further) {
      if (left > 0)
        await sheet.add([{ value: `A sheet holds no more rows. ${left} more results are in results.csv.` }]);
      await sheet.close({ rows, columns: columns.length });
      for (const one of further ?? []) await addFurtherSheet(file, one);
      await file.close();
    },
    leave: file.leave,
  };
}

function styleOf(column: number, status: Status): CellStyle {
  if (column === STATUS) return statusStyles[status];
  if (column === MESSAGE) return proseStyle;
  return COUNTS.includes(column) ? countStyle : topStyle;
}
