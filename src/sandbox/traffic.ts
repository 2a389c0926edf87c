// Counts requests, for tests and to inspect a running sandbox.

/** One second of the sandbox's clock with requests. */
export interface SecondOfTraffic {
  /** Seconds since the epoch. */
  readonly second: number;
  readonly allowed: number;
  readonly refused: number;
}

export interface SandboxStats {
  /** All requests, also refused ones, except those to `/_sandbox`. */
  readonly requests: number;
  /** Admitted by the rate limit. */
  readonly allowed: number;
  /** Answered 429 by the rate limit. */
  readonly throttled: number;
  /** Answered with a fault. */
  readonly faults: number;
  /** By method and route, as `POST /v1/purchases/{id}`, also refused requests. */
  readonly byRoute: Readonly<Record<string, number>>;
  /** Those that the rate limit refused, by method and route. */
  readonly throttledByRoute: Readonly<Record<string, number>>;
  /** Faults by kind. */
  readonly faultsByKind: Readonly<Record<string, number>>;
  /** The most requests admitted in one second of the sandbox's clock. */
  readonly peakPerSecond: number;
  /** The seconds with requests of the last hour, the oldest first. */
  readonly perSecond: readonly SecondOfTraffic[];
  /** When the first and the last request were admitted, in milliseconds since the epoch; undefined before the first. */
  readonly firstAt: number | undefined;
  readonly lastAt: number | undefined;
}

const keptSeconds = 3600;

export class Traffic {
  readonly #byRoute = new Map<string, number>();
  readonly #throttledByRoute = new Map<string, number>();
  readonly #faultsByKind = new Map<string, number>();
  readonly #seconds: { second: number; allowed: number; refused: number }[] = [];
  #requests = 0;
  #throttled = 0;
  #faults = 0;
  #peak = 0;
  #firstAt: number | undefined;
  #lastAt: number | undefined;

  allowed(route: string, now: number): void {
    this.#requests += 1;
    count(this.#byRoute, route);
    this.#firstAt ??= now;
    this.#lastAt = now;
    const second = this.#secondOf(now);
    second.allowed += 1;
    this.#peak = Math.max(this.#peak, second.allowed);
  }

  throttled(route: string, now: number): void {
    this.#requests += 1;
    this.#throttled += 1;
    count(this.#byRoute, route);
    count(this.#throttledByRoute, route);
    this.#secondOf(now).refused += 1;
  }

  failed(kind: string): void {
    this.#faults += 1;
    count(this.#faultsByKind, kind);
  }

  stats(): SandboxStats {
    return {
      requests: this.#requests,
      allowed: this.#requests - this.#throttled,
      throttled: this.#throttled,
      faults: this.#faults,
      byRoute: Object.fromEntries(this.#byRoute),
      throttledByRoute: Object.fromEntries(this.#throttledByRoute),
      faultsByKind: Object.fromEntries(this.#faultsByKind),
      peakPerSecond: this.#peak,
      perSecond: this.#seconds.map((second) => ({ ...second })),
      firstAt: this.#firstAt,
      lastAt: this.#lastAt,
    };
  }

  #secondOf(now: number): { second: number; allowed: number; refused: number } {
    const second = Math.floor(now / 1000);
    const last = this.#seconds.at(-1);
    if (last?.second === second) return last;
    const next = { second, allowed: 0, refused: 0 };
    this.#seconds.push(next);
    if (this.#seconds.length > keptSeconds) this.#seconds.shift();
    return next;
  }
}

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
