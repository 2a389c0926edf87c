// Has the service check the rows of an import session. Unknown words are mapped to its lists and misread cells are corrected,
// without changing a value.

import type { Values } from '../../../datasets/dataset.js';
import { countryList } from '../../../values/countries/country-list.js';
import { type Reply, ServiceError } from '../../http/http.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { correctCells, correctionsOf } from './corrections.js';
import type { ImportMapping } from './map-columns.js';
import { type CheckedRow, checkedRows, type RowError, uniqueValues } from './replies.js';
import type { FittedTemplate } from './template.js';

/** The most rows that a page of the validation holds. */
export const ROWS_CHECKED_AT_ONCE = 500;

/** A session with rows to check. */
export interface UploadedRows {
  readonly importId: string;
  /** The service's locale for numbers, where it is known. */
  readonly locale: string | undefined;
  readonly template: FittedTemplate;
  readonly mapping: ImportMapping;
  readonly records: readonly Values[];
}

/** The errors of the rows. */
export interface RowErrors {
  /** By position among the records; a row without errors is absent. */
  readonly errors: ReadonlyMap<number, readonly RowError[]>;
  /** The last answer. */
  readonly reply: Reply;
}

/** Checks every row, corrects what it can, and returns the remaining errors. Throws a ServiceError, or a Stop. */
export async function checkUploaded(session: Session, uploaded: UploadedRows): Promise<RowErrors> {
  const { rows, first, reply } = await validateAll(session, uploaded);
  const errors = new Map(rows.filter((row) => row.errors.length > 0).map((row) => [row.row_index - first, row.errors]));
  const isMapped = errors.size > 0 && (await mapWords(session, uploaded, errors));
  const { template, records, locale, importId } = uploaded;
  const cells = rows.flatMap((row) => correctionsOf(template, records[row.row_index - first] ?? {}, row, locale));
  if (cells.length > 0) await correctCells(session, importId, cells);
  if (!isMapped && cells.length === 0) return { errors, reply };
  return wrongRows(session, uploaded, first);
}

async function validateAll(session: Session, { importId, records, mapping }: UploadedRows) {
  const params = { import_id: importId };
  const body = { kind: 'json', value: { mapping, value_mappings: {} } } as const;
  const rows: CheckedRow[] = [];
  for (let page = 1; ; page += 1) {
    const query = { page, page_size: ROWS_CHECKED_AT_ONCE };
    const reply = await session.call('validateImport', { params, query, body, repeat: 'safe' });
    const found = bodyOf(reply, checkedRows, 'validateImport').rows;
    rows.push(...found);
    if (rows.length < records.length && found.length > 0) continue;
    return { rows, first: firstIndex(rows, records.length, reply), reply };
  }
}

/** The first index is not documented, so the lowest one is the first record. */
function firstIndex(rows: readonly CheckedRow[], count: number, { status, requestId, attempts }: Reply): number {
  const indexes = new Set(rows.map(({ row_index }) => row_index));
  const first = Math.min(...indexes);
  if (indexes.size !== count || Math.max(...indexes) - first !== count - 1) {
    const message = `validateImport: ${count} rows were uploaded, but ${indexes.size} were checked`;
    throw new ServiceError('unreadable', message, status, requestId, attempts);
  }
  return first;
}

/**
 * Maps unknown words to those of the service's lists, where errors name such columns and there is another word. Returns whether any
 * were mapped.
 */
async function mapWords(
  session: Session,
  { template, records, mapping, importId }: UploadedRows,
  errors: ReadonlyMap<number, readonly RowError[]>,
): Promise<boolean> {
  const params = { import_id: importId };
  const others = template.columns.flatMap(({ key, field, isCategory }) => {
    const wrong = [...errors].filter(([, said]) => said.some(({ column }) => column === key));
    const words = new Set(isCategory ? wrong.map(([position]) => String(records[position]?.[field] ?? '')) : []);
    const pairs = [...words].flatMap((word) => {
      const other = field === 'country' ? countryName(word) : undefined;
      return other === undefined ? [] : [[word, other] as const];
    });
    return pairs.length === 0 ? [] : [[key, new Map(pairs)] as const];
  });
  if (others.length === 0) return false;
  const reply = await session.call('listImportValues', { params, repeat: 'safe' });
  const read = bodyOf(reply, uniqueValues, 'listImportValues');
  const mapped = others.map(([key, words]) => {
    const pairs = (read[key] ?? []).flatMap((raw) => [[raw, words.get(raw.trim().toUpperCase())] as const]);
    return [key, Object.fromEntries(pairs.filter(([, other]) => other !== undefined))] as const;
  });
  const value = { mapping, value_mappings: Object.fromEntries(mapped) };
  const query = { page: 1, page_size: 1, errors_only: 'true' };
  await session.call('validateImport', { params, query, body: { kind: 'json', value }, repeat: 'safe' });
  return true;
}

/** The name of a country, for a list without codes. */
function countryName(word: string): string | undefined {
  return countryList().find(({ code }) => code === word)?.name;
}

/** The rows with errors, as the service lists them. */
async function wrongRows(session: Session, { importId, records }: UploadedRows, first: number): Promise<RowErrors> {
  const errors = new Map<number, readonly RowError[]>();
  for (let page = 1; ; page += 1) {
    const query = { errors_only: 'true', page, page_size: ROWS_CHECKED_AT_ONCE };
    const reply = await session.call('listImportRows', { params: { import_id: importId }, query });
    const { rows } = bodyOf(reply, checkedRows, 'listImportRows');
    const before = errors.size;
    for (const row of rows) {
      const position = row.row_index - first;
      if (row.errors.length > 0 && position >= 0 && position < records.length) errors.set(position, row.errors);
    }
    if (rows.length < ROWS_CHECKED_AT_ONCE || errors.size === before) return { errors, reply };
  }
}
