// Exports footprints or baselines: every product of the group, or chosen ones, with its figures, or why it has none.

import type { ExportDataset } from '../../../datasets/dataset.js';
import { WITH_BASELINE } from '../../../datasets/footprint-columns.js';
import type { Exporter, Filters } from '../../binding.js';
import { inBatches, inOrder } from '../../lists/in-order.js';
import { bodyOf } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type Group, groupOfAccount } from '../choose-group.js';
import { footprints, type Product } from '../replies.js';
import { type Footprint, type Row, type RowMaker, rowMaker } from './footprint-rows.js';
import { productChanges } from './product-changes.js';
import { productsOf } from './product-rows.js';
import { besideBaseline } from './with-baseline.js';

/** The most ids that one request takes. */
const MOST_IDS = 256;

/** The route of baselines. */
const BASELINES = 'listBaselines';

/** Concurrent requests for figures. */
const AT_ONCE = 4;

/** An export of the figures that a route gives for many products. @param feed the route that lists which have changed */
export function footprintExporter(dataset: ExportDataset, route: string, feed: string): Exporter {
  const rowOf = rowMaker(dataset);
  const pages = (session: Session, filters: Filters): AsyncGenerator<readonly Row[]> => {
    const group = groupOfAccount();
    const batches = inBatches(productsOf(session, group, filters), MOST_IDS);
    const own = (products: readonly Product[]) => rowsOf(session, group, route, products, rowOf);
    const beside = async (products: readonly Product[]): Promise<readonly Row[]> => {
      const baselines = rowsOf(session, group, BASELINES, products, rowOf);
      const [footprints, others] = await Promise.all([own(products), baselines]);
      return footprints.map((row, index) => besideBaseline(row, others[index] ?? {}));
    };
    return inOrder(batches, filters[WITH_BASELINE] ? beside : own, AT_ONCE);
  };
  return {
    dataset,
    pages,
    changes(session) {
      const group = groupOfAccount();
      const rows = (products: readonly Product[]) => rowsOf(session, group, route, products, rowOf);
      return productChanges(session, group, { feed, mostItems: MOST_IDS, rows });
    },
    async *rows(session, filters) {
      for await (const page of pages(session, filters)) yield* page;
    },
  };
}

async function rowsOf(
  session: Session,
  group: Group,
  route: string,
  products: readonly Product[],
  rowOf: RowMaker,
): Promise<readonly Row[]> {
  const found = await figuresOf(session, group, route, products);
  return products.map((product) => rowOf(product, found.get(product.id.toLowerCase())));
}

/** The figures of products by their ids in lower case; those that are not calculated yet are absent. */
async function figuresOf(
  session: Session,
  group: Group,
  route: string,
  products: readonly Pick<Product, 'id'>[],
): Promise<ReadonlyMap<string, Footprint>> {
  const query = { groupId: await group.get(session) };
  const value = products.map(({ id }) => id);
  // A POST that only reads.
  const reply = await session.call(route, { query, body: { kind: 'json', value }, repeat: 'safe' });
  const found = new Map<string, Footprint>();
  for (const { productId, footprint } of bodyOf(reply, footprints, route)) {
    if (footprint) found.set(productId.toLowerCase(), footprint);
  }
  return found;
}
