// The periods of sold products at Dcycle: listed, found by id or by days, and deleted with their sales. The last period of a
// product cannot be deleted, which the plan reports.

import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/dcycle/sales-periods.js';
import { finding } from '../../../problems/problem.js';
import type { Binding, Filters, Holdings, ListedRow, LookUpResult, Watch } from '../../binding.js';
import { Cached } from '../../cached.js';
import { eachEntry } from '../../lists/read-list.js';
import { extraFields } from '../../replies/extra-fields.js';
import { valuesReader } from '../../replies/imported-values.js';
import { unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { inOrder } from '../in-order.js';
import { pagedList } from '../lists.js';
import { type Period, type SoldProduct, soldProduct } from '../replies.js';
import { productCopier } from '../sales/sales-copier.js';
import { periodsOf, SoldProductList } from '../sales/sold-product-list.js';

const PRODUCTS_AT_ONCE = 4;

/** A period is addressed by its product and its own id. */
function remoteIdOf(productId: string, periodId: string): string {
  return `${productId}/${periodId}`;
}

function parsed(remoteId: string): { readonly product_id: string; readonly period_id: string } {
  const [product_id = '', period_id = ''] = remoteId.split('/');
  return { product_id, period_id };
}

type PeriodReader = (product: SoldProduct, period: Period) => Values;

function periodReader(): PeriodReader {
  const read = valuesReader(dataset);
  return ({ id, name }, period) =>
    read({
      product_name: name,
      product_id: id,
      period_id: period.id,
      start_date: period.start,
      end_date: period.end,
    });
}

function isMeant({ period_id, start_date, end_date }: Values, { id, start, end }: Period): boolean {
  return typeof period_id === 'string' ? id.toLowerCase() === period_id : start === start_date && end === end_date;
}

/** A matcher that counts deletions, since a product keeps its last period. */
function matcherOver(list: SoldProductList): ReturnType<Holdings['matcher']> {
  const deleted = new Map<string, Set<string>>();
  return async (record, remoteId = '', isDelete = false): Promise<LookUpResult> => {
    const known = parsed(remoteId);
    const product = list.get(known.product_id) ?? list.find(record);
    if (product === undefined || 'obstacle' in product) return product;
    const periods = await list.periods(product);
    const period = periods.find((one) => (known.period_id ? one.id === known.period_id : isMeant(record, one)));
    if (period === undefined) return undefined;
    const match = { remoteId: remoteIdOf(product.id, period.id), same: true };
    if (!isDelete) return match;
    const gone = deleted.get(product.id) ?? new Set();
    deleted.set(product.id, gone);
    if (!gone.has(period.id) && gone.size + 1 >= periods.length) {
      return { ...match, undeletable: finding('UNDELETABLE', { why: lastOf(product) }) };
    }
    gone.add(period.id);
    return match;
  };
}

function lastOf({ id, name }: SoldProduct): string {
  return `it is the last period of ${name || id}; delete the product instead, as a row of sold-products`;
}

const OWN_COLUMNS = new Set(['id', 'start_date', 'end_date']);

async function* rows(session: Session, { name }: Filters, valuesOf: PeriodReader): AsyncGenerator<ListedRow> {
  const products = eachEntry(session, pagedList('listSoldProducts', soldProduct, name ? { name } : {}));
  const ofProduct = async (product: SoldProduct) => ({ product, periods: await periodsOf(session, product.id) });
  for await (const { product, periods } of inOrder(products, PRODUCTS_AT_ONCE, ofProduct)) {
    for (const period of periods) {
      const remoteId = remoteIdOf(product.id, period.id);
      const shown = extraFields(period.whole, (field) => OWN_COLUMNS.has(field));
      yield { remoteId, version: '', values: valuesOf(product, period), shown };
    }
  }
}

/** Requests the periods of the file's products, so that matching needs no further requests. */
async function askAhead(list: SoldProductList, candidates: AsyncIterable<Values>): Promise<void> {
  const asking = new Set<Promise<unknown>>();
  for await (const record of candidates) {
    const product = list.find(record);
    if (product && 'id' in product) asking.add(list.periods(product));
  }
  await Promise.all(asking);
}

/** Periods are listed by product, so each product of the watched rows is requested once. */
async function show(list: SoldProductList, watch: Watch, valuesOf: PeriodReader): Promise<void> {
  const products = new Map<string, SoldProduct>();
  for await (const remoteId of watch.ids) {
    const product = list.get(parsed(remoteId).product_id);
    if (product) products.set(product.id, product);
  }
  const ask = async (product: SoldProduct): Promise<void> => {
    for (const period of await list.periods(product))
      watch.see(remoteIdOf(product.id, period.id), () => valuesOf(product, period));
  };
  await Promise.all([...products.values()].map(ask));
}

/** @param valuesOf reads the values of a period. @param known the products as they were listed last */
export function open(
  session: Session,
  valuesOf = periodReader(),
  known = new Cached((asking) => SoldProductList.read(asking)),
): Binding {
  return {
    withSession: (other) => open(other, valuesOf, known),
    async holdings(candidates, { watch } = {}): Promise<Holdings> {
      const list = await known.refresh(session);
      await askAhead(list, candidates);
      if (watch) await show(list, watch, valuesOf);
      return { matcher: () => matcherOver(list) };
    },
    // The service offers no way to create a period by itself, or to change one.
    writer: { by: 'row' },
    rows: (filters) => rows(session, filters, valuesOf),
    copier: productCopier,
    async readBack(remoteId) {
      const { product_id, period_id } = parsed(remoteId);
      const list = await known.get(session);
      const product = list.get(product_id);
      const period = product && (await list.periods(product)).find(({ id }) => id === period_id);
      return period && valuesOf(product, period);
    },
    async remove(remoteId) {
      await unlessGone(session.call('deletePeriod', { params: parsed(remoteId) }));
    },
  };
}
