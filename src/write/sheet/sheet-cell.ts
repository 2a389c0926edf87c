// Puts a source cell into a workbook with its own type: text stays text, a date stays a date. Leaves colours to style.ts.

import type { CellValue, Style, Cell as TargetCell } from 'exceljs';
import type { Cell, DateCell } from '../../values/cell.js';
import { cutText } from '../../values/file-text.js';
import { topStyle } from './style.js';
import { SHEET_COLUMNS } from './workbook-file.js';

type CellStyle = Partial<Style>;

// Shared objects: exceljs recognises a style that it has seen by its identity, which is what makes writing fast.
/** Keeps what is typed into the cell as text. */
export const textStyle: CellStyle = { ...topStyle, numFmt: '@' };
const dateStyle: CellStyle = { ...topStyle, numFmt: 'yyyy-mm-dd' };
const dateTimeStyle: CellStyle = { ...topStyle, numFmt: 'yyyy-mm-dd hh:mm:ss' };
const timeStyle: CellStyle = { ...topStyle, numFmt: 'hh:mm:ss' };

/** How many characters the texts of a row have in a sheet. */
export function charactersOf(cells: readonly Cell[]): number {
  let sum = 0;
  for (const cell of cells) if (typeof cell === 'string') sum += cutText(cell).length;
  return sum;
}

/** Writes a row's cells into a sheet's row, from the given column (1 is A) on. */
export function putCells(row: { getCell(column: number): TargetCell }, cells: readonly Cell[], from = 1): void {
  for (const [index, cell] of cells.slice(0, SHEET_COLUMNS - from + 1).entries()) {
    if (cell === null) continue;
    const target = row.getCell(from + index);
    target.value = typedValue(cell);
    target.style = styleFor(cell);
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is forbidden
const FORBIDDEN = /[\0-\x1f\x7f\ufffe\uffff[\]:*?/\\']|\p{Surrogate}/gu;

/** A column width, in characters, that shows most titles and values. */
export function titleWidth(title: string): number {
  return Math.min(Math.max(title.length + 4, 14), 32);
}

/** A sheet's name: at most 31 characters, without those that Excel or XML forbids. */
export function sheetName(title: string): string {
  return title.replace(FORBIDDEN, ' ').slice(0, 31).trim();
}

/**
 * What a workbook writes as `_xHHHH_` (ECMA-376 part 1, 22.9.2.19): characters that XML cannot hold, a return, which XML reads as
 * a line feed, DEL, which exceljs drops, and the `_` of a text that looks like such an escape itself.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be escaped
const ESCAPED = /[\0-\x08\x0b-\x1f\x7f\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;

/** A text as a workbook keeps it. What does not fit a cell is cut off, with a mark; the CSV files have all of it. */
export function sheetText(text: string): string {
  return cutText(text).replace(ESCAPED, (unit) => {
    return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}

function typedValue(cell: Exclude<Cell, null>): CellValue {
  if (typeof cell === 'string') return sheetText(cell);
  if (typeof cell === 'number' || typeof cell === 'boolean') return cell;
  if (cell.kind === 'date') return serialOf(cell);
  return isExcelError(cell.code) ? { error: cell.code } : cell.code;
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

const EXCEL_ERRORS = ['#N/A', '#REF!', '#NAME?', '#DIV/0!', '#NULL!', '#VALUE!', '#NUM!'] as const;
type ExcelError = (typeof EXCEL_ERRORS)[number];

function isExcelError(code: string): code is ExcelError {
  return EXCEL_ERRORS.some((error) => error === code);
}
