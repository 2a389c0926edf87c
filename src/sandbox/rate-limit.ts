// Decides whether a request is within the rate, and words the answer's headers. Pure: callers pass the time.

/** What the limiter says about one request. */
export interface Verdict {
  readonly admitted: boolean;
  /** `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers), and `Retry-After` when refused. */
  readonly headers: Readonly<Record<string, string>>;
}

/** A bucket of `rate` tokens that refills evenly within a second. A refused request costs nothing. */
export class TokenBucket {
  readonly #rate: number;
  readonly #capacity: number;
  #tokens: number;
  #filledAt: number;

  /** `rate` in requests per second, above 0; `now` in milliseconds. */
  constructor(rate: number, now: number) {
    this.#rate = rate;
    this.#capacity = Math.max(1, rate);
    this.#tokens = this.#capacity;
    this.#filledAt = now;
  }

  take(now: number): Verdict {
    // A clock that steps back refills nothing and takes nothing away.
    const elapsedMs = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(this.#capacity, this.#tokens + (elapsedMs / 1000) * this.#rate);
    this.#filledAt = now;
    const admitted = this.#tokens >= 1;
    if (admitted) this.#tokens -= 1;
    return { admitted, headers: this.#headers(admitted) };
  }

  #headers(admitted: boolean): Record<string, string> {
    const untilFull = Math.ceil((this.#capacity - this.#tokens) / this.#rate);
    const headers: Record<string, string> = {
      'RateLimit-Policy': `"default";q=${this.#rate};w=1`,
      RateLimit: `"default";r=${Math.floor(this.#tokens)};t=${untilFull}`,
    };
    if (!admitted) headers['Retry-After'] = String(Math.max(1, Math.ceil((1 - this.#tokens) / this.#rate)));
    return headers;
  }
}
