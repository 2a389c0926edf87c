// Decides when to start no further rows; the first reason counts. Knows results and limits; sends nothing and never waits.

import type { Result } from '../plan/result.js';
import { interruption, Stop, type StopCode } from '../problems/stop.js';

/** How many failures are allowed: rows, or a share of the rows sent so far. */
export type FailureLimit =
  | { readonly by: 'rows'; readonly most: number }
  | { readonly by: 'percent'; readonly most: number };

/** Limits that the user set. An absent one does not limit. */
export interface StopLimits {
  /** Rows that may fail or end in doubt. One more stops the run. */
  readonly maxFailures?: FailureLimit | undefined;
  /** Rows to write at most. Rows in doubt count, since they may be written. */
  readonly stopAfter?: number | undefined;
}

/** A share of few rows says little: it counts from this row on. */
const SHARE_COUNTS_FROM = 50;

/** So many unclear answers in a row are no accident. */
const MOST_UNCLEAR = 20;

/** Counts results and keeps the first reason to start no further rows. */
export class CircuitBreaker {
  private stop: Stop | undefined;
  private failure: { readonly cause: unknown } | undefined;
  private sent = 0;
  private written = 0;
  private failures = 0;
  private unclearInARow = 0;
  /** Rows that were started and have no result yet. */
  private underWay = 0;

  /** `signal`: start nothing new once aborted. `countsUnclear`: rows are answered one by one, so unclear answers in a row count. */
  constructor(
    private readonly signal: AbortSignal,
    private readonly limits: StopLimits,
    private readonly countsUnclear: boolean,
  ) {}

  /** Whether to start no further rows. */
  get isOpen(): boolean {
    return this.signal.aborted || this.stop !== undefined || this.failure !== undefined;
  }

  /** How many more rows may start now. 0 also while that depends on rows under way. */
  get room(): number {
    if (this.isOpen) return 0;
    return Math.max(0, (this.limits.stopAfter ?? Number.POSITIVE_INFINITY) - this.written - this.underWay);
  }

  /** Notes that rows start. */
  start(rows: number): void {
    this.underWay += rows;
  }

  /** Another row is waiting, and no row under way can make room for it. */
  reachLimit(): void {
    this.trip(atLimit('STOP_AFTER', `${this.written} rows are written, the number that was asked for`));
  }

  trip(stop: Stop): void {
    this.stop ??= stop;
  }

  fail(cause: unknown): void {
    this.failure ??= { cause };
  }

  /** Counts a row's result. */
  record({ status }: Result): void {
    this.underWay -= 1;
    // An unsent row was held back: it says nothing about the service.
    if (status === 'unsent') return;
    this.sent += 1;
    if (status === 'in-doubt' || status === 'created' || status === 'updated' || status === 'deleted')
      this.written += 1;
    if (status === 'in-doubt' || status === 'failed') this.failures += 1;
    this.unclearInARow = status === 'in-doubt' ? this.unclearInARow + 1 : 0;
    this.weigh();
  }

  /** Why no further rows were started. Throws an unexpected failure. */
  reason(): Stop | undefined {
    if (this.failure) throw this.failure.cause;
    return this.stop ?? (this.signal.aborted ? interruption(this.signal) : undefined);
  }

  private weigh(): void {
    const { maxFailures } = this.limits;
    if (maxFailures && this.isTooMuch(maxFailures)) {
      const allowed = maxFailures.by === 'rows' ? `${maxFailures.most}` : `${maxFailures.most} %`;
      const what = `${this.failures} of ${this.sent} rows sent failed or are in doubt`;
      this.trip(atLimit('MAX_FAILURES', `${what}, more than the ${allowed} allowed`));
    }
    // More requests would only leave more rows in doubt.
    if (this.countsUnclear && this.unclearInARow >= MOST_UNCLEAR)
      this.trip(atLimit('KEEPS_FAILING', `${MOST_UNCLEAR} rows in a row got no clear answer`));
  }

  private isTooMuch({ by, most }: FailureLimit): boolean {
    if (by === 'rows') return this.failures > most;
    return this.sent >= SHARE_COUNTS_FROM && this.failures * 100 > most * this.sent;
  }
}

function atLimit(code: StopCode, message: string): Stop {
  return new Stop('limit', code, message);
}
