// What a column holds, judged from its first cells, and whether that speaks for a field or against it. Cells are read as the field
// itself would read them; titles are for title-score.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import type { Field } from '../../datasets/field.js';
import { type Cell, cellText, isBlank, type SourceRow } from '../../values/cell.js';
import { columnEvidence, plainReading } from '../../values/evidence.js';
import { fold } from '../../values/fold.js';
import { nearest } from '../../values/nearest.js';
import { amountWithUnit } from '../../values/numbers/amount-text.js';
import { cellReader } from '../../values/read-field.js';
import { type ColumnKind, columnKind, NEARLY_ALL } from '../column-kind.js';

/** The first cells of a column. */
export interface ColumnContent {
  /** The filled ones, in order. */
  readonly cells: readonly Cell[];
  /** Their different texts, in order. */
  readonly values: readonly string[];
  readonly kind: ColumnKind;
}

/** Whether what a column holds speaks for a field. */
export type Fit = 'for' | 'against' | 'open';

/** So many cells show what a column holds. */
const MOST_CELLS = 200;
/** So many cells, or different words, must miss a field before its title counts for nothing. */
export const LEAST_MISSES = 3;

/** What the rows below a header hold in a column. */
export function columnContent(rows: readonly SourceRow[], index: number): ColumnContent {
  const cells = rows
    .map((row) => row.cells[index] ?? null)
    .filter((cell) => !isBlank(cell))
    .slice(0, MOST_CELLS);
  const values = [...new Set(cells.map((cell) => cellText(cell).trim()))];
  return { cells, values, kind: columnKind(cells) };
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
    case 'date':
      // A year of two digits is a date all the same: its cells are asked about.
      if (kind === 'date') return 'for';
      return readableFit(field, cells);
    default:
      return readableFit(field, cells);
  }
}

function readableFit(field: Field, cells: readonly Cell[]): Fit {
  const share = readableShare(field, cells);
  return share >= NEARLY_ALL ? 'for' : share < 1 - NEARLY_ALL || cells.length >= LEAST_MISSES ? 'against' : 'open';
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
  if (field.kind === 'date' && kind === 'date') return false;
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
