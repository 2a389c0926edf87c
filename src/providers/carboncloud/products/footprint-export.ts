// Exports footprints or baselines: every product of the group with its figures, or why it has none. All products are requested in
// bulk, chosen ones one by one.

import type { ExportDataset } from '../../../datasets/dataset.js';
import type { Exporter, ExportValue, Filters } from '../../binding.js';
import { extraFields, isText } from '../../replies/extra-fields.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type Group, groupOfAccount } from '../choose-group.js';
import { footprint, footprints, type Product } from '../replies.js';
import { aboutEach, productsOf } from './product-rows.js';

/** The most ids that one request takes. */
const MOST_IDS = 256;

type Footprint = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, ExportValue>>;

/** The routes of footprints, or of baselines. */
interface Routes {
  readonly many: string;
  readonly one: string;
}

/** An export of these routes. */
export function footprintExporter(dataset: ExportDataset, routes: Routes): Exporter {
  const rowOf = rowMaker(dataset);
  return {
    dataset,
    rows: (session, filters) =>
      filters.product === undefined
        ? inBulk(session, groupOfAccount(), routes.many, rowOf)
        : oneByOne(session, filters, routes.one, rowOf),
  };
}

type RowMaker = (product: Product, found: Footprint | undefined) => Row;

async function* inBulk(session: Session, group: Group, route: string, rowOf: RowMaker): AsyncGenerator<Row> {
  let waiting: Product[] = [];
  for await (const products of productsOf(session, group, {})) {
    waiting.push(...products);
    while (waiting.length >= MOST_IDS) {
      yield* await rowsOf(session, group, route, waiting.slice(0, MOST_IDS), rowOf);
      waiting = waiting.slice(MOST_IDS);
    }
  }
  if (waiting.length > 0) yield* await rowsOf(session, group, route, waiting, rowOf);
}

async function rowsOf(
  session: Session,
  group: Group,
  route: string,
  products: readonly Product[],
  rowOf: RowMaker,
): Promise<readonly Row[]> {
  const query = { groupId: await group.get(session) };
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
  return aboutEach(productsOf(session, groupOfAccount(), filters), async (product) => {
    // The product exists, so 404 means that nothing is calculated yet.
    const reply = await unlessGone(session.call(route, { params: { id: product.id } }));
    return [rowOf(product, reply && bodyOf(reply, footprint, route))];
  });
}

/** Creates rows; a missing value is null, never zero. */
function rowMaker({ columns }: ExportDataset): RowMaker {
  return (product, found) => {
    const row: Record<string, ExportValue> = {};
    const read = new Set<string>();
    for (const { key, kind } of columns) {
      const one = found && valueAt<ExportValue>(found, key, kind === 'number' ? asFigure : asText);
      if (one) read.add(one.path);
      row[key] = one?.value ?? null;
    }
    const { id, customId = null, gtin = null, name = null, brandName = null } = product;
    const about = { id, customId, gtin, name, brandName, reason: found ? null : 'not calculated yet' };
    return { ...row, ...about, ...extraFields(found ? leaves(found) : {}, (path) => read.has(path)) };
  };
}

/**
 * The value of a column, and its path in the reply. A part may be split by gas, with a sum, or be a single figure.
 */
function valueAt<T>(
  found: Footprint,
  key: string,
  as: (value: unknown) => T | undefined,
): { readonly path: string; readonly value: T } | undefined {
  for (const path of [key, key.endsWith('.sum') ? key.slice(0, -'.sum'.length) : `${key}.sum`]) {
    let node: unknown = found;
    for (const step of path.split('.')) node = isObject(node) && Object.hasOwn(node, step) ? node[step] : undefined;
    const value = as(node);
    if (value !== undefined) return { path, value };
  }
  return undefined;
}

/** A number as JSON writes it, in a text. */
const FIGURE = /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i;

/** A figure, also as text. */
function asFigure(value: unknown): number | undefined {
  const figure = typeof value === 'string' && FIGURE.test(value) ? Number(value) : value;
  return typeof figure === 'number' && Number.isFinite(figure) ? figure : undefined;
}

function asText(value: unknown): string | undefined {
  return isText(value) && value !== '' ? value : undefined;
}

/** Every leaf by its dotted path; an object without fields is one. */
function leaves(node: Footprint, before = ''): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(node).flatMap(([name, value]) =>
      isObject(value) && Object.keys(value).length > 0
        ? Object.entries(leaves(value, `${before}${name}.`))
        : [[`${before}${name}`, value]],
    ),
  );
}

function isObject(value: unknown): value is Footprint {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
