// Reads the country and the currency of a row, in datasets whose rows have both.

import type { Values } from '../datasets/dataset.js';
import { columnOf, type Mapping } from '../mapping/mapping.js';
import { currencies } from '../values/numbers/currencies.js';

/** Where an amount was paid, and in what. */
export interface Paid {
  readonly country: string;
  readonly currency: string;
}

/** Reads rows of a table; undefined for a table without countries or without units. */
export interface CurrencyReader {
  /** The field of the currency. */
  readonly field: string;
  /** Undefined where the row says no country, or its unit is no currency. */
  read(record: Values): Paid | undefined;
}

/** Prepares to read the rows of a table; undefined where they say no country or no unit. */
export function currencyReader(mapping: Mapping): CurrencyReader | undefined {
  const { fields, total } = mapping.dataset;
  const place = Object.keys(fields).find((name) => fields[name]?.kind === 'country');
  const field = total?.unit;
  if (place === undefined || field === undefined || columnOf(mapping, place) === undefined) return undefined;
  return {
    field,
    read(record) {
      const [country, currency] = [record[place], record[field]];
      if (typeof country !== 'string' || typeof currency !== 'string' || !isCurrency(currency)) return undefined;
      return { country, currency };
    },
  };
}

function isCurrency(unit: string): boolean {
  return unit.length === 3 && currencies[unit] !== undefined;
}
