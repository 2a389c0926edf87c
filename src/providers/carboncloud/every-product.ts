// Reads all resold products of a group, page by page.

import { z } from 'zod';
import { ServiceError } from '../http.js';
import type { Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { groupOf } from './group.js';
import { type Product, product } from './replies.js';

/** The most that the service gives at once. */
const SIZE = 128;

/** The group's products in the order of their ids, a page at a time. Throws a ServiceError or a Stop. */
export async function* everyProduct(session: Session): AsyncGenerator<readonly Product[]> {
  const groupId = await groupOf(session);
  let from: string | undefined;
  for (;;) {
    const query = { groupId, limit: SIZE, ...(from === undefined ? {} : { from }) };
    const reply = await session.call('listResoldProducts', { query });
    const products = bodyOf(reply, z.array(product), 'listResoldProducts');
    if (products.length > 0) yield products;
    const last = products.at(-1)?.id;
    if (last === undefined || products.length < SIZE) return;
    if (last === from) {
      const message = 'listResoldProducts: the list does not go on after the product it is asked to go on from';
      throw new ServiceError('unreadable', message, reply.status, reply.requestId, reply.attempts);
    }
    from = last;
  }
}
