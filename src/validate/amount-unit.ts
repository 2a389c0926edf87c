// An amount and its unit: in a field of its own, in the title of the amount's column, or in the amount's cell.

import type { MappedColumn, Mapping } from '../mapping/map-header.js';
import { unitFieldOf } from '../mapping/title-unit.js';
import { type Finding, finding } from '../problems/problem.js';
import type { ColumnReading } from '../values/evidence.js';
import { contradicts, type Unit } from '../values/units.js';

/** A column of amounts whose unit stands in another field. */
export interface AmountColumn {
  readonly column: MappedColumn;
  readonly unitField: string;
  /** Absent when the table has no column for the unit. */
  readonly unitColumn: MappedColumn | undefined;
}

/** The columns of amounts that have a unit. */
export function amountColumns({ dataset, columns }: Mapping): readonly AmountColumn[] {
  return columns.flatMap((column) => {
    const unitField = unitFieldOf(dataset, column.field);
    if (unitField === undefined) return [];
    return [{ column, unitField, unitColumn: columns.find(({ field }) => field === unitField) }];
  });
}

/** The unit fields without a column of their own whose unit stands in titles or cells. */
export function unitsSupplied(mapping: Mapping, readings: ReadonlyMap<number, ColumnReading>): readonly string[] {
  return amountColumns(mapping)
    .filter(({ column, unitColumn }) => {
      const said = column.unit?.codes.length === 1 || readings.get(column.index)?.saysUnits;
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

/** Compares the unit in the amount's cell, in its title and in the unit's own cell; each may say nothing. */
export function unitVerdict(
  inCell: Unit | undefined,
  inTitle: Unit | undefined,
  unit: string | undefined,
  unitColumn: MappedColumn | undefined,
): UnitVerdict {
  const said = [inCell, inTitle].flatMap((one) => one ?? []);
  const [first, ...others] = said;
  if (first === undefined) return {};
  const codes = first.codes.filter((code) => others.every((other) => other.codes.includes(code)));
  if (codes.length === 0 || (unit !== undefined && said.some((one) => contradicts(one, unit)))) {
    const [cell, title] = [inCell?.written, inTitle?.written];
    return { differs: finding('UNIT_DIFFERS', { cell, title, column: unitColumn?.title ?? '', unit }) };
  }
  const [only, ...more] = codes;
  return unit !== undefined || only === undefined || more.length > 0 ? {} : { unit: only };
}
