// A map from digests to whole numbers that stays small: 16 bytes a slot, where a Map of texts takes over a hundred.

/** Slots are filled to this share at the most, so that probes stay short. */
const FULLEST = 0.6;
const FIRST_CAPACITY = 1024;
/** 96 bits of digest and the number. */
const WORDS = 4;

/** Remembers a number from 1 to 2^32 - 1 for each digest. Digests are told apart by their first 96 bits. */
export class DigestMap {
  #capacity = FIRST_CAPACITY;
  #size = 0;
  #slots = new Uint32Array(FIRST_CAPACITY * WORDS);

  /** The number of a digest, or undefined when it has none. */
  get(digest: Buffer): number | undefined {
    return this.#slots[this.#find(digest) + 3] || undefined;
  }

  /** Gives a digest its number, in place of an earlier one. */
  set(digest: Buffer, value: number): void {
    const at = this.#find(digest);
    if (this.#slots[at + 3] === 0) this.#size += 1;
    this.#put(at, digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8), value);
    if (this.#size > this.#capacity * FULLEST) this.#grow();
  }

  #find(digest: Buffer): number {
    return this.#slotOf(digest.readUInt32LE(0), digest.readUInt32LE(4), digest.readUInt32LE(8));
  }

  /** Where the digest stands, or the free slot where it would. */
  #slotOf(first: number, second: number, third: number): number {
    const slots = this.#slots;
    const last = this.#capacity - 1;
    let slot = first & last;
    for (;;) {
      const at = slot * WORDS;
      if (slots[at + 3] === 0) return at;
      if (slots[at] === first && slots[at + 1] === second && slots[at + 2] === third) return at;
      slot = (slot + 1) & last;
    }
  }

  #put(at: number, first: number, second: number, third: number, value: number): void {
    this.#slots[at] = first;
    this.#slots[at + 1] = second;
    this.#slots[at + 2] = third;
    this.#slots[at + 3] = value;
  }

  #grow(): void {
    const old = this.#slots;
    this.#capacity *= 2;
    this.#slots = new Uint32Array(this.#capacity * WORDS);
    for (let at = 0; at < old.length; at += WORDS) {
      const [first = 0, second = 0, third = 0, value = 0] = old.subarray(at, at + WORDS);
      if (value !== 0) this.#put(this.#slotOf(first, second, third), first, second, third, value);
    }
  }
}
