// Exports footprints or baselines: every product of the group with the leaves of its own, or why it has none. All products are
// asked about in bulk, chosen ones one by one.

import type { ExportDataset } from '../../datasets/dataset.js';
import { extraFields } from '../extra-fields.js';
import type { Exporter, ExportValue, Filters, Session } from '../provider.js';
import { bodyOf, unlessGone } from '../reply.js';
import { groupOf } from './group.js';
import { aboutEach, productsOf } from './product-rows.js';
import { footprint, footprints, type Product } from './replies.js';

/** The most ids that one request takes. */
const MOST_IDS = 256;

type Footprint = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, ExportValue>>;

/** The routes that give footprints, or baselines. */
interface Routes {
  readonly many: string;
  readonly one: string;
}

/** An export of what these routes give. */
export function footprintExporter(dataset: ExportDataset, routes: Routes): Exporter {
  const rowOf = rowMaker(dataset);
  return {
    dataset,
    rows: (session, filters) =>
      filters.product === undefined
        ? inBulk(session, routes.many, rowOf)
        : oneByOne(session, filters, routes.one, rowOf),
  };
}

type RowMaker = (product: Product, found: Footprint | undefined) => Row;

async function* inBulk(session: Session, route: string, rowOf: RowMaker): AsyncGenerator<Row> {
  let waiting: Product[] = [];
  for await (const products of productsOf(session, {})) {
    waiting.push(...products);
    while (waiting.length >= MOST_IDS) {
      yield* await rowsOf(session, route, waiting.slice(0, MOST_IDS), rowOf);
      waiting = waiting.slice(MOST_IDS);
    }
  }
  if (waiting.length > 0) yield* await rowsOf(session, route, waiting, rowOf);
}

async function rowsOf(
  session: Session,
  route: string,
  products: readonly Product[],
  rowOf: RowMaker,
): Promise<readonly Row[]> {
  const query = { groupId: await groupOf(session) };
  const value = products.map(({ id }) => id);
  // A POST that only reads.
  const reply = await session.call(route, { query, body: { kind: 'json', value }, repeat: 'safe' });
  const found = new Map<string, Footprint>();
  for (const { productId, footprint: one } of bodyOf(reply, footprints, route)) {
    if (one) found.set(productId.toLowerCase(), one);
  }
  return products.map((product) => rowOf(product, found.get(product.id.toLowerCase())));
}

function oneByOne(session: Session, filters: Filters, route: string, rowOf: RowMaker): AsyncGenerator<Row> {
  return aboutEach(productsOf(session, filters), async (product) => {
    // Of a product that was just read, 404 says that nothing is calculated yet.
    const reply = await unlessGone(session.call(route, { params: { id: product.id } }));
    return [rowOf(product, reply && bodyOf(reply, footprint, route))];
  });
}

/** Makes rows: null where there is no value, never zero. */
function rowMaker({ columns }: ExportDataset): RowMaker {
  const keys = columns.map(({ key }) => key);
  const known = new Set(keys);
  // Of a part that comes split by gas, the sum stands in the part's own column.
  const isTold = (path: string): boolean => known.has(path) || (path.endsWith('.sum') && known.has(path.slice(0, -4)));
  return (product, found) => {
    const row: Record<string, ExportValue> = {};
    for (const key of keys) row[key] = found ? leaf(found, key) : null;
    const { id, customId = null, gtin = null, name = null, brandName = null } = product;
    const told = { id, customId, gtin, name, brandName, reason: found ? null : 'not calculated yet' };
    return { ...row, ...told, ...extraFields(found ? leaves(found) : {}, isTold) };
  };
}

/** The value at a dotted path. Of a part that comes split by gas, as totals do, the sum. */
function leaf(found: Footprint, path: string): ExportValue {
  let node: unknown = found;
  for (const step of path.split('.')) node = isObject(node) ? node[step] : undefined;
  const value = isObject(node) ? node.sum : node;
  return typeof value === 'number' || typeof value === 'string' ? value : null;
}

/** Every leaf by its dotted path. */
function leaves(node: Footprint, before = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, value]) =>
      isObject(value) ? Object.entries(leaves(value, `${before}${name}.`)) : [[`${before}${name}`, value]],
    ),
  );
}

function isObject(value: unknown): value is Footprint {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
