// Reads a short list to its end, whether the service gives it as a bare array or in pages: the paths of sold products are
// assumed, and so is the form of their lists. Long lists that change while they are read are every-page.ts's.

import type { z } from 'zod';
import { ServiceError } from '../http.js';
import type { Call, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { listOf, pagesIn } from './replies.js';

/** All entries of a list. Throws a ServiceError; `unreadable` when the service does not turn the page. */
export async function wholeList<S extends z.ZodType>(
  session: Session,
  route: string,
  item: S,
  call: Call = {},
): Promise<readonly z.infer<S>[]> {
  const first = await session.call(route, call);
  const firsts: readonly z.infer<S>[] = bodyOf(first, listOf(item), route);
  const entries = [...firsts];
  const { pages, size } = pagesIn(first.body);
  for (let page = 2; page <= pages; page += 1) {
    const next = await session.call(route, { ...call, query: { ...call.query, page, ...(size && { size }) } });
    const more: readonly z.infer<S>[] = bodyOf(next, listOf(item), route);
    if (page === 2 && more.length > 0 && JSON.stringify(more) === JSON.stringify(firsts)) {
      const message = `${route}: page 2 repeats page 1, so the list cannot be read to its end`;
      throw new ServiceError('unreadable', message, next.status, next.requestId, next.attempts);
    }
    entries.push(...more);
  }
  return entries;
}
