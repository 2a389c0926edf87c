// Estimates how long a plan takes: the requests of its provider at the pace known so far.

import { type Estimate, estimateOf } from '../../pace/estimate.js';
import type { Binding } from '../../providers/binding.js';
import type { PlanCounts } from '../../report/summary.js';
import type { Connected } from '../tools.js';

/** Where the plan would be carried out, and how many rows at once. */
export interface EstimateBasis extends Pick<Connected, 'writingPace'> {
  readonly binding: Binding;
  readonly concurrency: number;
}

/** Estimates the writing alone. */
export function estimatePlan(
  { create, update, delete: gone }: PlanCounts,
  { binding: { writer }, concurrency, writingPace }: EstimateBasis,
): Estimate {
  // A deletion takes one request, as a create does.
  const plan = { create: create + gone, update };
  if (writer.by === 'row') {
    // An update reads what it is going to change, where the service can be asked for it.
    const perUpdate = writer.read === undefined ? 1 : 2;
    const requests = (create: number, update: number): number => create + perUpdate * update;
    return estimateOf(plan, { requests, atOnce: concurrency }, writingPace());
  }
  const requests = (create: number, update: number): number => {
    const rows = create + update;
    const whole = Math.floor(rows / writer.maxRows);
    const rest = rows % writer.maxRows;
    return whole * writer.requests(writer.maxRows) + (rest > 0 ? writer.requests(rest) : 0);
  };
  return estimateOf(plan, { requests, atOnce: 1 }, writingPace());
}
