// Footprints beside baselines: the two rows of a product as one, with their differences in exact decimals.

import { besides, footprintColumns, isAmount } from '../../../datasets/carboncloud/footprint-columns.js';
import { extraFieldOf, extraKeyOf } from '../../../datasets/extra-columns.js';
import { exactSum } from '../../../values/numbers/exact-sum.js';
import type { ExportValue } from '../../binding.js';
import type { Row } from './footprint-rows.js';

const figures = footprintColumns('footprint')
  .filter(isAmount)
  .map(({ key }) => key);
const others = new Set(['id', 'customId', 'gtin', 'name', 'brandName']);

/** One row out of both. A difference is blank where either figure is. */
export function besideBaseline(footprint: Row, baseline: Row): Row {
  const row: Record<string, ExportValue> = { ...footprint };
  for (const [key, value] of Object.entries(baseline)) {
    if (others.has(key)) continue;
    const extra = extraFieldOf(key);
    row[extra === undefined ? `${besides.baseline}${key}` : extraKeyOf(`${besides.baseline}${extra}`)] = value;
  }
  for (const key of figures) row[`${besides.difference}${key}`] = difference(footprint[key], baseline[key]);
  return row;
}

function difference(one: ExportValue | undefined, other: ExportValue | undefined): number | null {
  if (typeof one !== 'number' || typeof other !== 'number') return null;
  const sum = exactSum();
  sum.add(one);
  sum.add(-other);
  return Number(sum.text());
}
