// How many requests a plan takes, and how long: the arithmetic before the first write, and of the time left while rows are
// written. Pure; what is known about the pace comes from the budget.

/** What is known about the pace of a host. */
export interface KnownPace {
  /** Requests per second that it bears or that the user allows; undefined when nothing is known to limit them. */
  readonly mostPerSecond: number | undefined;
  /** How long an answer takes; undefined before the first one. */
  readonly latencyMs: number | undefined;
}

/** What writing costs. */
export interface WritingCost {
  /** Requests for so many rows to create and to update. */
  readonly requests: (create: number, update: number) => number;
  /** Requests that are under way at once. */
  readonly atOnce: number;
}

/** What a plan takes, about. */
export interface Estimate {
  readonly requests: number;
  readonly seconds: number;
}

/** An answer of a service far away, where none has come yet. */
const UNKNOWN_LATENCY_MS = 200;
/** What is quicker than that is bound by this computer. */
const LEAST_LATENCY_MS = 2;

/** The pace is what the limit allows, or what so many requests at once come to, whichever is less. */
export function estimateOf(
  { create, update }: { readonly create: number; readonly update: number },
  { requests, atOnce }: WritingCost,
  { mostPerSecond, latencyMs }: KnownPace,
): Estimate {
  const count = requests(create, update);
  const unbound = (atOnce * 1000) / Math.max(LEAST_LATENCY_MS, latencyMs ?? UNKNOWN_LATENCY_MS);
  const perSecond = Math.min(mostPerSecond ?? Number.POSITIVE_INFINITY, unbound);
  return { requests: count, seconds: Math.ceil(count / perSecond) };
}

/** What was done longer ago than this says little about the time left: limits change. */
const WINDOW_MS = 30_000;
/** Marks are this far apart, so that few are kept. */
const MARK_MS = 1_000;

/** How fast something gets done lately. */
export class RecentPace {
  private marks: { readonly at: number; readonly done: number }[] = [];

  /** Takes note of how much is done; `at` in milliseconds. */
  note(at: number, done: number): void {
    const last = this.marks.at(-1);
    // A clock that was set back starts anew.
    if (last !== undefined && at < last.at) this.marks = [];
    if (last === undefined || Math.abs(at - last.at) >= MARK_MS) this.marks.push({ at, done });
    while ((this.marks[1]?.at ?? at) <= at - WINDOW_MS) this.marks.shift();
  }

  /** So many a second over the last half minute; 0 while nothing can be said. */
  perSecond(at: number, done: number): number {
    const [first] = this.marks;
    return first === undefined || at <= first.at ? 0 : ((done - first.done) * 1000) / (at - first.at);
  }
}
