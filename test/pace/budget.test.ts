import { describe, expect, it } from 'vitest';
import { Budget, type BudgetState, budgetStateSchema, type Kind, newBudget } from '../../src/pace/budget.js';

const T = 1_700_000_000_000;
const HOUR = 3_600_000;

/** The moments, from `now`, at which so many waiting requests may start. */
function startsOf(state: BudgetState, kind: Kind, now: number, count: number, most?: number): readonly number[] {
  const starts: number[] = [];
  while (starts.length < count) {
    const { slots } = new Budget(state, most, now).turns(kind, now, [now - 1_000]);
    if (slots.length === 0) break;
    starts.push(...slots.map((slot) => slot - now));
  }
  return starts;
}

function refuse(state: BudgetState, kind: Kind, now: number, retryAfterMs: number): void {
  new Budget(state, undefined, now).learn(kind, { what: 'refused', now, startedAt: now, retryAfterMs });
}

function tell(state: BudgetState, kind: Kind, now: number, quota: number): void {
  const limit = { quota, windowMs: 1_000 };
  new Budget(state, undefined, now).learn(kind, { what: 'answered', kind: 'GET', now, startedAt: now - 20, limit });
}

describe('reads and writes', () => {
  it('do not wait for each other when one is refused', () => {
    const state = newBudget();
    refuse(state, 'write', T, 30_000);
    const budget = new Budget(state, undefined, T);
    expect(budget.turns('write', T, [T])).toEqual({ slots: [], heldUntil: T + 30_000 });
    expect(budget.turns('read', T, [T]).slots).toEqual([T]);
    refuse(state, 'read', T, 5_000);
    expect(new Budget(state, undefined, T).turns('read', T, [T]).heldUntil).toBe(T + 5_000);
  });

  it('do not wait for each other when one has used up its quota', () => {
    const state = newBudget();
    const limit = { quota: 100, windowMs: 60_000, remaining: 0, resetMs: 40_000 };
    const answer = { what: 'answered', kind: 'GET', now: T, startedAt: T - 20, limit } as const;
    new Budget(state, undefined, T).learn('read', answer);
    const budget = new Budget(state, undefined, T);
    expect(budget.heldUntil('read')).toBe(T + 40_000);
    expect(budget.heldUntil('write')).toBeLessThanOrEqual(T);
  });

  it('learn their limits apart', () => {
    const state = newBudget();
    tell(state, 'read', T, 100);
    tell(state, 'write', T, 10);
    expect(startsOf(state, 'read', T + HOUR / 60, 11).at(-1)).toBeCloseTo(1_000 / 9.8 - 50, 0);
    expect(startsOf(state, 'write', T + HOUR / 60, 11).at(-1)).toBeCloseTo(10_000 / 9.8 - 50, 0);
  });

  it.each([
    ['the user bounds both', newBudget, 10],
    [
      'the host states one limit for both',
      () => {
        const state = newBudget();
        tell(state, 'read', T - 500, 10);
        tell(state, 'write', T - 500, 10);
        return state;
      },
      undefined,
    ],
  ])('share the bound when %s', (_, make, most) => {
    const state = make();
    const starts: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      starts.push(...startsOf(state, 'read', T, 1, most), ...startsOf(state, 'write', T, 1, most));
    }
    const sorted = [...starts].sort((a, b) => a - b);
    expect(sorted).toEqual(starts);
    expect((starts.at(-1) ?? 0) - (starts[0] ?? 0)).toBeCloseTo((19 * 1_000) / 9.8, 0);
  });
});

describe('turns', () => {
  it.each([
    ['one at least, also when it is far', 2, 5, 0, 1],
    ['those of the next 20 ms', 500, 50, 0, 35],
    ['no more than are waiting', 500, 3, 0, 3],
    ['and those that are expected', 500, 3, 4, 7],
  ])('are given out: %s', (_, rate, waiting, more, count) => {
    const arrivals = Array.from({ length: waiting }, () => T - 1_000);
    expect(new Budget(newBudget(), rate, T).turns('write', T, arrivals, more).slots).toHaveLength(count);
  });
});

describe('a clock that was set', () => {
  it.each([
    ['back by an hour', -HOUR],
    ['back by a day', -24 * HOUR],
  ])('%s leaves the rest of a wait as it was', (_, jump) => {
    const state = newBudget();
    startsOf(state, 'write', T, 3);
    refuse(state, 'write', T, 5_000);
    const { heldUntil } = new Budget(state, undefined, T + jump).turns('write', T + jump, [T + jump]);
    expect(heldUntil - (T + jump)).toBe(5_000);
  });

  it('forward and back again keeps nobody waiting', () => {
    const state = newBudget();
    startsOf(state, 'write', T, 3);
    startsOf(state, 'write', T + 5 * HOUR, 3);
    expect(startsOf(state, 'write', T + 10, 1)[0]).toBeLessThan(1_000);
  });

  it('is not seen in moments that differ by what processes read apart', () => {
    const state = newBudget();
    refuse(state, 'write', T, 5_000);
    const { heldUntil } = new Budget(state, undefined, T - 3).turns('write', T - 3, [T - 3]);
    expect(heldUntil).toBe(T + 5_000);
  });

  it.each([
    ['a hold that nobody believes', { heldUntil: T + HOUR }],
    ['a turn in an hour', { nextSlot: T + HOUR }],
  ])('%s is nonsense', (_, wrong) => {
    const state = { ...newBudget(), seenAt: T };
    Object.assign(state.write, wrong);
    expect(startsOf(state, 'write', T, 1)[0]).toBeLessThanOrEqual(0);
  });
});

describe('what is known', () => {
  it.each([
    ['is kept for ten minutes', 599_000, 9.8],
    ['is forgotten then', 601_000, 20],
  ])('%s', (_, laterMs, rate) => {
    const state = newBudget();
    tell(state, 'write', T, 10);
    const [first = 0, second = 0] = startsOf(state, 'write', T + laterMs, 2);
    expect(1_000 / (second - first)).toBeCloseTo(rate, 1);
  });

  it.each([
    ['of ten minutes is kept', 600_000, 600_000],
    ['of a day is tried out after 15 seconds', 86_400_000, 15_000],
  ])('a wait %s', (_, askedMs, heldMs) => {
    const state = newBudget();
    refuse(state, 'write', T, askedMs);
    expect(new Budget(state, undefined, T + 10).heldUntil('write')).toBe(T + heldMs);
  });

  it('survives being written down', () => {
    const state = newBudget();
    tell(state, 'write', T, 10);
    refuse(state, 'read', T, 3_000);
    expect(budgetStateSchema.parse(JSON.parse(JSON.stringify(state)))).toEqual(state);
  });
});
