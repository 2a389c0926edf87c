// Which columns of a table say what a row of a ledger is about, and what a row says there: its account, its supplier, its
// documents, its texts; the amount, its unit and its day.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { cellOf, type MappedColumn, type Mapping } from '../mapping/mapping.js';
import { documentKind } from '../mapping/titles/document-titles.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { cleanKey } from '../values/characters.js';
import { ledgerColumns } from './column-titles.js';

/** The fields of a dataset whose rows can be summed and netted. */
export interface LedgerFields {
  readonly amount: string;
  readonly unit: string;
  readonly day: string;
}

/** The columns of one table. */
export interface LedgerLayout {
  readonly accounts: readonly MappedColumn[];
  readonly suppliers: readonly MappedColumn[];
  readonly categories: readonly MappedColumn[];
  readonly texts: readonly MappedColumn[];
  /** Of the documents that credit notes are about. */
  readonly references: readonly MappedColumn[];
  /** Whether an amount is a debit or a credit. */
  readonly sides: readonly MappedColumn[];
  /** Of the row's own document, as far as titles tell. */
  readonly documents: readonly MappedColumn[];
}

/** The fields of amounts that can be added up; undefined for a dataset that is known by a key, or has no amounts of a day. */
export function ledgerFields({ fields, identity, total }: ImportDataset): LedgerFields | undefined {
  const day = Object.keys(fields).find((name) => fields[name]?.kind === 'date');
  if (identity.by !== 'content' || total?.unit === undefined || day === undefined) return undefined;
  return { amount: total.field, unit: total.unit, day };
}

/** Finds the columns by their fields, else by their titles. */
export function ledgerLayout({ columns }: Pick<Mapping, 'columns'>): LedgerLayout {
  const known = ledgerColumns();
  const kindOf = ({ field, mark, title }: MappedColumn): ReturnType<typeof known> => {
    if (field === 'supplier_id') return 'supplier';
    if (field === 'product_name' || field === 'description') return 'text';
    if (field === 'sector') return 'category';
    return field === undefined && mark === undefined ? known(title) : undefined;
  };
  const kinds = new Map(columns.map((column) => [column, kindOf(column)]));
  const of = (kind: ReturnType<typeof known>) => columns.filter((column) => kinds.get(column) === kind);
  return {
    accounts: of('account'),
    suppliers: of('supplier'),
    categories: of('category'),
    texts: of('text'),
    references: of('reference'),
    sides: of('side'),
    documents: columns.filter(
      (column) =>
        (column.mark === 'document' && documentKind(column.title) !== undefined) || kinds.get(column) === 'number',
    ),
  };
}

/** What the row's cells in these columns say, joined by a blank; '' for nothing. */
export function textIn(row: Pick<SourceRow, 'cells'>, columns: readonly MappedColumn[]): string {
  return columns
    .map((column) => cellText(cellOf(column, row)).trim())
    .filter(Boolean)
    .join(' ');
}

/** The account that the row is reconciled under: its account, else its category, else '' for the whole file. */
export function accountOf(
  row: Pick<SourceRow, 'cells'>,
  { accounts, categories }: Pick<LedgerLayout, 'accounts' | 'categories'>,
): string {
  return textIn(row, accounts.length > 0 ? accounts : categories);
}

/** The row's numbers in these columns, as they are compared. */
export function numbersIn(row: Pick<SourceRow, 'cells'>, columns: readonly MappedColumn[]): readonly string[] {
  return columns.map((column) => comparedNumber(cellText(cellOf(column, row)))).filter(Boolean);
}

/** A document number without what people write otherwise. */
export function comparedNumber(text: string): string {
  return cleanKey(text).normalize('NFKC').replace(/\s+/g, '').toLowerCase();
}

/** The row's amount; undefined where it could not be read. */
export function amountOf(values: Values, { amount }: LedgerFields): number | undefined {
  const value = values[amount];
  return typeof value === 'number' ? value : undefined;
}

/** The row's unit; '' where it says none. */
export function unitOf(values: Values, { unit }: LedgerFields): string {
  return String(values[unit] ?? '');
}
