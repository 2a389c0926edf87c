// Chooses the rows that are tried before all others: the first ones of each distinct kind of write. Pure.

import type { Values } from '../datasets/dataset.js';

/** Kinds that are tried at most: each costs a request. */
export const MOST_KINDS = 10;
/** Rows that stand ready for each kind: where the answer to one is lost, the next one is tried. */
const MOST_ROWS = 3;

/** The first rows of each kind, in the order in which the kinds turned up. */
export class Canaries<T> {
  readonly #fields: readonly string[];
  readonly #rows = new Map<string, T[]>();

  /** @param fields the names of the dataset's fields. */
  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  /** Takes a row in that is to be written; `make` is called only where it is wanted. */
  offer(action: 'create' | 'update', record: Values, make: () => T): void {
    const kind = `${action} ${this.#filled(record)}`;
    const rows = this.#rows.get(kind);
    if (rows !== undefined) {
      if (rows.length < MOST_ROWS) rows.push(make());
    } else if (this.#rows.size < MOST_KINDS) this.#rows.set(kind, [make()]);
  }

  /** The rows of each kind; the first is to be tried, the others take its place. */
  kinds(): readonly (readonly T[])[] {
    return [...this.#rows.values()];
  }

  /** Which fields have a value, as the sum of their bits. */
  #filled(record: Values): number {
    let sum = 0;
    let bit = 1;
    for (const field of this.#fields) {
      if (record[field] !== undefined) sum += bit;
      bit *= 2;
    }
    return sum;
  }
}
