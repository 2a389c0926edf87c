// Country sales at Dcycle: looked up by product, country and period; written in batches through import sessions. A row counts as
// created when it is read back.

import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/dcycle/country-sales.js';
import type { Match } from '../../../plan/action.js';
import { finding } from '../../../problems/problem.js';
import { Stop } from '../../../problems/stop.js';
import { numberText } from '../../../values/cell.js';
import { nearNameFinder } from '../../../values/near-name.js';
import type { BatchResult, BatchRow, Binding, Holdings, LookUpResult } from '../../binding.js';
import { Cached } from '../../cached.js';
import { ServiceError } from '../../http/http.js';
import type { Session } from '../../session.js';
import { awaited, type Fates, handedOver, type Poll, pollRows, resultOf } from '../background.js';
import { ROWS_CHECKED_AT_ONCE } from '../import/check-rows.js';
import { type CheckedImport, checkImport, submitImport } from '../import/session.js';
import {
  type FittedTemplate,
  namesProduct,
  outsideOptions,
  readTemplate,
  requireTemplate,
} from '../import/template.js';
import { hasFailed, type ListedImport, listImports } from '../import/upload.js';
import { HeldSales, type Sale } from '../sales/held-sales.js';
import { listedSales } from '../sales/listed-sales.js';
import { salesCopier } from '../sales/sales-copier.js';
import { uploadFile } from '../upload-file.js';

/** More than the concurrent requests, so that none of their slots is idle. */
const ROWS_ASKED_AT_ONCE = 32;

function saleOf(record: Values): Sale {
  const text = (field: string): string | undefined => {
    const value = record[field];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    productId: text('product_id'),
    productName: text('product_name'),
    country: text('country') ?? '',
    start: text('start_date') ?? '',
    end: text('end_date') ?? '',
  };
}

/** The sale at the service that a row means; else why the import template would refuse the row. */
async function match(held: HeldSales, template: FittedTemplate | undefined, record: Values): Promise<LookUpResult> {
  const taken = await takenBy(held, record);
  const outside = taken === undefined && template ? outsideOptions(template, record) : undefined;
  if (outside === undefined) return taken;
  const { field, value, options } = outside;
  const title = dataset.fields[field as keyof typeof dataset.fields]?.title ?? field; // the template's fields are ours
  const near = nearNameFinder(options, 1)(value);
  const nearest = near && { nearest: near.answer, confidence: near.confidence };
  const why = finding('OUTSIDE_OPTIONS', { title, value, options, ...nearest });
  return { obstacle: why, isLeftOut: false, field };
}

async function takenBy(held: HeldSales, record: Values): Promise<Match | undefined> {
  const sale = saleOf(record);
  const overlapping = await held.overlapping(sale);
  const [taken] = overlapping;
  if (taken === undefined) return undefined;
  const { id, start, end } = taken.period;
  const why = finding('PERIOD_TAKEN', { period: `${start} to ${end}` });
  const isExact = start === sale.start && end === sale.end && taken.quantity === record.quantity;
  if (isExact && overlapping.length === 1) return { remoteId: id, same: true, why };
  const sales = overlapping.map(({ period, quantity }) => said(quantity, period));
  const given = said(typeof record.quantity === 'number' ? record.quantity : null, sale);
  const clash = finding('SALES_DIFFER', { held: sales, given });
  const values = { start_date: start, end_date: end, ...(taken.quantity !== null && { quantity: taken.quantity }) };
  return { remoteId: id, same: false, why, clash, values };
}

function said(quantity: number | null, { start, end }: Pick<Sale, 'start' | 'end'>): string {
  return `${quantity === null ? 'no quantity' : numberText(quantity)} for ${start} to ${end}`;
}

async function send(
  session: Session,
  { template: known, imports }: Learned,
  rows: readonly BatchRow[],
): Promise<readonly BatchResult[]> {
  const records = rows.map(({ record }) => record);
  const template = await known.get(session);
  const unnamed = records.find((record) => !namesProduct(template, record));
  if (unnamed) throw productNotNamed(template);
  const checked = await checkImport(session, template, await imports.get(session), records);
  if (typeof checked === 'string') return submittedBefore(session, checked, records);
  const results: BatchResult[] = records.map((_, index) => refused(checked, index));
  const right = [...records.keys()].filter((index) => !checked.errors.has(index));
  if (right.length === 0) return results;
  const submitted = await handedOver(session, submitImport(session, checked));
  const fates = submitted.maybeThere ? await find(session, checked.importId, records, right) : undefined;
  for (const index of right) results[index] = resultOf(submitted, fates?.get(index));
  return results;
}

/** Looks up rows that an earlier session submitted; it may still be processed, so they are not submitted again. */
async function submittedBefore(
  session: Session,
  importId: string,
  records: readonly Values[],
): Promise<readonly BatchResult[]> {
  session.say(`the same ${records.length} rows were submitted before (import ${importId}); looking them up`);
  const fates = await find(session, importId, records, [...records.keys()]);
  const detail = `the same rows were submitted before as import ${importId}, but this one has not appeared yet`;
  return records.map((_, index) => resultOf(awaited(detail), fates.get(index)));
}

/** The states of submitted rows. Of a failed session, rows that were not found have failed. */
async function find(
  session: Session,
  importId: string,
  records: readonly Values[],
  positions: readonly number[],
): Promise<Fates> {
  const fates = await pollRows(session, positions.length, (seen) => look(session, records, positions, seen));
  if (positions.every((index) => fates.has(index))) return fates;
  const failed = await hasFailed(session, importId).catch((error: unknown) => {
    if (error instanceof Stop || error instanceof ServiceError) return false;
    throw error;
  });
  if (!failed) return fates;
  const fate = { kind: 'failed', remoteId: '', detail: `the import ${importId} has failed` } as const;
  return new Map(positions.map((index) => [index, fates.get(index) ?? fate]));
}

/** Five requests list, open, map, submit and list again; then one for each checked page, and at most two to read each row back. */
function requests(rows: number): number {
  return 5 + Math.ceil(rows / ROWS_CHECKED_AT_ONCE) + 2 * rows;
}

/** Looks up submitted rows. Another quantity in a row's place may be the service's version of it. */
async function look(
  session: Session,
  records: readonly Values[],
  positions: readonly number[],
  seen: Fates,
): Promise<Poll> {
  const held = await HeldSales.read(session);
  const fates = new Map([...seen].filter(([, { kind }]) => kind === 'found'));
  const find = async (index: number): Promise<void> => {
    const record = records[index] ?? {};
    const sales = await held.inPeriod(saleOf(record));
    const [same] = sales.filter(({ quantity }) => quantity === record.quantity);
    if (same) fates.set(index, { kind: 'found', remoteId: same.period.id });
    else if (sales[0]) {
      const detail = `the service has ${sales[0].quantity ?? 'nothing'} in its place`;
      fates.set(index, { kind: 'other', detail });
    }
  };
  await Promise.all(positions.filter((index) => !fates.has(index)).map(find));
  return { fates, isAllThere: fates.size === positions.length };
}

function refused({ errors, reply, columns }: CheckedImport, index: number): BatchResult {
  const [first, ...others] = errors.get(index) ?? [];
  const more = others.map(({ column, message }) => (column ? `${column}: ${message}` : message));
  const detail = [first?.message ?? '', ...more].join('; ');
  const { status, requestId, attempts } = reply;
  return {
    status: 'failed',
    remoteId: '',
    finding: finding('REFUSED', { status, detail }),
    field: columns.find(({ key }) => key === first?.column)?.field ?? '',
    requestId,
    attempts,
  };
}

function productNotNamed({ id, columns }: FittedTemplate): Stop {
  const has = columns.some(({ field }) => field === 'product_id') ? 'product ids' : 'product names';
  return new Stop(
    'usage',
    'TEMPLATE_MISMATCH',
    `the import template ${id} takes ${has} only, and the file has rows without`,
    'add the column, or use --via file',
  );
}

/** Requests everything about the rows of the file, so that matching needs no further requests. */
async function askAhead(held: HeldSales, candidates: AsyncIterable<Values>): Promise<void> {
  const asking = new Set<Promise<unknown>>();
  for await (const record of candidates) {
    const asked = takenBy(held, record).finally(() => asking.delete(asked));
    // A failure is thrown below; until then it must not count as unhandled.
    asked.catch(() => undefined);
    asking.add(asked);
    if (asking.size >= ROWS_ASKED_AT_ONCE) await Promise.race(asking);
  }
  await Promise.all(asking);
}

/** What is read of an account once, and kept. */
interface Learned {
  readonly template: Cached<FittedTemplate>;
  /** The import sessions before this run opened any. */
  readonly imports: Cached<readonly ListedImport[]>;
}

// No readBack: a sale has no id of its own, and each row that was sent is looked up by product, country and period anyway.
// No remove: the service deletes whole periods only, with the sales of every country in them.
export function open(
  session: Session,
  learned: Learned = { template: new Cached(readTemplate), imports: new Cached(listImports) },
): Binding {
  return {
    withSession: (other) => open(other, learned),
    async holdings(candidates, { via } = {}): Promise<Holdings> {
      // A template that cannot be used stops the plan, not the import. A look-up alone needs none.
      const isUsed = via !== 'file' && Boolean(session.account.importTemplate);
      const template = isUsed ? await learned.template.get(session) : undefined;
      const held = await HeldSales.read(session);
      await askAhead(held, candidates);
      return { matcher: () => (record) => match(held, template, record) };
    },
    writer: {
      by: 'batch',
      maxRows: 2_000,
      kinds: ['create'],
      confirms: true,
      requests,
      requireSettings: () => requireTemplate(session),
      send: (rows) => send(session, learned, rows),
    },
    copier: salesCopier,
    rows: (filters) => listedSales(session, filters),
    file: uploadFile(Object.keys(dataset.fields)),
  };
}
