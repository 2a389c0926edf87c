// Iterates over the periods of sold products with one request about each, a few at a time.

import type { Filters } from '../../binding.js';
import { eachEntry } from '../../lists/read-list.js';
import type { Session } from '../../session.js';
import { inOrder } from '../in-order.js';
import { pagedList } from '../lists.js';
import { type Period, type SoldProduct, soldProduct } from '../replies.js';
import { periodsOf } from './sold-product-list.js';

const PERIODS_AT_ONCE = 4;

/** A period, and the answer about it. */
interface AskedPeriod<T> {
  readonly product: SoldProduct;
  readonly period: Period;
  readonly entries: readonly T[];
}

/**
 * The periods of all products, or of those with the `name` of the filter. Throws a ServiceError.
 * @param ask receives the path parameters `product_id` and `period_id`.
 * @param isWanted skips products before their periods are requested.
 */
export async function* eachPeriod<T>(
  session: Session,
  { name }: Filters,
  ask: (params: Readonly<Record<string, string>>) => Promise<readonly T[]>,
  isWanted: (product: SoldProduct) => boolean = () => true,
): AsyncGenerator<AskedPeriod<T>> {
  const list = pagedList('listSoldProducts', soldProduct, name ? { name } : {});
  const periods = async function* (): AsyncGenerator<{ readonly product: SoldProduct; readonly period: Period }> {
    for await (const product of eachEntry(session, list)) {
      if (!isWanted(product)) continue;
      for (const period of await periodsOf(session, product.id)) yield { product, period };
    }
  };
  yield* inOrder(periods(), PERIODS_AT_ONCE, async ({ product, period }) => ({
    product,
    period,
    entries: await ask({ product_id: product.id, period_id: period.id }),
  }));
}
