// Rate limit: admits requests, and writes the headers that report the limit. Pure: callers pass the time.

/** Requests per second, above 0: always the same, or by the time in milliseconds since the epoch. */
export type Rate = number | ((now: number) => number);

/**
 * The headers that report the limit. `draft`: `RateLimit-Policy` and `RateLimit` (draft-ietf-httpapi-ratelimit-headers).
 * `legacy`: `X-RateLimit-Limit`, `-Remaining` and `-Reset` (in seconds). `retry-after`: that header, when refused.
 */
export const rateHeaderKinds = ['draft', 'legacy', 'retry-after'] as const;
export type RateHeaders = (typeof rateHeaderKinds)[number];

/** The decision about one request. */
export interface Admission {
  readonly admitted: boolean;
  readonly headers: Readonly<Record<string, string>>;
}

/** A bucket of as many tokens as the rate, that refills evenly within a second. A refused request costs nothing. */
export class TokenBucket {
  readonly #rateAt: (now: number) => number;
  readonly #announced: ReadonlySet<RateHeaders>;
  #tokens: number;
  #filledAt: number;

  constructor(rate: Rate, headers: readonly RateHeaders[], now: number) {
    this.#rateAt = typeof rate === 'number' ? () => rate : rate;
    this.#announced = new Set(headers);
    this.#tokens = capacity(this.#rateAt(now));
    this.#filledAt = now;
  }

  take(now: number): Admission {
    const rate = this.#rateAt(now);
    // A clock that steps back refills nothing and takes nothing away.
    const elapsedMs = Math.max(0, now - this.#filledAt);
    this.#tokens = Math.min(capacity(rate), this.#tokens + (elapsedMs / 1000) * rate);
    this.#filledAt = now;
    const admitted = this.#tokens >= 1;
    if (admitted) this.#tokens -= 1;
    return { admitted, headers: this.#headers(admitted, rate) };
  }

  #headers(admitted: boolean, rate: number): Record<string, string> {
    const untilFull = Math.ceil((capacity(rate) - this.#tokens) / rate);
    const headers: Record<string, string> = {};
    if (this.#announced.has('draft')) {
      headers['RateLimit-Policy'] = `"default";q=${rate};w=1`;
      headers.RateLimit = `"default";r=${Math.floor(this.#tokens)};t=${untilFull}`;
    }
    if (this.#announced.has('legacy')) {
      headers['X-RateLimit-Limit'] = String(rate);
      headers['X-RateLimit-Remaining'] = String(Math.floor(this.#tokens));
      headers['X-RateLimit-Reset'] = String(untilFull);
    }
    if (!admitted && this.#announced.has('retry-after'))
      headers['Retry-After'] = String(Math.max(1, Math.ceil((1 - this.#tokens) / rate)));
    return headers;
  }
}

function capacity(rate: number): number {
  return Math.max(1, rate);
}
