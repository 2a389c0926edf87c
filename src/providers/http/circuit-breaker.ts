// What becomes of requests while a host is down and no retries are left: all wait, one at a time tries whether it is back.
// How many retries there are is pace/retry-budget.ts.

import { backoffMs } from '../../pace/backoff.js';
import type { Clock } from '../../pace/clock.js';
import { RetryBudget } from '../../pace/retry-budget.js';
import { rest } from './request-queue.js';

/** How a host is doing, as the requests of this process see it. */
export class CircuitBreaker {
  private readonly budget = new RetryBudget();
  /** Tries since the host went down that did not get through; undefined while it is up. */
  private failures: number | undefined;
  private lastTry: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
  ) {}

  /** Whether requests wait for the host to show that it works. */
  get isOpen(): boolean {
    return this.failures !== undefined;
  }

  /** Takes a retry out of the budget; false when there is none: the host counts as down. */
  takeRetry(): boolean {
    if (this.budget.take()) return true;
    this.failures ??= 0;
    return false;
  }

  /** The host answered as a working one does: whoever waits may go on. */
  succeeded(): void {
    this.failures = undefined;
    this.budget.succeeded();
  }

  /**
   * Sends a request; while the host is down, one after the other, each after a longer pause, until one gets through.
   * @param attempt true when it got through.
   * @param giveUpAt a request that would have to wait longer than this is not sent.
   * @returns false when it was not sent.
   * @throws Stop when nothing new is to be started.
   */
  async send(attempt: () => Promise<boolean>, giveUpAt: number): Promise<boolean> {
    if (this.failures === undefined) {
      await attempt();
      return true;
    }
    const turn = this.lastTry.then(() => this.tryOut(attempt, giveUpAt));
    this.lastTry = turn.catch(() => undefined);
    const sent = await turn;
    if (sent !== 'back') return sent;
    await attempt();
    return true;
  }

  private async tryOut(attempt: () => Promise<boolean>, giveUpAt: number): Promise<boolean | 'back'> {
    if (this.failures === undefined) return 'back';
    const pauseMs = backoffMs(this.failures + 1, this.clock.random());
    if (this.clock.now() + pauseMs > giveUpAt) return false;
    await rest(this.clock, pauseMs, this.signal);
    if (!(await attempt()) && this.failures !== undefined) this.failures += 1;
    return true;
  }
}
