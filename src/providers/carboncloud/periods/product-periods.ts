// Reads and replaces the supplier periods of a product, one change of a product at a time.

import { z } from 'zod';
import type { Reply } from '../../http/http.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { type Period, period } from '../replies.js';
import { type MergedPeriods, mergePeriods, type PeriodRow, type SentPeriod } from './merge-periods.js';
import { sameDays } from './period-days.js';

/** The periods of a product; undefined when there is no such product. */
export async function periodsOf(session: Session, productId: string): Promise<readonly Period[] | undefined> {
  const reply = await unlessGone(session.call('listSupplierPeriods', { params: { id: productId } }));
  return reply && bodyOf(reply, z.array(period), 'listSupplierPeriods');
}

/** A period is addressed by its product and its own id. */
export function remoteIdOf(productId: string, periodId: string): string {
  return `${productId}/${periodId}`;
}

/** The ids in a remote id. */
export function idsIn(remoteId: string): { readonly productId: string; readonly periodId: string } {
  const [productId = '', periodId = ''] = remoteId.split('/');
  return { productId, periodId };
}

/** Today in UTC (assumed: the time zone of the service's rules is not documented). */
export function todayOf(session: Pick<Session, 'now'>): string {
  return new Date(session.now()).toISOString().slice(0, 10);
}

/** The results of rows about a product. */
export interface ChangedPeriods extends Pick<MergedPeriods, 'refused'> {
  /** The remote id of each row that was not refused; '' where it is unknown. */
  readonly remoteIds: ReadonlyMap<number, string>;
  readonly requestId: string;
  readonly attempts: number;
}

/** Lets the changes of one product follow one another: two lists at once would drop each other's periods. */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  async take<T>(productId: string, job: () => Promise<T>): Promise<T> {
    const turn = (this.last.get(productId) ?? Promise.resolve()).then(job);
    const ended = turn.catch(() => undefined);
    this.last.set(productId, ended);
    try {
      return await turn;
    } finally {
      if (this.last.get(productId) === ended) this.last.delete(productId);
    }
  }
}

/** Reads the periods of a product, merges the rows, and puts the list if it changed. Throws a ServiceError. */
export function changePeriods(
  session: Session,
  turns: Turns,
  productId: string,
  rows: readonly PeriodRow[],
): Promise<ChangedPeriods> {
  return turns.take(productId, async () => {
    const read = await session.call('listSupplierPeriods', { params: { id: productId } });
    const held = bodyOf(read, z.array(period), 'listSupplierPeriods');
    const { periods, refused, isChanged } = mergePeriods(held, rows, todayOf(session));
    const { requestId, attempts } = read;
    if (!isChanged) return { refused, remoteIds: remoteIdsOf(productId, rows, held), requestId, attempts };
    const put = await putPeriods(session, productId, periods);
    const now = bodyOf(put, z.array(period), 'setSupplierPeriods');
    const remoteIds = remoteIdsOf(productId, rows, now);
    return { refused, remoteIds, requestId: put.requestId, attempts: put.attempts };
  });
}

function putPeriods(session: Session, id: string, suppliers: readonly SentPeriod[]): Promise<Reply> {
  return session.call('setSupplierPeriods', { params: { id }, body: { kind: 'json', value: { suppliers } } });
}

/** Created periods are recognised by supplier and days, which are unique in a product. */
function remoteIdsOf(
  productId: string,
  rows: readonly PeriodRow[],
  now: readonly Period[],
): ReadonlyMap<number, string> {
  return new Map(
    rows.map((row, index) => {
      const made = now.find((one) => one.supplierId === row.supplierId && sameDays(one, row));
      const periodId = row.kind === 'create' ? made?.id : row.periodId;
      return [index, periodId === undefined ? '' : remoteIdOf(productId, periodId)];
    }),
  );
}
