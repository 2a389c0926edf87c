// Footprints beside baselines: the two rows of a product as one, with their differences in exact decimals.

import { besides, footprintColumns, isAmount } from '../../../datasets/carboncloud/footprint-columns.js';
import { extraFieldOf, extraKeyOf } from '../../../datasets/extra-columns.js';
import { decimalText } from '../../../values/numbers/decimal.js';
import { exactDifference } from '../../../values/numbers/exact-product.js';
import { figureOf, shortestText } from '../../../values/numbers/figure.js';
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

function exactText(figure: ExportValue | undefined): string | undefined {
  return decimalText(typeof figure === 'number' ? shortestText(figure) : (figure ?? ''));
}

function difference(one: ExportValue | undefined, other: ExportValue | undefined): ExportValue {
  const [from, taken] = [exactText(one), exactText(other)];
  return from === undefined || taken === undefined ? null : figureOf(exactDifference(from, taken));
}
