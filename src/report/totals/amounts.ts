// The amounts of a row that add up, each with its unit, country and period. Prices, shares and intensities are none of them.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { fixedUnitOf } from '../../datasets/field.js';
import { periodName } from '../../values/dates/period-name.js';

/** Where an amount is counted; '' for what a row does not say. */
export interface Place {
  /** A unit, or a currency. */
  readonly unit: string;
  readonly country: string;
  /** As `2024-01`, `2024` or `2024-01-15/2024-02-14`. */
  readonly period: string;
}

/** An amount that adds up. */
export interface Amount extends Place {
  readonly value: number;
}

/** Makes the function that finds the amounts of a row: several where it has one for each year. */
export function amountsReader(
  dataset: Pick<ImportDataset, 'fields' | 'total' | 'period'>,
): (values: Values) => readonly Amount[] {
  const { total, fields, period: days } = dataset;
  if (total === undefined) return () => [];
  const fixed = fixedUnitOf(fields[total.field]) ?? '';
  return (values) => {
    const amount = values[total.field];
    const textIn = (field: string | undefined): string => (field === undefined ? '' : String(values[field] ?? ''));
    const unit = total.unit === undefined ? fixed : textIn(total.unit);
    const country = textIn(total.country);
    if (typeof amount === 'number') {
      const period = periodName(textIn(days?.start), textIn(days?.end ?? days?.start));
      return [{ value: amount, unit, country, period }];
    }
    if (typeof amount !== 'object' || Array.isArray(amount)) return [];
    return Object.entries(amount).map(([period, value]) => ({ value, unit, country, period }));
  };
}
