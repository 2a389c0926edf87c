// Counts of what came in, for tests and for people who look into a running sandbox.

export interface SandboxStats {
  /** All requests, refused ones included; those to `/_sandbox` are not counted. */
  readonly requests: number;
  /** Answered 429 by the rate limit. */
  readonly throttled: number;
  /** Answered with a fault. */
  readonly faults: number;
  /** By method and route, as `POST /v1/purchases/{id}`; refused requests included. */
  readonly byRoute: Readonly<Record<string, number>>;
  /** The most requests that were let through within one second of the sandbox's clock. */
  readonly peakPerSecond: number;
  /** When the first and the last request were let through, in milliseconds since the epoch; undefined before the first. */
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
}

export class Traffic {
  readonly #byRoute = new Map<string, number>();
  #requests = 0;
  #throttled = 0;
  #faults = 0;
  #second = Number.NEGATIVE_INFINITY;
  #inSecond = 0;
  #peak = 0;
  #firstAt: number | undefined;
  #lastAt: number | undefined;

  came(route: string): void {
    this.#requests += 1;
    this.#byRoute.set(route, (this.#byRoute.get(route) ?? 0) + 1);
  }

  admitted(now: number): void {
    this.#firstAt ??= now;
    this.#lastAt = now;
    const second = Math.floor(now / 1000);
    this.#inSecond = second === this.#second ? this.#inSecond + 1 : 1;
    this.#second = second;
    this.#peak = Math.max(this.#peak, this.#inSecond);
  }

  throttled(): void {
    this.#throttled += 1;
  }

  failed(): void {
    this.#faults += 1;
  }

  stats(): SandboxStats {
    return {
      requests: this.#requests,
      throttled: this.#throttled,
      faults: this.#faults,
      byRoute: Object.fromEntries(this.#byRoute),
      peakPerSecond: this.#peak,
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
    };
  }
}
