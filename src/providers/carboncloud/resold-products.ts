// Resold products at CarbonCloud: what the group has, and one request to create a product, two to update one.

import type { Values } from '../../datasets/dataset.js';
import { listCopier } from '../list-copier.js';
import type { Binding, Holdings, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { everyProduct } from './every-product.js';
import { groupOf } from './group.js';
import { ProductIndex, saysTheSame } from './product-index.js';
import { created, wholeProduct } from './replies.js';

/** What the service sets itself, and refuses to be told. */
const READ_ONLY = new Set(['id', 'groupId', 'createdAt', 'updatedAt']);

/**
 * The body of a replace: all that the service holds, and over it what the record says. Years of sales are merged one by
 * one, so that a file about one year leaves the others alone.
 */
function merged(held: Readonly<Record<string, unknown>>, record: Values): Record<string, unknown> {
  const body = Object.fromEntries(
    Object.entries({ ...held, ...record }).filter(
      ([field, value]) => !READ_ONLY.has(field) && value !== undefined && value !== null,
    ),
  );
  const [before, after] = [held.yearlySalesVolumes, record.yearlySalesVolumes];
  if (isRecord(before) && isRecord(after)) body.yearlySalesVolumes = { ...before, ...after };
  return body;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function readProduct(session: Session, id: string) {
  const reply = await session.call('getResoldProduct', { params: { id } });
  return { product: bodyOf(reply, wholeProduct, 'getResoldProduct'), attempts: reply.attempts };
}

const binding: Binding = {
  async holdings(session): Promise<Holdings> {
    const index = new ProductIndex();
    for await (const products of everyProduct(session)) for (const product of products) index.add(product);
    return {
      // Rows that are the same were sorted out before, so a product needs not be consumed.
      matcher: () => (record, remoteId) => {
        const held = (remoteId !== undefined && index.get(remoteId)) || index.find(record);
        return held && { remoteId: held.id, same: saysTheSame(record, held) };
      },
    };
  },
  copier: () => listCopier('listResoldProducts', 'resoldProducts'),
  writer: {
    by: 'row',
    async create(session, record) {
      const value = { ...record, groupId: await groupOf(session) };
      const reply = await session.call('createResoldProduct', { body: { kind: 'json', value } });
      const { id } = bodyOf(reply, created, 'createResoldProduct', 'unclear');
      return { remoteId: id, requestId: reply.requestId, attempts: reply.attempts };
    },
    read: async (session, remoteId) => (await readProduct(session, remoteId)).product,
    async update(session, remoteId, record, before) {
      const params = { id: remoteId };
      const read = before === undefined ? await readProduct(session, remoteId) : undefined;
      const value = merged(read?.product ?? wholeProduct.parse(before), record);
      const { requestId, attempts } = await session.call('replaceResoldProduct', {
        params,
        body: { kind: 'json', value },
      });
      return { remoteId, requestId, attempts: attempts + (read?.attempts ?? 0) };
    },
  },
};

export default binding;
