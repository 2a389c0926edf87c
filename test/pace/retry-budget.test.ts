import { describe, expect, it } from 'vitest';
import { RetryBudget } from '../../src/pace/retry-budget.js';

/** How many of so many retries are granted. */
function granted(budget: RetryBudget, retries: number): number {
  return Array.from({ length: retries }, () => budget.take()).filter(Boolean).length;
}

function succeeding(successes: number, budget = new RetryBudget()): RetryBudget {
  for (let index = 0; index < successes; index += 1) budget.succeeded();
  return budget;
}

describe('RetryBudget', () => {
  it('begins with a reserve of ten retries, and saves up no more than that', () => {
    expect(granted(new RetryBudget(), 100)).toBe(10);
    expect(granted(succeeding(1_000), 100)).toBe(10);
  });

  it.each([
    [9, 0],
    [10, 1],
    [19, 1],
    [20, 2],
    [1_000, 10],
  ])('grants after %i requests that were done %i retries', (successes, retries) => {
    const spent = new RetryBudget();
    granted(spent, 10);
    expect(granted(succeeding(successes, spent), 100)).toBe(retries);
  });

  it('lets a tenth of the requests be retries in the long run', () => {
    const budget = new RetryBudget();
    let retries = 0;
    for (let index = 0; index < 10_000; index += 1) {
      budget.succeeded();
      if (budget.take()) retries += 1;
    }
    expect(retries).toBeGreaterThan(990);
    expect(retries).toBeLessThanOrEqual(1_011);
  });
});
