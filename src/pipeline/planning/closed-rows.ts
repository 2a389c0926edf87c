// Holds a plan to the closed periods of its account: a row that would be written into one, or change a row of the service in one,
// is not sent. Leaves closing and reopening to close.ts.

import pLimit from 'p-limit';
import type { ImportDataset, Values } from '../../datasets/dataset.js';
import type { ClosedPeriod } from '../../ledger/closed-periods.js';
import type { Ledger, RowResult } from '../../ledger/ledger.js';
import { type Action, needsRequest } from '../../plan/action.js';
import { afterUpdate } from '../../plan/after-update.js';
import { placeOf } from '../../problems/place.js';
import { type Finding, finding } from '../../problems/problem.js';
import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import type { Restated } from '../../report/summary.js';
import type { PlannedWrite } from '../../upload/upload.js';
import { grouped } from '../../values/numbers/grouped.js';
import { closedPeriodOf, closedTitle, isAboutDays } from './days-changed.js';
import type { PlannedRow } from './plan-rows.js';
import { readRow } from './read-row.js';

const ROWS_READ_AT_ONCE = 8;
const MOST_NAMED = 5;

type Queue = (work: () => Promise<Values | undefined>) => Promise<Values | undefined>;

interface ClosedBasis {
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'readBack' | 'writer'>;
  /** The file's name. */
  readonly file: string;
  /** Why rows of closed periods are sent all the same, and when that was said: of periods that were closed by then. */
  readonly restate: string | undefined;
  readonly restatedAt: string | undefined;
}

/** The rows of a plan that are in closed periods; undefined where nothing is closed, or rows have no period. */
export async function closedRows(
  ledger: Ledger | undefined,
  accountKey: string,
  basis: ClosedBasis,
): Promise<ClosedRows | undefined> {
  if (ledger === undefined || !isAboutDays(basis.dataset)) return undefined;
  const closed = (await ledger.closedPeriods.list(accountKey)).filter(({ reopenedAt }) => reopenedAt === undefined);
  return closed.length === 0 ? undefined : new ClosedRows(closed, basis);
}

/** A row in a closed period. */
interface FoundRow {
  readonly place: string;
  readonly period: string;
  readonly isLetPass: boolean;
  readonly why: Finding;
  readonly result: RowResult;
}

/** What is judged of a row that is to be written. */
interface ToWrite extends Pick<PlannedWrite, 'ordinal' | 'sheet' | 'row' | 'identity'> {
  readonly action: Action;
  /** Undefined for a deletion that names no values. */
  readonly record: Values | undefined;
}

/** Judges rows that are to be written; every pass judges the same. */
export class ClosedRows {
  /** By ordinal: what the service holds of rows that are to be changed there. */
  readonly #held = new Map<number, Values | undefined>();
  readonly #found = new Map<number, FoundRow>();

  constructor(
    private readonly closed: readonly ClosedPeriod[],
    private readonly basis: ClosedBasis,
  ) {}

  /** The rows, with a conflict in place of what may not be done. */
  async judge(planned: readonly PlannedRow[]): Promise<readonly PlannedRow[]> {
    const limit = pLimit(ROWS_READ_AT_ONCE);
    return Promise.all(planned.map((one) => this.#judge(one, (work) => limit(work))));
  }

  /** Those of the writes that are in no closed period, or may be sent all the same. */
  async allowed(writes: readonly PlannedWrite[]): Promise<readonly PlannedWrite[]> {
    const limit = pLimit(ROWS_READ_AT_ONCE);
    const refusals = await Promise.all(writes.map((write) => this.#refusalOf(write, (work) => limit(work))));
    return writes.filter((_, index) => refusals[index] === undefined);
  }

  async #judge(one: PlannedRow, queued: Queue): Promise<PlannedRow> {
    const { row, action } = one;
    if (action === undefined || !needsRequest(action)) return one;
    const { ordinal, identity, record, source } = row;
    const write = { ordinal, identity, record, action, sheet: source.sheet, row: source.row };
    const refused = await this.#refusalOf(write, queued);
    if (refused === undefined) return one;
    const { remoteId, field } = refused.result;
    return { ...one, action: { kind: 'conflict', remoteId, finding: refused.why, field } };
  }

  /** Why a row may not be written. */
  async #refusalOf(write: ToWrite, queued: Queue): Promise<FoundRow | undefined> {
    const period = await this.#periodOf(write, queued);
    if (period === undefined) return undefined;
    const found = this.#foundIn(period, write);
    this.#found.set(write.ordinal, found);
    return found.isLetPass ? undefined : found;
  }

  async #periodOf({ ordinal, record, action }: ToWrite, queued: Queue): Promise<ClosedPeriod | undefined> {
    const { dataset, binding } = this.basis;
    const own = (action.kind === 'update' && action.since?.record) || record;
    // An update keeps what the file does not say: a day, or the years that it has no amount for.
    const after = (before: Values | undefined) => (before && own ? { ...before, ...afterUpdate(before, own) } : own);
    const judged = (before: Values | undefined) =>
      closedPeriodOf(this.closed, dataset, before, action.kind === 'delete' ? undefined : after(before));
    // What a row says of itself is enough to judge it where it has all its days, but for amounts by year: only those that change matter.
    const known = action.kind === 'delete' ? own : undefined;
    const days = this.#dayFields();
    const isKept = action.kind === 'update' && action.since?.record === undefined;
    const isPartial = isKept && days.some((name) => own?.[name] === undefined);
    const period = action.kind === 'update' && (days.length === 0 || isPartial) ? undefined : judged(known);
    if (period !== undefined || !('remoteId' in action) || !(isPartial || this.#mayTouch(action))) return period;
    if (!this.#held.has(ordinal)) this.#held.set(ordinal, await queued(() => readRow(binding, action.remoteId)));
    return judged(this.#held.get(ordinal));
  }

  /** Whether the row of the service may be about other days than the row of the file, or about other amounts. */
  #mayTouch(action: Action): boolean {
    const changes = action.kind === 'update' ? action.since?.changes : undefined;
    const { fields } = this.basis.dataset;
    if (changes === undefined) return true;
    const days = this.#dayFields();
    return Object.keys(changes).some((name) => days.includes(name) || fields[name]?.kind === 'yearly');
  }

  /** The fields that say which days a row is about. */
  #dayFields(): readonly string[] {
    const { period } = this.basis.dataset;
    return period ? [period.start, period.end ?? period.start] : [];
  }

  #foundIn(closed: ClosedPeriod, { ordinal, sheet, row, identity, action }: ToWrite): FoundRow {
    const { dataset, file, restate, restatedAt = '' } = this.basis;
    const period = closedTitle(closed);
    const why = finding('PERIOD_CLOSED', { period, closedAt: closed.closedAt.slice(0, 'YYYY-MM-DD'.length) });
    const result: RowResult = {
      ordinal,
      sheet,
      row,
      identity,
      status: 'unsent',
      remoteId: 'remoteId' in action ? action.remoteId : '',
      finding: why,
      field: dataset.period?.start ?? '',
      requestId: '',
      attempts: 0,
    };
    const isLetPass = restate !== undefined && closed.closedAt <= restatedAt;
    return { place: placeOf(file, { sheet, row, column: '' }), period, isLetPass, why, result };
  }

  /** Why nothing is sent, and the results of the rows that it is about; undefined where all may be sent. */
  refusal(): { readonly stop: Stop; readonly results: readonly RowResult[] } | undefined {
    const found = [...this.#found.values()].filter(({ isLetPass }) => !isLetPass);
    if (found.length === 0) return undefined;
    const named = found.slice(0, MOST_NAMED).map(({ place }) => place);
    const more = found.length > MOST_NAMED ? ` and ${grouped(found.length - MOST_NAMED)} more` : '';
    const periods = [...new Set(found.map(({ period }) => period))].sort();
    const stop = new Stop(
      'mapping',
      'PERIOD_CLOSED',
      `${found.length === 1 ? '1 row is' : `${grouped(found.length)} rows are`} in a closed period (${periods.join(', ')}), and nothing was sent: ${named.join('; ')}${more}`,
      `take the rows out of the file, send them with --restate REASON, or open the period again: carbonsheet close ${periods[0]} ${this.basis.dataset.provider} --reopen REASON`,
    );
    return { stop, results: found.map(({ result }) => result) };
  }

  /** What was let pass, and why; undefined where nothing was. */
  restated(): Restated | undefined {
    const { restate } = this.basis;
    const found = [...this.#found.values()].filter(({ isLetPass }) => isLetPass);
    if (restate === undefined || found.length === 0) return undefined;
    const periods = [...new Set(found.map(({ period }) => period))].sort();
    return { reason: restate, rows: found.length, periods };
  }
}
