// A footprint, or a baseline, as a row: each leaf of the reply in the column of its path. The reply is walked once.

import type { ExportDataset } from '../../../datasets/dataset.js';
import { FIGURE, type Figure, figureOf } from '../../../values/numbers/figure.js';
import type { ExportValue } from '../../binding.js';
import { extraFields, isText } from '../../replies/extra-fields.js';
import type { Product } from '../replies.js';

export type Footprint = Readonly<Record<string, unknown>>;
export type Row = Readonly<Record<string, ExportValue>>;
export type RowMaker = (product: Product, found: Footprint | undefined) => Row;

/** A column that a path of the reply may fill. */
interface Target {
  readonly key: string;
  readonly as: (value: unknown) => ExportValue | undefined;
}

const SUM = '.sum';

/** Makes the function that creates rows; a missing value is null, never zero. */
export function rowMaker({ columns }: Pick<ExportDataset, 'columns'>): RowMaker {
  const blank: Row = Object.fromEntries(columns.map(({ key }) => [key, null]));
  const exact = new Map<string, Target>();
  // A part may be split by gas, with a sum, or be a single figure.
  const instead = new Map<string, Target>();
  for (const { key, kind } of columns) {
    const target = { key, as: kind === 'number' ? asFigure : asText };
    exact.set(key, target);
    instead.set(key.endsWith(SUM) ? key.slice(0, -SUM.length) : `${key}${SUM}`, target);
  }
  return (product, found) => {
    const row: Record<string, ExportValue> = { ...blank };
    if (found !== undefined) fill(row, found, exact, instead);
    const { id, customId = null, gtin = null, name = null, brandName = null } = product;
    row.id = id;
    row.customId = customId;
    row.gtin = gtin;
    row.name = name;
    row.brandName = brandName;
    row.reason = found ? null : 'not calculated yet';
    return row;
  };
}

function fill(
  row: Record<string, ExportValue>,
  found: Footprint,
  exact: ReadonlyMap<string, Target>,
  instead: ReadonlyMap<string, Target>,
): void {
  let left: [path: string, value: unknown][] | undefined;
  const walk = (node: Footprint, before: string): void => {
    for (const name of Object.keys(node)) {
      const value = node[name];
      const path = before + name;
      if (isTree(value)) {
        walk(value, `${path}.`);
        continue;
      }
      const target = exact.get(path);
      const read = target?.as(value);
      if (target !== undefined && read !== undefined) row[target.key] = read;
      else if (value !== null && value !== undefined && value !== '') {
        left ??= [];
        left.push([path, value]);
      }
    }
  };
  walk(found, '');
  if (left === undefined) return;
  const extra = left.filter(([path, value]) => {
    const target = instead.get(path);
    const read = target?.as(value);
    if (target === undefined || read === undefined || row[target.key] !== null) return true;
    row[target.key] = read;
    return false;
  });
  Object.assign(
    row,
    extraFields(Object.fromEntries(extra), () => false),
  );
}

/** A figure, also as text. */
function asFigure(value: unknown): Figure | undefined {
  if (typeof value === 'string') return FIGURE.test(value) ? figureOf(value) : undefined;
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

function asText(value: unknown): string | undefined {
  return isText(value) && value !== '' ? value : undefined;
}

/** An object without fields is a leaf. */
function isTree(value: unknown): value is Footprint {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  for (const _ in value) return true;
  return false;
}
