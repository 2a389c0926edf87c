// What is usual among the rows that the service holds: their amounts by group, and their currencies by country. Memory follows the
// groups of the file, not the rows at the service.

import type { Values } from '../datasets/dataset.js';
import { Fingerprint } from '../dedup/fingerprint.js';
import { FirstRows } from '../dedup/first-rows.js';
import type { Mapping } from '../mapping/mapping.js';
import { type Comparison, compareLater } from './comparison.js';
import { currencyReader } from './currency-of.js';
import { type Grouping, type Groupings, groupOf, recordGroupings } from './groups.js';
import { type Amount, eachAmount, type Measure, measuresOf, type Signs } from './measures.js';
import { LEAST_VALUES, Spread } from './spread.js';
import type { SuspectRow } from './suspect-row.js';

/** Groups of one grouping that are told apart; the rows of others are compared by wider groups. */
const MOST_GROUPS = 20_000;

const NOWHERE = { sheet: '', row: 0, cells: [] };

/** The held amounts of one field in one unit. */
class Column {
  readonly whole = new Spread();
  negative = 0;
  readonly #groups = new Map<Grouping, Map<number, Spread>>();
  readonly #kinds = new Map<number, number>();

  add(value: number, wanted: ReadonlyMap<Grouping, ReadonlySet<number>>): void {
    const log = Math.log10(Math.abs(value));
    this.whole.add(log);
    if (value < 0) this.negative += 1;
    for (const [grouping, numbers] of wanted) {
      const number = groupOf(grouping);
      if (number === 0) continue;
      if (grouping.isKind) this.#kinds.set(number, (this.#kinds.get(number) ?? 0) + 1);
      if (!numbers.has(number)) continue;
      const groups = this.#groups.get(grouping) ?? new Map<number, Spread>();
      this.#groups.set(grouping, groups);
      groups.set(number, (groups.get(number) ?? new Spread()).add(log));
    }
  }

  get areKindsKnown(): boolean {
    const inLarge = [...this.#kinds.values()].reduce((sum, rows) => sum + (rows >= LEAST_VALUES ? rows : 0), 0);
    return inLarge * 2 >= this.whole.rows;
  }

  spreadOf(grouping: Grouping): Spread | undefined {
    return this.#groups.get(grouping)?.get(groupOf(grouping));
  }
}

/** The rows at the service, as far as rows of a file are compared with them. */
export class HeldRows {
  readonly #measures: readonly Measure[];
  readonly #groupings: Groupings;
  readonly #currencyOf: ReturnType<typeof currencyReader>;
  /** The groups of the file's rows. */
  readonly #wanted: ReadonlyMap<Grouping, Set<number>>;
  readonly #columns = new Map<string, Column>();
  readonly #currencies = new Map<string, Map<string, number>>();
  readonly #fingerprint = new Fingerprint();
  readonly #seen = new FirstRows();

  private constructor(mapping: Mapping, measures: readonly Measure[]) {
    this.#measures = measures;
    this.#groupings = recordGroupings(mapping);
    this.#currencyOf = currencyReader(mapping);
    this.#wanted = new Map(this.#groupings.all.map((grouping) => [grouping, new Set<number>()]));
  }

  /** Undefined for a dataset without amounts. */
  static of(mapping: Mapping): HeldRows | undefined {
    const measures = measuresOf(mapping.dataset);
    return measures.length === 0 ? undefined : new HeldRows(mapping, measures);
  }

  /** Takes up a row of the file. All come before the first held row. */
  note(row: SuspectRow): void {
    this.#groupings.look(row);
    for (const [grouping, numbers] of this.#wanted) {
      const number = groupOf(grouping);
      if (number !== 0 && numbers.size < MOST_GROUPS) numbers.add(number);
    }
  }

  /** Takes a held row. A list that changes while it is read shows rows again: each counts once. */
  see(remoteId: string, record: Values): void {
    if (this.#seen.see(this.#fingerprint.ofText(remoteId), 1) !== undefined) return;
    this.#groupings.lookAtHeld({ source: NOWHERE, record, identity: '' });
    eachAmount(record, this.#measures, ({ field, unit, value }) => {
      const key = `${field} ${unit}`;
      const column = this.#columns.get(key) ?? new Column();
      this.#columns.set(key, column);
      column.add(value, this.#wanted);
    });
    const paid = this.#currencyOf?.read(record);
    if (paid === undefined) return;
    const inCountry = this.#currencies.get(paid.country) ?? new Map<string, number>();
    this.#currencies.set(paid.country, inCountry.set(paid.currency, (inCountry.get(paid.currency) ?? 0) + 1));
  }

  /** Whether the service listed a row with an amount. */
  get isAny(): boolean {
    return this.#columns.size > 0;
  }

  signs({ field, unit }: Amount): Signs {
    const column = this.#columns.get(`${field} ${unit}`);
    return { rows: column?.whole.rows ?? 0, negative: column?.negative ?? 0 };
  }

  /** What the amount is compared with, by the narrowest group of its row that has enough rows. */
  compare({ field, unit, value }: Amount, row: SuspectRow): Comparison | undefined {
    const column = this.#columns.get(`${field} ${unit}`);
    if (column === undefined) return undefined;
    this.#groupings.look(row);
    return compareLater(value, row, this.#groupings.all, column);
  }

  /** How many rows of a country there are in each currency. */
  currenciesIn(country: string): ReadonlyMap<string, number> {
    return this.#currencies.get(country) ?? new Map();
  }
}
