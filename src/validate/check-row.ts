// A source row to a record, or to every problem of every cell: each cell is read, then the schema and the rules over several
// fields are asked. Runs on every row of a file, so all that depends on the header alone is settled before. Leaves rows
// that repeat each other to dedup/.

import { type ImportDataset, requiredGroups, type Values } from '../datasets/dataset.js';
import type { Field, FieldValue } from '../datasets/field.js';
import type { MappedColumn, Mapping } from '../mapping/map-header.js';
import { problemAt } from '../problems/place.js';
import { type Finding, finding, type Problem } from '../problems/problem.js';
import { amountWithUnit } from '../values/amount-text.js';
import { cellText, isBlank, type SourceRow } from '../values/cell.js';
import { type ColumnReading, plainReading } from '../values/evidence.js';
import { type CellReader, cellReader } from '../values/read-field.js';
import type { Unit } from '../values/units.js';
import { type AmountColumn, amountColumns, type SaidUnits, unitsSupplied, unitVerdict } from './amount-unit.js';
import { findingOf, fitsField, recordSchema } from './schema.js';
import { type TotalRow, totalRowFinder } from './total-rows.js';

/** A row that has been checked. */
export interface CheckedRow {
  readonly source: SourceRow;
  /** Absent when the row has an error or is a total row, or when the header lacks a column that every row needs. */
  readonly record: Values | undefined;
  /** What could be read of the row, whatever is wrong with it. */
  readonly values: Values;
  readonly problems: readonly Problem[];
  /** Why the row is left out as a total row. */
  readonly leftOut?: Finding;
}

/**
 * A column that is used, with all that its cells need. It is read for every cell: V8 is quick with objects that all have the
 * same properties in the same order, and several times slower with columns as they are mapped.
 */
interface Column {
  readonly mapped: MappedColumn;
  readonly index: number;
  readonly field: string;
  readonly year: string | undefined;
  readonly required: boolean;
  /** Whether an amount's cell may say its unit. */
  readonly mayHaveUnit: boolean;
  readonly read: CellReader;
  /** Whether the schema is sure to take a value. */
  readonly fits: (value: FieldValue) => boolean;
}

/** An amount with the unit that its column's number format shows. */
interface ShownAmount extends AmountColumn {
  readonly shown: Unit | undefined;
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
  /** The amounts whose unit stands in another field. */
  readonly amounts: readonly ShownAmount[];
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
  /** Amount field -> the unit in its cell. Most rows have none. */
  units: Record<string, Unit> | undefined;
  readonly problems: Problem[];
  /** Whether the schema may have something to say; it is asked about few rows. */
  doubtful: boolean;
  /** Fields whose cell has an error; rules that need them are not asked. */
  unsound: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

/**
 * Prepares the check of one table's rows, which must pass by in order. `readings` says how a column writes its numbers and
 * dates, by column index; columns that need no saying are left out.
 */
export function rowChecker(
  mapping: Mapping,
  readings: ReadonlyMap<number, ColumnReading>,
): (source: SourceRow) => CheckedRow {
  const table = tableOf(mapping, readings);
  const findTotal = totalRowFinder(mapping.dataset, mapping.columns);
  return (source) => {
    if (isRagged(source, table.width)) {
      const found = finding('RAGGED_ROW', { expected: table.width, got: source.cells.length });
      return { source, record: undefined, values: {}, problems: [problemIn(source, undefined, '', found)] };
    }
    const draft: Draft = { source, values: {}, units: undefined, problems: [], doubtful: false, unsound: NONE };
    for (const column of table.columns) readCell(draft, column);
    const total = findTotal(source, (column) => amountIn(draft, column));
    if (total?.isLeftOut) return totalRow(source, total);
    if (total) draft.problems.push(problemIn(source, total.labelled, '', total.finding));
    if (source.width !== undefined && source.width < table.width) {
      const found = finding('SHORT_ROW', { expected: table.width, got: source.width });
      draft.problems.push(problemIn(source, undefined, '', found));
    }
    pairUnits(table, draft);
    fillIn(table, draft);
    if (draft.doubtful) checkSchema(table, draft);
    checkOneOf(table, draft);
    // The rules are asked about sound values only.
    const values = draft.unsound.size === 0 ? draft.values : { ...draft.values };
    checkRules(table, draft);
    const { problems, unsound } = draft;
    return { source, record: table.complete && unsound.size === 0 ? values : undefined, values, problems };
  };
}

function tableOf(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): Table {
  const { dataset } = mapping;
  const columns = usedColumns(mapping, readings);
  const titled = new Set(columns.map(({ field }) => field));
  const fields = Object.fromEntries(Object.entries(dataset.fields).filter(([name]) => titled.has(name)));
  const present = new Set([...titled, ...unitsSupplied(mapping, readings)]);
  return {
    dataset,
    width: mapping.columns.filter(({ gained }) => !gained).length,
    columns,
    fields,
    schema: recordSchema(fields),
    amounts: amountColumns(mapping).map((amount) => ({ ...amount, shown: readings.get(amount.column.index)?.shown })),
    fallbacks: fallbacksOf(dataset.fields),
    complete: requiredGroups(dataset).every((group) => group.some((field) => present.has(field))),
    titleOf: (name) => columns.find(({ field }) => field === name)?.mapped.title ?? dataset.fields[name]?.title ?? name,
  };
}

function usedColumns({ dataset, columns }: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly Column[] {
  return columns.flatMap((mapped): readonly Column[] => {
    const { index, field, year } = mapped;
    const definition = field === undefined ? undefined : dataset.fields[field];
    if (field === undefined || definition === undefined) return [];
    const mayHaveUnit = definition.kind === 'number' && definition.unitField !== undefined;
    const read = cellReader(definition, readings.get(index) ?? plainReading);
    const fits = fitsField(definition);
    return [{ mapped, index, field, year, required: definition.required, mayHaveUnit, read, fits }];
  });
}

function fallbacksOf(fields: Readonly<Record<string, Field>>): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'choice' && field.fallback !== undefined ? [[name, field.fallback] as const] : [],
  );
}

function readCell(draft: Draft, column: Column): void {
  const { field, year } = column;
  const cell = draft.source.cells[column.index] ?? null;
  const amount = column.mayHaveUnit && typeof cell === 'string' ? amountWithUnit(cell) : undefined;
  if (amount !== undefined) draft.units = { ...draft.units, [field]: amount.unit };
  const reading = column.read(amount?.number ?? cell);
  if (!reading.ok) {
    draft.problems.push(problemIn(draft.source, column.mapped, field, reading.finding));
    setUnsound(draft, field);
    return;
  }
  const { value, note } = reading;
  if (note !== undefined) draft.problems.push(problemIn(draft.source, column.mapped, field, note));
  if (value === undefined) {
    if (column.required) draft.doubtful = true;
    return;
  }
  if (!column.fits(value)) draft.doubtful = true;
  if (year === undefined) draft.values[field] = value;
  else if (typeof value === 'number') draft.values[field] = withYear(draft.values[field], year, value);
}

function setUnsound(draft: Draft, field: string): void {
  draft.doubtful = true;
  draft.unsound = new Set(draft.unsound).add(field);
}

function amountIn({ values }: Draft, { field = '', year }: MappedColumn): number | undefined {
  const value = values[field];
  if (typeof value === 'number') return value;
  return isYears(value) ? value[year ?? ''] : undefined;
}

function isYears(value: FieldValue | undefined): value is Readonly<Record<string, number>> {
  return typeof value === 'object' && !Array.isArray(value);
}

/** What the cells of a total row hold is no value of a row; only its sums are worth comparing. */
function totalRow(source: SourceRow, { finding: leftOut, labelled, differences }: TotalRow): CheckedRow {
  const problems = [
    problemIn(source, labelled, '', leftOut),
    ...differences.map(({ column, finding: found }) => problemIn(source, column, column.field ?? '', found)),
  ];
  return { source, record: undefined, values: {}, problems, leftOut };
}

function withYear(years: FieldValue | undefined, year: string, value: number): FieldValue {
  return isYears(years) ? { ...years, [year]: value } : { [year]: value };
}

/** Takes the unit from the amount's cell, format or title where its own cell is empty, and compares them where it is not. */
function pairUnits(table: Table, draft: Draft): void {
  for (const { column, unitField, unitColumn, shown } of table.amounts) {
    const { field = '' } = column;
    const amount = draft.values[field];
    const unit = draft.values[unitField];
    if (typeof amount !== 'number' || draft.unsound.has(unitField)) continue;
    const inCell = draft.units?.[field];
    // Nearly every row: the unit stands in its own cell and nowhere else.
    const said = inCell ?? shown ?? column.unit;
    if (said === undefined && (unit !== undefined || unitColumn !== undefined)) continue;
    // A format shows numbers; texts stand there as they are.
    const isNumber = typeof draft.source.cells[column.index] === 'number';
    const units: SaidUnits = { cell: inCell, shown: isNumber ? shown : undefined, title: column.unit };
    const verdict = unitVerdict(units, typeof unit === 'string' ? unit : undefined, unitColumn);
    if (verdict.differs) report(table, draft, field, verdict.differs);
    else if (verdict.unit !== undefined) {
      draft.values[unitField] = verdict.unit;
      draft.doubtful = true;
      if (inCell) report(table, draft, field, finding('READ_AS', { read: `${amount} ${verdict.unit}` }));
    } else if (unit === undefined && unitColumn === undefined && table.dataset.fields[unitField]?.required) {
      const because = 'the amount says no unit that is clear';
      report(table, draft, field, finding('NEEDS_FIELD', { needed: table.titleOf(unitField), because }));
    }
  }
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
    const because = `${others.map(({ mapped }) => `"${mapped.title}"`).join(' and ')} is empty`;
    const alone = others.length === 0;
    const found = alone
      ? finding('REQUIRED_EMPTY', {})
      : finding('NEEDS_FIELD', { needed: first.mapped.title, because });
    report(table, draft, first.field, found);
  }
}

function checkRules(table: Table, draft: Draft): void {
  const { unsound } = draft;
  for (const name of unsound) delete draft.values[name];
  for (const { field, finding: found } of table.dataset.check(draft.values, table.titleOf)) {
    if (!unsound.has(field)) report(table, draft, field, found);
  }
}

function report({ columns }: Table, draft: Draft, field: string, found: Finding, year?: string): void {
  const column = columns.find((used) => used.field === field && used.year === year);
  const problem = problemIn(draft.source, column?.mapped, field, found);
  draft.problems.push(problem);
  if (problem.severity === 'error') setUnsound(draft, field);
}

function problemIn(source: SourceRow, column: MappedColumn | undefined, field: string, found: Finding): Problem {
  const { sheet, row, cells, from } = source;
  const value = column === undefined ? '' : cellText(cells[column.index]);
  const title = (column?.gained && from?.title) || column?.title;
  return problemAt({ sheet, row, column: title ?? '', field, value }, found);
}

/**
 * Whether a delimiter within a cell has pushed the row's last cells beyond the header. Cells of a workbook have an address
 * and cannot be pushed: what stands right of the header there is somebody's remark.
 */
function isRagged({ sheet, cells, from }: SourceRow, width: number): boolean {
  if (sheet !== '' || from !== undefined || cells.length <= width) return false;
  return cells.some((cell, index) => index >= width && !isBlank(cell));
}
