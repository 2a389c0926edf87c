// Circuit breaker of one host: opens when the retry budget is used up; while it is open, one request at a time probes the host.
// The budget is pace/retry-budget.ts.

import { backoffMs } from '../../pace/backoff.js';
import type { Clock } from '../../pace/clock.js';
import { RetryBudget } from '../../pace/retry-budget.js';
import { rest } from './request-queue.js';

/** The circuit breaker of a host, for the requests of this process. */
export class CircuitBreaker {
  private readonly budget = new RetryBudget();
  /** Failed probes since the breaker opened; undefined while it is closed. */
  private failures: number | undefined;
  private lastProbe: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether requests wait for a probe to succeed. */
  get isOpen(): boolean {
    return this.failures !== undefined;
  }

  /** Takes a retry out of the budget. Opens the breaker and returns false when there is none left. */
  takeRetry(): boolean {
    if (this.budget.take()) return true;
    this.failures ??= 0;
    return false;
  }

  /** Closes the breaker: the host has answered as a working one does. */
  succeeded(): void {
    this.failures = undefined;
    this.budget.succeeded();
  }

  /**
   * Sends a request. While the breaker is open, requests follow one another with growing pauses until one succeeds.
   * @param attempt returns true when it succeeded.
   * @param giveUpAt a request that would have to wait longer is not sent.
   * @returns false when it was not sent.
   * @throws Stop when the run is cancelled.
   */
  async send(attempt: () => Promise<boolean>, giveUpAt: number): Promise<boolean> {
    if (this.failures === undefined) {
      await attempt();
      return true;
    }
    const turn = this.lastProbe.then(() => this.probe(attempt, giveUpAt));
    this.lastProbe = turn.catch(() => undefined);
    const sent = await turn;
    if (sent !== 'back') return sent;
    await attempt();
    return true;
  }

  private async probe(attempt: () => Promise<boolean>, giveUpAt: number): Promise<boolean | 'back'> {
    if (this.failures === undefined) return 'back';
    const pauseMs = backoffMs(this.failures + 1, this.clock.random());
    if (this.clock.now() + pauseMs > giveUpAt) return false;
    await rest(this.clock, pauseMs, this.signal);
    if (!(await attempt()) && this.failures !== undefined) this.failures += 1;
    return true;
  }
}
