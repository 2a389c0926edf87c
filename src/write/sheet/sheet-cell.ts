// A source cell as a workbook's cell of its own type: text stays text, a date stays a date. Leaves colours to style.ts.

import type { Cell, DateCell } from '../../values/cell.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import type { SheetCell, SheetValue } from '../../workbook/sheet-writer.js';
import { topStyle } from './style.js';

/** Keeps what is typed into the cell as text. */
export const textStyle: CellStyle = { ...topStyle, numFmt: '@' };
const dateStyle: CellStyle = { ...topStyle, numFmt: 'yyyy-mm-dd' };
const dateTimeStyle: CellStyle = { ...topStyle, numFmt: 'yyyy-mm-dd hh:mm:ss' };
const timeStyle: CellStyle = { ...topStyle, numFmt: 'hh:mm:ss' };

/** The cell to be written for a source cell. */
export function sheetCell(cell: Cell): SheetCell | undefined {
  return cell === null ? undefined : { value: typedValue(cell), style: styleFor(cell) };
}

function typedValue(cell: Exclude<Cell, null>): SheetValue {
  if (typeof cell !== 'object') return cell;
  if (cell.kind === 'date') return serialOf(cell);
  return EXCEL_ERRORS.has(cell.code) ? { error: cell.code } : cell.code;
}

function styleFor(cell: Exclude<Cell, null>): CellStyle {
  // Digits that are text are a code; the text format keeps it one when it is typed anew.
  if (typeof cell === 'string') return /^\d+$/.test(cell) ? textStyle : topStyle;
  if (typeof cell !== 'object' || cell.kind === 'error') return topStyle;
  if (!cell.iso.includes('-')) return timeStyle;
  return cell.iso.includes('T') ? dateTimeStyle : dateStyle;
}

const DAY_MS = 86_400_000;
/** Day 0 of the 1900 date system, in which this program writes. */
const DAY_ZERO = Date.UTC(1899, 11, 30);
/** Excel counts a 29 February 1900 that never was; earlier days are one lower. */
const FIRST_RIGHT_SERIAL = 61;

/** The number to store for a date. It differs from the source's by whole days where that counts from 1904. */
function serialOf({ iso, serial }: DateCell): number {
  if (!iso.includes('-')) return serial;
  const counted = (Date.parse(iso.includes('T') ? `${iso}Z` : iso) - DAY_ZERO) / DAY_MS;
  const expected = counted < FIRST_RIGHT_SERIAL ? counted - 1 : counted;
  return serial + Math.round(expected - serial);
}

const EXCEL_ERRORS: ReadonlySet<string> = new Set(['#N/A', '#REF!', '#NAME?', '#DIV/0!', '#NULL!', '#VALUE!', '#NUM!']);
