// A short number for each row or key of a file: it compares millions of rows in little time and memory. Valid for one pass
// over one file; stored values use the digests of digest.ts.

import type { Values } from '../datasets/dataset.js';
import { type Cell, cellText } from '../values/cell.js';

// Three odd multipliers without a pattern (the golden ratio's, and two of MurmurHash3), one for each word.
const FIRST = 0x9e3779b1;
const SECOND = 0x85ebca6b;
const THIRD = 0xc2b2ae35;

/**
 * 96 bits: even among ten million rows, two different ones share a fingerprint less often than once in 10^14 files.
 * One object serves a whole pass; `of…` replaces what it holds.
 */
export class Fingerprint {
  first = 0;
  second = 0;
  third = 0;
  readonly #double = new Float64Array(1);
  readonly #halves = new Int32Array(this.#double.buffer);
  readonly #fields: readonly string[];

  /** `fields`: those that make two records different. */
  constructor(fields: readonly string[] = []) {
    this.#fields = fields;
  }

  /** The fingerprint of a text. */
  ofText(text: string): this {
    this.#start();
    this.#addText(text);
    return this;
  }

  /** The fingerprint of a record's fields, in any order. */
  ofRecord(record: Values): this {
    this.#start();
    for (let index = 0; index < this.#fields.length; index += 1) {
      const value = record[this.#fields[index] ?? ''];
      if (value === undefined) continue;
      this.#add(index);
      if (typeof value === 'string') this.#addText(value);
      else if (typeof value === 'number') this.#addNumber(value);
      else this.#addText(JSON.stringify(value));
    }
    return this;
  }

  /** The fingerprint of a record and of other cells of its row; empty cells are ignored. @param columns positions of those cells. */
  ofRow(record: Values, cells: readonly Cell[], columns: readonly number[]): this {
    this.ofRecord(record);
    for (const index of columns) {
      const text = cellText(cells[index]).trim();
      if (text === '') continue;
      this.#add(index);
      this.#addText(text);
    }
    return this;
  }

  #start(): void {
    this.first = 1;
    this.second = 2;
    this.third = 3;
  }

  #addNumber(value: number): void {
    this.#double[0] = value;
    this.#add(this.#halves[0] ?? 0);
    this.#add(this.#halves[1] ?? 0);
  }

  /** Two characters at a time; the length comes last, so that no two lists of texts run into one. */
  #addText(text: string): void {
    let { first, second, third } = this;
    const { length } = text;
    for (let index = 1; index < length; index += 2) {
      const pair = text.charCodeAt(index - 1) | (text.charCodeAt(index) << 16);
      first = Math.imul(first ^ pair, FIRST);
      second = Math.imul(second ^ pair, SECOND);
      third = Math.imul(third ^ pair, THIRD);
      first ^= first >>> 15;
      second ^= second >>> 13;
      third ^= third >>> 16;
    }
    this.first = first;
    this.second = second;
    this.third = third;
    if (length % 2 === 1) this.#add(text.charCodeAt(length - 1));
    this.#add(length);
  }

  /** A multiplication carries bits upwards only; the shifts bring them down again. */
  #add(word: number): void {
    const first = Math.imul(this.first ^ word, FIRST);
    const second = Math.imul(this.second ^ word, SECOND);
    const third = Math.imul(this.third ^ word, THIRD);
    this.first = first ^ (first >>> 15);
    this.second = second ^ (second >>> 13);
    this.third = third ^ (third >>> 16);
  }
}
