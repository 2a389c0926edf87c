// A row while it is being checked: its values, its problems, and which of its fields have a fault.

import type { FieldValue } from '../../datasets/field.js';
import { cellOf, type MappedColumn } from '../../mapping/mapping.js';
import { problemAt } from '../../problems/place.js';
import type { Finding, Problem } from '../../problems/problem.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import type { Measure } from '../../values/numbers/measure.js';
import type { Table } from './table.js';

/** A row while it is being checked. */
export interface Draft {
  readonly source: SourceRow;
  readonly values: Record<string, FieldValue>;
  /** By column, what an amount's cell says beside its number. Most rows have none. */
  measures: Map<number, Measure> | undefined;
  readonly problems: Problem[];
  /** Whether the schema must be asked, which few rows need. */
  doubtful: boolean;
  /** Fields whose cell has an error; rules that need them are not asked. */
  unsound: ReadonlySet<string>;
}

/** A row of which nothing is read yet. */
export function newDraft(source: SourceRow): Draft {
  return { source, values: {}, measures: undefined, problems: [], doubtful: false, unsound: new Set() };
}

/** Notes that a field has a fault, so that no rule asks for its value. */
export function setUnsound(draft: Draft, field: string): void {
  draft.doubtful = true;
  draft.unsound = new Set(draft.unsound).add(field);
}

/** The number that a column gave, of its year where its field has one for each. */
export function amountIn({ values }: Draft, { field = '', year }: MappedColumn): number | undefined {
  const value = values[field];
  if (typeof value === 'number') return value;
  return isYears(value) ? value[year ?? ''] : undefined;
}

function isYears(value: FieldValue | undefined): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && !Array.isArray(value);
}

/** The numbers by year, with that of one year. */
export function withYear(years: FieldValue | undefined, year: string, value: number): FieldValue {
  return isYears(years) ? { ...years, [year]: value } : { [year]: value };
}

/** Adds a problem of a field, at the column that gave it. */
export function report({ columns }: Table, draft: Draft, field: string, found: Finding, year?: string): void {
  const column = columns.find((used) => used.field === field && used.year === year);
  const problem = problemIn(draft.source, column?.mapped, field, found);
  draft.problems.push(problem);
  if (problem.severity === 'error') setUnsound(draft, field);
}

/** A problem at a cell of the row; without a column, of the whole row. */
export function problemIn(
  source: SourceRow,
  column: (Pick<MappedColumn, 'title' | 'gained'> & Parameters<typeof cellOf>[0]) | undefined,
  field: string,
  found: Finding,
): Problem {
  const { sheet, row, from } = source;
  const value = column === undefined ? '' : cellText(cellOf(column, source));
  const title = (column?.gained && from?.title) || column?.title;
  return problemAt({ sheet, row, column: title ?? '', field, value }, found);
}
