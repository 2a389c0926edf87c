// A source row to a record, or to every problem of every cell: each cell is read, then the schema and the rules over several
// fields are asked. Runs on every row of a file, so all that depends on the header alone is settled before. Leaves rows
// that repeat each other to dedup/.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import type { Field, FieldValue } from '../datasets/field.js';
import { type MappedColumn, type Mapping, requiredGroups } from '../mapping/map-header.js';
import { problemAt } from '../problems/place.js';
import { type Finding, finding, type Problem } from '../problems/problem.js';
import { cellText, isBlank, type SourceRow } from '../values/cell.js';
import { type ColumnReading, plainReading } from '../values/evidence.js';
import { readField } from '../values/read-field.js';
import { findingOf, recordSchema } from './schema.js';

/** A row that has been checked. */
export interface CheckedRow {
  readonly source: SourceRow;
  /** Absent when the row has an error, or when the header lacks a column that every row needs. */
  readonly record: Values | undefined;
  readonly problems: readonly Problem[];
}

/** A column that is used, with all that its cells need. */
interface Column extends MappedColumn {
  readonly field: string;
  readonly definition: Field;
  readonly reading: ColumnReading;
}

/** All that follows from the header: settled once, used by every row. */
interface Table {
  readonly dataset: ImportDataset;
  /** The header's columns, used or not. */
  readonly width: number;
  readonly columns: readonly Column[];
  /** The fields that have a column; others are the header's problem, not one of every row. */
  readonly fields: Readonly<Record<string, Field>>;
  readonly schema: ReturnType<typeof recordSchema>;
  /** Field -> what an empty cell, or a missing column, stands for. */
  readonly fallbacks: readonly (readonly [string, string])[];
  /** Whether every column that rows need is there. */
  readonly complete: boolean;
  /** The user's title of a field, or the dataset's when it has no column. */
  readonly titleOf: (field: string) => string;
}

/** A row while it is being checked. */
interface Draft {
  readonly source: SourceRow;
  readonly values: Record<string, FieldValue>;
  readonly problems: Problem[];
  /** Fields whose cell has an error; rules that need them are not asked. */
  readonly unsound: Set<string>;
}

/**
 * Prepares the check of one table's rows. `readings` says how a column writes its numbers and dates, by column index;
 * columns that need no saying are left out.
 */
export function rowChecker(
  mapping: Mapping,
  readings: ReadonlyMap<number, ColumnReading>,
): (source: SourceRow) => CheckedRow {
  const table = tableOf(mapping, readings);
  return (source) => {
    if (isRagged(source, table.width)) {
      const found = finding('RAGGED_ROW', { expected: table.width, got: source.cells.length });
      return { source, record: undefined, problems: [problemIn(source, undefined, '', found)] };
    }
    const draft: Draft = { source, values: {}, problems: [], unsound: new Set() };
    for (const column of table.columns) readCell(draft, column);
    fillIn(table, draft);
    checkSchema(table, draft);
    checkOneOf(table, draft);
    checkRules(table, draft);
    const { values, problems, unsound } = draft;
    return { source, record: table.complete && unsound.size === 0 ? values : undefined, problems };
  };
}

function tableOf(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): Table {
  const { dataset } = mapping;
  const columns = usedColumns(mapping, readings);
  const present = new Set(columns.map(({ field }) => field));
  const fields = Object.fromEntries(Object.entries(dataset.fields).filter(([name]) => present.has(name)));
  return {
    dataset,
    width: mapping.columns.length,
    columns,
    fields,
    schema: recordSchema(fields),
    fallbacks: fallbacksOf(dataset.fields),
    complete: requiredGroups(dataset).every((group) => group.some((field) => present.has(field))),
    titleOf: (name) => columns.find(({ field }) => field === name)?.title ?? dataset.fields[name]?.title ?? name,
  };
}

function usedColumns({ dataset, columns }: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly Column[] {
  return columns.flatMap((column): readonly Column[] => {
    const { field } = column;
    const definition = field === undefined ? undefined : dataset.fields[field];
    if (field === undefined || definition === undefined) return [];
    return [{ ...column, field, definition, reading: readings.get(column.index) ?? plainReading }];
  });
}

function fallbacksOf(fields: Readonly<Record<string, Field>>): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'choice' && field.fallback !== undefined ? [[name, field.fallback] as const] : [],
  );
}

function readCell(draft: Draft, column: Column): void {
  const { field, definition, year } = column;
  const reading = readField(definition, draft.source.cells[column.index] ?? null, column.reading);
  if (!reading.ok) {
    draft.problems.push(problemIn(draft.source, column, field, reading.finding));
    draft.unsound.add(field);
    return;
  }
  const { value, note } = reading;
  if (note !== undefined) draft.problems.push(problemIn(draft.source, column, field, note));
  if (value === undefined) return;
  if (year === undefined) draft.values[field] = value;
  else if (typeof value === 'number') draft.values[field] = withYear(draft.values[field], year, value);
}

function withYear(years: FieldValue | undefined, year: string, value: number): FieldValue {
  return typeof years === 'object' && !Array.isArray(years) ? { ...years, [year]: value } : { [year]: value };
}

function fillIn({ fallbacks }: Table, { values, unsound }: Draft): void {
  for (const [name, fallback] of fallbacks) {
    if (values[name] === undefined && !unsound.has(name)) values[name] = fallback;
  }
}

function checkSchema(table: Table, draft: Draft): void {
  const checked = table.schema.safeParse(draft.values);
  if (checked.success) return;
  for (const issue of checked.error.issues) {
    const [name = '', year] = issue.path.map(String);
    const field = table.fields[name];
    const value = draft.values[name];
    // A cell that could not be read has been reported; it is not empty.
    const unread = value === undefined && draft.unsound.has(name);
    if (field !== undefined && !unread) report(table, draft, name, findingOf(issue, field, value), year);
  }
}

function checkOneOf(table: Table, draft: Draft): void {
  for (const group of table.dataset.oneOf ?? []) {
    if (group.some((name) => draft.values[name] !== undefined || draft.unsound.has(name))) continue;
    const [first, ...others] = table.columns.filter(({ field }) => group.includes(field));
    if (first === undefined) continue;
    const because = `${others.map(({ title }) => `"${title}"`).join(' and ')} is empty`;
    const alone = others.length === 0;
    const found = alone ? finding('REQUIRED_EMPTY', {}) : finding('NEEDS_FIELD', { needed: first.title, because });
    report(table, draft, first.field, found);
  }
}

function checkRules(table: Table, draft: Draft): void {
  const unsound = new Set(draft.unsound);
  for (const name of unsound) delete draft.values[name];
  for (const { field, finding: found } of table.dataset.check(draft.values, table.titleOf)) {
    if (!unsound.has(field)) report(table, draft, field, found);
  }
}

function report({ columns }: Table, draft: Draft, field: string, found: Finding, year?: string): void {
  const column = columns.find((used) => used.field === field && used.year === year);
  const problem = problemIn(draft.source, column, field, found);
  draft.problems.push(problem);
  if (problem.severity === 'error') draft.unsound.add(field);
}

function problemIn(source: SourceRow, column: Column | undefined, field: string, found: Finding): Problem {
  const { sheet, row, cells } = source;
  const value = column === undefined ? '' : cellText(cells[column.index]);
  return problemAt({ sheet, row, column: column?.title ?? '', field, value }, found);
}

/**
 * Whether a delimiter within a cell has pushed the row's last cells beyond the header. Cells of a workbook have an address
 * and cannot be pushed: what stands right of the header there is somebody's remark.
 */
function isRagged({ sheet, cells }: SourceRow, width: number): boolean {
  if (sheet !== '' || cells.length <= width) return false;
  return cells.some((cell, index) => index >= width && !isBlank(cell));
}
