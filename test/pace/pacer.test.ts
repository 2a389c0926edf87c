import { describe, expect, it } from 'vitest';
import { newPace } from '../../src/pace/pace-state.js';
import { Pacer } from '../../src/pace/pacer.js';
import { fixedWindow, type Limiter, type Simulation, simulate, slidingWindow, tokenBucket } from './simulation.js';

/** A pacer that knows nothing yet. */
function pacerOf(most: number | undefined): Pacer {
  return new Pacer(newPace(), most);
}

/** A request starts now. */
function take(pacer: Pacer, now: number, arrivedAt = now): void {
  const slot = pacer.next(now, arrivedAt);
  pacer.book(slot, slot > arrivedAt);
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

function outcome(limit: number, simulation: Omit<Simulation, 'lateMs'>): { used: number; refused: number } {
  const { accepted, refused } = simulate({ ...simulation, lateMs: unpunctual() });
  return { used: accepted / ((limit * simulation.forMs) / 1000), refused: refused / (accepted + refused) };
}

const hosts: readonly (readonly [string, () => Limiter])[] = [
  ['a bucket of a second', () => tokenBucket(() => 500, 500)],
  ['a small bucket', () => tokenBucket(() => 500, 25)],
  ['a window of a second', () => fixedWindow(500, 1_000)],
  ['any second', () => slidingWindow(500, 1_000)],
];

describe('a host that allows 500 requests a second', () => {
  it.each(hosts)('is used and not annoyed when the user says so (%s)', (_, host) => {
    const { used, refused } = outcome(500, { limiter: host(), pacer: pacerOf(500), forMs: 20_000 });
    expect(used).toBeGreaterThan(0.95);
    expect(refused).toBeLessThan(0.01);
  });

  it.each(hosts)('is used and not annoyed when its headers say so (%s)', (_, host) => {
    const limiter = { ...host(), limit: () => ({ quota: 500, windowMs: 1_000, remaining: 0, resetMs: 1_000 }) };
    const { used, refused } = outcome(500, { limiter, pacer: pacerOf(undefined), forMs: 20_000 });
    expect(used).toBeGreaterThan(0.95);
    expect(refused).toBeLessThan(0.01);
  });

  it.each(hosts)('is found out by trying when nobody says so (%s)', (_, host) => {
    const { used, refused } = outcome(500, { limiter: host(), pacer: pacerOf(undefined), forMs: 120_000 });
    expect(used).toBeGreaterThan(0.7);
    expect(refused).toBeLessThan(0.01);
  });

  it('is never asked for more than the user allows', () => {
    const { times } = simulate({ limiter: tokenBucket(() => 500, 500), pacer: pacerOf(100), forMs: 10_000 });
    const most = Math.max(...times.map((from) => times.filter((time) => time >= from && time < from + 1_000).length));
    expect(most).toBeLessThanOrEqual(100);
  });
});

describe('a limit that changes', () => {
  const limitAt = (now: number): number => (now < 30_000 || now > 60_000 ? 50 : 10);
  const average = (50 * 90 + 10 * 30) / 120;

  it('is followed at once when the host tells it', () => {
    const limiter: Limiter = {
      ...tokenBucket(limitAt, 10),
      limit: (now) => ({ quota: limitAt(now), windowMs: 1_000 }),
    };
    const { used, refused } = outcome(average, { limiter, pacer: pacerOf(undefined), forMs: 120_000 });
    expect(used).toBeGreaterThan(0.95);
    expect(refused).toBeLessThan(0.01);
  });

  it('is found out when the host does not', () => {
    const { used, refused } = outcome(average, {
      limiter: tokenBucket(limitAt, 10),
      pacer: pacerOf(undefined),
      forMs: 120_000,
    });
    expect(used).toBeGreaterThan(0.75);
    expect(refused).toBeLessThan(0.01);
  });
});

describe('a quota for a minute', () => {
  it('is spread over the minute when the headers tell limit, remaining and reset', () => {
    const host = fixedWindow(100, 60_000);
    const limiter: Limiter = {
      ...host,
      limit: (now) => ({
        quota: 100,
        remaining: host.left(now),
        resetMs: Math.ceil((60_000 - (now % 60_000)) / 1000) * 1000,
      }),
    };
    const { used, refused } = outcome(100 / 60, { limiter, pacer: pacerOf(undefined), forMs: 600_000 });
    expect(used).toBeGreaterThan(0.95);
    expect(refused).toBe(0);
  });
});

describe('a host that queues instead of refusing', () => {
  it('is not driven into ever longer queues', () => {
    let freeAt = 0;
    let longest = 0;
    const latencyMs = (now: number): number => {
      freeAt = Math.max(freeAt, now) + 20;
      if (now > 60_000) longest = Math.max(longest, freeAt - now);
      return freeAt - now + 30;
    };
    const host: Limiter = { admit: () => true };
    simulate({ limiter: host, pacer: pacerOf(undefined), forMs: 120_000, concurrency: 500, latencyMs });
    expect(longest).toBeLessThan(3_000);
  });
});

describe('a host that is slow for a while', () => {
  it('is used again when it has recovered', () => {
    const latencyMs = (now: number): number => (now > 20_000 && now < 40_000 ? 600 : 30);
    const limiter: Limiter = { ...tokenBucket(() => 50, 50), limit: () => ({ quota: 50, windowMs: 1_000 }) };
    const { times } = simulate({ limiter, pacer: pacerOf(undefined), forMs: 90_000, concurrency: 64, latencyMs });
    const late = times.filter((time) => time > 70_000).length / 20;
    expect(late).toBeGreaterThan(47);
  });
});

describe('Pacer', () => {
  it.each([
    ['nothing is known', undefined, 20],
    ['the user allows much', 500, 490],
    ['the user allows little', 2, 1.96],
  ])('starts well when %s', (_, most, rate) => {
    expect(pacerOf(most).rate).toBeCloseTo(rate);
  });

  it('keeps to the lower of what the user and the host allow', () => {
    const pacer = pacerOf(100);
    const answer = { now: 10, startedAt: 0, kind: 'GET' };
    pacer.answered({ ...answer, limit: { quota: 500, windowMs: 1_000 } });
    expect(pacer.rate).toBeCloseTo(98);
    pacer.answered({ ...answer, limit: { quota: 50, windowMs: 1_000 } });
    expect(pacer.rate).toBeCloseTo(49);
  });

  it.each([
    ['a minute is a pace', 60_000, 98 / 60],
    ['more than a minute is a budget', 61_000, 20],
  ])('%s', (_, windowMs, rate) => {
    const pacer = pacerOf(undefined);
    pacer.answered({ now: 10, startedAt: 0, kind: 'GET', limit: { quota: 100, windowMs } });
    expect(pacer.rate).toBeCloseTo(rate);
  });

  it.each([
    ['waits for the reset', 500_000, 500_000],
    ['tries again before a far one', 900_000, 15_000],
  ])('%s when nothing is left of a budget', (_, resetMs, heldMs) => {
    const pacer = pacerOf(undefined);
    const limit = { quota: 5_000, windowMs: 3_600_000, remaining: 0, resetMs };
    pacer.answered({ now: 10, startedAt: 0, kind: 'GET', limit });
    expect(pacer.next(10)).toBe(10 + heldMs);
  });

  it('makes up for a stall of 50 ms and no more, and not for idle time', () => {
    const startAtOnce = (stallMs: number, arrivedAt: number): number => {
      const pacer = pacerOf(500);
      take(pacer, 0);
      const now = stallMs;
      let count = 0;
      for (; pacer.next(now, arrivedAt) <= now; count += 1) take(pacer, now, arrivedAt);
      return count;
    };
    const perMs = 0.49;
    expect(startAtOnce(40, 0)).toBe(Math.floor(40 * perMs));
    expect(startAtOnce(1_000, 0)).toBe(Math.floor(50 * perMs) + 1);
    expect(startAtOnce(1_000, 1_000)).toBe(1);
  });

  it('makes everybody wait for Retry-After, and cuts once for what had started before', () => {
    const pacer = pacerOf(500);
    for (let now = 0; now < 1_000; now += 2) take(pacer, now, now - 20);
    pacer.refused({ now: 1_000, startedAt: 980, retryAfterMs: 3_000 });
    const cut = pacer.rate;
    expect(cut).toBeCloseTo(490 * 0.5);
    expect(pacer.next(1_001)).toBe(4_000);
    pacer.refused({ now: 1_005, startedAt: 985, retryAfterMs: 3_000 });
    expect(pacer.rate).toBe(cut);
    expect(pacer.next(1_006)).toBe(4_005);
  });

  it('waits ever longer for a host that refuses again and again without saying a time', () => {
    const pacer = pacerOf(undefined);
    const waits: number[] = [];
    let now = 0;
    for (let refusal = 0; refusal < 12; refusal += 1) {
      take(pacer, now);
      pacer.refused({ now: now + 10, startedAt: now });
      waits.push(pacer.heldUntil - (now + 10));
      now = pacer.next(now + 10);
    }
    expect(waits.slice(0, 4)).toEqual([200, 400, 800, 1_600]);
    expect(waits.at(-1)).toBe(60_000);
  });
});
