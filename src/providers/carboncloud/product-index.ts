// When a row and a product that the service holds are the same product: by custom id, else GTIN, else name and locations.
// Neither id is unique at the service (nothing says so), so the first one that fits is taken.

import { sameName, type Values } from '../../datasets/dataset.js';
import type { Product } from './replies.js';

/** Finds held products by what identifies them. */
export class ProductIndex {
  private readonly byId = new Map<string, Product>();
  private readonly byKey = new Map<string, Product[]>();

  add(product: Product): void {
    if (this.byId.has(product.id)) return;
    this.byId.set(product.id, product);
    for (const key of [customIdKey(product), gtinKey(product), nameKey(product)]) {
      if (key !== undefined) this.byKey.set(key, [...(this.byKey.get(key) ?? []), product]);
    }
  }

  get(id: string): Product | undefined {
    return this.byId.get(id);
  }

  /** The held product that a record stands for. */
  find(record: Values): Product | undefined {
    const custom = this.all(customIdKey(record))[0];
    if (custom) return custom;
    // Two custom ids, or two GTINs, that differ stand for two products, however alike the rest is.
    const sameGtin = this.all(gtinKey(record)).find((held) => !differ(record, held, customIdKey));
    if (sameGtin) return sameGtin;
    return this.all(nameKey(record)).find(
      (held) => !differ(record, held, customIdKey) && !differ(record, held, gtinKey),
    );
  }

  private all(key: string | undefined): readonly Product[] {
    return (key !== undefined && this.byKey.get(key)) || [];
  }
}

type Keyed = Values | Product;
type Key = (product: Keyed) => string | undefined;

function differ(record: Keyed, held: Keyed, key: Key): boolean {
  const [one, other] = [key(record), key(held)];
  return one !== undefined && other !== undefined && one !== other;
}

const customIdKey: Key = ({ customId }) =>
  typeof customId === 'string' && customId ? `custom ${customId.trim()}` : undefined;

/** Shorter GTINs are the same number as their 14-digit form with leading zeros. */
const gtinKey: Key = ({ gtin }) =>
  typeof gtin === 'string' && gtin ? `gtin ${gtin.trim().padStart(14, '0')}` : undefined;

const nameKey: Key = ({ name, pickUpLocation, productionLocation, shipToLocation }) => {
  const parts = [name, pickUpLocation, productionLocation, shipToLocation];
  return `name ${JSON.stringify(parts.map((part) => (typeof part === 'string' ? sameName(part) : '')))}`;
};

/** Whether the held product says all that the record says; fields that the record does not name do not matter. */
export function saysTheSame(record: Values, held: Product): boolean {
  const values = held as Readonly<Record<string, unknown>>; // read by the record's field names
  return Object.entries(record).every(([field, value]) => {
    if (value === undefined) return true;
    if (field === 'gtin') return !differ(record, held, gtinKey) && Boolean(held.gtin);
    return equal(value, values[field]);
  });
}

function equal(wanted: NonNullable<Values[string]>, held: unknown): boolean {
  if (typeof wanted === 'string') return typeof held === 'string' && held.trim() === wanted;
  if (typeof wanted === 'number') return held === wanted;
  if (Array.isArray(wanted)) {
    // Categories have no order.
    return Array.isArray(held) && JSON.stringify([...wanted].sort()) === JSON.stringify([...held].sort());
  }
  const known: Readonly<Record<string, unknown>> = typeof held === 'object' && held !== null ? { ...held } : {};
  return Object.entries(wanted).every(([year, volume]) => known[year] === volume);
}
