// Reads footprints, or baselines, of products: of many at a time, or of one at a time where the service has no route for many (its path
// and method are assumed).

import pLimit from 'p-limit';
import { ServiceError } from '../../http/http.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import { footprint, footprints, type Product } from '../replies.js';
import type { Footprint } from './footprint-rows.js';

/** The routes of many, and of one. */
const singly = { listFootprints: 'getFootprint', listBaselines: 'getBaseline' } as const;

/** A route that gives figures of many products. */
export type FiguresRoute = keyof typeof singly;

/** The figures of products by their ids in lower case; those that are not calculated yet are absent. */
type Figures = ReadonlyMap<string, Footprint>;

/** Answers of a service that has no such path, or takes no POST there. */
const NO_ROUTE: ReadonlySet<number> = new Set([404, 405]);

/** Concurrent requests about single products. */
const AT_ONCE = 8;

/** Makes the function that reads figures. It throws a ServiceError. */
export function figuresReader(
  session: Session,
  group: Group,
  route: FiguresRoute,
): (products: readonly Pick<Product, 'id'>[]) => Promise<Figures> {
  let isSingle = false;
  return async (products) => {
    if (isSingle) return oneByOne(session, singly[route], products);
    try {
      return await many(session, group, route, products);
    } catch (error) {
      if (!(error instanceof ServiceError) || !NO_ROUTE.has(error.status)) throw error;
      const found = await oneByOne(session, singly[route], products);
      // Where both paths are wrong, nothing says that a figure is missing.
      if (found.size === 0) throw error;
      if (!isSingle)
        session.warn(
          `${route}: the service answers ${error.status}, so each product is asked for singly; "carbonsheet routes" says how to correct the path`,
        );
      isSingle = true;
      return found;
    }
  };
}

async function many(
  session: Session,
  group: Group,
  route: FiguresRoute,
  products: readonly Pick<Product, 'id'>[],
): Promise<Figures> {
  const query = { groupId: await group.get(session) };
  const value = products.map(({ id }) => id);
  // A POST that only reads.
  const reply = await session.call(route, { query, body: { kind: 'json', value }, repeat: 'safe' });
  const found = new Map<string, Footprint>();
  for (const { productId, footprint: figures } of bodyOf(reply, footprints, route)) {
    if (figures) found.set(productId.toLowerCase(), figures);
  }
  return found;
}

async function oneByOne(
  session: Session,
  route: (typeof singly)[FiguresRoute],
  products: readonly Pick<Product, 'id'>[],
): Promise<Figures> {
  const limit = pLimit(AT_ONCE);
  const found = new Map<string, Footprint>();
  await Promise.all(
    products.map(({ id }) =>
      limit(async () => {
        const reply = await unlessGone(session.call(route, { params: { id } }));
        if (reply) found.set(id.toLowerCase(), bodyOf(reply, footprint, route));
      }),
    ),
  );
  return found;
}
