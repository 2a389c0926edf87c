// The sums of one column of amounts while its rows pass by: of all rows, by unit, and since each total row.

import { type ExactSum, exactSum } from '../values/exact-sum.js';

/** The running sums of a column. */
export interface AmountSums {
  /** Adds a row's amount; `unit` as its cell says it, or its column in a matrix; '' for neither. */
  add(amount: number, unit: string): void;
  /** Counts a row whose amount could not be read. */
  addUnread(): void;
  /** How many amounts could not be read. */
  unread(): number;
  /**
   * Compares a total with the rows above: all of them, those of the unit, or the blocks between total rows that end here.
   * @returns undefined when one of these sums is the total, else the sum that comes nearest, as decimal text.
   */
  compare(total: number, unit: string): string | undefined;
  /** A total row: a new block of rows begins below it. */
  endBlock(): void;
}

interface Running {
  readonly sum: ExactSum;
  /** The sum at each total row, and zero. */
  readonly ends: Set<string>;
}

/** Units in one table, or columns of a matrix; of more, the sum of all rows is enough to know. */
const MOST_UNITS = 20_000;

// Excel adds in binary: the sum of many rows differs from the exact one behind the 12th digit or later.
const DIGITS_OF_SUMS = [15, 14, 13, 12];

/** Starts at zero. */
export function amountSums(): AmountSums {
  const all: Running = running();
  const byUnit = new Map<string, Running>();
  let rows = 0;
  let unread = 0;
  const ofUnit = (unit: string): Running | undefined => {
    if (unit === '') return undefined;
    const known = byUnit.get(unit);
    if (known !== undefined || byUnit.size >= MOST_UNITS) return known;
    const fresh = running();
    byUnit.set(unit, fresh);
    return fresh;
  };
  return {
    add(amount, unit) {
      rows += 1;
      all.sum.add(amount);
      ofUnit(unit)?.sum.add(amount);
    },
    addUnread() {
      unread += 1;
    },
    unread: () => unread,
    compare(total, unit) {
      const sums = [byUnit.get(unit), all].flatMap((one) => one ?? []);
      if (rows > 0 && sums.some((one) => agrees(one, total))) return undefined;
      return nearest(sums.flatMap(blocksOf), total);
    },
    endBlock() {
      for (const { sum, ends } of [all, ...byUnit.values()]) ends.add(sum.text());
    },
  };
}

function running(): Running {
  return { sum: exactSum(), ends: new Set(['0']) };
}

/** Whether a block of rows that ends here adds up to the total: the sum of the rows before it is where a block ended. */
function agrees({ sum, ends }: Running, total: number): boolean {
  const readings = DIGITS_OF_SUMS.map((digits) => Number(total.toPrecision(digits))).filter(Number.isFinite);
  return readings.some((reading) => ends.has(without(sum, reading)));
}

function without(sum: ExactSum, amount: number): string {
  sum.add(-amount);
  const text = sum.text();
  sum.add(amount);
  return text;
}

/** All rows, and those since the last total row. */
function blocksOf({ sum, ends }: Running): readonly string[] {
  return [sum.text(), without(sum, Number([...ends].at(-1)))];
}

function nearest(sums: readonly string[], total: number): string {
  return sums.reduce((best, sum) => (Math.abs(Number(sum) - total) < Math.abs(Number(best) - total) ? sum : best));
}
