// Reads all products of an account, with the impacts that are asked for.

import type { Session } from '../session.js';
import { everyPage } from './lists.js';
import { type Product, product } from './replies.js';

/** The products, a page at a time. @param impacts as the service takes them; GWP-fossil alone without. Throws a ServiceError. */
export function everyProduct(session: Session, impacts?: string): AsyncGenerator<readonly Product[]> {
  const query = impacts === undefined ? {} : { impacts };
  return everyPage(session, { route: 'listProducts', item: product, idOf: ({ uuid }) => uuid.toLowerCase(), query });
}
