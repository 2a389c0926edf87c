// Holds a plan to the closed periods of its account: a row that would be written into one, or change a row of the service in one,
// is not sent. Leaves closing and reopening to close.ts.

import pLimit from 'p-limit';
import type { ImportDataset, Values } from '../../datasets/dataset.js';
import type { ClosedPeriod } from '../../ledger/closed-periods.js';
import type { Ledger, RowResult } from '../../ledger/ledger.js';
import { type Action, needsRequest } from '../../plan/action.js';
import { placeOf } from '../../problems/place.js';
import { finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import type { Restated } from '../../report/summary.js';
import { periodTitle } from '../../values/dates/period.js';
import { grouped } from '../../values/numbers/grouped.js';
import type { PlannedRow } from './plan-rows.js';
import { readRow } from './read-row.js';

/** No day comes before or after these. */
const [FIRST_DAY, LAST_DAY] = ['', '9999-12-31'];
const ROWS_READ_AT_ONCE = 8;
const MOST_NAMED = 5;

interface ClosedBasis {
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'readBack' | 'writer'>;
  /** The file's name. */
  readonly file: string;
  /** Why rows of closed periods are sent all the same. */
  readonly restate: string | undefined;
}

/** The rows of a plan that are in closed periods; undefined where nothing is closed, or rows have no period. */
export async function closedRows(
  ledger: Ledger | undefined,
  accountKey: string,
  basis: ClosedBasis,
): Promise<ClosedRows | undefined> {
  if (ledger === undefined || basis.dataset.period === undefined) return undefined;
  const closed = (await ledger.closedPeriods.list(accountKey)).filter(({ reopenedAt }) => reopenedAt === undefined);
  return closed.length === 0 ? undefined : new ClosedRows(closed, basis);
}

/** The closed period that shares a day with the days of a row; undefined where it is in none. */
export function closedPeriodOf(
  closed: readonly ClosedPeriod[],
  { period }: ImportDataset,
  values: Values,
): ClosedPeriod | undefined {
  if (period === undefined) return undefined;
  const [start, end] = [values[period.start], values[period.end ?? period.start]].map((day) => day && String(day));
  if (start === undefined && end === undefined) return undefined;
  return closed.find((one) => (start ?? FIRST_DAY) <= one.end && one.start <= (end ?? LAST_DAY));
}

/** A closed period as people name it. */
export function closedTitle({ start, end }: Pick<ClosedPeriod, 'start' | 'end'>): string {
  return start === end ? start : periodTitle(start, end);
}

/** Judges planned rows; every pass judges the same. */
export class ClosedRows {
  /** By ordinal: what the service holds of rows that are to be changed there. */
  readonly #held = new Map<number, Values | undefined>();
  readonly #found = new Map<number, { readonly place: string; readonly period: string; readonly result: RowResult }>();

  constructor(
    private readonly closed: readonly ClosedPeriod[],
    private readonly basis: ClosedBasis,
  ) {}

  /** The rows, with a conflict in place of what may not be done. */
  async judge(planned: readonly PlannedRow[]): Promise<readonly PlannedRow[]> {
    const limit = pLimit(ROWS_READ_AT_ONCE);
    return Promise.all(planned.map((one) => this.#judge(one, (work) => limit(work))));
  }

  async #judge(
    one: PlannedRow,
    queued: (work: () => Promise<Values | undefined>) => Promise<Values | undefined>,
  ): Promise<PlannedRow> {
    const { row, action } = one;
    if (action === undefined || !needsRequest(action)) return one;
    const { dataset, binding } = this.basis;
    const own = action.kind === 'update' ? (action.since?.record ?? row.record) : row.record;
    let period = own && closedPeriodOf(this.closed, dataset, own);
    if (period === undefined && action.kind !== 'create' && this.#mayMove(action)) {
      const { ordinal } = row;
      if (!this.#held.has(ordinal)) this.#held.set(ordinal, await queued(() => readRow(binding, action.remoteId)));
      const held = this.#held.get(ordinal);
      period = held && closedPeriodOf(this.closed, dataset, held);
    }
    return period === undefined ? one : this.#refused(one, action, period);
  }

  /** Whether the row of the service may be in another period than the row of the file. */
  #mayMove(action: Action): boolean {
    const changes = action.kind === 'update' ? action.since?.changes : undefined;
    const { start = '', end = start } = this.basis.dataset.period ?? {};
    return changes === undefined || start in changes || end in changes;
  }

  #refused(one: PlannedRow, action: Action, closed: ClosedPeriod): PlannedRow {
    const { ordinal, identity, source } = one.row;
    const period = closedTitle(closed);
    const why = finding('PERIOD_CLOSED', { period, closedAt: closed.closedAt.slice(0, 'YYYY-MM-DD'.length) });
    const remoteId = 'remoteId' in action ? action.remoteId : '';
    const field = this.basis.dataset.period?.start ?? '';
    const place = placeOf(this.basis.file, { sheet: source.sheet, row: source.row, column: '' });
    const address = { ordinal, sheet: source.sheet, row: source.row, identity };
    const result: RowResult = {
      ...address,
      status: 'unsent',
      remoteId,
      finding: why,
      field,
      requestId: '',
      attempts: 0,
    };
    this.#found.set(ordinal, { place, period, result });
    if (this.basis.restate !== undefined) return one;
    return { ...one, action: { kind: 'conflict', remoteId, finding: why, field } };
  }

  /** Why nothing is sent, and the results of the rows that it is about; undefined where all may be sent. */
  refusal(): { readonly stop: Stop; readonly results: readonly RowResult[] } | undefined {
    if (this.basis.restate !== undefined || this.#found.size === 0) return undefined;
    const found = [...this.#found.values()];
    const named = found.slice(0, MOST_NAMED).map(({ place }) => place);
    const more = found.length > MOST_NAMED ? ` and ${grouped(found.length - MOST_NAMED)} more` : '';
    const periods = [...new Set(found.map(({ period }) => period))].sort();
    const stop = new Stop(
      'mapping',
      'PERIOD_CLOSED',
      `${found.length === 1 ? '1 row is' : `${grouped(found.length)} rows are`} in a closed period (${periods.join(', ')}), and nothing was sent: ${named.join('; ')}${more}`,
      `take the rows out of the file, send them with --restate REASON, or open the period again: carbonsheet close ${periods[0]} --reopen REASON`,
    );
    return { stop, results: found.map(({ result }) => result) };
  }

  /** What was let pass, and why; undefined where nothing was. */
  restated(): Restated | undefined {
    const { restate } = this.basis;
    if (restate === undefined || this.#found.size === 0) return undefined;
    const periods = [...new Set([...this.#found.values()].map(({ period }) => period))].sort();
    return { reason: restate, rows: this.#found.size, periods };
  }
}
