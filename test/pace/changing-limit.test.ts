// A host that allows 50 requests a second, then 10, then 50 again: what one process, or two of one account, make of it.

import { describe, expect, it } from 'vitest';
import { type Arrival, mostInASecond, play, type Worker } from './processes.js';
import type { Limiter } from './simulation.js';

const FALL_MS = 30_000;
const RISE_MS = 60_000;
const END_MS = 120_000;
const limitAt = (at: number): number => (at >= FALL_MS && at < RISE_MS ? 10 : 50);
/** A tenth above the limit, and one request that makes up for a stall. */
const MOST_IN_A_SECOND = 50 * 1.1 + 1;
const ALLOWED = (50 * (END_MS - 30_000) + 10 * 30_000) / 1_000;

/** A bucket that holds the requests of so many seconds. */
function bucket(seconds: number): Limiter {
  let tokens = limitAt(0) * seconds;
  let last = 0;
  return {
    admit(at) {
      tokens = Math.min(limitAt(at) * seconds, tokens + ((at - last) * limitAt(at)) / 1_000);
      last = at;
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}

/** So many in each second of the clock, or in any second. */
function window(calendar: boolean): Limiter {
  let taken: number[] = [];
  return {
    admit(at) {
      taken = taken.filter((time) =>
        calendar ? Math.floor(time / 1_000) === Math.floor(at / 1_000) : time > at - 1_000,
      );
      if (taken.length >= limitAt(at)) return false;
      taken.push(at);
      return true;
    },
  };
}

/** Timers that are up to 2 ms late, and a stall of 40 ms now and then; the same in every run. */
function unpunctual(): () => number {
  let seed = 7;
  const chance = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return seed / 2_147_483_648;
  };
  return () => (chance() < 0.005 ? 40 : chance() * 2);
}

interface Host {
  readonly limiter: Limiter;
  readonly headers?: boolean;
  readonly retryAfter?: boolean;
}

async function measured({ limiter, headers, retryAfter }: Host, workers: readonly Worker[]) {
  const host: Limiter = {
    admit: limiter.admit,
    ...(headers && { limit: (at: number) => ({ quota: limitAt(at), windowMs: 1_000 }) }),
    ...(retryAfter && { retryAfterMs: () => 1_000 }),
  };
  const arrivals = await play({ limiter: () => host, workers, forMs: END_MS, latencyMs: 30, lateMs: unpunctual() });
  const accepted = arrivals.filter(({ ok }) => ok).length;
  return {
    used: accepted / ALLOWED,
    refused: 1 - accepted / arrivals.length,
    burst: mostInASecond(arrivals, RISE_MS),
    /** How far the first worker is from a fair share. */
    unfair: Math.abs(byFirst(arrivals) / arrivals.length - 1 / workers.length),
  };
}

function byFirst(arrivals: readonly Arrival[]): number {
  return arrivals.filter(({ worker }) => worker === 0).length;
}

const alone: readonly Worker[] = [{}];
const two: readonly Worker[] = [{}, {}];

describe('a limit that falls to a fifth and returns', () => {
  it.each([
    ['headers', { headers: true }, alone],
    ['headers and Retry-After', { headers: true, retryAfter: true }, alone],
    ['429 alone', {}, alone],
    ['429 and Retry-After', { retryAfter: true }, alone],
    ['headers, to two processes', { headers: true }, two],
    ['429 alone, to two processes', {}, two],
    ['429 and Retry-After, to two processes', { retryAfter: true }, two],
  ])('is used by 95 % and refuses less than 1 %, without a burst, when it is told by %s', async (_, told, workers) => {
    const { used, refused, burst, unfair } = await measured({ limiter: bucket(1), ...told }, workers);
    expect(used).toBeGreaterThanOrEqual(0.95);
    expect(refused).toBeLessThan(0.01);
    expect(burst).toBeLessThanOrEqual(MOST_IN_A_SECOND);
    expect(unfair).toBeLessThan(1 / 6);
  });

  // Nothing but refusals tells these limits, and they save nothing up: a guess that is too high costs a whole wait, one that
  // is too low is found out only slowly. The figures are what is reached, not what is wanted.
  it.each([
    ['a small bucket', () => bucket(0.2), {}, 0.92],
    ['a small bucket with Retry-After', () => bucket(0.2), { retryAfter: true }, 0.82],
    ['a window', () => window(true), {}, 0.82],
    ['a window with Retry-After', () => window(true), { retryAfter: true }, 0.72],
    ['any second', () => window(false), {}, 0.82],
    ['any second with Retry-After', () => window(false), { retryAfter: true }, 0.72],
  ])('refuses less than 1 %% also where it saves nothing up: %s', async (_, limiter, told, least) => {
    const { used, refused, burst } = await measured({ limiter: limiter(), ...told }, alone);
    expect(used).toBeGreaterThanOrEqual(least);
    expect(refused).toBeLessThan(0.01);
    expect(burst).toBeLessThanOrEqual(MOST_IN_A_SECOND + 1);
  });
});

describe('two processes of one account', () => {
  const host = (): Limiter => ({ admit: () => true, limit: () => ({ quota: 50, windowMs: 1_000 }) });
  const perSecond = (arrivals: readonly Arrival[], from: number, to: number): number =>
    arrivals.filter(({ at }) => at >= from && at < to).length / ((to - from) / 1_000);

  it('let one have it all when the other is killed', async () => {
    const limiter = host();
    const workers = [{}, { untilMs: 10_000 }];
    const arrivals = await play({ limiter: () => limiter, workers, forMs: 20_000 });
    expect(perSecond(arrivals, 11_000, 20_000)).toBeGreaterThan(48);
    expect(mostInASecond(arrivals)).toBeLessThanOrEqual(55);
  });

  it('give a share to one that comes later, which knows at once what was learned', async () => {
    const limiter = host();
    const arrivals = await play({ limiter: () => limiter, workers: [{}, { fromMs: 10_000 }], forMs: 20_000 });
    const late = arrivals.filter(({ worker, at }) => worker === 1 && at > 10_000);
    expect(late.length).toBeGreaterThan(220);
    expect(mostInASecond(arrivals)).toBeLessThanOrEqual(55);
  });

  it('share by starts, not by what each has in flight', async () => {
    const limiter = host();
    const workers = [{ concurrency: 64 }, { concurrency: 4 }];
    const arrivals = await play({ limiter: () => limiter, workers, forMs: 20_000 });
    expect(byFirst(arrivals) / arrivals.length).toBeLessThan(2 / 3);
  });

  it('keep to the lower of two bounds while both are at work', async () => {
    const limiter: Limiter = { admit: () => true };
    const workers = [{ rate: 10 }, { rate: 10, kind: 'read' as const }];
    const arrivals = await play({ limiter: () => limiter, workers, forMs: 20_000 });
    expect(mostInASecond(arrivals)).toBeLessThanOrEqual(11);
  });
});

describe('reads and writes of one process', () => {
  it('go on with one when the other has to wait', async () => {
    const refusing: Limiter = { admit: () => false, retryAfterMs: () => 5_000 };
    const open: Limiter = { admit: () => true, limit: () => ({ quota: 50, windowMs: 1_000 }) };
    const arrivals = await play({
      limiter: (kind) => (kind === 'write' ? refusing : open),
      workers: [{ kind: 'write' }, { kind: 'read' }],
      forMs: 20_000,
    });
    expect(arrivals.filter(({ kind }) => kind === 'read').length).toBeGreaterThan(900);
    expect(arrivals.filter(({ kind }) => kind === 'write').length).toBeLessThan(20);
  });
});

describe('a host without a limit', () => {
  it('is asked thousands of times a second after a few seconds', async () => {
    const limiter: Limiter = { admit: () => true };
    const arrivals = await play({ limiter: () => limiter, workers: [{ concurrency: 64 }], forMs: 9_000, latencyMs: 2 });
    expect(mostInASecond(arrivals)).toBeGreaterThan(3_000);
  });
});
