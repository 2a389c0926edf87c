// Control totals: rows and exact sums at each station on the way from a file to the service, and at each way off that way. Per
// unit, and per unit and country or period.

import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';
import type { Amount, Place } from './amounts.js';

/**
 * The stations, and between them where rows leave the way:
 * source - excluded - invalid - moved = records; records - there - open = sent; sent = stored.
 */
export const steps = [
  /** All rows of the file, as read. */
  'source',
  /** Left out by a rule, by the row itself, or as a repeat. */
  'excluded',
  /** Rows with errors. */
  'invalid',
  /** Credit notes and sums: taken into other rows, so that this comes to 0. */
  'moved',
  'records',
  /** The service had them before. */
  'there',
  /** Failed, in doubt, or not sent. */
  'open',
  'sent',
  /** What the service holds of the sent rows, on reading back; of an export, all that it gave. */
  'stored',
  /** Of an export: what its file holds, on reading it back. */
  'written',
] as const;
export type Step = (typeof steps)[number];

/** Rows at each step. */
type RowCounts = Readonly<Record<Exclude<Step, 'written'>, number>> & { readonly written?: number };

/** Rows, and the sum of their amounts as exact decimal text. */
export interface Sum {
  readonly rows: number;
  readonly sum: string;
}

/** What counts of one place; a step without rows is absent. */
export interface Line extends Partial<Place> {
  readonly unit: string;
  readonly at: Readonly<Partial<Record<Step, Sum>>>;
}

/** All control totals of a run. */
export interface ControlTotals {
  /** Rows at each step, those without an amount among them. */
  readonly rows: RowCounts;
  readonly units: readonly Line[];
  readonly countries: readonly Line[];
  readonly periods: readonly Line[];
}

/** Control totals in the making. */
export interface TotalsInMaking {
  /** Counts a row at a step, with its amounts. */
  add(step: Step, amounts: readonly Amount[]): void;
  /** Adds amounts that are no row of their own. */
  addAmounts(step: Step, amounts: readonly Amount[]): void;
  totals(): ControlTotals;
}

/** More places are counted as one: a column with so many units is no column of units. */
const MOST_PLACES = 1000;
export const OTHERS = '(others)';

/** Starts with no rows. */
export function controlTotals(): TotalsInMaking {
  const rows = new Map<Step, number>();
  const groups = {
    units: new Group(({ unit }) => [unit]),
    countries: new Group(({ unit, country }) => [unit, country]),
    periods: new Group(({ unit, period }) => [unit, period]),
  };
  const all = Object.values(groups);
  const count = (step: Step, amounts: readonly Amount[], isRow: boolean): void => {
    for (const group of all) group.add(step, amounts, isRow);
  };
  return {
    add(step, amounts) {
      rows.set(step, (rows.get(step) ?? 0) + 1);
      count(step, amounts, true);
    },
    addAmounts: (step, amounts) => count(step, amounts, false),
    totals: () => ({
      rows: countsIn(rows),
      units: groups.units.lines(([unit = '']) => ({ unit })),
      countries: groups.countries.lines(([unit = '', country = '']) => ({ unit, country })),
      periods: groups.periods.lines(([unit = '', period = '']) => ({ unit, period })),
    }),
  };
}

function countsIn(rows: ReadonlyMap<Step, number>): RowCounts {
  const at = (step: Step): number => rows.get(step) ?? 0;
  return {
    source: at('source'),
    excluded: at('excluded'),
    invalid: at('invalid'),
    moved: at('moved'),
    records: at('records'),
    there: at('there'),
    open: at('open'),
    sent: at('sent'),
    stored: at('stored'),
    ...(rows.has('written') && { written: at('written') }),
  };
}

interface Account {
  readonly key: readonly string[];
  readonly sums: Map<Step, { rows: number; readonly sum: ExactSum }>;
}

/** Sums by one key. */
class Group {
  readonly #accounts = new Map<string, Account>();

  constructor(private readonly keyOf: (place: Place) => readonly string[]) {}

  add(step: Step, amounts: readonly Amount[], isRow: boolean): void {
    const met: Account[] = [];
    for (const amount of amounts) {
      const account = this.#accountOf(this.keyOf(amount));
      let at = account.sums.get(step);
      if (at === undefined) {
        at = { rows: 0, sum: exactSum() };
        account.sums.set(step, at);
      }
      at.sum.add(amount.value);
      // A row with several amounts of a place counts there once.
      if (isRow && !met.includes(account)) at.rows += 1;
      met.push(account);
    }
  }

  #accountOf(key: readonly string[]): Account {
    const [first = '', second] = key;
    const text = second === undefined ? first : `${first}\n${second}`;
    const known = this.#accounts.get(text);
    if (known) return known;
    if (this.#accounts.size >= MOST_PLACES && key[0] !== OTHERS) return this.#accountOf(key.map(() => OTHERS));
    const fresh = { key: key.map((part) => structuredClone(part)), sums: new Map() };
    this.#accounts.set(text, fresh);
    return fresh;
  }

  /** In the order of their keys. */
  lines(placeOf: (key: readonly string[]) => { readonly unit: string } & Partial<Place>): readonly Line[] {
    return [...this.#accounts]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { key, sums }]) => ({
        ...placeOf(key),
        at: Object.fromEntries(
          steps.flatMap((step) => {
            const held = sums.get(step);
            return held ? [[step, { rows: held.rows, sum: held.sum.text() }] as const] : [];
          }),
        ),
      }));
  }
}
