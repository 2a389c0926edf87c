// Chooses the canary rows: the first rows of each kind of write. Pure.

import type { Values } from '../datasets/dataset.js';

/** Kinds at most: each costs a request. */
export const MOST_KINDS = 10;
/** Candidates of each kind: where the answer to one is lost, the next one is sent. */
const MOST_ROWS = 3;

/** The first rows of each kind, in the order of the file. */
export class Canaries<T> {
  readonly #fields: readonly string[];
  readonly #rows = new Map<string, T[]>();

  /** @param fields the names of the dataset's fields. */
  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  /** Offers a row to write; calls `make` only for a row that is kept. */
  offer(action: 'create' | 'update', record: Values, make: () => T): void {
    const kind = `${action} ${this.#filled(record)}`;
    const rows = this.#rows.get(kind);
    if (rows !== undefined) {
      if (rows.length < MOST_ROWS) rows.push(make());
    } else if (this.#rows.size < MOST_KINDS) this.#rows.set(kind, [make()]);
  }

  /** The candidates of each kind, in the order to send them. */
  kinds(): readonly (readonly T[])[] {
    return [...this.#rows.values()];
  }

  /** The filled fields, as the sum of their bits. */
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
