// Supplier periods at CarbonCloud: how rows are looked up, written by product, and exported.

import pLimit from 'p-limit';
import dataset from '../../../datasets/carboncloud/supplier-periods.js';
import type { Values } from '../../../datasets/dataset.js';
import { type Finding, finding } from '../../../problems/problem.js';
import type { BatchResult, BatchRow, Binding, Holdings, ListedRow, Watch } from '../../binding.js';
import { extraFields } from '../../replies/extra-fields.js';
import { isImported, type ValuesReader, valuesReader } from '../../replies/imported-values.js';
import { unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { groupRows, sendGroups } from '../../writes/send-groups.js';
import { type Group, groupOfAccount } from '../choose-group.js';
import type { PeriodRow } from '../periods/merge-periods.js';
import { shareDay } from '../periods/period-days.js';
import { PeriodLookUp } from '../periods/period-look-up.js';
import { periodsCopier } from '../periods/periods-copier.js';
import { changePeriods, idsIn, periodsOf, remoteIdOf, Turns } from '../periods/product-periods.js';
import { aboutEach, productsOf } from '../products/product-rows.js';
import { References } from '../references/references.js';
import type { Period, Product } from '../replies.js';

const PRODUCTS_AT_ONCE = 8;

/** What is known of an account. */
interface Learned {
  readonly group: Group;
  readonly turns: Turns;
  /** Reads the values of a period. */
  readonly read: ValuesReader;
  /** Those of the latest look-up. */
  references: References;
}

function newlyLearned(): Learned {
  const group = groupOfAccount();
  return { group, turns: new Turns(), read: valuesReader(dataset), references: new References(group) };
}

/** A row of a batch with its product and supplier; or why it cannot be sent. */
type Readied = { readonly productId: string; readonly row: PeriodRow } | { readonly refused: Finding };

async function readied(
  session: Session,
  references: References,
  { kind, remoteId, record }: BatchRow,
): Promise<Readied> {
  const text = (field: string): string | undefined => (record[field] === undefined ? undefined : String(record[field]));
  const { productId: known, periodId } = idsIn(remoteId);
  const days = { validFrom: text('validFrom'), validTo: text('validTo') };
  if (kind === 'delete') {
    return { productId: known, row: { kind, periodId, supplierId: undefined, supplierName: '', ...days } };
  }
  const supplier = await references.supplier(session, record);
  if (!('id' in supplier)) return { refused: 'obstacle' in supplier ? supplier.obstacle : notThere('supplier') };
  const supplierName = text('supplierName') ?? text('supplierCustomId') ?? supplier.id;
  const row: PeriodRow = { kind, periodId, supplierId: supplier.id, supplierName, ...days };
  if (known !== '') return { productId: known, row };
  const product = await references.product(session, record);
  if (!('id' in product)) return { refused: 'obstacle' in product ? product.obstacle : notThere('product') };
  return { productId: product.id, row };
}

/** A planned row of another file that was not written. */
function notThere(what: string): Finding {
  return finding('PARENT_FAILED', { what, named: '' });
}

const DONE = { create: 'created', update: 'updated', delete: 'deleted' } as const;

async function send(
  session: Session,
  { references, turns }: Learned,
  rows: readonly BatchRow[],
): Promise<readonly BatchResult[]> {
  const ready = await Promise.all(rows.map((row) => readied(session, references, row)));
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
      const changed = await changePeriods(session, turns, productOf(at[0] ?? 0), about);
      const { refused, remoteIds, requestId, attempts } = changed;
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

const OWN_COLUMNS = new Set(['id', 'createdAt', 'updatedAt']);

async function listed(session: Session, learned: Learned, product: Product, period: Period): Promise<ListedRow> {
  const { createdAt = null, updatedAt = null } = period;
  const values = await valuesOf(session, learned, product, period);
  const imported = isImported(dataset, values);
  const extra = extraFields(period, (field, value) => OWN_COLUMNS.has(field) || imported(field, value));
  const shown = { createdAt, updatedAt, ...extra };
  return { remoteId: remoteIdOf(product.id, period.id), version: updatedAt ?? '', values, shown };
}

async function valuesOf(
  session: Session,
  { read, references }: Learned,
  product: Product,
  period: Period,
): Promise<Values> {
  const { supplierId, supplierName, validFrom, validTo } = period;
  const supplier = await references.supplierById(session, supplierId);
  return read({
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

/** Periods are listed by product, so each product of the watched rows is requested once. */
async function show(session: Session, learned: Learned, watch: Watch): Promise<void> {
  const ids = new Set<string>();
  for await (const remoteId of watch.ids) ids.add(idsIn(remoteId).productId);
  const limit = pLimit(PRODUCTS_AT_ONCE);
  const ask = async (productId: string): Promise<void> => {
    for (const period of (await periodsOf(session, productId)) ?? []) {
      const product = await learned.references.productById(session, productId);
      const values = await valuesOf(session, learned, product, period);
      watch.see(remoteIdOf(productId, period.id), () => values);
    }
  };
  await Promise.all([...ids].map((productId) => limit(() => ask(productId))));
}

export function open(session: Session, learned: Learned = newlyLearned()): Binding {
  const { group, turns } = learned;
  return {
    withSession: (other) => open(other, learned),
    async holdings(candidates, { leaving, watch } = {}): Promise<Holdings> {
      // The lists of an earlier look-up may be out of date.
      learned.references = new References(group);
      const lookUp = new PeriodLookUp(session, learned.references);
      await lookUp.prepare(candidates, leaving);
      if (watch) await show(session, learned, watch);
      return { matcher: () => (record, remoteId, isDelete) => lookUp.find(record, remoteId, isDelete) };
    },
    copier: periodsCopier,
    writer: {
      by: 'batch',
      maxRows: 1_000,
      together: true,
      resends: 'unfound',
      kinds: ['create', 'update', 'delete'],
      // One request reads a product's periods, and one puts them.
      requests: (count) => 2 * count,
      send: (rows) => send(session, learned, rows),
    },
    async readBack(remoteId) {
      const { productId, periodId } = idsIn(remoteId);
      const period = (await periodsOf(session, productId))?.find(({ id }) => id === periodId);
      if (period === undefined) return undefined;
      return valuesOf(session, learned, await learned.references.productById(session, productId), period);
    },
    rows(filters) {
      learned.references = new References(group);
      return aboutEach(productsOf(session, group, filters), async (product) => {
        const periods = (await periodsOf(session, product.id)) ?? [];
        return Promise.all(periods.map((period) => listed(session, learned, product, period)));
      });
    },
    // Look-ups match by supplier and shared days.
    isFoundIn: (record, held) => shareDay(daysOf(record), daysOf(held)),
    async remove(remoteId) {
      const { productId, periodId } = idsIn(remoteId);
      const row: PeriodRow = { kind: 'delete', periodId, supplierId: undefined, supplierName: '' };
      // A deleted product has taken its periods along.
      await unlessGone(changePeriods(session, turns, productId, [row]));
    },
  };
}

function daysOf(values: Values): { readonly validFrom: string | undefined; readonly validTo: string | undefined } {
  const text = (field: string): string | undefined => (values[field] === undefined ? undefined : String(values[field]));
  return { validFrom: text('validFrom'), validTo: text('validTo') };
}
