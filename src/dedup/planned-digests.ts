// The rows of a plan in a few bytes each: what was planned for each of them, as digests to compare with.

import { digest } from './digest.js';
import { Fingerprint } from './fingerprint.js';
import { FirstRows } from './first-rows.js';

/** Bytes of a digest (SHA-1), and of the digests of a row. */
const SIZE = 20;
const ROW = 3 * SIZE;
const FIRST_CAPACITY = 1024;

/** What is done with a row: texts that are equal for equal writes. */
export interface Doing {
  /** The action, and the id at the service. */
  readonly what: string;
  /** What is written. */
  readonly written: string;
  /** The hash of the row that it is written over, in hex; '' where there is none. */
  readonly held: string;
}

/** What was planned for a row. */
export interface PlannedDigest {
  /** The position in the plan, from 0. */
  readonly index: number;
  /** See Doing; '' where nothing is written over. */
  readonly held: string;
  /** Whether this is what was planned. @param isLoose whatever is written, over whatever is there. */
  is(doing: Doing, isLoose: boolean): boolean;
}

/** The rows of one table of a plan. */
export class PlannedDigests {
  readonly #fingerprint = new Fingerprint();
  readonly #rows = new FirstRows();
  #bytes = Buffer.alloc(FIRST_CAPACITY * ROW);
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Adds a row. @param name different for all rows. */
  add(name: string, { what, written, held }: Doing): void {
    const at = this.#size * ROW;
    this.#size += 1;
    this.#rows.see(this.#fingerprint.ofText(name), this.#size);
    if (at === this.#bytes.length) this.#bytes = Buffer.concat([this.#bytes], 2 * at);
    digest(what).copy(this.#bytes, at);
    digest(written).copy(this.#bytes, at + SIZE);
    this.#bytes.write(held, at + 2 * SIZE, 'hex');
  }

  find(name: string): PlannedDigest | undefined {
    const number = this.#rows.get(this.#fingerprint.ofText(name));
    if (number === undefined) return undefined;
    const own = this.#bytes.subarray((number - 1) * ROW, number * ROW);
    const over = own.subarray(2 * SIZE);
    const held = over.every((byte) => byte === 0) ? '' : over.toString('hex');
    return {
      index: number - 1,
      held,
      is: (doing, isLoose) =>
        digest(doing.what).equals(own.subarray(0, SIZE)) &&
        (isLoose || (digest(doing.written).equals(own.subarray(SIZE, 2 * SIZE)) && doing.held === held)),
    };
  }
}
