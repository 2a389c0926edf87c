// Supplier periods at CarbonCloud: what products have, how rows about them are written, and the rows of an export.

import pLimit from 'p-limit';
import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/supplier-periods.js';
import { type Finding, finding } from '../../../problems/problem.js';
import type { BatchResult, BatchRow, Binding, Filters, Holdings, ListedRow, Session, Watch } from '../../provider.js';
import { extraFields } from '../../replies/extra-fields.js';
import { importedValues, isImported } from '../../replies/imported-values.js';
import { unlessGone } from '../../replies/reply.js';
import { groupRows, sendGroups } from '../../writes/send-groups.js';
import type { PeriodRow } from '../periods/merge-periods.js';
import { shareDay } from '../periods/period-days.js';
import { PeriodLookUp } from '../periods/period-look-up.js';
import { periodsCopier } from '../periods/periods-copier.js';
import { changePeriods, idsIn, periodsOf, remoteIdOf } from '../periods/product-periods.js';
import { aboutEach, productsOf } from '../products/product-rows.js';
import type { Period, Product } from '../replies.js';
import { References } from '../resolve-references.js';

const PRODUCTS_AT_ONCE = 8;

/** A row of a batch whose product and supplier are known; or why it cannot be sent. */
type Readied = { readonly productId: string; readonly row: PeriodRow } | { readonly refused: Finding };

async function readied(session: Session, { kind, remoteId, record }: BatchRow): Promise<Readied> {
  const references = References.of(session);
  const text = (field: string): string | undefined => (record[field] === undefined ? undefined : String(record[field]));
  const { productId: known, periodId } = idsIn(remoteId);
  const days = { validFrom: text('validFrom'), validTo: text('validTo') };
  if (kind === 'delete') {
    return { productId: known, row: { kind, periodId, supplierId: undefined, supplierName: '', ...days } };
  }
  const supplier = await references.supplier(record, session);
  if (!('id' in supplier)) return { refused: 'obstacle' in supplier ? supplier.obstacle : notThere('supplier') };
  const supplierName = text('supplierName') ?? text('supplierCustomId') ?? supplier.id;
  const row: PeriodRow = { kind, periodId, supplierId: supplier.id, supplierName, ...days };
  if (known !== '') return { productId: known, row };
  const product = await references.product(record, session);
  if (!('id' in product)) return { refused: 'obstacle' in product ? product.obstacle : notThere('product') };
  return { productId: product.id, row };
}

/** A row of another file that was planned, and of which nothing is known when it is needed. */
function notThere(what: string): Finding {
  return finding('PARENT_FAILED', { what, named: '' });
}

const DONE = { create: 'created', update: 'updated', delete: 'deleted' } as const;

async function send(session: Session, rows: readonly BatchRow[]): Promise<readonly BatchResult[]> {
  const ready = await Promise.all(rows.map((row) => readied(session, row)));
  const settled = new Map<number, BatchResult>();
  for (const [at, one] of ready.entries()) {
    if ('refused' in one) settled.set(at, failed(rows[at]?.remoteId ?? '', one.refused));
  }
  const productOf = (at: number): string => {
    const one = ready[at];
    return one && 'productId' in one ? one.productId : '';
  };
  const groups = groupRows(rows, (_, at) => productOf(at)).filter(({ at }) => !settled.has(at[0] ?? -1));
  return sendGroups(
    session,
    groups,
    async ({ at }) => {
      const about = at.flatMap((index) => {
        const one = ready[index];
        return one && 'row' in one ? [one.row] : [];
      });
      const { refused, remoteIds, requestId, attempts } = await changePeriods(session, productOf(at[0] ?? 0), about);
      return about.map(({ kind }, index): BatchResult => {
        const remoteId = remoteIds.get(index) ?? '';
        const why = refused.get(index);
        if (why) return { ...failed(remoteId, why), requestId, attempts };
        const done = { status: DONE[kind], remoteId, field: '', requestId, attempts };
        return kind === 'delete' ? { ...done, finding: finding('DELETED', {}) } : done;
      });
    },
    settled,
  );
}

function failed(remoteId: string, why: Finding): BatchResult {
  return { status: 'failed', remoteId, finding: why, field: '', requestId: '', attempts: 0 };
}

const TOLD = new Set(['id', 'createdAt', 'updatedAt']);

async function listed(references: References, product: Product, period: Period): Promise<ListedRow> {
  const { createdAt = null, updatedAt = null } = period;
  const values = await valuesOf(references, product, period);
  const imported = isImported(dataset, values);
  const extra = extraFields(period, (field, value) => TOLD.has(field) || imported(field, value));
  const shown = { createdAt, updatedAt, ...extra };
  return { remoteId: remoteIdOf(product.id, period.id), version: updatedAt ?? '', values, shown };
}

async function valuesOf(references: References, product: Product, period: Period): Promise<Values> {
  const { supplierId, supplierName, validFrom, validTo } = period;
  const supplier = await references.supplierOf(supplierId);
  return importedValues(dataset, {
    productId: product.id,
    productCustomId: product.customId,
    productGtin: product.gtin,
    productName: product.name,
    supplierId,
    supplierCustomId: supplier.customId,
    supplierName: supplierName ?? supplier.name,
    validFrom,
    validTo,
  });
}

function rows(session: Session, filters: Filters): AsyncGenerator<ListedRow> {
  const references = References.begin(session);
  return aboutEach(productsOf(session, filters), async (product) => {
    const periods = (await periodsOf(session, product.id)) ?? [];
    return Promise.all(periods.map((period) => listed(references, product, period)));
  });
}

/** Periods are listed by product: each product of the watched rows is asked about once. */
async function show(session: Session, watch: Watch): Promise<void> {
  const ids = new Set<string>();
  for await (const remoteId of watch.ids) ids.add(idsIn(remoteId).productId);
  const references = References.of(session);
  const limit = pLimit(PRODUCTS_AT_ONCE);
  const ask = async (productId: string): Promise<void> => {
    for (const period of (await periodsOf(session, productId)) ?? []) {
      const values = await valuesOf(references, await references.productOf(productId), period);
      watch.see(remoteIdOf(productId, period.id), () => values);
    }
  };
  await Promise.all([...ids].map((productId) => limit(() => ask(productId))));
}

const binding: Binding = {
  async holdings(session, candidates, { leaving, watch } = {}): Promise<Holdings> {
    const lookUp = new PeriodLookUp(session);
    await lookUp.prepare(candidates, leaving);
    if (watch) await show(session, watch);
    return { matcher: () => (record, remoteId, isDelete) => lookUp.find(record, remoteId, isDelete) };
  },
  copier: periodsCopier,
  writer: {
    by: 'batch',
    maxRows: 1_000,
    together: true,
    resends: true,
    kinds: ['create', 'update', 'delete'],
    // To read a product's periods, and to put them.
    requests: (count) => 2 * count,
    send,
  },
  async readBack(session, remoteId) {
    const { productId, periodId } = idsIn(remoteId);
    const period = (await periodsOf(session, productId))?.find(({ id }) => id === periodId);
    if (period === undefined) return undefined;
    const references = References.of(session);
    return valuesOf(references, await references.productOf(productId), period);
  },
  rows,
  // Later look-ups go by the supplier and by days that are shared.
  isFoundIn: (record, held) => shareDay(daysOf(record), daysOf(held)),
  async remove(session, remoteId) {
    const { productId, periodId } = idsIn(remoteId);
    const row: PeriodRow = { kind: 'delete', periodId, supplierId: undefined, supplierName: '' };
    // A product that is gone has taken its periods along.
    await unlessGone(changePeriods(session, productId, [row]));
  },
};

function daysOf(values: Values): { readonly validFrom: string | undefined; readonly validTo: string | undefined } {
  const text = (field: string): string | undefined => (values[field] === undefined ? undefined : String(values[field]));
  return { validFrom: text('validFrom'), validTo: text('validTo') };
}

export default binding;
