// What has changed of the products of a group: by a feed of their ids, and by the list of all that are there.

import { createHash } from 'node:crypto';
import type { Change, Changes, Present } from '../../binding.js';
import type { Session } from '../../session.js';
import type { Group } from '../choose-group.js';
import type { Product } from '../replies.js';
import { changedSince } from './changed-since.js';
import { everyProduct } from './list-products.js';

/** How the rows of changed products are made. */
interface ProductRows<R> {
  /** The route of the feed. */
  readonly feed: string;
  readonly mostItems: number;
  rows(products: readonly Product[]): Promise<readonly R[]>;
}

/** The changes of a dataset with a row for each product. */
export function productChanges<R>(
  session: Session,
  group: Group,
  { feed, mostItems, rows }: ProductRows<R>,
): Changes<R, Product> {
  return {
    feed: (since, onFull) => changesOf(session, group, feed, since, onFull),
    present: () => presentOf(session, group),
    rows,
    mostItems,
  };
}

async function* changesOf(
  session: Session,
  group: Group,
  route: string,
  since: string | undefined,
  onFull: () => void,
): AsyncGenerator<readonly Change[]> {
  const told = (moment: string): void => {
    onFull();
    session.warn(`${route}: more changes than a page holds are of ${moment}, so all products are read and compared`);
  };
  for await (const page of changedSince(session, group, route, since, told))
    yield page.map(({ productId, updatedAt }) => ({ id: productId, stamp: updatedAt }));
}

async function* presentOf(session: Session, group: Group): AsyncGenerator<readonly Present<Product>[]> {
  for await (const page of everyProduct(session, group)) {
    yield page.map((item) => {
      const { id, createdAt, updatedAt } = item;
      return { id, digest: digestOf(item), createdAt: createdAt ?? '', updatedAt: updatedAt ?? '', item };
    });
  }
}

/** Of the whole product: its time says it, where the service gives one, and else its fields. */
function digestOf(product: Product): string {
  return createHash('sha256').update(JSON.stringify(product)).digest('base64').slice(0, 16);
}
