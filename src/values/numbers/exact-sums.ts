// Many exact sums side by side, by number from 0: eight bytes each, where a sum needs no more.

import { type ExactSum, exactSum } from './exact-sum.js';

const QUICK = 10_000;
const MOST_QUICK = 2 ** 53;
const FIRST_CAPACITY = 1024;

/** Sums that all start at zero. */
export class ExactSums {
  /** In ten-thousandths, which doubles hold exactly up to 2^53. */
  #quick = new Float64Array(FIRST_CAPACITY);
  /** The sums that do not fit there. */
  readonly #large = new Map<number, ExactSum>();

  /** Adds a number to a sum; it counts with the digits that it shows. */
  add(index: number, value: number): void {
    const large = this.#large.get(index);
    if (large) {
      large.add(value);
      return;
    }
    if (index >= this.#quick.length) this.#grow(index);
    const scaled = Math.round(value * QUICK);
    const sum = (this.#quick[index] ?? 0) + scaled;
    const fits = scaled / QUICK === value && Math.abs(scaled) < MOST_QUICK && Math.abs(sum) < MOST_QUICK;
    if (fits) this.#quick[index] = sum;
    else {
      const exact = this.#exact(index);
      exact.add(value);
      this.#large.set(index, exact);
    }
  }

  /** The sum as exact decimal text. */
  text(index: number): string {
    return (this.#large.get(index) ?? this.#exact(index)).text();
  }

  #exact(index: number): ExactSum {
    const sum = exactSum();
    const quick = this.#quick[index] ?? 0;
    // As whole and fraction: divided at once, a large sum would lose its last digits.
    const whole = Math.trunc(quick / QUICK);
    sum.add(whole);
    sum.add((quick - whole * QUICK) / QUICK);
    return sum;
  }

  #grow(index: number): void {
    const larger = new Float64Array(Math.max(index + 1, this.#quick.length * 2));
    larger.set(this.#quick);
    this.#quick = larger;
  }
}
