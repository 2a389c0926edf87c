// Collects changes that arrive in one turn of the event loop, so that they share one transaction and one wait for the disk.
// Decides when to write, not how: the writing is a function it is given.

/** Changes that wait at most; more than this are written at once, so that memory stays bounded. */
const MOST_WAITING = 2_000;

interface Waiting<Change> {
  readonly changes: readonly Change[];
  /** Absent when nobody waits for these changes. */
  readonly settled?: { readonly resolve: () => void; readonly reject: (error: unknown) => void };
}

/**
 * A queue in front of `write`, which writes changes in order, all or none, and throws when it cannot.
 * `durable`: somebody waits until the disk has them.
 */
export class GroupCommit<Change> {
  readonly #write: (changes: readonly Change[], durable: boolean) => void;
  #queue: Waiting<Change>[] = [];
  #waiting = 0;
  #scheduled = false;

  constructor(write: (changes: readonly Change[], durable: boolean) => void) {
    this.#write = write;
  }

  /** Resolves when the disk has the changes; rejects, with the changes dropped, when they could not be written. */
  durably(changes: readonly Change[]): Promise<void> {
    return new Promise((resolve, reject) => this.#add({ changes, settled: { resolve, reject } }));
  }

  /** Writes the changes with the next group. When that fails they stay in the queue, and the next call that writes tells. */
  soon(changes: readonly Change[]): void {
    this.#add({ changes });
  }

  /** Writes all that waits, now. Throws what `write` throws. */
  flush(): void {
    const group = this.#queue;
    if (group.length === 0) return;
    this.#keep([]);
    try {
      this.#write(
        group.flatMap(({ changes }) => changes),
        group.some(({ settled }) => settled !== undefined),
      );
    } catch (error) {
      this.#keep(group.filter(({ settled }) => settled === undefined));
      for (const { settled } of group) settled?.reject(error);
      throw error;
    }
    for (const { settled } of group) settled?.resolve();
  }

  /** What waits, in the order of the calls; after a failed `flush`: what the disk did not take. */
  waiting(): readonly Change[] {
    return this.#queue.flatMap(({ changes }) => changes);
  }

  #keep(queue: Waiting<Change>[]): void {
    this.#queue = queue;
    this.#waiting = queue.reduce((sum, { changes }) => sum + changes.length, 0);
  }

  #add(waiting: Waiting<Change>): void {
    this.#queue.push(waiting);
    this.#waiting += waiting.changes.length;
    if (this.#waiting >= MOST_WAITING) this.flush();
    else this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    // After the callbacks of this turn: the answers that came in together have then all said what they want written.
    setImmediate(() => {
      this.#scheduled = false;
      try {
        this.flush();
      } catch {
        // Those who wait have been told; the rest is still in the queue and is told by the next call.
      }
    });
  }
}
