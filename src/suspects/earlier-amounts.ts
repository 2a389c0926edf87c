// Compares amounts with those of earlier imports into the account. The file's own amounts are usual-amounts.ts's matter.

import { type Grouping, type Groupings, groupDigest, groupOf, rolesOf } from './groups.js';
import type { KeptGroup } from './kept-amounts.js';
import type { Amount } from './measures.js';
import { LEAST_VALUES, Spread, type Usual } from './spread.js';
import type { SuspectRow } from './suspect-row.js';

/** Rows of a group that say a little of what is usual in it. */
const A_FEW = 3;

/** What an amount is compared with. */
export interface Compared {
  readonly usual: Usual;
  /** Undefined for the whole column. */
  readonly grouping?: Grouping;
}

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

  /** Whether most rows belong to kinds with enough rows: then one of a new kind is compared with no others. */
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

  /** How many amounts there were, and how many were negative. */
  signs({ field, unit }: Amount): { readonly rows: number; readonly negative: number } {
    const column = this.#columns.get(`${field} ${unit}`);
    return { rows: column?.whole.rows ?? 0, negative: column?.negative ?? 0 };
  }

  /** What the amount is compared with where it is unusual, by the narrowest group of its row that has enough rows. */
  unusual({ field, unit, value }: Amount, row: SuspectRow): Compared | undefined {
    const column = this.#columns.get(`${field} ${unit}`);
    if (column === undefined) return undefined;
    const log = Math.log10(Math.abs(value));
    for (const grouping of this.#groupings.all) {
      const spread = column.spreadOf(grouping, row);
      const usual = spread?.usualLater();
      if (usual) return isOutside(log, usual) ? { usual, grouping } : undefined;
      if ((spread?.rows ?? 0) < A_FEW && grouping.isKind && column.areKindsKnown) return undefined;
    }
    const usual = column.whole.usualLater();
    return usual && isOutside(log, usual) ? { usual } : undefined;
  }
}

function isOutside(log: number, { low, high }: Usual): boolean {
  return log >= high || log <= low;
}
