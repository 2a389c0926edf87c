// Goes through products, a few at a time and in order, for exports that ask about each of them.

import pLimit from 'p-limit';
import type { Filters, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { everyProduct } from './every-product.js';
import { type Product, product } from './replies.js';

/** Products that are asked about at once. */
const AT_ONCE = 8;

/** The products of these ids, or all of the group. Throws a ServiceError. */
export async function* productsOf(session: Session, { product: ids }: Filters): AsyncGenerator<readonly Product[]> {
  if (ids === undefined) {
    yield* everyProduct(session);
    return;
  }
  for (const id of ids) {
    const reply = await session.call('getResoldProduct', { params: { id: id.toLowerCase() } });
    yield [bodyOf(reply, product, 'getResoldProduct')];
  }
}

/** The rows that asking about each product gives, in the order of the products. */
export async function* aboutEach<T>(
  products: AsyncIterable<readonly Product[]>,
  ask: (product: Product) => Promise<readonly T[]>,
): AsyncGenerator<T> {
  const limit = pLimit(AT_ONCE);
  for await (const page of products) {
    for (const rows of await Promise.all(page.map((one) => limit(() => ask(one))))) yield* rows;
  }
}
