// Lists the resold products of a group.

import { z } from 'zod';
import { eachPage } from '../../lists/read-list.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import { type Product, product } from '../replies.js';

/** The largest page size. */
const SIZE = 128;

/** The group's products in the order of their ids, a page at a time, each once. Throws a ServiceError or a Stop. */
export async function* everyProduct(session: Session, group: Group): AsyncGenerator<readonly Product[]> {
  const route = 'listResoldProducts';
  yield* eachPage<Product>(session, {
    route,
    call: { query: { groupId: await group.get(session) } },
    paging: { by: 'cursor', name: 'from', after: ({ id }) => id, limit: SIZE, most: SIZE },
    read: (reply) => ({ entries: bodyOf(reply, z.array(product), route) }),
    idOf: ({ id }) => id,
  });
}
