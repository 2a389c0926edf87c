// Keeps the budgets of accounts between two steps. This one keeps them in memory: the pace of one process by itself.

import { type BudgetState, newBudget } from './budget.js';

/** Where budgets are kept. */
export interface BudgetStore {
  /**
   * Takes the budget of an account, lets `step` change it, and keeps it, as one step that no other process comes between.
   * Never throws for its own sake: pace is no reason to stop.
   * @param account whose budget; holds no secret.
   */
  change<T>(account: string, step: (state: BudgetState) => T): T;
}

/** Budgets that nobody else sees. */
export function memoryStore(): BudgetStore {
  const budgets = new Map<string, BudgetState>();
  return {
    change(account, step) {
      const known = budgets.get(account) ?? newBudget();
      budgets.set(account, known);
      return step(known);
    },
  };
}
