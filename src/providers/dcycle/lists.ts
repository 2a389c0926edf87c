// Paging of Dcycle: long lists by page number and size; the lists of sold products in any form, since it is not documented. Reading
// a list to its end is ../lists/read-list.ts's.

import type { z } from 'zod';
import { claimed, eachPage, type List, type Paging } from '../lists/read-list.js';
import { bodyOf } from '../replies/reply.js';
import type { Call, Session } from '../session.js';
import { pageOf } from './replies.js';

/** The largest page in the provider's own examples. */
const SIZE = 100;
/** A shorter bare array is taken for the whole list. */
const SMALLEST_PAGE = 10;

/** A long list whose entries have ids. */
export function pagedList<T extends { readonly id: string }>(
  route: string,
  item: z.ZodType<T>,
  query: NonNullable<Call['query']> = {},
): List<T> {
  return listOf(route, item, { by: 'number', size: SIZE }, ({ id }) => id, { query });
}

/** All entries of a short list, such as the periods of a product. Fails as eachPage does. */
export async function wholeList<T>(
  session: Session,
  route: string,
  item: z.ZodType<T>,
  call: Pick<Call, 'params' | 'query'> = {},
): Promise<readonly T[]> {
  const list = listOf(route, item, { by: 'number', plainFirst: true }, (entry) => JSON.stringify(entry), call);
  const entries: T[] = [];
  for await (const page of eachPage(session, list)) entries.push(...page);
  return entries;
}

function listOf<T>(
  route: string,
  item: z.ZodType<T>,
  paging: Paging<T>,
  idOf: (entry: T) => string,
  call: NonNullable<List<T>['call']>,
): List<T> {
  const schema = pageOf(item);
  return {
    route,
    call,
    paging,
    idOf,
    read(reply) {
      const { items: entries, total, size } = bodyOf(reply, schema, route);
      const isWhole = Array.isArray(reply.body) && entries.length < SMALLEST_PAGE;
      return { entries, total: claimed(total), size: claimed(size), isWhole };
    },
  };
}
