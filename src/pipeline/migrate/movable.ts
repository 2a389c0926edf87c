// What can move from one account of a service to another: the datasets, by what a person knows a row, and what refers to what.

import { type ImportName, movable } from '../../datasets/catalogue.js';
import type { ImportDataset, ProviderName, Values } from '../../datasets/dataset.js';
import type { FieldValue } from '../../datasets/field.js';
import { Stop } from '../../problems/stop.js';
import { cellText } from '../../values/cell.js';

/** Whatever moves only when it is named: every contact of the supplier may get an e-mail. */
const ONLY_NAMED: ReadonlySet<string> = new Set(['invites']);

/**
 * The datasets to move, parents first.
 * @param asked none: all that the service has, but for those that move only when they are named.
 * @throws Stop of kind `usage` for a dataset that does not move between accounts of the service.
 */
export function datasetsToMove(provider: ProviderName, asked: readonly string[]): readonly ImportName[] {
  const known = movable[provider];
  const other = asked.find((name) => !known.some((one) => one === name));
  if (other !== undefined)
    throw new Stop(
      'usage',
      'UNKNOWN_DATASET',
      `rows of "${other}" do not move between accounts of ${provider}: expected ${known.join(', ')}`,
      'leave the name out; the sheet Not carried over of migration.xlsx says why a dataset does not move',
    );
  return known.filter((name) => (asked.length === 0 ? !ONLY_NAMED.has(name) : asked.includes(name)));
}

/** A field that refers to a row of another dataset by the service's id. */
interface Reference {
  readonly dataset: ImportName;
  /** The fields that name the same row in other ways. */
  readonly keys: readonly string[];
}

/** The fields that refer to rows of other datasets. */
export const references: Readonly<Record<string, Reference>> = {
  productId: { dataset: 'resold-products', keys: ['productCustomId', 'productGtin', 'productName'] },
  supplierId: { dataset: 'suppliers', keys: ['supplierCustomId', 'supplierName'] },
};

/** An id by which rows are compared: services write UUIDs in capitals or not. */
export function idKey(id: unknown): string {
  return String(id).toLowerCase();
}

/** By dataset: the id at the target of each row of the source, by `idKey`. */
export type IdMaps = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** By dataset: the ids of rows of the source that the target does not get, by `idKey`. */
export type LackingIds = ReadonlyMap<string, ReadonlySet<string>>;

/** The title of the parent that a row lacks at the target; undefined where it lacks none. */
export function lackedParent(
  { fields }: Pick<ImportDataset, 'fields'>,
  values: Values,
  lacking: LackingIds,
): string | undefined {
  const lacked = Object.entries(references).find(
    ([field, { dataset }]) => field in fields && lacking.get(dataset)?.has(idKey(values[field])),
  );
  return lacked && (lacked[1].dataset === 'suppliers' ? 'supplier' : 'product');
}

/**
 * What the target is given of a row. Ids of the source mean nothing there: those of parents become the target's, where they are
 * known; then the other names of the parent are left out, since they may have changed. All others are left out.
 */
export function carriedValues({ fields }: Pick<ImportDataset, 'fields'>, values: Values, ids: IdMaps): Values {
  const carried: Record<string, FieldValue | undefined> = {};
  for (const [field, value] of Object.entries(values)) if (fields[field]?.kind !== 'uuid') carried[field] = value;
  for (const [field, { dataset, keys }] of Object.entries(references)) {
    const id = field in fields ? ids.get(dataset)?.get(idKey(values[field])) : undefined;
    if (id === undefined) continue;
    carried[field] = id;
    for (const key of keys) delete carried[key];
  }
  return carried;
}

/** The fields that hold ids of the service, other than those of parents that move as well. */
export function ownIdFields({ fields }: Pick<ImportDataset, 'fields'>): readonly string[] {
  return Object.entries(fields).flatMap(([name, { kind }]) => (kind === 'uuid' && !(name in references) ? [name] : []));
}

/** By what a person knows a row: of each group, the first field that is filled. */
const knownBy: Readonly<Record<string, readonly (readonly string[])[]>> = {
  suppliers: [['customId', 'name']],
  'resold-products': [['customId', 'gtin', 'name']],
  'supplier-periods': [
    ['productCustomId', 'productGtin', 'productName'],
    ['supplierCustomId', 'supplierName'],
    ['validFrom', 'validTo'],
  ],
  invites: [
    ['productCustomId', 'productGtin', 'productName'],
    ['supplierCustomId', 'supplierName'],
  ],
  purchases: [['product_name'], ['purchase_date'], ['quantity'], ['unit_id']],
  'country-sales': [['product_name'], ['country'], ['start_date'], ['end_date']],
  'sold-products': [['product_name', 'product_id']],
  'sales-periods': [['product_name', 'product_id'], ['start_date'], ['end_date']],
  'variable-products': [['sku', 'syncId', 'name']],
};

/** The fields by which the rows of a product belong together in a comparison. @default the key */
const productFields: Readonly<Record<string, string>> = { purchases: 'product_name', 'country-sales': 'product_name' };

/** The product that a row is about, as a person knows it. */
export function productText(dataset: string, key: string, values: Values): string {
  const field = productFields[dataset];
  return field === undefined ? key : String(values[field] ?? '');
}

/** The text by which a person knows a row. */
export function keyText(dataset: string, values: Values): string {
  const parts = (knownBy[dataset] ?? []).flatMap((fields) => {
    const value = fields.map((field) => values[field]).find((one) => one !== undefined);
    return value === undefined ? [] : [typeof value === 'object' ? JSON.stringify(value) : cellText(value)];
  });
  return parts.join(' / ');
}
