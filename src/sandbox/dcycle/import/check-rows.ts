// Reads the rows of an import session as values and errors. Pure.

import type { ImportCell, ImportSession } from '../../store/records.js';
import { codeOfCountryName, isCountryCode } from '../country-codes.js';
import { dayReader, numberReader } from './locale.js';
import { type TemplateColumn, templateOfSession } from './template.js';

/** An error of a cell. */
interface RowError {
  /** The template key. */
  readonly column: string;
  readonly code: string;
  readonly message: string;
  readonly value: ImportCell;
}

export interface CheckedRow {
  /** 0 is the first row below the header (assumed: not documented). */
  readonly row_index: number;
  readonly data: Readonly<Record<string, string | number | null>>;
  readonly errors: readonly RowError[];
}

type Reading = { readonly value: string | number } | { readonly code: string; readonly message: string };
type ColumnType = TemplateColumn['type'];
/** Receives a cell's mapped text, the cell itself, and its column. */
type Reader = (text: string, cell: ImportCell, column: TemplateColumn) => Reading;
type Readers = Readonly<Record<ColumnType, Reader>>;

/** Checks every row of a session. `isProduct` tells whether a product id is known. */
export function checkRows(session: ImportSession, isProduct: (id: string) => boolean): readonly CheckedRow[] {
  const { columns } = templateOfSession(session);
  const readers = readersOf(session, isProduct);
  const positions = new Map(
    Object.entries(session.mapping).map(([key, source]) => [key, session.source_columns.indexOf(source)]),
  );
  return session.cells.map((cells, row_index) => {
    const data: Record<string, string | number | null> = {};
    const errors: RowError[] = [];
    for (const column of columns) {
      const { key, label, type, required } = column;
      const value = blankToNull(cells[positions.get(key) ?? -1] ?? column.default);
      data[key] = null;
      if (value === null) {
        if (required) errors.push({ column: key, code: 'required', message: `${label} is required`, value });
        continue;
      }
      const reading = readCell((text, cell) => readers[type](text, cell, column), value, session.value_mappings[key]);
      if ('code' in reading) errors.push({ column: key, ...reading, value });
      else data[key] = reading.value;
    }
    return { row_index, data, errors: [...errors, ...rowErrors(columns, data, errors)] };
  });
}

function blankToNull(cell: ImportCell): ImportCell {
  const value = typeof cell === 'string' ? cell.trim() : cell;
  return value === '' ? null : value;
}

function readCell(
  read: (text: string, cell: ImportCell) => Reading,
  cell: ImportCell,
  mapped: Readonly<Record<string, string>> | undefined,
): Reading {
  const text = String(cell);
  return read(mapped?.[text] ?? text, cell);
}

function readersOf(session: ImportSession, isProduct: (id: string) => boolean): Readers {
  const numberOf = numberReader(session.numeric_locale);
  const dayOf = dayReader(session.date_locale);
  return {
    text: (value) =>
      value.length <= 255 ? { value } : { code: 'too_long', message: 'Expected 255 characters or less' },
    uuid: (text) =>
      isProduct(text.toLowerCase())
        ? { value: text.toLowerCase() }
        : { code: 'unknown_product', message: 'There is no sold product with this id' },
    category: (text, _, { options, countries }) => {
      if (options.length > 0)
        return options.includes(text) ? { value: text } : { code: 'unknown_option', message: 'This is no option' };
      const byCode = countries !== 'names' && isCountryCode(text.toUpperCase());
      const code = byCode ? text.toUpperCase() : codeOfCountryName(text);
      return code === undefined ? { code: 'unknown_option', message: 'This is no country' } : { value: code };
    },
    number: (text, cell) => {
      // A workbook's number is not text, so it has no locale.
      const value = typeof cell === 'number' ? cell : numberOf(text);
      if (value === undefined) return { code: 'not_a_number', message: 'Expected a number' };
      return value > 0 ? { value } : { code: 'greater_than', message: 'Expected more than 0' };
    },
    date: (text) => {
      const value = dayOf(text);
      return value === undefined ? { code: 'not_a_date', message: 'Expected a date' } : { value };
    },
  };
}

function rowErrors(
  columns: readonly TemplateColumn[],
  data: CheckedRow['data'],
  errors: readonly RowError[],
): readonly RowError[] {
  const keyOf = (stands: TemplateColumn['stands']) => columns.find((column) => column.stands === stands)?.key ?? '';
  const [name, id] = [keyOf('product_name'), keyOf('product_id')];
  const found: RowError[] = [];
  const unnamed = (data[name] ?? null) === null && (data[id] ?? null) === null;
  if (unnamed && !errors.some(({ column }) => column === id || column === name))
    found.push({ column: name, code: 'required', message: 'A product name or id is required', value: null });
  const [start, end] = [data[keyOf('start_date')], data[keyOf('end_date')]];
  if (typeof start === 'string' && typeof end === 'string' && start > end)
    found.push({
      column: keyOf('end_date'),
      code: 'before_start',
      message: 'The period ends before it starts',
      value: end,
    });
  return found;
}
