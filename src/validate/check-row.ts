// Turns a source row into a record, or into every problem of every cell: reads each cell, then asks the schema and the rules
// over several fields. Runs on every row, so everything that depends on the header is prepared before. dedup/ finds repeats.

import { type ImportDataset, requiredGroups, type Values } from '../datasets/dataset.js';
import type { Field, FieldValue } from '../datasets/field.js';
import { fits as fitsMeasure } from '../mapping/column-measure.js';
import { cellOf, type MappedColumn, type Mapping } from '../mapping/mapping.js';
import type { PeriodPart } from '../mapping/period-columns.js';
import { problemAt } from '../problems/place.js';
import { type Finding, finding, type Problem } from '../problems/problem.js';
import { type Cell, cellText, isBlank, numberText, type SourceRow } from '../values/cell.js';
import { readPeriod } from '../values/dates/read-period.js';
import { type ColumnReading, type PlausibleDays, plainReading } from '../values/evidence.js';
import { type AmountText, amountWithUnit } from '../values/numbers/amount-text.js';
import { converted } from '../values/numbers/convert.js';
import type { Measure, ShownAs } from '../values/numbers/measure.js';
import { type CellReader, cellReader } from '../values/read-field.js';
import { remembering } from '../values/remembering.js';
import {
  type Agreed,
  type AmountColumn,
  agreed,
  amountColumns,
  contradiction,
  fixedFactor,
  readUnitCell,
  type SaidOfAmount,
  serviceWord,
  type UnitCell,
  unitsSupplied,
} from './amount-unit.js';
import { findingOf, fitsField, recordSchema } from './schema.js';
import { type TotalRow, totalRowFinder } from './total-rows.js';

/** A row that has been checked. */
export interface CheckedRow {
  readonly source: SourceRow;
  /** Absent when the row has an error or is a total row, or when the header lacks a column that every row needs. */
  readonly record: Values | undefined;
  /** The values that could be read, also of an invalid row. */
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
  readonly derive: MappedColumn['derive'];
  readonly field: string;
  readonly year: string | undefined;
  readonly required: boolean;
  /** Whether the cell may say its unit. */
  readonly mayHaveUnit: boolean;
  readonly read: CellReader;
  /** Reads the number of a share that is shown as a percentage. */
  readonly readShown: ((cell: number, shown: ShownAs) => ReturnType<CellReader>) | undefined;
  readonly shownAt: ColumnReading['shownAt'];
  /** Whether the schema is sure to take a value. */
  readonly fits: (value: FieldValue) => boolean;
}

/** The columns that name the period of a row together, and the two fields that they give. */
interface PeriodRead {
  readonly parts: readonly PeriodPart[];
  readonly start: Column;
  readonly end: Column;
  readonly required: boolean;
}

/** A column of numbers with all that determines their unit and scale. */
interface MeasuredColumn extends AmountColumn {
  readonly shownAt: ColumnReading['shownAt'];
  readonly fits: (value: FieldValue) => boolean;
}

/** Everything that follows from the header: prepared once, used by every row. */
interface Table {
  readonly dataset: ImportDataset;
  /** The header's columns, used or not. */
  readonly width: number;
  readonly columns: readonly Column[];
  /** Columns whose cells are each one value. */
  readonly single: readonly Column[];
  readonly period: PeriodRead | undefined;
  /** The fields that have a column; others are the header's problem, not one of every row. */
  readonly fields: Readonly<Record<string, Field>>;
  /** Field of dates -> its plausible days. */
  readonly days: Readonly<Record<string, PlausibleDays | undefined>>;
  readonly schema: ReturnType<typeof recordSchema>;
  readonly amounts: readonly MeasuredColumn[];
  readonly unitCell: (text: string) => UnitCell;
  /** Whether the unit columns hold what the service wrote: its words stay as they are. */
  readonly isExport: boolean;
  /** Field -> what an empty cell, or a missing column, stands for. */
  readonly fallbacks: readonly (readonly [string, string])[];
  /** Fields of units that amounts say, in titles or cells, so that they need no column. */
  readonly supplied: ReadonlySet<string>;
  /** Whether every column that rows need is there. */
  readonly complete: boolean;
  /** The user's title of a field, or the dataset's when it has no column. */
  readonly titleOf: (field: string) => string;
}

/** A row while it is being checked. */
interface Draft {
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
    const draft: Draft = { source, values: {}, measures: undefined, problems: [], doubtful: false, unsound: NONE };
    for (const column of table.single) readCell(draft, column);
    if (table.period) readPeriodCells(table.period, draft);
    for (const amount of table.amounts) measureAmount(table, draft, amount);
    const total = findTotal(source, (column) => amountIn(draft, column));
    if (total?.isLeftOut) return totalRow(source, total);
    if (total) draft.problems.push(problemIn(source, total.labelled, '', total.finding));
    if (source.width !== undefined && source.width < table.width) {
      const found = finding('SHORT_ROW', { expected: table.width, got: source.width });
      draft.problems.push(problemIn(source, undefined, '', found));
    }
    fillIn(table, draft);
    if (draft.doubtful) checkSchema(table, draft);
    checkOneOf(table, draft);
    // Rules see valid values only.
    const values = draft.unsound.size === 0 ? draft.values : { ...draft.values };
    checkRules(table, draft);
    const { problems, unsound } = draft;
    return { source, record: table.complete && unsound.size === 0 ? values : undefined, values, problems };
  };
}

/** The problems of constants, which are the same in every row: reported once, and of no row. */
export function constantProblems(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly Problem[] {
  const columns = mapping.columns.filter(({ made }) => made === 'constant');
  if (columns.length === 0) return [];
  const table = tableOf({ ...mapping, columns }, readings);
  const source: SourceRow = { sheet: '', row: 0, cells: [] };
  const draft: Draft = { source, values: {}, measures: undefined, problems: [], doubtful: false, unsound: NONE };
  for (const column of table.columns) readCell(draft, column);
  checkSchema(table, draft);
  return draft.problems;
}

function tableOf(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): Table {
  const { dataset } = mapping;
  const columns = usedColumns(mapping, readings);
  const titled = new Set(columns.map(({ field }) => field));
  const fields = Object.fromEntries(Object.entries(dataset.fields).filter(([name]) => titled.has(name)));
  const days = Object.fromEntries(columns.map(({ field, index }) => [field, readings.get(index)?.days]));
  const supplied = new Set(unitsSupplied(mapping, readings));
  const present = new Set([...titled, ...supplied]);
  return {
    dataset,
    width: mapping.columns.filter(({ gained, made }) => !gained && !made).length,
    columns,
    single: columns.filter(({ mapped }) => !mapped.period),
    period: periodRead(dataset, columns),
    fields,
    days,
    schema: recordSchema(fields, days),
    amounts: amountColumns(mapping).map((amount) => ({
      ...amount,
      shownAt: readings.get(amount.column.index)?.shownAt,
      fits: fitsField(amount.field),
    })),
    unitCell: remembering(readUnitCell),
    isExport: mapping.columns.some(({ mark }) => mark === 'hash'),
    fallbacks: fallbacksOf(dataset.fields),
    supplied,
    complete: requiredGroups(dataset).every((group) => group.some((field) => present.has(field))),
    titleOf: (name) => columns.find(({ field }) => field === name)?.mapped.title ?? dataset.fields[name]?.title ?? name,
  };
}

function usedColumns({ dataset, columns }: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly Column[] {
  return columns.flatMap((mapped): readonly Column[] => {
    const { index, derive, field, year, period } = mapped;
    const fields = period ? [period.start, period.end] : [field];
    return fields.flatMap((name): readonly Column[] => {
      const definition = name === undefined ? undefined : dataset.fields[name];
      if (name === undefined || definition === undefined) return [];
      const mayHaveUnit = definition.kind === 'number' || definition.kind === 'yearly' || definition.kind === 'share';
      const reading = readings.get(index) ?? plainReading;
      const read = cellReader(definition, reading);
      const fits = fitsField(definition, reading.days);
      const readShown = definition.kind === 'share' ? shareReader(definition, reading) : undefined;
      const { required } = definition;
      const { shownAt } = reading;
      return [{ mapped, index, derive, field: name, year, required, mayHaveUnit, read, readShown, shownAt, fits }];
    });
  });
}

function periodRead(dataset: ImportDataset, columns: readonly Column[]): PeriodRead | undefined {
  const [start, end] = columns.filter(({ mapped }) => mapped.period);
  const parts = start?.mapped.period?.parts;
  if (start === undefined || end === undefined || parts === undefined) return undefined;
  const required = requiredGroups(dataset).some((group) => group.includes(start.field) || group.includes(end.field));
  return { parts, start, end, required };
}

/** A format that shows 0.08 as 8 % leaves a share as it is; one that puts the sign behind an 8 does not. */
function shareReader(field: Field, { inPercent: _, ...reading }: ColumnReading): Column['readShown'] {
  const asShare = cellReader(field, reading);
  const asPercent = cellReader(field, { ...reading, inPercent: true });
  return (cell, { display }) => (display === 2 ? asShare(cell) : asPercent(cell));
}

function fallbacksOf(fields: Readonly<Record<string, Field>>): readonly (readonly [string, string])[] {
  return Object.entries(fields).flatMap(([name, field]) =>
    field.kind === 'choice' && field.fallback !== undefined ? [[name, field.fallback] as const] : [],
  );
}

function readCell(draft: Draft, column: Column): void {
  const { field, year } = column;
  const cell =
    column.derive === undefined ? (draft.source.cells[column.index] ?? null) : column.derive(draft.source.cells);
  const amount = column.mayHaveUnit && typeof cell === 'string' ? amountWithUnit(cell) : undefined;
  const reading = readingOf(draft, column, cell, amount);
  if (!reading.ok) {
    draft.problems.push(problemIn(draft.source, column.mapped, field, reading.finding));
    setUnsound(draft, field);
    return;
  }
  const { value, note } = reading;
  if (note !== undefined && (column.mapped.made !== 'constant' || draft.source.row === 0))
    draft.problems.push(problemIn(draft.source, column.mapped, field, note));
  if (value === undefined) {
    if (column.required) draft.doubtful = true;
    return;
  }
  if (!column.fits(value)) draft.doubtful = true;
  if (year === undefined) draft.values[field] = value;
  else if (typeof value === 'number') draft.values[field] = withYear(draft.values[field], year, value);
}

/** Reads the cells of a period as its two days. A fault in them is one problem, not one per day. */
function readPeriodCells({ parts, start, end, required }: PeriodRead, draft: Draft): void {
  const { source } = draft;
  const reading = readPeriod(parts.map((part) => ({ word: part.word, cell: cellOf(part, source) })));
  const refuse = (found: Finding, at: number): void => {
    draft.problems.push(problemIn(source, parts[at], start.field, found));
    setUnsound(draft, start.field);
    setUnsound(draft, end.field);
  };
  if (!reading.ok) refuse(reading.finding, reading.at);
  else if (reading.period === undefined) {
    if (required) refuse(finding('REQUIRED_EMPTY', {}), parts.length - 1);
  } else {
    const { start: first, end: last, fiscal } = reading.period;
    const days = { read: `${first} to ${last}` };
    const note = fiscal ? finding('FISCAL_YEAR', days) : finding('READ_AS', days);
    draft.problems.push(problemIn(source, start.mapped, start.field, note));
    draft.values[start.field] = first;
    if (start.fits(first)) draft.values[end.field] = last;
    else setUnsound(draft, end.field);
    if (!end.fits(last)) draft.doubtful = true;
  }
}

function readingOf(draft: Draft, column: Column, cell: Cell, amount: AmountText | undefined): ReturnType<CellReader> {
  if (amount === undefined) {
    const shown = column.readShown && typeof cell === 'number' ? column.shownAt?.(draft.source) : undefined;
    return column.readShown && typeof cell === 'number' && shown?.measure
      ? column.readShown(cell, shown)
      : column.read(cell);
  }
  draft.measures ??= new Map();
  draft.measures.set(column.index, amount.measure);
  // A share is read with its sign.
  return column.readShown ? column.read(cell) : column.read(amount.number);
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

/** The cells of a total row are no values of a row; only its sums are compared. */
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

/** Puts the number in its only unit, or in the one that its row says, by all that is said of it. */
function measureAmount(table: Table, draft: Draft, amount: MeasuredColumn): void {
  const { column, field: definition, fixed, unitField, unitColumn } = amount;
  const { field = '', year, measure } = column;
  const value = amountIn(draft, column);
  if (value === undefined || (unitField !== undefined && draft.unsound.has(unitField))) return;
  const cell = draft.measures?.get(column.index);
  // A format shows numbers; texts stand there as they are.
  const isNumber = amount.shownAt !== undefined && typeof cellOf(column, draft.source) === 'number';
  const shown = isNumber ? amount.shownAt?.(draft.source) : undefined;
  const unitText = unitField === undefined ? undefined : draft.values[unitField];
  const unit = typeof unitText === 'string' ? table.unitCell(unitText) : undefined;
  const isBare = cell === undefined && shown === undefined && measure === undefined;
  // Nearly every row: the unit stands in its own cell as the service names it, and nowhere else.
  if (isBare && (fixed !== undefined || (unit === undefined ? unitColumn !== undefined : isAsNamed(unit)))) return;
  const title = column.isAbove ? undefined : measure;
  const above = column.isAbove ? measure : undefined;
  const said: SaidOfAmount = { cell, shown, title, above, unit: table.isExport ? unit && asWritten(unit) : unit };
  const together = agreed(said);
  const found = unfitIn(said, definition, fixed) ?? (together ? undefined : contradiction(said, unitColumn));
  if (found !== undefined) report(table, draft, field, found, year);
  else if (said.unit?.measure?.unclear !== undefined) {
    report(
      table,
      draft,
      unitField ?? '',
      finding('UNCLEAR_UNIT', { said: unit?.text ?? '', why: said.unit.measure.unclear }),
    );
  } else if (together !== undefined && fixed !== 'share') {
    const factor = fixed === undefined ? '1' : fixedFactor(together, fixed);
    // A percentage is stored as a share of 1, and shown a hundred times as large.
    const tens = together.tens + (fixed !== undefined && shown?.display === 2 ? 2 : 0);
    const result = tens === 0 && factor === '1' ? value : converted(value, tens, factor);
    if (result === undefined) report(table, draft, field, finding('NOT_A_NUMBER', { suggestion: undefined }), year);
    else {
      if (result !== value) setAmount(draft, amount, result);
      if (unitField !== undefined) setUnit(table, draft, amount, together, said);
      const named = fixed ?? draft.values[unitField ?? ''];
      const isNews = cell !== undefined && (result !== value || (unit === undefined && fixed === undefined));
      if (isNews && typeof named === 'string') {
        report(table, draft, field, finding('READ_AS', { read: `${numberText(result)} ${named}` }), year);
      }
    }
  }
}

/** Whether the unit of a row needs no other word, and says no scale. */
function isAsNamed({ measure, text }: UnitCell): boolean {
  if (measure === undefined) return true;
  return (
    measure.unclear === undefined && measure.tens === 0 && (measure.codes.length !== 1 || measure.codes[0] === text)
  );
}

/** The unit of a row of an export: a word of the service's own, without a scale that is to be taken out. */
function asWritten(unit: UnitCell): UnitCell {
  return (unit.measure && { ...unit, measure: { ...unit.measure, tens: 0 } }) || unit;
}

/** What a cell or its format says that numbers of this field cannot be, or that is not clear. */
function unfitIn({ cell, shown }: SaidOfAmount, field: Field, fixed: string | undefined): Finding | undefined {
  for (const measure of [cell, shown?.measure]) {
    if (measure?.unclear !== undefined) return finding('UNCLEAR_UNIT', { said: measure.written, why: measure.unclear });
    if (measure && !fitsMeasure(measure, field)) {
      return finding('UNIT_UNFIT', { said: measure.written, needed: fixed ?? 'amount' });
    }
  }
  return undefined;
}

function setAmount(draft: Draft, { column: { field = '', year }, fits }: MeasuredColumn, value: number): void {
  draft.values[field] = year === undefined ? value : withYear(draft.values[field], year, value);
  if (!fits(draft.values[field])) draft.doubtful = true;
}

/** Fills an empty unit, and writes the service's word for one that is known. */
function setUnit(table: Table, draft: Draft, amount: MeasuredColumn, { codes }: Agreed, said: SaidOfAmount): void {
  const { unit } = said;
  const { column, unitField = '', unitColumn } = amount;
  const [only, ...others] = codes;
  const code = unit === undefined ? others.length === 0 && only : !table.isExport && serviceWord(unit, codes);
  if (code) {
    draft.values[unitField] = code;
    if (unit === undefined) draft.doubtful = true;
    return;
  }
  // A scale is no unit, and one that is taken out leaves none behind.
  const isScale = unit?.measure !== undefined && (unit.measure.codes.length === 0 || unit.measure.tens !== 0);
  const isMissing = unit === undefined && unitColumn === undefined && table.dataset.fields[unitField]?.required;
  // Where nothing at all says a unit, the missing column is one problem of the header, not one of every row.
  const isSaidSomewhere = said.cell ?? said.shown ?? said.title ?? said.above ?? table.supplied.has(unitField);
  if (!isScale && !(isMissing && isSaidSomewhere)) return;
  const because = 'the amount says no unit that is clear';
  report(table, draft, column.field ?? '', finding('NEEDS_FIELD', { needed: table.titleOf(unitField), because }));
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
    if (field !== undefined && !unread)
      report(table, draft, name, findingOf(issue, field, value, table.days[name]), year);
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

function problemIn(
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

/**
 * Whether a delimiter within a cell has pushed the row's last cells beyond the header. Cells of a workbook have an address
 * and cannot be pushed: what stands right of the header there is somebody's remark.
 */
function isRagged({ sheet, cells, from }: SourceRow, width: number): boolean {
  if (sheet !== '' || from !== undefined || cells.length <= width) return false;
  return cells.some((cell, index) => index >= width && !isBlank(cell));
}
