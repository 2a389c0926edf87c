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

/** The amounts of a row in one field, each with its year where the field has years. 0 says nothing of what is usual. */
export function amountsOf(
  record: Values,
  { field }: Measure,
): readonly (readonly [year: string | undefined, value: number])[] {
  const value = record[field];
  if (typeof value === 'number') return value === 0 ? [] : [[undefined, value]];
  if (typeof value !== 'object' || Array.isArray(value)) return [];
  return Object.entries(value).filter(([, amount]) => typeof amount === 'number' && amount !== 0);
}
