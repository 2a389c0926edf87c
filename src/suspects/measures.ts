// The amounts of a dataset's rows: numbers that are no shares, each with the field that says its unit.

import type { ImportDataset, Values } from '../datasets/dataset.js';

/** A field of amounts, and the field that says their unit. */
export interface Measure {
  readonly field: string;
  readonly unitField: string | undefined;
}

/** The fields of amounts. */
export function measuresOf({ fields, total }: ImportDataset): readonly Measure[] {
  return Object.entries(fields).flatMap(([name, field]): readonly Measure[] => {
    if (field.kind === 'yearly') return [{ field: name, unitField: undefined }];
    if (field.kind !== 'number' || field.unit?.startsWith('%') || field.unit === 'share') return [];
    return [{ field: name, unitField: field.unitField ?? (total?.field === name ? total.unit : undefined) }];
  });
}

/** An amount of a row. */
export interface Amount {
  readonly field: string;
  /** '' where the field has no years. */
  readonly year: string;
  /** '' where no field says it. */
  readonly unit: string;
  readonly value: number;
}

/** How many amounts there are, and how many of them are negative. */
export interface Signs {
  readonly rows: number;
  readonly negative: number;
}

/** Passes on the amounts of a row. 0 says nothing of what is usual. */
export function eachAmount(record: Values, measures: readonly Measure[], see: (amount: Amount) => void): void {
  for (const { field, unitField } of measures) {
    const value = record[field];
    if (value === undefined || value === 0) continue;
    const unit = unitField === undefined ? '' : String(record[unitField] ?? '');
    if (typeof value === 'number') see({ field, year: '', unit, value });
    else if (typeof value === 'object' && !Array.isArray(value))
      for (const [year, amount] of Object.entries(value)) if (amount !== 0) see({ field, year, unit, value: amount });
  }
}

/** Whether a row has an amount. */
export function hasAmount(record: Values, measures: readonly Measure[]): boolean {
  return measures.some(({ field }) => record[field] !== undefined && record[field] !== 0);
}
