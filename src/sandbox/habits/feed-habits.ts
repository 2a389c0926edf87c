// Habits of lists of changes on request: ways in which a service may list changes that its documentation does not mention.

import { derivedUuid } from '../derive.js';
import type { ListHabits } from './list-habits.js';

/** A change as lists of changes have it. */
interface ListedChange {
  readonly productId: string;
  readonly updatedAt: string;
}

/** The moment as a list of changes gives it. */
export function listedStamp(stamp: string, { stamps }: ListHabits): string {
  return stamps === 'seconds' ? `${stamp.slice(0, 19)}Z` : stamp;
}

/** A page of changes by habit. */
export function listedChanges(page: readonly ListedChange[], { changes }: ListHabits): readonly ListedChange[] {
  if (changes === 'shuffled') return page.toSorted((one, other) => (orderOf(one) < orderOf(other) ? -1 : 1));
  if (changes === 'repeated') return page.flatMap((one, at) => (at % 2 === 0 ? [page[0] ?? one, one] : [one, one]));
  if (changes !== 'deleted') return page;
  return page.flatMap((one) => [{ ...one, productId: derivedUuid(`${one.productId} deleted`) }, one]);
}

/** The same in each run, and no order of time. */
function orderOf({ productId }: ListedChange): string {
  return derivedUuid(`${productId} order`);
}
