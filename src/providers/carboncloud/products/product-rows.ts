// Iterates over products in order, with a few concurrent requests about each, for exports.

import pLimit from 'p-limit';
import type { Filters } from '../../binding.js';
import { ServiceError } from '../../http/http.js';
import { inOrder } from '../../lists/in-order.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import { type Product, product } from '../replies.js';
import { everyProduct } from './list-products.js';

/** Concurrent requests about products. */
const AT_ONCE = 8;

/** Answers to an unknown or malformed id. */
const NO_ID: ReadonlySet<number> = new Set([400, 404, 422]);

/** The products with these ids, or all of the group. Unknown ids are reported. Throws a ServiceError. */
export async function* productsOf(
  session: Session,
  group: Group,
  { product: ids }: Filters,
): AsyncGenerator<readonly Product[]> {
  if (ids === undefined) {
    yield* everyProduct(session, group);
    return;
  }
  const wanted = new Set(ids.map((one) => one.trim().toLowerCase()));
  const asked = inOrder(each(wanted), async (id) => [id, await productOf(session, id)] as const, AT_ONCE);
  for await (const [id, found] of asked) {
    if (found) yield [found];
    else session.unknown?.(id);
  }
}

async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

async function productOf(session: Session, id: string): Promise<Product | undefined> {
  try {
    return bodyOf(await session.call('getResoldProduct', { params: { id } }), product, 'getResoldProduct');
  } catch (error) {
    if (error instanceof ServiceError && NO_ID.has(error.status)) return undefined;
    throw error;
  }
}

/** The rows of each product, in the order of the products. */
export async function* aboutEach<T>(
  products: AsyncIterable<readonly Product[]>,
  ask: (product: Product) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  const limit = pLimit(AT_ONCE);
  for await (const page of products) {
    for (const rows of await Promise.all(page.map((one) => limit(() => ask(one))))) yield* rows;
  }
}
