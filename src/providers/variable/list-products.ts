// Lists the products of an account, with chosen impacts.

import type { Session } from '../session.js';
import { everyPage } from './lists.js';
import { type Product, product } from './replies.js';

/** The products, a page at a time. Throws a ServiceError. @param impacts codes, by comma. @default GWP-fossil */
export function everyProduct(session: Session, impacts?: string): AsyncGenerator<readonly Product[]> {
  const query = impacts === undefined ? {} : { impacts };
  return everyPage(session, { route: 'listProducts', item: product, idOf: ({ uuid }) => uuid.toLowerCase(), query });
}
