// Stores the first row of every fingerprint in 16 bytes per slot; a Map of texts takes over a hundred.

import type { Fingerprint } from './fingerprint.js';

/** Most slots to fill, as a share, so that probes stay short. */
const FULLEST = 0.6;
const FIRST_CAPACITY = 1024;
/** Of a slot: the other two words of the fingerprint, and the row. */
const REST = 3;

type Key = Pick<Fingerprint, 'first' | 'second' | 'third'>;

/**
 * Rows by fingerprint; a row number is 1 to 2^32 - 1. The words that are probed lie on their own and close together: the
 * memory of a table of millions is slow, and most probes need no more of it.
 */
export class FirstRows {
  #capacity = FIRST_CAPACITY;
  #size = 0;
  /** The third word of each slot's fingerprint; 0 in a free slot. */
  #tags = new Int32Array(FIRST_CAPACITY);
  #rest = new Int32Array(FIRST_CAPACITY * REST);

  /** The first row with this fingerprint. */
  get(key: Key): number | undefined {
    const slot = this.#slotOf(key);
    return this.#tags[slot] === 0 ? undefined : (this.#rest[slot * REST + 2] ?? 0) >>> 0;
  }

  /** The first row with this fingerprint; undefined when this row is the first, which is then stored. */
  see(key: Key, row: number): number | undefined {
    const slot = this.#slotOf(key);
    if (this.#tags[slot] !== 0) return (this.#rest[slot * REST + 2] ?? 0) >>> 0;
    this.#put(slot, tagOf(key.third), key.first, key.second, row);
    this.#size += 1;
    if (this.#size > this.#capacity * FULLEST) this.#grow();
    return undefined;
  }

  /** The slot of the fingerprint, or the free slot for it. */
  #slotOf({ first, second, third }: Key): number {
    const tags = this.#tags;
    const rest = this.#rest;
    const tag = tagOf(third);
    const last = this.#capacity - 1;
    for (let slot = first & last; ; slot = (slot + 1) & last) {
      if (tags[slot] === 0) return slot;
      if (tags[slot] === tag && rest[slot * REST] === first && rest[slot * REST + 1] === second) return slot;
    }
  }

  #put(slot: number, tag: number, first: number, second: number, row: number): void {
    this.#tags[slot] = tag;
    const at = slot * REST;
    this.#rest[at] = first;
    this.#rest[at + 1] = second;
    this.#rest[at + 2] = row;
  }

  #grow(): void {
    const [tags, rest] = [this.#tags, this.#rest];
    this.#capacity *= 2;
    this.#tags = new Int32Array(this.#capacity);
    this.#rest = new Int32Array(this.#capacity * REST);
    for (let old = 0; old < tags.length; old += 1) {
      const tag = tags[old] ?? 0;
      if (tag === 0) continue;
      const at = old * REST;
      const first = rest[at] ?? 0;
      let slot = first & (this.#capacity - 1);
      while (this.#tags[slot] !== 0) slot = (slot + 1) & (this.#capacity - 1);
      this.#put(slot, tag, first, rest[at + 1] ?? 0, rest[at + 2] ?? 0);
    }
  }
}

function tagOf(word: number): number {
  return word === 0 ? 1 : word;
}
