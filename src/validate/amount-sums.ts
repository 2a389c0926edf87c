// The sums of one column of amounts while its rows pass by: of all rows, by unit, and since each total row.

import { type ExactSum, exactSum } from '../values/numbers/exact-sum.js';

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
   */
  compare(total: number, unit: string): ComparedSum;
  /**
   * Whether the amount may be the sum of several rows above: all of them, those of the unit, or those since the last total row.
   * Quick, and true for some that are not.
   */
  maySum(amount: number, unit: string): boolean;
  /** A total row: a new block of rows begins below it. */
  endBlock(): void;
}

/** How a total stands to the rows above it. */
export interface ComparedSum {
  /** How many rows, zeros aside, add up to the total; undefined where none do. */
  readonly rows: number | undefined;
  /** The sum that comes nearest, as decimal text; undefined where one is the total. */
  readonly other: string | undefined;
}

interface Running {
  readonly sum: ExactSum;
  /** Rows with an amount other than zero. */
  rows: number;
  /** The sum as binary numbers add up, and what it was at the last total row. */
  rough: number;
  roughAtEnd: number;
  /** The sum at each total row, and zero, with the rows down to it. */
  readonly ends: Map<string, number>;
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
      addTo(all, amount);
      addTo(ofUnit(unit), amount);
    },
    addUnread() {
      unread += 1;
    },
    unread: () => unread,
    compare(total, unit) {
      const sums = [byUnit.get(unit), all].flatMap((one) => one ?? []);
      const agreeing = rows > 0 ? sums.flatMap((one) => rowsOf(one, total) ?? []) : [];
      if (agreeing.length > 0) return { rows: Math.max(...agreeing), other: undefined };
      return { rows: undefined, other: nearest(sums.flatMap(blocksOf), total) };
    },
    maySum(amount, unit) {
      if (rows < 2) return false;
      return isRoughly(all, amount) || isRoughly(byUnit.get(unit), amount);
    },
    endBlock() {
      for (const one of [all, ...byUnit.values()]) {
        one.ends.set(one.sum.text(), one.rows);
        one.roughAtEnd = one.rough;
      }
    },
  };
}

function running(): Running {
  return { sum: exactSum(), rows: 0, rough: 0, roughAtEnd: 0, ends: new Map([['0', 0]]) };
}

/** Far wider than any error of binary sums. */
const ROUGHLY = 1e-6;

function isRoughly(running: Running | undefined, amount: number): boolean {
  if (running === undefined || running.rows < 2) return false;
  const { rough, roughAtEnd } = running;
  const within = ROUGHLY * Math.max(Math.abs(amount), Math.abs(rough));
  return Math.abs(rough - amount) <= within || Math.abs(rough - roughAtEnd - amount) <= within;
}

function addTo(running: Running | undefined, amount: number): void {
  if (running === undefined) return;
  running.sum.add(amount);
  running.rough += amount;
  if (amount !== 0) running.rows += 1;
}

/**
 * The rows of a block that ends here and adds up to the total: the sum of the rows before it is where a block ended.
 * Undefined when there is none.
 */
function rowsOf({ sum, rows, ends }: Running, total: number): number | undefined {
  const readings = DIGITS_OF_SUMS.map((digits) => Number(total.toPrecision(digits))).filter(Number.isFinite);
  for (const reading of readings) {
    const before = ends.get(without(sum, reading));
    if (before !== undefined) return rows - before;
  }
  return undefined;
}

function without(sum: ExactSum, amount: number): string {
  sum.add(-amount);
  const text = sum.text();
  sum.add(amount);
  return text;
}

/** All rows, and those since the last total row. */
function blocksOf({ sum, ends }: Running): readonly string[] {
  return [sum.text(), without(sum, Number([...ends.keys()].at(-1)))];
}

function nearest(sums: readonly string[], total: number): string {
  return sums.reduce((best, sum) => (Math.abs(Number(sum) - total) < Math.abs(Number(best) - total) ? sum : best));
}
