// Country sales at Dcycle: looked up by product, country and period; written many at a time through an import session,
// whose rows count as created when they are read back.

import dataset from '../../datasets/country-sales.js';
import type { Values } from '../../datasets/dataset.js';
import type { Match } from '../../plan/action.js';
import type { Result } from '../../plan/result.js';
import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import { ServiceError } from '../http.js';
import type { BatchRow, Binding, Holdings, Session } from '../provider.js';
import { HeldSales, type Sale } from './held-sales.js';
import { type CheckedImport, checkImport, ROWS_CHECKED_AT_ONCE, submitImport } from './import-session.js';
import { type FittedTemplate, namesProduct, templateOf } from './import-template.js';
import { salesCopier } from './sales-copier.js';
import { uploadFile } from './upload-file.js';

/** More than the requests in flight, so that those are always as many as they may be. */
const ROWS_ASKED_AT_ONCE = 32;

/** Pauses before each look for rows that were submitted: processing goes on behind the answer. About three minutes. */
const LOOKS_MS = [200, 400, 800, 1_500, 3_000, 5_000, 10_000, 15_000, 20_000, 30_000, 45_000, 60_000];

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

async function match(held: HeldSales, record: Values): Promise<Match | undefined> {
  const sale = saleOf(record);
  const [taken, ...others] = await held.overlapping(sale);
  if (taken === undefined) return undefined;
  const { id, start, end } = taken.period;
  const exact = start === sale.start && end === sale.end && taken.quantity === record.quantity;
  return {
    remoteId: id,
    same: exact && others.length === 0,
    why: finding('PERIOD_TAKEN', { period: `${start} to ${end}` }),
  };
}

async function send(session: Session, rows: readonly BatchRow[]): Promise<readonly Result[]> {
  const records = rows.map(({ record }) => record);
  const template = await templateOf(session);
  const unnamed = records.find((record) => !namesProduct(template, record));
  if (unnamed) throw productNotNamed(template);
  const checked = await checkImport(session, template, records);
  const results: Result[] = records.map((_, index) => refused(checked, template, index));
  const right = [...records.keys()].filter((index) => !checked.errors.has(index));
  if (right.length === 0) return results;
  const submitted = await submit(session, checked);
  const { found, other } = submitted.refusal ? NOTHING_SEEN : await confirm(session, records, right);
  for (const index of right) {
    const { requestId, attempts, refusal } = submitted;
    const detail = other.get(index) ?? submitted.detail;
    const remoteId = found.get(index);
    const about = { field: '', requestId, attempts };
    if (refusal) results[index] = { ...about, status: 'failed', remoteId: '', finding: refusal };
    else if (remoteId !== undefined) results[index] = { ...about, status: 'created', remoteId };
    else results[index] = { ...about, status: 'in-doubt', remoteId: '', finding: finding('NO_ANSWER', { detail }) };
  }
  return results;
}

interface Submitted {
  readonly requestId: string;
  readonly attempts: number;
  /** Why rows that are not found later are in doubt. */
  readonly detail: string;
  readonly refusal?: ReturnType<typeof finding>;
}

/** From here on an answer that does not come is no reason to give up: the rows are looked for. */
async function submit(session: Session, checked: CheckedImport): Promise<Submitted> {
  try {
    const { requestId, attempts } = await submitImport(session, checked);
    return { requestId, attempts, detail: 'the import was taken in, and the row has not appeared yet' };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    const { kind, status, requestId, attempts, detail } = error;
    if (kind === 'unclear') return { requestId, attempts, detail };
    if (kind === 'refused') return { requestId, attempts, detail, refusal: finding('REFUSED', { status, detail }) };
    throw error;
  }
}

/** To open, map, submit and list, a check for each page, and the most that reading every row back takes at the first look. */
function requests(rows: number): number {
  return 4 + Math.ceil(rows / ROWS_CHECKED_AT_ONCE) + 2 * rows;
}

/** What was seen of submitted rows, by position. */
interface Confirmed {
  /** The period's id. */
  readonly found: ReadonlyMap<number, string>;
  /** What stands in the row's place instead, in words. */
  readonly other: ReadonlyMap<number, string>;
}

const NOTHING_SEEN: Confirmed = { found: new Map(), other: new Map() };

/** Looks in which another quantity in the row's place is no news any more: the service has changed it, and it stays so. */
const MOST_OTHERS = 4;

/** Looks for submitted rows until all are found, or stand there with another quantity, or patience ends. */
async function confirm(session: Session, records: readonly Values[], positions: readonly number[]): Promise<Confirmed> {
  const found = new Map<number, string>();
  const other = new Map<number, string>();
  let stuck = 0;
  try {
    for (const pauseMs of LOOKS_MS) {
      await session.pause(pauseMs);
      const held = await HeldSales.read(session);
      const look = async (index: number): Promise<void> => {
        const record = records[index] ?? {};
        const sales = await held.inPeriod(saleOf(record));
        const same = sales.find(({ quantity }) => quantity === record.quantity);
        if (same) found.set(index, same.period.id);
        else if (sales[0]) other.set(index, `the service holds ${sales[0].quantity ?? 'nothing'} in its place`);
      };
      await Promise.all(positions.filter((index) => !found.has(index)).map(look));
      if (found.size === positions.length) break;
      stuck = positions.every((index) => found.has(index) || other.has(index)) ? stuck + 1 : 0;
      if (stuck === MOST_OTHERS) break;
    }
  } catch (error) {
    // Interrupted, or the service fails now: what was not seen stays in doubt.
    if (!(error instanceof Stop) && !(error instanceof ServiceError)) throw error;
  }
  return { found, other };
}

function refused({ errors, reply }: CheckedImport, { columns }: FittedTemplate, index: number): Result {
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

/** Asks about all rows of the file, so that matching them later waits for nothing. */
async function askAhead(held: HeldSales, candidates: AsyncIterable<Values>): Promise<void> {
  const asking = new Set<Promise<unknown>>();
  for await (const record of candidates) {
    const asked = match(held, record).finally(() => asking.delete(asked));
    // A failure is thrown below; until then it must not count as unhandled.
    asked.catch(() => undefined);
    asking.add(asked);
    if (asking.size >= ROWS_ASKED_AT_ONCE) await Promise.race(asking);
  }
  await Promise.all(asking);
}

// No readBack: a sale has no id of its own, and each row that was sent is looked for by product, country and period anyway.
// No remove: the service deletes whole periods only, with the sales of every country in them.
const binding: Binding = {
  async holdings(session, candidates): Promise<Holdings> {
    // A template that cannot be used is better known before the plan than after it.
    await templateOf(session);
    const held = await HeldSales.read(session);
    await askAhead(held, candidates);
    return { matcher: () => (record) => match(held, record) };
  },
  writer: { by: 'batch', maxRows: 2_000, kinds: ['create'], requests, send },
  copier: salesCopier,
  file: uploadFile(dataset),
};

export default binding;
