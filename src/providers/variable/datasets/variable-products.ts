// Products at Variable: listed and matched by keys; one request to create a product, one to change the fields that differ.

import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/variable/variable-products.js';
import { changedFields } from '../../../plan/changed-fields.js';
import type { Binding, ExportValue, HeldRow, Holdings, ListedRow } from '../../binding.js';
import { Cached } from '../../cached.js';
import { createdId } from '../../replies/created-id.js';
import { extraFields } from '../../replies/extra-fields.js';
import { figuresReader } from '../../replies/held-figures.js';
import { isImported } from '../../replies/imported-values.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { everyProduct } from '../list-products.js';
import { productCopier } from '../product-copier.js';
import { ProductIndex } from '../product-index.js';
import { bodyFor, numbersOf, ownStages, valuesOf } from '../product-values.js';
import { extraCells, impactsOf, oddImpacts, type Product, product, productKeys } from '../replies.js';
import { unitCodes } from '../units.js';

const figuresOf = figuresReader(dataset);

interface ReadProduct extends HeldRow {
  readonly whole: Product;
  readonly requestId: string;
  readonly attempts: number;
}

async function readProduct(session: Session, uuid: string): Promise<ReadProduct> {
  const reply = await session.call('getProduct', { params: { uuid } });
  const whole = bodyOf(reply, product, 'getProduct');
  return { values: valuesOf(whole), whole, requestId: reply.requestId, attempts: reply.attempts };
}

async function readBack(session: Session, uuid: string): Promise<Values | undefined> {
  const reply = await unlessGone(session.call('getProduct', { params: { uuid } }));
  return reply && valuesOf(bodyOf(reply, product, 'getProduct'));
}

function patch(session: Session, uuid: string, value: Readonly<Record<string, unknown>>) {
  return session.call('updateProduct', { params: { uuid }, body: { kind: 'json', value } });
}

async function* rows(session: Session): AsyncGenerator<ListedRow> {
  for await (const products of everyProduct(session)) {
    for (const one of products) {
      const { uuid, updated } = one;
      const values = valuesOf(one);
      yield { remoteId: uuid.toLowerCase(), version: updated ?? '', values, shown: shownOf(one, values) };
    }
  }
}

/** The cells of the columns that only the service fills, and those of what has no column, or no value that its column takes. */
function shownOf(one: Product, values: Values): Readonly<Record<string, ExportValue>> {
  const fossil = impactsOf(one).find(({ code }) => code === 'GWP-fossil');
  const cells: Record<string, ExportValue> = {};
  const others: Record<string, unknown> = { ...oddImpacts(one), ...unread(one, values) };
  for (const { key } of dataset.exported?.columns ?? []) {
    const value = valueAt(one, key);
    cells[key] = isCell(value) && value !== '' ? value : null;
    if (!isCell(value)) others[key] = value;
  }
  const extra = { ...extraCells(one, productKeys), ...extraFields(others, () => false) };
  const figures = figuresOf(numbersOf(one), values);
  return { ...extra, ...cells, ...figures, totalCarbonFootprint: fossil?.stages.totalCarbonFootprint ?? null };
}

/** Fields with a value that a row cannot hold. */
function unread(one: Product, values: Values): Readonly<Record<string, unknown>> {
  const imported = isImported(dataset, values);
  const whole = Object.entries({ ...one, ...ownStages(one) });
  return Object.fromEntries(
    whole.filter(([field, value]) => Object.hasOwn(dataset.fields, field) && !imported(field, value)),
  );
}

/** The value at a dotted path. */
function valueAt(whole: Readonly<Record<string, unknown>>, path: string): unknown {
  let node: unknown = whole;
  for (const step of path.split('.'))
    node = typeof node === 'object' && node !== null ? Reflect.get(node, step) : undefined;
  return node;
}

function isCell(value: unknown): value is string | number {
  return typeof value === 'number' || typeof value === 'string';
}

/** @param units the codes of the account's units */
export function open(session: Session, units = new Cached(unitCodes)): Binding {
  return {
    withSession: (other) => open(other, units),
    async holdings(_, { watch, each } = {}): Promise<Holdings> {
      const index = new ProductIndex(await units.get(session));
      for await (const products of everyProduct(session)) {
        for (const one of products) {
          const values = valuesOf(one);
          index.add(values);
          watch?.see(one.uuid.toLowerCase(), () => values);
          each?.(one.uuid.toLowerCase(), () => values);
        }
      }
      // Equal rows were sorted out before, so a match does not consume the product.
      return { matcher: () => (record, remoteId) => index.find(record, remoteId) };
    },
    copier: productCopier,
    writer: {
      by: 'row',
      async create(record) {
        const body = { kind: 'json', value: bodyFor(record, record) } as const;
        const reply = await session.call('createProduct', { body });
        const uuid = await createdId(reply, 'createProduct', 'uuid', (id) => readBack(session, id));
        return { remoteId: uuid.toLowerCase(), requestId: reply.requestId, attempts: reply.attempts };
      },
      read: (remoteId) => readProduct(session, remoteId),
      async update(remoteId, record, held) {
        const read = held === undefined ? await readProduct(session, remoteId) : undefined;
        const values = read?.values ?? held?.values ?? {};
        const whole = read?.whole ?? product.parse(held?.whole);
        const body = bodyFor(changedFields(values, record), { ...values, ...record }, whole);
        if (Object.keys(body).length === 0)
          return { remoteId, requestId: read?.requestId ?? '', attempts: read?.attempts ?? 0 };
        const { requestId, attempts } = await patch(session, remoteId, body);
        return { remoteId, requestId, attempts: attempts + (read?.attempts ?? 0) };
      },
      async restore(remoteId, before, fields) {
        const { values, whole } = await readProduct(session, remoteId);
        const given = Object.fromEntries(fields.map((field) => [field, before[field]]));
        await patch(session, remoteId, bodyFor(given, { ...values, ...given }, whole));
      },
    },
    readBack: (remoteId) => readBack(session, remoteId),
    isFoundIn(record, held) {
      const index = new ProductIndex();
      // The row was sent without the id that the service gave to it.
      index.add({ uuid: 'held', ...held });
      const found = index.find(record);
      return found !== undefined && 'remoteId' in found;
    },
    rows: () => rows(session),
  };
}
