// Corrects cells of an import session that the service misreads, by writing the same value in an unambiguous form.

import type { Values } from '../../../datasets/dataset.js';
import { Stop } from '../../../problems/stop.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type CheckedRow, correctedRows } from './replies.js';
import type { FittedTemplate } from './template.js';

/** The most cells that one request corrects. */
const CELLS_AT_ONCE = 500;

/** A cell, its value, and another form of it. */
export interface Correction {
  readonly row_index: number;
  readonly column: string;
  readonly value: string | number;
  readonly meant: string | number;
}

/** A day as services return it, perhaps with a time. */
const DAY = /^\d{4}-\d{2}-\d{2}(?=$|T)/;

/** Corrections of the cells of a row that the service misread. */
export function correctionsOf(
  { columns }: FittedTemplate,
  record: Values,
  { row_index, data, errors }: CheckedRow,
  locale: string | undefined,
): readonly Correction[] {
  return columns.flatMap(({ key, field }) => {
    const meant = record[field];
    if (typeof meant !== 'number' && !(typeof meant === 'string' && DAY.test(meant))) return [];
    const read = readAs(data[key], meant);
    const isWrong = errors.some(({ column }) => column === key) ? read !== meant : read !== undefined && read !== meant;
    const value = isWrong ? otherSpelling(meant, locale) : undefined;
    return value === undefined ? [] : [{ row_index, column: key, value, meant }];
  });
}

/** The value that the service has read, of the same type; undefined where it has read none. */
function readAs(read: unknown, meant: string | number): string | number | undefined {
  if (typeof meant === 'string') return typeof read === 'string' ? DAY.exec(read)?.[0] : undefined;
  if (typeof read === 'string') return /^-?\d+(\.\d+)?$/.test(read) ? Number(read) : undefined;
  return typeof read === 'number' ? read : undefined;
}

/** A number becomes a JSON number, which has no locale; a day is written by the locale of the service. */
function otherSpelling(meant: string | number, locale: string | undefined): string | number | undefined {
  if (typeof meant === 'number') return meant;
  if (locale === undefined) return undefined;
  try {
    const tag = locale.replace('_', '-');
    const format = new Intl.DateTimeFormat(tag, { year: 'numeric', month: '2-digit', day: '2-digit', timeZone: 'UTC' });
    return format.format(new Date(`${meant}T00:00:00Z`));
  } catch {
    // The service has reported an unknown locale.
    return undefined;
  }
}

/** Corrects cells. Throws a ServiceError, or a Stop where the service still misreads one. */
export async function correctCells(session: Session, importId: string, cells: readonly Correction[]): Promise<void> {
  for (let start = 0; start < cells.length; start += CELLS_AT_ONCE) {
    const some = cells.slice(start, start + CELLS_AT_ONCE);
    const corrections = some.map(({ row_index, column, value }) => ({ row_index, column, value }));
    const body = { kind: 'json', value: { corrections } } as const;
    const reply = await session.call('correctImportRows', { params: { import_id: importId }, body });
    const rows = new Map(bodyOf(reply, correctedRows, 'correctImportRows').map((row) => [row.row_index, row.data]));
    for (const { row_index, column, meant } of some) {
      const read = readAs(rows.get(row_index)?.[column], meant);
      if (read !== undefined && read !== meant) throw takenForOther(column, meant, read);
    }
  }
}

function takenForOther(column: string, meant: string | number, read: string | number): Stop {
  return new Stop(
    'usage',
    'IMPORT_MISREAD',
    `Dcycle reads ${meant} in the column ${column} as ${read}, even after a correction; nothing was submitted`,
    'use --via file, and check the values in the Dcycle app',
  );
}
