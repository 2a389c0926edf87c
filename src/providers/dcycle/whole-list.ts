// Reads a short list to its end, whether the service gives it as a bare array or in pages: the paths of sold products are
// assumed, and so is the form of their lists. Long lists that change while they are read are every-page.ts's.

import type { z } from 'zod';
import type { Call, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { listOf, pagesIn } from './replies.js';

/** All entries of a list. Throws a ServiceError. */
export async function wholeList<S extends z.ZodType>(
  session: Session,
  route: string,
  item: S,
  call: Call = {},
): Promise<readonly z.infer<S>[]> {
  const first = await session.call(route, call);
  const entries: z.infer<S>[] = [...bodyOf(first, listOf(item), route)];
  const { pages, size } = pagesIn(first.body);
  for (let page = 2; page <= pages; page += 1) {
    const next = await session.call(route, { ...call, query: { ...call.query, page, ...(size && { size }) } });
    entries.push(...bodyOf(next, listOf(item), route));
  }
  return entries;
}
