// What a reader yields: cells and source rows. Nothing is interpreted yet; text, numbers and dates are as the file has them.

/** A date or time cell of a workbook, decided by its number format. */
export interface DateCell {
  readonly kind: 'date';
  /** `YYYY-MM-DD`, `YYYY-MM-DDTHH:MM:SS`, or `HH:MM:SS` for a time of day. Day 0 is `1900-01-00`, as Excel shows it. */
  readonly iso: string;
  /** The number the workbook stores. */
  readonly serial: number;
  /** What its format shows of a day, where it does not show the day itself. */
  readonly part?: 'month' | 'year';
}

/** A cell such as `#N/A`. */
export interface ErrorCell {
  readonly kind: 'error';
  readonly code: string;
}

/** An empty cell is `null`. CSV cells are text; an empty CSV cell is `null` too. */
export type Cell = null | string | number | boolean | DateCell | ErrorCell;

/** One row of a file as its reader found it. */
export interface SourceRow {
  /** The sheet's name; '' for a CSV file. */
  readonly sheet: string;
  /** The row number that Excel shows, from 1. */
  readonly row: number;
  /** From column A on; trailing empty cells are left out. */
  readonly cells: readonly Cell[];
  /** Of a row of a CSV file: how many cells its line has, trailing empty ones counted. */
  readonly width?: number;
  /** Of a row that was one cell of a matrix: that cell's column, counted from 0, and its title. */
  readonly from?: { readonly index: number; readonly title: string };
}

/** The cell as a person would type it: what messages and the original columns of the results show. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'boolean') return cell ? 'TRUE' : 'FALSE';
  return cell.kind === 'date' ? cell.iso : cell.code;
}

/** Excel's digits. */
const DIGITS = 15;
const [ZERO, POINT] = [0x30, 0x2e];

/**
 * A stored number as Excel shows it: 15 significant digits, never in scientific notation.
 * Excel keeps 15 digits; the binary noise behind them (274.65999999999997) is not the user's.
 */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value) && Math.abs(value) < 10 ** DIGITS) return String(value);
  // Several times as fast as the shortest text of a number.
  const digits = value.toPrecision(DIGITS);
  if (!digits.includes('.') || digits.includes('e')) return extremeText(value);
  let end = digits.length;
  while (digits.charCodeAt(end - 1) === ZERO) end -= 1;
  return digits.slice(0, digits.charCodeAt(end - 1) === POINT ? end - 1 : end);
}

/** The text of a number that is so large or so small that its digits alone do not say how much it is. */
function extremeText(value: number): string {
  const nearest = Number(value.toPrecision(DIGITS));
  // The largest numbers would be rounded up to infinity.
  const rounded = Number.isFinite(nearest) ? nearest : value;
  const text = String(rounded);
  if (!text.includes('e')) return text;
  return rounded.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: DIGITS });
}

const NOTHING = /^[\s\p{Default_Ignorable_Code_Point}]*$/u;

/** Whether nothing stands in the cell but blanks and what nobody sees. */
export function isBlank(cell: Cell | undefined): boolean {
  if (typeof cell !== 'string') return cell === null || cell === undefined;
  const first = cell.charCodeAt(0);
  // Nearly every text begins with a printable character of ASCII.
  return !(first > 32 && first < 127) && NOTHING.test(cell);
}
