// Reads a whole list of Dcycle, page by page, a few pages at a time.

import type { z } from 'zod';
import { type Reply, ServiceError } from '../http.js';
import type { Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { pageOf } from './replies.js';

/** The largest page in the provider's own examples. */
const SIZE = 100;
const PAGES_AT_ONCE = 4;

interface Page<T> {
  readonly reply: Reply;
  readonly items: readonly T[];
  readonly pages: number;
}

/** The items of a list in order, a page at a time. Throws a ServiceError, also when the service does not turn the page. */
export async function* everyPage<S extends z.ZodType>(
  session: Session,
  route: string,
  item: S,
): AsyncGenerator<readonly z.infer<S>[]> {
  const schema = pageOf(item);
  const ask = async (number: number): Promise<Page<z.infer<S>>> => {
    const reply = await session.call(route, { query: { page: number, size: SIZE } });
    const { items, total, size, pages = Math.ceil(total / size) } = bodyOf(reply, schema, route);
    return { reply, items, pages };
  };
  const first = await ask(1);
  yield first.items;
  let pages = first.pages;
  for (let next = 2; next <= pages; next += PAGES_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(PAGES_AT_ONCE, pages - next + 1) }, (_, index) => next + index);
    for (const { reply, items, pages: now } of await Promise.all(numbers.map(ask))) {
      if (next === 2 && items.length > 0 && JSON.stringify(items) === JSON.stringify(first.items)) {
        const message = `${route}: page 2 repeats page 1, so the list cannot be read to its end`;
        throw new ServiceError('unreadable', message, reply.status, reply.requestId, reply.attempts);
      }
      yield items;
      // The list may grow while it is read.
      pages = now;
    }
  }
}
