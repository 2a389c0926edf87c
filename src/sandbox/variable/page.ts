// Variable's paging: `page` in, `{count, page, pageSize, data}` out. The service chooses the page size.

import { z } from 'zod';
import { cutPage, type ListHabits } from '../habits/list-habits.js';
import type { SandboxContext } from '../sandbox-app.js';
import type { Listing } from '../store/tables.js';
import { take } from './refusal.js';

/** As in the documented sample. */
const pageSize = 100;

/** The requested page of `rows`. Throws a 400. */
export function pageOf<T>(
  context: SandboxContext,
  rows: Listing<T>,
  view: (row: T) => object,
  lists: ListHabits,
): object {
  const paging = z.object({
    page: z.coerce
      .number()
      .int()
      .min(lists.pages === 'from-0' ? 0 : 1)
      .default(1),
  });
  const { page } = take(paging, context.req.query());
  const { rows: data, total: count } = cutPage(rows, { page, size: pageSize }, view, lists);
  return lists.form === 'array' ? data : { count, page, pageSize, data };
}
