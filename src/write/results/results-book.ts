// Writes results.xlsx: the results for people, with coloured status cells and the source's columns behind them.

import type { Style, Cell as TargetCell } from 'exceljs';
import type { Status } from '../../plan/result.js';
import type { Cell } from '../../values/cell.js';
import type { Unfinished } from '../files/or-leave.js';
import { rowHeight } from '../sheet/row-height.js';
import { charactersOf, putCells, sheetText, titleWidth } from '../sheet/sheet-cell.js';
import {
  countStyle,
  onePageWide,
  proseStyle,
  softHeader,
  statusStyles,
  strongHeader,
  topStyle,
} from '../sheet/style.js';
import { openWorkbook, SHEET_COLUMNS, SHEET_ROWS } from '../sheet/workbook-file.js';
import { RESULT_COLUMNS } from './result-cells.js';

/** The results workbook in the making. */
export interface ResultsBook extends Unfinished {
  /** Adds a row: the result's cells by RESULT_COLUMNS, and the source's own. */
  add(cells: readonly (string | number)[], status: Status, source: readonly Cell[]): Promise<void> | void;
  close(): Promise<void>;
}

const MESSAGE_WIDTH = 60;
/** In characters, by RESULT_COLUMNS. */
const widths = [12, 8, 14, 38, 24, 18, MESSAGE_WIDTH, 24, 10];
const STATUS = RESULT_COLUMNS.indexOf('status') + 1;
const MESSAGE = RESULT_COLUMNS.indexOf('message') + 1;
const COUNTS = [RESULT_COLUMNS.indexOf('row') + 1, RESULT_COLUMNS.indexOf('attempts') + 1];

/** Opens the workbook. What does not fit a sheet's rows is left to results.csv, and the last row says so. */
export async function openResultsBook(
  path: string,
  titles: readonly string[],
  mostRows = SHEET_ROWS,
): Promise<ResultsBook> {
  const file = await openWorkbook(path);
  const sheet = file.book.addWorksheet('Results', {
    views: [{ state: 'frozen', xSplit: STATUS, ySplit: 1 }],
    pageSetup: onePageWide,
  });
  const columns = [...RESULT_COLUMNS, ...titles].slice(0, SHEET_COLUMNS);
  sheet.columns = columns.map((title, index) => ({ width: widths[index] ?? titleWidth(title) }));
  const header = sheet.addRow([]);
  header.height = 30;
  for (const [index, title] of columns.entries()) {
    put(header.getCell(index + 1), title, index < RESULT_COLUMNS.length ? strongHeader : softHeader);
  }
  header.commit();

  let rows = 1;
  let left = 0;
  return {
    add(cells, status, source) {
      // One row is kept free to say that there are more.
      if (rows === mostRows - 1) {
        left += 1;
        return;
      }
      const row = sheet.addRow([]);
      for (const [index, cell] of cells.entries()) {
        if (cell !== '') put(row.getCell(index + 1), cell, styleOf(index + 1, status));
      }
      row.height = rowHeight([String(cells[MESSAGE - 1])], [MESSAGE_WIDTH]);
      putCells(row, source, cells.length + 1);
      row.commit();
      rows += 1;
      return file.rowAdded(sheet, charactersOf(source));
    },
    async close() {
      sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows, column: columns.length } };
      if (left > 0) sheet.addRow([`A sheet holds no more rows. ${left} more results are in results.csv.`]).commit();
      await file.close();
    },
    leave: file.leave,
  };
}

function put(target: TargetCell, value: string | number, style: Partial<Style>): void {
  target.value = typeof value === 'string' ? sheetText(value) : value;
  target.style = style;
}

function styleOf(column: number, status: Status): Partial<Style> {
  if (column === STATUS) return statusStyles[status];
  if (column === MESSAGE) return proseStyle;
  return COUNTS.includes(column) ? countStyle : topStyle;
}
