// Which answers are written into a workbook as numbers and days. The others are texts: they are read by what the whole column shows.

import { columnOf, type MappedColumn } from '../../mapping/mapping.js';
import type { DateCell } from '../../values/cell.js';
import { orderVote } from '../../values/dates/date-evidence.js';
import { readDate } from '../../values/dates/read-date.js';
import { type ColumnReading, plainReading } from '../../values/evidence.js';
import { decimalVote } from '../../values/numbers/number-evidence.js';
import { readNumber } from '../../values/numbers/read-number.js';
import type { TypedValue } from '../../workbook/patch/patch.js';
import type { Table } from '../table/open-table.js';
import type { TableAnswers } from './answers.js';

/** A text as a workbook gets it. */
export type Typed = string | TypedValue;

/** The part of a table that is asked. */
type TypedTable = Pick<Table, 'mapping' | 'readings' | 'matrix' | 'ownRows'>;

/** Prepares for the answers: the text of a column, by its index, as it is written. */
export async function typedAnswers(
  table: TypedTable,
  { columns }: TableAnswers,
): Promise<(index: number, text: string) => Typed> {
  const kinds = new Map(columns.map(({ index }) => [index, kindOf(table, index)]));
  const dates = columns.map(({ index }) => index).filter((index) => kinds.get(index)?.kind === 'day');
  const days = await typedDays(table, dates);
  return (index, text) => {
    const { kind, reading } = kinds.get(index) ?? {};
    if (reading === undefined) return text;
    const typed = kind === 'number' ? numberIn(text, reading) : dayIn(text, reading, days.get(index));
    return typed === undefined || kind === undefined ? text : { text, number: typed, kind };
  };
}

/** The text of an added column: numbers are typed. */
export function addedValue({ mapping }: Pick<Table, 'mapping'>, field: string, text: string): string | number {
  return isNumber(mapping.dataset.fields[field]?.kind) ? (numberIn(text, plainReading) ?? text) : text;
}

/** Whether a column holds numbers or days, and how it is read; undefined for all others. */
function kindOf(
  { mapping, readings, matrix }: TypedTable,
  index: number,
): { readonly kind: TypedValue['kind']; readonly reading: ColumnReading } | undefined {
  const own = mapping.columns.find((one) => one.index === index && one.field !== undefined && !one.gained && !one.made);
  const inMatrix = matrix?.columns.some((one) => one.index === index);
  const column: MappedColumn | undefined = own ?? (inMatrix ? columnOf(mapping, matrix?.value ?? '') : undefined);
  if (column === undefined || column.period !== undefined) return undefined;
  const { kind } = mapping.dataset.fields[column.field ?? ''] ?? {};
  const reading = readings.get(column.index) ?? plainReading;
  if (isNumber(kind)) return { kind: 'number', reading };
  return kind === 'date' ? { kind: 'day', reading } : undefined;
}

function isNumber(kind: string | undefined): boolean {
  return kind === 'number' || kind === 'share' || kind === 'yearly';
}

/** The number of a text that leaves no doubt; undefined for any other. */
function numberIn(text: string, { decimal }: ColumnReading): number | undefined {
  const vote = decimalVote(text);
  if (vote !== undefined && vote !== decimal) return undefined;
  const number = readNumber(text, decimal);
  return number.ok ? number.value : undefined;
}

const DAY_MS = 86_400_000;
/** Before this day, the days of the 1900 system are no days of the calendar. */
const FIRST_DAY = '1900-03-01';

/** The day number of a text that leaves no doubt, counted from a typed day of its column; undefined without either. */
function dayIn(text: string, { dateOrder }: ColumnReading, known: DateCell | undefined): number | undefined {
  const vote = orderVote(text);
  if (known === undefined || (vote !== undefined && vote !== dateOrder)) return undefined;
  const day = readDate(text, dateOrder);
  if (!day.ok || day.value === undefined || day.value < FIRST_DAY) return undefined;
  return known.serial + Math.round((Date.parse(day.value) - Date.parse(known.iso)) / DAY_MS);
}

/** A typed day of each column, where it has one. */
async function typedDays({ ownRows }: TypedTable, columns: readonly number[]): Promise<ReadonlyMap<number, DateCell>> {
  const days = new Map<number, DateCell>();
  if (columns.length === 0) return days;
  for await (const batch of ownRows()) {
    for (const { cells } of batch)
      for (const index of columns) {
        const cell = cells[index];
        if (typeof cell === 'object' && cell?.kind === 'date' && isDay(cell)) days.set(index, cell);
      }
    if (days.size === columns.length) break;
  }
  return days;
}

function isDay({ iso, serial }: DateCell): boolean {
  return Number.isInteger(serial) && iso.length === FIRST_DAY.length && iso >= FIRST_DAY;
}
