// When a row and a product that the service holds are the same product: by the dataset's keys, as among the rows of a file.
// No key is unique at the service (nothing says so), so the first product that fits is taken, but not to
// delete it.

import type { Key, Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/resold-products.js';
import { firstShelf, KeyIndex } from '../../../dedup/key-index.js';
import type { Obstacle } from '../../../plan/action.js';
import { cleanKey } from '../../../values/characters.js';
import { textOf } from '../../../values/read-text.js';
import { AmbiguousKeys } from '../ambiguous-keys.js';
import type { Product } from '../replies.js';

/** Finds held products by what identifies them. */
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

  /** What keeps a record from deleting a product: several could be meant. */
  obstacle(record: Values): Obstacle | undefined {
    return this.ambiguous.obstacle(this.byKey.find(keysOf(record))?.key, record);
  }

  /** The held product that a record stands for. */
  find(record: Values): Product | undefined {
    return this.byKey.find(keysOf(record))?.thing;
  }
}

function keysOf(record: Values): readonly Key[] {
  return dataset.identity.by === 'key' ? dataset.identity.keys(record) : [];
}

/** What a held product has of the fields that keys are made of, as a row has it: cleaned, and absent where it is empty. */
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

/** Whether the held product says all that the record says; fields that the record does not name do not matter. */
export function saysTheSame(record: Values, held: Product): boolean {
  const values = held as Readonly<Record<string, unknown>>; // read by the record's field names
  return Object.entries(record).every(([field, value]) => {
    if (value === undefined) return true;
    if (field === 'gtin') return gtin14(value) === gtin14(held.gtin);
    return equal(value, values[field]);
  });
}

/** Shorter GTINs are the same number as their 14-digit form with leading zeros. */
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
