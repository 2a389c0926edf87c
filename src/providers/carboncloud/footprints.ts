// Footprints at CarbonCloud: every product of the group with the leaves of its footprint, or why it has none.

import dataset from '../../datasets/footprints.js';
import type { Exporter, ExportValue, Session } from '../provider.js';
import { bodyOf } from '../reply.js';
import { everyProduct } from './every-product.js';
import { groupOf } from './group.js';
import { footprints, type Product } from './replies.js';

/** The most ids that one request takes. */
const MOST_IDS = 256;

type Footprint = Readonly<Record<string, unknown>>;

async function footprintsOf(session: Session, ids: readonly string[]): Promise<ReadonlyMap<string, Footprint>> {
  const query = { groupId: await groupOf(session) };
  // A POST that only reads.
  const reply = await session.call('listFootprints', { query, body: { kind: 'json', value: ids }, repeat: 'safe' });
  const found = new Map<string, Footprint>();
  for (const { productId, footprint } of bodyOf(reply, footprints, 'listFootprints')) {
    if (footprint) found.set(productId.toLowerCase(), footprint);
  }
  return found;
}

/** A row of the export: null where there is no value, never zero. */
function rowOf(product: Product, footprint: Footprint | undefined): Record<string, ExportValue> {
  const row: Record<string, ExportValue> = {};
  for (const { key } of dataset.columns) row[key] = footprint ? leaf(footprint, key) : null;
  const { id, customId = null, gtin = null, name = null, brandName = null } = product;
  return { ...row, id, customId, gtin, name, brandName, reason: footprint ? null : 'not calculated yet' };
}

/** The value at a dotted path. Of a part that comes split by gas, as totals do, the sum. */
function leaf(footprint: Footprint, path: string): ExportValue {
  let node: unknown = footprint;
  for (const step of path.split('.')) {
    node = typeof node === 'object' && node !== null ? (node as Footprint)[step] : undefined; // an object is read by name
  }
  const value = typeof node === 'object' && node !== null ? (node as Footprint).sum : node; // as above
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

async function* rows(session: Session): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
  let waiting: Product[] = [];
  for await (const products of everyProduct(session)) {
    waiting.push(...products);
    while (waiting.length >= MOST_IDS) {
      yield* rowsOf(session, waiting.slice(0, MOST_IDS));
      waiting = waiting.slice(MOST_IDS);
    }
  }
  if (waiting.length > 0) yield* rowsOf(session, waiting);
}

async function* rowsOf(
  session: Session,
  products: readonly Product[],
): AsyncGenerator<Readonly<Record<string, ExportValue>>> {
  const found = await footprintsOf(
    session,
    products.map(({ id }) => id),
  );
  for (const product of products) yield rowOf(product, found.get(product.id.toLowerCase()));
}

const exporter: Exporter = { dataset, rows };

export default exporter;
