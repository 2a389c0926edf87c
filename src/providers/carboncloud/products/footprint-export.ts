// Exports footprints or baselines: every product of the group, or chosen ones, with its figures, or why it has none.

import { WITH_BASELINE } from '../../../datasets/carboncloud/footprint-columns.js';
import type { ExportDataset } from '../../../datasets/dataset.js';
import type { Exporter, Filters } from '../../binding.js';
import { inBatches, inOrder } from '../../lists/in-order.js';
import type { Session } from '../../session.js';
import { type Group, groupOfAccount } from '../choose-group.js';
import type { Product } from '../replies.js';
import { type Row, rowMaker } from './footprint-rows.js';
import { productChanges } from './product-changes.js';
import { productsOf } from './product-rows.js';
import { type FiguresRoute, figuresReader } from './read-figures.js';
import { besideBaseline } from './with-baseline.js';

/** The most ids that one request takes. */
const MOST_IDS = 256;

/** The route of baselines. */
const BASELINES = 'listBaselines';

/** Concurrent requests for figures. */
const AT_ONCE = 4;

/** An export of the figures that a route gives for many products. @param feed the route that lists which have changed */
export function footprintExporter(dataset: ExportDataset, route: FiguresRoute, feed: string): Exporter {
  const rowOf = rowMaker(dataset);
  const rowsBy = (session: Session, group: Group, from: FiguresRoute) => {
    const figuresOf = figuresReader(session, group, from);
    return async (products: readonly Product[]): Promise<readonly Row[]> => {
      const found = await figuresOf(products);
      return products.map((product) => rowOf(product, found.get(product.id.toLowerCase())));
    };
  };
  const pages = (session: Session, filters: Filters): AsyncGenerator<readonly Row[]> => {
    const group = groupOfAccount();
    const batches = inBatches(productsOf(session, group, filters), MOST_IDS);
    const own = rowsBy(session, group, route);
    const baselines = rowsBy(session, group, BASELINES);
    const beside = async (products: readonly Product[]): Promise<readonly Row[]> => {
      const [footprints, others] = await Promise.all([own(products), baselines(products)]);
      return footprints.map((row, index) => besideBaseline(row, others[index] ?? {}));
    };
    return inOrder(batches, filters[WITH_BASELINE] ? beside : own, AT_ONCE);
  };
  return {
    dataset,
    pages,
    changes(session) {
      const group = groupOfAccount();
      return productChanges(session, group, { feed, mostItems: MOST_IDS, rows: rowsBy(session, group, route) });
    },
    async *rows(session, filters) {
      for await (const page of pages(session, filters)) yield* page;
    },
  };
}
