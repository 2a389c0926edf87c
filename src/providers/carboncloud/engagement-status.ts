// How far suppliers are engaged: for each product that is linked to one, and for the one of today of a product.

import { z } from 'zod';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';
import { type LinkedProduct, linkedProduct } from './replies.js';

/** The products of a supplier; those of some statuses, or all. Throws a ServiceError. */
export async function linkedProductsOf(
  session: Session,
  supplierId: string,
  statuses: readonly string[] = [],
): Promise<readonly LinkedProduct[]> {
  const query = statuses.length > 0 ? { query: { status: statuses } } : {};
  const reply = await session.call('listLinkedProducts', { params: { 'supplier-id': supplierId }, ...query });
  return bodyOf(reply, z.array(linkedProduct), 'listLinkedProducts');
}

/** The supplier that a product has today; undefined when it has none. Throws a ServiceError. */
export async function engagementOf(session: Session, productId: string): Promise<LinkedProduct | undefined> {
  const reply = await session.call('getEngagement', { params: { id: productId } });
  // 204: nobody supplies it now.
  return reply.body === undefined ? undefined : bodyOf(reply, linkedProduct, 'getEngagement');
}
