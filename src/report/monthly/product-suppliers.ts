// Who supplied a product in a year, by its supplier periods at CarbonCloud.

import { type Row, textIn } from './collector.js';

/** The suppliers of products. */
export interface ProductSuppliers {
  /** Returns the row where its period has a day in the year. */
  see(row: Row): Row | undefined;
  /** The names of a product's suppliers in the year; '' for none. */
  of(productId: string): string;
}

/** Starts without suppliers. @param year as `2026` */
export function productSuppliers(year: string): ProductSuppliers {
  const names = new Map<string, Set<string>>();
  return {
    see(row) {
      const [from, to] = [textIn(row, 'validFrom'), textIn(row, 'validTo')];
      // A missing day is an open end (assumed).
      if (from > `${year}-12-31` || (to !== '' && to < `${year}-01-01`)) return undefined;
      const id = textIn(row, 'productId').toLowerCase();
      const known = names.get(id) ?? new Set();
      names.set(id, known.add(textIn(row, 'supplierName') || textIn(row, 'supplierId')));
      return row;
    },
    of: (productId) => [...(names.get(productId) ?? [])].sort().join('; '),
  };
}
