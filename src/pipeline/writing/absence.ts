// When a row that a list lacks is proven absent: lists may lag behind what is created. Pure; settle-doubt.ts does the looking.

/** However a list lags, what was created so long ago is in it. */
const LISTED_BY_THEN_MS = 15 * 60_000;

/** What the looks at a list tell of rows that are not in it, by the rows of the same run that surely were created. Times in ms. */
export class Absence {
  /** When the newest row that has been seen was about to be sent. */
  #newestSeen = Number.NEGATIVE_INFINITY;
  /** The least age at which a row has been seen: the list lags no more than that. */
  #leastAge = Number.POSITIVE_INFINITY;
  #lookedAt = Number.NEGATIVE_INFINITY;

  /** Takes note of a look. `newest`: when the newest row in it was about to be sent; undefined when none of the run is in it. */
  see(lookedAt: number, newest: number | undefined): void {
    this.#lookedAt = lookedAt;
    if (newest === undefined) return;
    this.#newestSeen = Math.max(this.#newestSeen, newest);
    this.#leastAge = Math.min(this.#leastAge, lookedAt - newest);
  }

  /**
   * Whether a row is absent that the last look lacked and that was surely not sent after `endedAt`: a row that came later is in
   * the list; or it has had longer to get there than another one needed.
   */
  isProvenFor(endedAt: number): boolean {
    if (this.#newestSeen === Number.NEGATIVE_INFINITY) return false;
    const age = this.#lookedAt - endedAt;
    return this.#newestSeen >= endedAt || age >= this.#leastAge || age >= LISTED_BY_THEN_MS;
  }
}
