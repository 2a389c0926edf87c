// Dcycle's paging: `page` and `size` in, `{items, total, page, size, pages}` out.

import { z } from 'zod';
import { cutPage, type ListHabits } from '../habits/list-habits.js';
import type { SandboxContext } from '../sandbox-app.js';
import type { Listing } from '../store/tables.js';
import { take } from './refusal.js';

// The default is documented for sibling lists; the cap is assumed (the largest size in the provider's own examples).
const largestSize = 100;
const usualSize = 50;

/** The page of `rows` that the query asks for. Throws a 422. */
export function pageOf<T>(
  context: SandboxContext,
  rows: Listing<T>,
  view: (row: T) => object,
  lists: ListHabits,
): object {
  const most = Math.min(largestSize, lists.largest ?? largestSize);
  const paging = z.object({
    page: z.coerce
      .number()
      .int()
      .min(lists.pages === 'from-0' ? 0 : 1)
      .default(1),
    size: z.coerce.number().int().min(1).max(most).default(Math.min(most, usualSize)),
  });
  const { page, size } = take(paging, context.req.query(), 'query');
  const { rows: items, total } = cutPage(rows, { page, size }, view, lists);
  if (lists.form === 'array') return items;
  const pages = typeof total === 'number' ? Math.ceil(total / size) : undefined;
  return { items, total, page, size, pages };
}

/** A bare array; in pages only where a habit asks for them. Throws a 422. */
export function bareList<T>(
  context: SandboxContext,
  rows: readonly T[],
  view: (row: T) => object,
  lists: ListHabits,
): object {
  if (lists.cap === undefined) return rows.map(view);
  const paging = z.object({ page: z.coerce.number().int().min(1).default(1) });
  const { page } = take(paging, context.req.query(), 'query');
  return cutPage(rows, { page, size: lists.cap }, view, lists).rows;
}
