// Adds emissions up, in exact decimals, in total and by several dimensions. The parts of each dimension add up to the total.

import { exactDifference } from '../../values/numbers/exact-product.js';
import { type ExactSum, exactSum } from '../../values/numbers/exact-sum.js';

/** A part of an emission. */
export interface Part {
  readonly label: string;
  /** Exact decimal text. */
  readonly amount: string;
}

/** A sum by dimension. */
export interface TallyLine extends Part {
  /** Emissions that it is the sum of, or that have a part in it. */
  readonly count: number;
}

/** Running sums. */
export interface Tally<D extends string> {
  /**
   * Adds an emission. @param labels the label of the emission in each dimension, or its parts there: what they leave is added as
   * `rest`, so that the parts of a dimension always add up to the total.
   */
  add(
    amount: string,
    labels: Readonly<Record<D, string | { readonly parts: readonly Part[]; readonly rest: string }>>,
  ): void;
  total(): string;
  count(): number;
  /** The sums of a dimension, the largest first; equal ones by label. */
  lines(dimension: D): readonly TallyLine[];
}

interface Sum {
  readonly sum: ExactSum;
  count: number;
}

/** Starts at zero. */
export function tally<D extends string>(dimensions: readonly D[]): Tally<D> {
  const total = exactSum();
  let count = 0;
  const sums = new Map(dimensions.map((dimension) => [dimension, new Map<string, Sum>()]));

  function addPart(dimension: D, { label, amount }: Part): void {
    const byLabel = sums.get(dimension) ?? new Map<string, Sum>();
    const known = byLabel.get(label) ?? { sum: exactSum(), count: 0 };
    known.sum.addText(amount);
    known.count += 1;
    byLabel.set(label, known);
  }

  return {
    add(amount, labels) {
      total.addText(amount);
      count += 1;
      for (const dimension of dimensions) {
        const found = labels[dimension];
        if (typeof found === 'string') addPart(dimension, { label: found, amount });
        else for (const part of withRest(amount, found.parts, found.rest)) addPart(dimension, part);
      }
    },
    total: () => total.text(),
    count: () => count,
    lines(dimension) {
      const lines = [...(sums.get(dimension) ?? [])].map(([label, one]) => ({
        label,
        amount: one.sum.text(),
        count: one.count,
      }));
      return lines.sort((one, other) => Number(other.amount) - Number(one.amount) || compare(one.label, other.label));
    },
  };
}

/** The parts that are not zero, and what they leave of the whole. */
function withRest(amount: string, parts: readonly Part[], rest: string): readonly Part[] {
  const left = parts.reduce((before, part) => exactDifference(before, part.amount), amount);
  return [...parts, { label: rest, amount: left }].filter((part) => part.amount !== '0');
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A part of a total as a decimal; '' where there is no total. */
export function shareOf(amount: string, total: string): string {
  return Number(total) === 0 ? '' : String(Number(amount) / Number(total));
}

/** A total as a figure by itself; '' where nothing is counted: that is no zero. */
export function knownTotal(sums: Pick<Tally<never>, 'total' | 'count'>): string {
  return sums.count() === 0 ? '' : sums.total();
}
