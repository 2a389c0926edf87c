// Paging of Variable: by page number; the service chooses the size. Reading a list to its end is ../lists/read-list.ts's.

import type { z } from 'zod';
import { claimed, eachPage } from '../lists/read-list.js';
import { bodyOf } from '../replies/reply.js';
import type { Call, Session } from '../session.js';
import { listOf } from './replies.js';

/** A list. */
interface Listed<T> {
  readonly route: string;
  readonly item: z.ZodType<T>;
  readonly idOf: (item: T) => string;
  readonly query?: NonNullable<Call['query']>;
}

/** The entries of a list, a page at a time, each once. Fails as eachPage does. */
export function everyPage<T>(
  session: Session,
  { route, item, idOf, query = {} }: Listed<T>,
): AsyncGenerator<readonly T[]> {
  const schema = listOf(item);
  return eachPage(session, {
    route,
    call: { query },
    paging: { by: 'number' },
    idOf,
    read(reply) {
      const { data: entries, count, pageSize } = bodyOf(reply, schema, route);
      return { entries, total: claimed(count), size: claimed(pageSize) };
    },
  });
}
