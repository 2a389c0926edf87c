// An amount and its unit: in a field of its own, in the title of the amount's column, in the amount's cell, or in the format
// that shows the number.

import type { MappedColumn, Mapping } from '../mapping/map-header.js';
import { unitFieldOf } from '../mapping/title-unit.js';
import { type Finding, finding } from '../problems/problem.js';
import type { ColumnReading } from '../values/evidence.js';
import { contradicts, type Unit, unitOf } from '../values/units.js';

/** A column of amounts whose unit stands in another field. */
export interface AmountColumn {
  readonly column: MappedColumn;
  readonly unitField: string;
  /** Absent when the table has no column for the unit. */
  readonly unitColumn: MappedColumn | undefined;
}

/** What the number formats of a column come to. */
export interface ShownVerdict {
  /** The unit that every number is shown in. */
  readonly unit?: Unit;
  readonly finding?: Finding;
}

/**
 * Takes the unit that the formats of all numbers show. Other formats than that say nothing, and where nothing else says the unit,
 * that is a question to answer. @param units Those of the column's numbers; `undefined` for numbers without one.
 */
export function shownVerdict(
  { column, unitColumn }: AmountColumn,
  unitTitle: string,
  units: readonly (Unit | undefined)[],
): ShownVerdict {
  const [only] = units;
  if (units.length === 1 && only !== undefined) {
    const isNews = column.unit === undefined && only.codes.length === 1;
    return isNews
      ? { unit: only, finding: finding('READ_AS', { read: `amounts in ${only.codes[0]}` }) }
      : { unit: only };
  }
  const [first, other] = units.flatMap((unit) => unit?.written ?? []);
  const isSaid = unitColumn !== undefined || (column.unit !== undefined && other === undefined);
  return isSaid || first === undefined ? {} : { finding: finding('UNITS_MIXED', { first, other, needed: unitTitle }) };
}

/** The columns of amounts that have a unit. */
export function amountColumns({ dataset, columns }: Mapping): readonly AmountColumn[] {
  return columns.flatMap((column) => {
    const unitField = unitFieldOf(dataset, column.field);
    if (unitField === undefined) return [];
    return [{ column, unitField, unitColumn: columns.find(({ field }) => field === unitField) }];
  });
}

/** The unit fields without a column of their own whose unit stands in titles, cells or formats. */
export function unitsSupplied(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly string[] {
  return amountColumns(mapping)
    .filter(({ column, unitColumn }) => {
      const reading = readings.get(column.index);
      const said = column.unit?.codes.length === 1 || reading?.shown?.codes.length === 1 || reading?.saysUnits;
      return unitColumn === undefined && said;
    })
    .map(({ unitField }) => unitField);
}

/** What the places that say a unit come to. */
export interface UnitVerdict {
  /** To be put where the unit's own cell is empty. */
  readonly unit?: string;
  readonly differs?: Finding;
}

/** Where an amount may say its unit itself. */
export interface SaidUnits {
  readonly cell: Unit | undefined;
  /** By the number format of its cell. */
  readonly shown: Unit | undefined;
  readonly title: Unit | undefined;
}

/** Compares the units that an amount says and the unit's own cell; each may say nothing. */
export function unitVerdict(
  amount: SaidUnits,
  unit: string | undefined,
  unitColumn: MappedColumn | undefined,
): UnitVerdict {
  const said = [amount.cell, amount.shown, amount.title].flatMap((one) => one ?? []);
  const [first, ...others] = said;
  if (first === undefined) return {};
  // Formats are laid over columns with less thought: a word that is not known may mean the same as they show.
  const isSure = (one: Unit, written: string): boolean => one !== amount.shown || unitOf(written) !== undefined;
  const codes = first.codes.filter((code) => others.every((other) => other.codes.includes(code)));
  if (codes.length === 0 || (unit !== undefined && said.some((one) => contradicts(one, unit) && isSure(one, unit)))) {
    const [cell, shown, title] = [amount.cell?.written, amount.shown?.written, amount.title?.written];
    return { differs: finding('UNIT_DIFFERS', { cell, shown, title, column: unitColumn?.title ?? '', unit }) };
  }
  const [only, ...more] = codes;
  return unit !== undefined || only === undefined || more.length > 0 ? {} : { unit: only };
}
