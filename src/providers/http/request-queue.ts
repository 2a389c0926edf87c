// Queues the requests to one host and starts each when the account's budget allows it. What answers report about the pace goes to
// the budget with the next step; the store keeps budgets.

import { BLOCK_MS, Budget, type Kind, type News } from '../../pace/budget.js';
import type { BudgetStore } from '../../pace/budget-store.js';
import type { Clock } from '../../pace/clock.js';
import type { KnownPace } from '../../pace/estimate.js';
import { CATCH_UP_MS } from '../../pace/pacer.js';
import { interruption } from '../../problems/stop.js';

export interface RequestQueueOptions {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly store: BudgetStore;
  /** Account and host of the budget. */
  readonly account: string;
  /** An upper bound of requests per second, of both kinds together. */
  readonly rate: number | undefined;
}

/** First-in, first-out queues of one host, one for each kind of request. */
export class RequestQueue {
  private readonly lanes: Readonly<Record<Kind, Lane>>;

  constructor(options: RequestQueueOptions) {
    this.lanes = { read: new Lane('read', options), write: new Lane('write', options) };
  }

  /**
   * Waits until a request may start.
   * @param giveUpAt a host that asks to wait beyond this moment is not waited for.
   * @returns false when the request must not start.
   * @throws Stop when the run is cancelled.
   */
  pass(kind: Kind, giveUpAt: number): Promise<boolean> {
    return this.lanes[kind].pass(giveUpAt);
  }

  /** Records what an answer reported about the pace. */
  learn(kind: Kind, news: News): void {
    this.lanes[kind].learn(news);
  }

  /** The known pace of a kind. */
  known(kind: Kind): KnownPace {
    return this.lanes[kind].known();
  }

  /** Until when the host asks to send nothing of a kind, as far as this process knows. */
  heldUntil(kind: Kind): number {
    return this.lanes[kind].heldUntil;
  }
}

/** The queue of one kind, with the start times that the budget has granted. */
class Lane {
  heldUntil = 0;
  private last: Promise<unknown> = Promise.resolve();
  private readonly arrivals: number[] = [];
  private slots: number[] = [];
  private givenAt = Number.NEGATIVE_INFINITY;
  /** Requests started since the last grant: as many are expected next. */
  private started = 0;
  private news: News[] = [];

  constructor(
    private readonly kind: Kind,
    private readonly options: RequestQueueOptions,
  ) {}

  pass(giveUpAt: number): Promise<boolean> {
    this.arrivals.push(this.options.clock.now());
    const turn = this.last.then(async () => {
      try {
        return await this.wait(giveUpAt);
      } finally {
        this.arrivals.shift();
      }
    });
    this.last = turn.catch(() => undefined);
    return turn;
  }

  known(): KnownPace {
    let known: KnownPace = { mostPerSecond: undefined, latencyMs: undefined };
    this.step(this.options.clock.now(), (budget) => {
      known = budget.known(this.kind);
    });
    return known;
  }

  learn(news: News): void {
    this.news.push(news);
    // A refusal also holds for requests that are about to start, in every process.
    if (news.what === 'refused') this.askAgain(this.options.clock.now());
  }

  private async wait(giveUpAt: number): Promise<boolean> {
    const { clock, signal } = this.options;
    for (;;) {
      if (signal.aborted) throw interruption(signal);
      const now = clock.now();
      if (this.slots.length > 0 && Math.abs(now - this.givenAt) > BLOCK_MS) this.askAgain(now);
      if (this.slots.length === 0) this.takeTurns(now);
      if (this.heldUntil > Math.max(now, giveUpAt)) return false;
      const until = this.slots[0] ?? this.heldUntil;
      // Timers count whole milliseconds, so less than one is not waited for.
      if (until - now < 1) {
        if (this.slots.shift() === undefined) continue;
        this.started += 1;
        return true;
      }
      await rest(clock, until - now, signal);
    }
  }

  /** Reports to the budget and drops granted start times that are no longer valid. */
  private askAgain(now: number): void {
    const wasSetBack = now < this.givenAt;
    this.step(now, (budget) => {
      this.heldUntil = budget.heldUntil(this.kind);
    });
    const hold = !wasSetBack && this.heldUntil <= now;
    this.slots = hold ? this.slots.filter((slot) => slot >= now - CATCH_UP_MS) : [];
  }

  private takeTurns(now: number): void {
    const expected = Math.max(0, this.started - this.arrivals.length);
    this.started = 0;
    this.step(now, (budget) => {
      const { slots, heldUntil } = budget.turns(this.kind, now, this.arrivals, expected);
      this.slots = [...slots];
      this.heldUntil = heldUntil;
    });
  }

  private step(now: number, change: (budget: Budget) => void): void {
    const { store, account, rate } = this.options;
    const { news } = this;
    this.news = [];
    this.givenAt = now;
    store.change(account, (state) => {
      const budget = new Budget(state, rate, now);
      for (const one of news) budget.learn(this.kind, one);
      change(budget);
    });
  }
}

/** Sleeps. Throws a Stop when the run is cancelled. */
export async function rest(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(delayMs, signal);
  } catch (cause) {
    throw signal.aborted ? interruption(signal) : cause;
  }
}
