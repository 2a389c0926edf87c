// What a column holds, judged from its first cells, and whether that speaks for a field or against it. Cells are read as the field
// itself would read them; titles are for title-score.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import type { Field } from '../../datasets/field.js';
import { type Cell, cellText, isBlank, type SourceRow } from '../../values/cell.js';
import { isCountry } from '../../values/countries/read-country.js';
import { parseDate } from '../../values/dates/date-text.js';
import { columnEvidence, plainReading } from '../../values/evidence.js';
import { fold } from '../../values/fold.js';
import { nearest } from '../../values/nearest.js';
import { amountWithUnit } from '../../values/numbers/amount-text.js';
import { parseDecimal, plainNumberText, withoutPercent } from '../../values/numbers/number-text.js';
import { isMoney, unitWord } from '../../values/numbers/units.js';
import { cellReader } from '../../values/read-field.js';

/** What nearly all cells of a column are. `none`: too few cells to say. */
export type ContentKind = 'date' | 'number' | 'currency' | 'unit' | 'country' | 'text' | 'none';

/** The first cells of a column. */
export interface ColumnContent {
  /** The filled ones, in order. */
  readonly cells: readonly Cell[];
  /** Their different texts, in order. */
  readonly values: readonly string[];
  readonly kind: ContentKind;
}

/** Whether what a column holds speaks for a field. */
export type Fit = 'for' | 'against' | 'open';

/** So many cells show what a column holds. */
const MOST_CELLS = 200;
/** The share of cells that must be of a kind: a few are remarks or faults. */
const NEARLY_ALL = 0.8;
/** So many cells, or different words, must miss a field before its title counts for nothing. */
export const LEAST_MISSES = 3;

/** What the rows below a header hold in a column. */
export function columnContent(rows: readonly SourceRow[], index: number): ColumnContent {
  const cells = rows
    .map((row) => row.cells[index] ?? null)
    .filter((cell) => !isBlank(cell))
    .slice(0, MOST_CELLS);
  const values = [...new Set(cells.map((cell) => cellText(cell).trim()))];
  return { cells, values, kind: kindOf(cells) };
}

function kindOf(cells: readonly Cell[]): ContentKind {
  if (cells.length === 0) return 'none';
  const has = (is: (cell: Cell) => boolean): boolean => cells.filter(is).length >= cells.length * NEARLY_ALL;
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
  const word = typeof cell === 'string' ? unitWord(cell) : undefined;
  return word !== undefined && isMoney(word) === money;
}

/** Whether a column's cells can be those of a field. */
export function fitOf(content: ColumnContent, dataset: ImportDataset, name: string): Fit {
  const field = dataset.fields[name];
  const { cells, values, kind } = content;
  if (field === undefined || kind === 'none') return 'open';
  if (isUnitField(dataset, name))
    return kind === 'currency' || kind === 'unit' ? 'for' : kind === 'text' ? 'open' : 'against';
  switch (field.kind) {
    case 'text':
    case 'list':
      return kind === 'text' ? 'for' : kind === 'country' || kind === 'unit' ? 'open' : 'against';
    case 'identifier':
      return kind === 'date' || kind === 'currency' ? 'against' : 'open';
    case 'choice':
      return choiceFit(field, values);
    default: {
      const share = readableShare(field, cells);
      return share >= NEARLY_ALL ? 'for' : share < 1 - NEARLY_ALL || cells.length >= LEAST_MISSES ? 'against' : 'open';
    }
  }
}

/** Whether nearly nothing of what a column holds can be of the field that its title names. */
export function contradicts(content: ColumnContent, dataset: ImportDataset, name: string): boolean {
  const field = dataset.fields[name];
  const { cells, values, kind } = content;
  if (field === undefined) return false;
  if (field.kind === 'choice') return values.length > 0 && values.every((value) => !isNearOption(field, value));
  if (cells.length < LEAST_MISSES) return false;
  if (field.kind === 'text' || field.kind === 'list')
    return kind === 'number' || kind === 'date' || kind === 'currency';
  if (field.kind === 'identifier') return kind === 'date';
  return readableShare(field, cells) < 1 - NEARLY_ALL;
}

/** Whether another field's amounts are in the unit that this field says. */
export function isUnitField({ fields }: ImportDataset, name: string): boolean {
  return Object.values(fields).some((field) => field.kind === 'number' && field.unitField === name);
}

function choiceFit(field: Field & { readonly kind: 'choice' }, values: readonly string[]): Fit {
  const words = Object.entries(field.options).flat(2);
  const known = new Set(words.map(fold));
  if (values.some((value) => known.has(fold(value)))) return 'for';
  return values.some((value) => isNearOption(field, value)) ? 'open' : 'against';
}

/** Whether a value is an option, or may be one that is written wrong. */
function isNearOption(field: Field & { readonly kind: 'choice' }, value: string): boolean {
  return nearest(value, Object.entries(field.options).flat(2)) !== undefined;
}

/** The share of the cells that the field can read. */
function readableShare(field: Field, cells: readonly Cell[]): number {
  const evidence = columnEvidence(field);
  for (const [index, cell] of cells.entries()) evidence?.add(cell, index + 1);
  const read = cellReader(field, evidence?.decide({}).reading ?? plainReading);
  const isAmount = field.kind === 'number' || field.kind === 'yearly';
  const ok = cells.filter((cell) => {
    const amount = isAmount && typeof cell === 'string' ? amountWithUnit(cell)?.number : undefined;
    return read(amount ?? cell).ok;
  });
  return ok.length / cells.length;
}
