// Resold products at CarbonCloud: listed and matched by keys; one request to create a product, two to update one.

import type { z } from 'zod';
import dataset from '../../../datasets/carboncloud/resold-products.js';
import type { Values } from '../../../datasets/dataset.js';
import { afterUpdate } from '../../../plan/after-update.js';
import type { Binding, Filters, HeldRow, Holdings, ListedRow } from '../../binding.js';
import type { Reply } from '../../http/http.js';
import { listCopier } from '../../lists/list-copier.js';
import { createdId } from '../../replies/created-id.js';
import { extraFields } from '../../replies/extra-fields.js';
import { figuresReader } from '../../replies/held-figures.js';
import { isImported, valuesReader } from '../../replies/imported-values.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type Group, groupOfAccount } from '../choose-group.js';
import { everyProduct } from '../products/list-products.js';
import { productChanges } from '../products/product-changes.js';
import { ProductIndex, saysTheSame } from '../products/product-index.js';
import { productsOf } from '../products/product-rows.js';
import { type Product, type ProductFields, product, wholeProduct } from '../replies.js';

/** Fields that only the service sets. */
const READ_ONLY = new Set(['id', 'groupId', 'createdAt', 'updatedAt']);

/** The body of a replace: all held fields except cleared ones, overridden by the given ones. */
function replacement(
  held: Readonly<Record<string, unknown>>,
  given: Values,
  cleared: readonly string[] = [],
): Record<string, unknown> {
  const kept = Object.entries(held).filter(([field]) => !cleared.includes(field));
  return Object.fromEntries(
    Object.entries({ ...Object.fromEntries(kept), ...given }).filter(
      ([field, value]) => !READ_ONLY.has(field) && value !== undefined && value !== null,
    ),
  );
}

interface ReadProduct extends HeldRow {
  readonly whole: z.infer<typeof wholeProduct>;
  readonly attempts: number;
}

const figuresOf = figuresReader(dataset);

function listedOf(held: Product, values: Values): ListedRow {
  const { createdAt = null, updatedAt = null } = held;
  const imported = isImported(dataset, values);
  // Id and times have columns; the group is the account's.
  const extra = extraFields(held, (field, value) => READ_ONLY.has(field) || imported(field, value));
  const shown = { ...figuresOf(held, values), createdAt, updatedAt, ...extra };
  return { remoteId: held.id, version: updatedAt ?? '', values, shown };
}

function replace(session: Session, id: string, value: object): Promise<Reply> {
  return session.call('replaceResoldProduct', { params: { id }, body: { kind: 'json', value } });
}

/** What is known of an account. */
interface Learned {
  readonly group: Group;
  /** Reads the values of a product. */
  readonly valuesOf: (product: ProductFields) => Values;
}

export function open(
  session: Session,
  learned: Learned = { group: groupOfAccount(), valuesOf: valuesReader(dataset) },
): Binding {
  const { group, valuesOf } = learned;
  const read = async (id: string): Promise<ReadProduct> => {
    const reply = await session.call('getResoldProduct', { params: { id } });
    const values = valuesOf(bodyOf(reply, product, 'getResoldProduct'));
    return { values, whole: bodyOf(reply, wholeProduct, 'getResoldProduct'), attempts: reply.attempts };
  };
  const readBack = async (id: string): Promise<Values | undefined> => (await unlessGone(read(id)))?.values;
  const pages = async function* (filters: Filters): AsyncGenerator<readonly ListedRow[]> {
    for await (const page of productsOf(session, group, filters)) yield page.map((one) => listedOf(one, valuesOf(one)));
  };
  return {
    withSession: (other) => open(other, learned),
    async holdings(_, { watch, each } = {}): Promise<Holdings> {
      const index = new ProductIndex();
      for await (const products of everyProduct(session, group)) {
        for (const one of products) {
          index.add(one);
          watch?.see(one.id, () => valuesOf(one));
          each?.(one.id, () => valuesOf(one));
        }
      }
      return {
        // Equal rows were sorted out before, so a match does not consume the product.
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
      async create(record) {
        const value = { ...record, groupId: await group.get(session) };
        const reply = await session.call('createResoldProduct', { body: { kind: 'json', value } });
        const remoteId = await createdId(reply, 'createResoldProduct', 'id', readBack);
        return { remoteId, requestId: reply.requestId, attempts: reply.attempts };
      },
      read,
      async update(remoteId, record, held) {
        const before = held === undefined ? await read(remoteId) : undefined;
        const { values, whole } = before ?? { values: held?.values ?? {}, whole: wholeProduct.parse(held?.whole) };
        const after = replacement(whole, afterUpdate(values, record));
        const { requestId, attempts } = await replace(session, remoteId, after);
        return { remoteId, requestId, attempts: attempts + (before?.attempts ?? 0) };
      },
      async restore(remoteId, before, fields) {
        const { whole } = await read(remoteId);
        await replace(session, remoteId, replacement(whole, before, fields));
      },
    },
    readBack,
    async *rows(filters) {
      for await (const page of pages(filters)) yield* page;
    },
    pages,
    changes: () =>
      productChanges(session, group, {
        feed: 'listUpdatedProducts',
        mostItems: 256,
        rows: async (products) => products.map((one) => listedOf(one, valuesOf(one))),
      }),
    isFoundIn(record, held) {
      const index = new ProductIndex();
      index.add(product.parse({ ...held, id: 'held' }));
      return index.find(record) !== undefined;
    },
    async remove(remoteId) {
      await unlessGone(session.call('deleteResoldProduct', { params: { id: remoteId } }));
    },
  };
}
