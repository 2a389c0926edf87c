// Resold products at CarbonCloud: what the group has, and one request to create a product, two to update one.

import type { z } from 'zod';
import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/resold-products.js';
import { afterUpdate } from '../../../plan/after-update.js';
import type { Reply } from '../../http/http.js';
import { listCopier } from '../../lists/list-copier.js';
import type { Binding, Filters, Held, Holdings, ListedRow, Session } from '../../provider.js';
import { createdId } from '../../replies/created-id.js';
import { extraFields } from '../../replies/extra-fields.js';
import { importedValues, isImported } from '../../replies/imported-values.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import { groupOf } from '../choose-group.js';
import { everyProduct } from '../products/list-products.js';
import { ProductIndex, saysTheSame } from '../products/product-index.js';
import { productsOf } from '../products/product-rows.js';
import { type Product, type ProductFields, product, wholeProduct } from '../replies.js';

/** What the service sets itself, and refuses to be told. */
const READ_ONLY = new Set(['id', 'groupId', 'createdAt', 'updatedAt']);

/** The body of a replace: all that the service holds, without what is taken away, and over it what is given. */
function replacement(
  held: Readonly<Record<string, unknown>>,
  given: Values,
  takenAway: readonly string[] = [],
): Record<string, unknown> {
  const kept = Object.entries(held).filter(([field]) => !takenAway.includes(field));
  return Object.fromEntries(
    Object.entries({ ...Object.fromEntries(kept), ...given }).filter(
      ([field, value]) => !READ_ONLY.has(field) && value !== undefined && value !== null,
    ),
  );
}

interface ReadProduct extends Held {
  readonly whole: z.infer<typeof wholeProduct>;
  readonly attempts: number;
}

async function readProduct(session: Session, id: string): Promise<ReadProduct> {
  const reply = await session.call('getResoldProduct', { params: { id } });
  const whole = bodyOf(reply, wholeProduct, 'getResoldProduct');
  return { values: valuesOf(reply), whole, attempts: reply.attempts };
}

async function readBack(session: Session, id: string): Promise<Values | undefined> {
  const reply = await unlessGone(session.call('getResoldProduct', { params: { id } }));
  return reply && valuesOf(reply);
}

function valuesOf(reply: Reply): Values {
  return fieldsOf(bodyOf(reply, product, 'getResoldProduct'));
}

function fieldsOf(held: ProductFields): Values {
  return importedValues(dataset, held);
}

function listedOf(held: Product): ListedRow {
  const { createdAt = null, updatedAt = null } = held;
  const values = fieldsOf(held);
  const imported = isImported(dataset, values);
  // The group is that of the account; times and id have columns.
  const extra = extraFields(held, (field, value) => READ_ONLY.has(field) || imported(field, value));
  return { remoteId: held.id, version: updatedAt ?? '', values, shown: { createdAt, updatedAt, ...extra } };
}

async function* rows(session: Session, filters: Filters): AsyncGenerator<ListedRow> {
  for await (const page of productsOf(session, filters)) yield* page.map(listedOf);
}

function replace(session: Session, id: string, value: object): Promise<Reply> {
  return session.call('replaceResoldProduct', { params: { id }, body: { kind: 'json', value } });
}

const binding: Binding = {
  async holdings(session, _, { watch } = {}): Promise<Holdings> {
    const index = new ProductIndex();
    for await (const products of everyProduct(session)) {
      for (const product of products) {
        index.add(product);
        watch?.see(product.id, () => fieldsOf(product));
      }
    }
    return {
      // Rows that are the same were sorted out before, so a product needs not be consumed.
      matcher: () => (record, remoteId, isDelete) => {
        const known = remoteId === undefined ? undefined : index.get(remoteId);
        const obstacle = isDelete && known === undefined ? index.obstacle(record) : undefined;
        if (obstacle) return obstacle;
        const held = known ?? index.find(record);
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
      const remoteId = await createdId(reply, 'createResoldProduct', 'id', (id) => readBack(session, id));
      return { remoteId, requestId: reply.requestId, attempts: reply.attempts };
    },
    read: readProduct,
    async update(session, remoteId, record, held) {
      const read = held === undefined ? await readProduct(session, remoteId) : undefined;
      const { values, whole } = read ?? { values: held?.values ?? {}, whole: wholeProduct.parse(held?.whole) };
      const { requestId, attempts } = await replace(session, remoteId, replacement(whole, afterUpdate(values, record)));
      return { remoteId, requestId, attempts: attempts + (read?.attempts ?? 0) };
    },
    async restore(session, remoteId, before, fields) {
      const { whole } = await readProduct(session, remoteId);
      await replace(session, remoteId, replacement(whole, before, fields));
    },
  },
  readBack,
  rows,
  isFoundIn: (record, held) => {
    const index = new ProductIndex();
    index.add(product.parse({ ...held, id: 'held' }));
    return index.find(record) !== undefined;
  },
  async remove(session, remoteId) {
    await unlessGone(session.call('deleteResoldProduct', { params: { id: remoteId } }));
  },
};

export default binding;
