// What nearly all cells of a column are: dates, numbers, currencies, units, countries or other texts. Whether that is what a field
// needs is for propose/column-content.ts.

import { type Cell, isBlank } from '../values/cell.js';
import { isCountry } from '../values/countries/read-country.js';
import { parseDate } from '../values/dates/date-text.js';
import { amountWithUnit } from '../values/numbers/amount-text.js';
import { parseDecimal, plainNumberText, withoutPercent } from '../values/numbers/number-text.js';
import { isUnitCode } from '../values/numbers/unit-codes.js';
import { isMoney, unitWord } from '../values/numbers/units.js';

/** What nearly all filled cells of a column are. `none`: it has none. */
export type ColumnKind = 'date' | 'number' | 'currency' | 'unit' | 'country' | 'text' | 'none';

/** The share of cells that must be of a kind: a few are remarks or faults. */
export const NEARLY_ALL = 0.8;

/** The kind of a column. @param cells Blank ones do not count. */
export function columnKind(cells: readonly Cell[]): ColumnKind {
  const filled = cells.filter((cell) => !isBlank(cell));
  if (filled.length === 0) return 'none';
  const has = (is: (cell: Cell) => boolean): boolean => filled.filter(is).length >= filled.length * NEARLY_ALL;
  if (has(isDate)) return 'date';
  if (has(isNumber)) return 'number';
  if (has((cell) => isUnit(cell, true))) return 'currency';
  if (has((cell) => typeof cell === 'string' && isCountry(cell))) return 'country';
  if (has((cell) => isUnit(cell, false))) return 'unit';
  return 'text';
}

function isDate(cell: Cell): boolean {
  return typeof cell === 'object' ? cell?.kind === 'date' : typeof cell === 'string' && parseDate(cell) !== undefined;
}

function isNumber(cell: Cell): boolean {
  if (typeof cell !== 'string') return typeof cell === 'number';
  const { text } = withoutPercent(plainNumberText(amountWithUnit(cell)?.number ?? cell));
  return parseDecimal(text, '.') !== undefined || parseDecimal(text, ',') !== undefined;
}

function isUnit(cell: Cell, money: boolean): boolean {
  if (typeof cell !== 'string') return false;
  const word = unitWord(cell);
  return word === undefined ? !money && isUnitCode(cell.trim()) : isMoney(word) === money;
}
