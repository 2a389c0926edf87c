// Compares amounts with those of earlier imports into the account. The file's own amounts are usual-amounts.ts's matter.

import { type Comparison, compareLater } from './comparison.js';
import { type Grouping, type Groupings, groupDigest, groupOf, rolesOf } from './groups.js';
import type { KeptGroup } from './kept-amounts.js';
import type { Amount, Signs } from './measures.js';
import { LEAST_VALUES, Spread } from './spread.js';
import type { SuspectRow } from './suspect-row.js';

/** The earlier amounts of one field in one unit. */
class Column {
  readonly whole = new Spread();
  negative = 0;
  readonly #groups = new Map<string, Spread>();
  /** By grouping: what is usual in a group of the present file, by its number there. */
  readonly #usual = new Map<Grouping, Map<number, Spread | undefined>>();
  #inKinds = 0;

  add({ by, group, negative, counted }: KeptGroup): void {
    if (by === '') {
      this.whole.addCounted(counted);
      this.negative += negative;
      return;
    }
    const key = `${by} ${group}`;
    const spread = this.#groups.get(key) ?? new Spread();
    const before = spread.rows;
    this.#groups.set(key, spread.addCounted(counted));
    if (by === 'kind' && spread.rows >= LEAST_VALUES)
      this.#inKinds += before >= LEAST_VALUES ? spread.rows - before : spread.rows;
  }

  get areKindsKnown(): boolean {
    return this.#inKinds * 2 >= this.whole.rows;
  }

  spreadOf(grouping: Grouping, row: SuspectRow): Spread | undefined {
    const number = groupOf(grouping);
    if (number === 0) return undefined;
    const known = this.#usual.get(grouping) ?? new Map<number, Spread | undefined>();
    this.#usual.set(grouping, known);
    if (!known.has(number)) known.set(number, this.#groups.get(`${rolesOf(grouping)} ${groupDigest(grouping, row)}`));
    return known.get(number);
  }
}

/** The amounts of earlier imports. */
export class EarlierAmounts {
  readonly #columns = new Map<string, Column>();
  readonly #groupings: Groupings;

  /** @param groupings of the present file; `look` has taken up the row that is asked about. */
  constructor(kept: readonly KeptGroup[], groupings: Groupings) {
    this.#groupings = groupings;
    for (const one of kept) {
      const key = `${one.field} ${one.unit}`;
      const column = this.#columns.get(key) ?? new Column();
      this.#columns.set(key, column);
      column.add(one);
    }
  }

  signs({ field, unit }: Amount): Signs {
    const column = this.#columns.get(`${field} ${unit}`);
    return { rows: column?.whole.rows ?? 0, negative: column?.negative ?? 0 };
  }

  /** What the amount is compared with, by the narrowest group of its row that has enough rows. */
  compare({ field, unit, value }: Amount, row: SuspectRow): Comparison | undefined {
    const column = this.#columns.get(`${field} ${unit}`);
    return column && compareLater(value, row, this.#groupings.all, column);
  }
}
