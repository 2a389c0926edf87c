// Engagement of suppliers: the products linked to a supplier, and the current supplier of a product.

import { z } from 'zod';
import { bodyOf } from '../replies/reply.js';
import type { Session } from '../session.js';
import { type LinkedProduct, linkedProduct } from './replies.js';

/** The products linked to a supplier, optionally of some statuses. Throws a ServiceError. */
export async function linkedProductsOf(
  session: Session,
  supplierId: string,
  statuses: readonly string[] = [],
): Promise<readonly LinkedProduct[]> {
  const query = statuses.length > 0 ? { query: { status: statuses } } : {};
  const reply = await session.call('listLinkedProducts', { params: { 'supplier-id': supplierId }, ...query });
  return bodyOf(reply, z.array(linkedProduct), 'listLinkedProducts');
}

/** The current supplier of a product; undefined when it has none. Throws a ServiceError. */
export async function engagementOf(session: Session, productId: string): Promise<LinkedProduct | undefined> {
  const reply = await session.call('getEngagement', { params: { id: productId } });
  // 204: the product has no supplier now.
  return reply.body === undefined ? undefined : bodyOf(reply, linkedProduct, 'getEngagement');
}
