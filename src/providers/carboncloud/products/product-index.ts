// Matches rows to products at the service by the dataset's keys. Keys are not documented to be unique there, so the first match
// is used, except for a deletion.

import dataset from '../../../datasets/carboncloud/resold-products.js';
import type { Key, Values } from '../../../datasets/dataset.js';
import { firstShelf, KeyIndex } from '../../../dedup/key-index.js';
import type { Obstacle } from '../../../plan/action.js';
import { cleanKey } from '../../../values/characters.js';
import { textOf } from '../../../values/read-text.js';
import { AmbiguousKeys } from '../ambiguous-keys.js';
import type { Product } from '../replies.js';

/** Products by id and by key. */
export class ProductIndex {
  private readonly byId = new Map<string, Product>();
  private readonly ambiguous = new AmbiguousKeys('resold product');
  private readonly byKey = new KeyIndex<Product>(() => firstShelf(this.ambiguous.note));

  add(product: Product): void {
    if (this.byId.has(product.id)) return;
    this.byId.set(product.id, product);
    this.byKey.add(keysOf(recordOf(product)), product);
  }

  get(id: string): Product | undefined {
    return this.byId.get(id);
  }

  /** The obstacle to a deletion where several products match. */
  obstacle(record: Values): Obstacle | undefined {
    return this.ambiguous.obstacle(this.byKey.find(keysOf(record))?.key, record);
  }

  /** The product that a record matches. */
  find(record: Values): Product | undefined {
    return this.byKey.find(keysOf(record))?.thing;
  }
}

function keysOf(record: Values): readonly Key[] {
  return dataset.identity.by === 'key' ? dataset.identity.keys(record) : [];
}

/** The key fields of a product, as a row has them: cleaned, and absent where they are empty. */
function recordOf({ customId, gtin, name, pickUpLocation, productionLocation, shipToLocation }: Product): Values {
  const text = (value: string | null | undefined): string => value ?? '';
  const [id, number] = [customId, gtin].map((key) => cleanKey(text(key)).trim());
  return {
    name: text(name),
    pickUpLocation: text(pickUpLocation),
    productionLocation: text(productionLocation),
    shipToLocation: text(shipToLocation),
    ...(id && { customId: id }),
    ...(number && { gtin: number }),
  };
}

/** Whether the product has all values of the record. */
export function saysTheSame(record: Values, held: Product): boolean {
  const values = held as Readonly<Record<string, unknown>>; // read by the record's field names
  return Object.entries(record).every(([field, value]) => {
    if (value === undefined) return true;
    if (field === 'gtin') return gtin14(value) === gtin14(held.gtin);
    return equal(value, values[field]);
  });
}

/** A shorter GTIN equals its 14-digit form with leading zeros. */
function gtin14(gtin: unknown): string {
  return typeof gtin === 'string' ? gtin.trim().padStart(14, '0') : '';
}

function equal(wanted: NonNullable<Values[string]>, held: unknown): boolean {
  if (typeof wanted === 'string') return typeof held === 'string' && textOf(held) === textOf(wanted);
  if (typeof wanted === 'number') return held === wanted;
  if (Array.isArray(wanted)) {
    // Categories have no order.
    return Array.isArray(held) && JSON.stringify([...wanted].sort()) === JSON.stringify([...held].sort());
  }
  const known: Readonly<Record<string, unknown>> = typeof held === 'object' && held !== null ? { ...held } : {};
  return Object.entries(wanted).every(([year, volume]) => known[year] === volume);
}
