// Lets the requests to one host start one after another, each when the pacer says so.

import type { Clock } from '../pace/clock.js';
import { Pacer } from '../pace/pacer.js';
import { interruption } from '../problems/stop.js';

/** A queue before one host: first come, first served. */
export class Gate {
  readonly pacer: Pacer;
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly clock: Clock,
    private readonly signal: AbortSignal,
    rate: number | undefined,
  ) {
    this.pacer = new Pacer(rate);
  }

  /**
   * Waits until a request may start.
   * @param giveUpAt a host that wants nothing until after this moment is not waited for.
   * @returns false when it was not waited for.
   * @throws Stop when nothing new is to be started.
   */
  pass(giveUpAt: number): Promise<boolean> {
    const arrivedAt = this.clock.now();
    const turn = this.last.then(() => this.wait(arrivedAt, giveUpAt));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async wait(arrivedAt: number, giveUpAt: number): Promise<boolean> {
    for (;;) {
      if (this.signal.aborted) throw interruption(this.signal);
      const now = this.clock.now();
      if (this.pacer.heldUntil > Math.max(now, giveUpAt)) return false;
      const waitMs = this.pacer.next(now, arrivedAt) - now;
      // Clocks and timers count whole milliseconds: less than one is no time to wait for.
      if (waitMs < 1) {
        this.pacer.take(now, arrivedAt);
        return true;
      }
      await rest(this.clock, waitMs, this.signal);
    }
  }
}

/** Sleeps; throws a Stop when nothing new is to be started. */
export async function rest(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(delayMs, signal);
  } catch (cause) {
    throw signal.aborted ? interruption(signal) : cause;
  }
}
