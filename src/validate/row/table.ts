// What follows from the header of a table, for the check of its rows: prepared once, used by every row.

import { type ImportDataset, requiredGroups } from '../../datasets/dataset.js';
import type { Field, FieldValue } from '../../datasets/field.js';
import type { MappedColumn, Mapping } from '../../mapping/mapping.js';
import { isExport } from '../../mapping/mark-columns.js';
import type { PeriodPart } from '../../mapping/period-columns.js';
import { type ColumnReading, type PlausibleDays, plainReading } from '../../values/evidence.js';
import type { ShownAs } from '../../values/numbers/measure.js';
import { type CellReader, cellReader } from '../../values/read-field.js';
import { remembering } from '../../values/remembering.js';
import { type AmountColumn, amountColumns, readUnitCell, type UnitCell, unitsSupplied } from '../amount-unit.js';
import { fitsField, recordSchema } from '../schema.js';

/**
 * A column that is used, with all that its cells need. It is read for every cell: V8 is quick with objects that all have the
 * same properties in the same order, and several times slower with columns as they are mapped.
 */
export interface Column {
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
export interface PeriodRead {
  readonly parts: readonly PeriodPart[];
  readonly start: Column;
  readonly end: Column;
  readonly required: boolean;
}

/** A column of numbers with all that determines their unit and scale. */
export interface MeasuredColumn extends AmountColumn {
  readonly shownAt: ColumnReading['shownAt'];
  readonly fits: (value: FieldValue) => boolean;
}

/** Everything that follows from the header: prepared once, used by every row. */
export interface Table {
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

/** Prepares the check of all rows below a header. `readings` is by column index. */
export function tableOf(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): Table {
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
    isExport: isExport(mapping.columns),
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
