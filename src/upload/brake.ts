// When no further rows are started: the first reason counts. Knows results and limits; sends and waits for nothing.

import type { Result } from '../plan/result.js';
import { interruption, Stop, type StopCode } from '../problems/stop.js';

/** How many failures are borne: rows, or a share of the rows that were sent so far. */
export type FailureLimit =
  | { readonly by: 'rows'; readonly most: number }
  | { readonly by: 'percent'; readonly most: number };

/** Limits that the user set; what is absent does not limit. */
export interface BrakeLimits {
  /** Rows failed or in doubt; one more ends the run. */
  readonly maxFailures?: FailureLimit | undefined;
  /** Rows written; rows in doubt count, since they may be. Never more. */
  readonly stopAfter?: number | undefined;
}

/** A share says little about few rows: it counts from this row on. */
const SHARE_COUNTS_FROM = 50;

/** So many unclear answers without one clear one between them are no accident. */
const MOST_UNCLEAR = 20;

/** Remembers the first reason to start no further rows. */
export class Brake {
  private stop: Stop | undefined;
  private failure: { readonly cause: unknown } | undefined;
  private sent = 0;
  private written = 0;
  private failures = 0;
  private unclearInARow = 0;
  /** Rows that were taken up and have no result yet. */
  private underWay = 0;

  /** `signal`: start nothing new once aborted. `heedsUnclear`: whether unclear answers follow one another row by row. */
  constructor(
    private readonly signal: AbortSignal,
    private readonly limits: BrakeLimits,
    private readonly heedsUnclear: boolean,
  ) {}

  /** Whether no further rows are to be started. */
  get pulled(): boolean {
    return this.signal.aborted || this.stop !== undefined || this.failure !== undefined;
  }

  /** How many more rows may be started now; 0 also when it depends on what becomes of those under way. */
  get room(): number {
    if (this.pulled) return 0;
    return Math.max(0, (this.limits.stopAfter ?? Number.POSITIVE_INFINITY) - this.written - this.underWay);
  }

  /** Rows are going to be started. */
  take(rows: number): void {
    this.underWay += rows;
  }

  /** There is another row, and none under way that could make room for it. */
  full(): void {
    this.pull(atLimit('STOP_AFTER', `${this.written} rows are written, as many as were asked for`));
  }

  pull(stop: Stop): void {
    this.stop ??= stop;
  }

  fail(cause: unknown): void {
    this.failure ??= { cause };
  }

  /** Takes note of what became of a row. */
  heed({ status }: Result): void {
    this.underWay -= 1;
    // A row that was held back by another reason to stop was not sent.
    if (status === 'unsent') return;
    this.sent += 1;
    if (status === 'in-doubt' || status === 'created' || status === 'updated' || status === 'deleted')
      this.written += 1;
    if (status === 'in-doubt' || status === 'failed') this.failures += 1;
    this.unclearInARow = status === 'in-doubt' ? this.unclearInARow + 1 : 0;
    this.weigh();
  }

  /** Throws what was not foreseen; else tells why no further rows were started. */
  reason(): Stop | undefined {
    if (this.failure) throw this.failure.cause;
    return this.stop ?? (this.signal.aborted ? interruption(this.signal) : undefined);
  }

  private weigh(): void {
    const { maxFailures } = this.limits;
    if (maxFailures && this.isTooMuch(maxFailures)) {
      const allowed = maxFailures.by === 'rows' ? `${maxFailures.most}` : `${maxFailures.most} %`;
      const what = `${this.failures} of ${this.sent} rows that were sent failed or are in doubt`;
      this.pull(atLimit('MAX_FAILURES', `${what}, more than the ${allowed} that are allowed`));
    }
    // Sending on would only add to what is in doubt.
    if (this.heedsUnclear && this.unclearInARow >= MOST_UNCLEAR)
      this.pull(atLimit('KEEPS_FAILING', `${MOST_UNCLEAR} rows in a row were sent and got no clear answer`));
  }

  private isTooMuch({ by, most }: FailureLimit): boolean {
    if (by === 'rows') return this.failures > most;
    return this.sent >= SHARE_COUNTS_FROM && this.failures * 100 > most * this.sent;
  }
}

function atLimit(code: StopCode, message: string): Stop {
  return new Stop('limit', code, message);
}
