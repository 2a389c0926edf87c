// Joins the rows of a table with what the service holds: an action for each row, as data. Sends nothing.

import type { ImportDataset } from '../../datasets/dataset.js';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import type { RowResult } from '../../ledger/ledger.js';
import {
  type Action,
  decide,
  needsRequest,
  type Offered,
  type OnExisting,
  resultWithoutRequest,
} from '../../plan/action.js';
import { type Excepted, unlessExcepted } from '../../plan/excepted.js';
import { finding } from '../../problems/problem.js';
import { interruption } from '../../problems/stop.js';
import type { Binding, Holdings } from '../../providers/binding.js';
import type { PlanCounts } from '../../report/summary.js';
import type { PlannedWrite } from '../../upload/upload.js';
import type { JudgedRow } from '../rows/judge-row.js';
import type { Run } from '../run/open-run.js';
import { recordedRows } from '../run/recorded-rows.js';
import type { ClosedRows } from './closed-rows.js';
import { type ExportedRows, isExported } from './exported-rows.js';
import type { RememberedRows } from './remembered-rows.js';
import type { SinceRun } from './since-run.js';

/** A row and its action; an invalid row has no action. */
export interface PlannedRow {
  readonly row: JudgedRow;
  readonly action: Action | undefined;
  /** The hash of the row that an update was planned over: it is not written over another one. */
  readonly over?: string;
}

/** Keeps rows to what was planned before. */
export interface PlanGuard {
  /** Starts a pass: the rows of each batch, those held back that are not as they were planned. */
  begin(): Promise<(planned: readonly PlannedRow[]) => Promise<readonly PlannedRow[]>>;
}

/** What a plan is based on, besides the rows. */
export interface PlanBasis {
  readonly binding: Binding;
  readonly holdings: Holdings;
  readonly onExisting: OnExisting;
  /** Decides the rows of an edited export. */
  readonly exported: ExportedRows;
  /** Finds all others. */
  readonly remembered: RememberedRows;
  /** The results of a run that is resumed. */
  readonly settled?: SettledRows | undefined;
  /** Leaves out rows that an earlier run had; undefined where all are wanted. */
  readonly since?: SinceRun | undefined;
  /** What is not to be sent, as others have done it since. @default nothing */
  readonly except?: Excepted | undefined;
  /** Keeps rows out of closed periods; undefined where none is closed. */
  readonly closed?: Pick<ClosedRows, 'judge' | 'allowed' | 'refusal' | 'restated'> | undefined;
  /** @default what is decided now is done */
  readonly guard?: PlanGuard | undefined;
}

/** Rows that have a result already. */
export interface SettledRows {
  /** In source order. */
  results(): AsyncIterable<RowResult>;
  /** Whether such a row is sent again. */
  isOpen(result: RowResult): boolean;
}

/** Starts a pass that decides each row's action. Every pass over the same holdings decides the same. */
export async function* planRows(run: Run, basis: PlanBasis): AsyncGenerator<readonly PlannedRow[]> {
  const match = await matcherFor(run, basis);
  const offered = offeredBy(basis.binding);
  const { identity, parts } = run.table.dataset;
  const hasParts = parts !== undefined;
  const claimed = claims(run.table.dataset);
  const keep = await basis.guard?.begin();
  const exportedAction = async (row: JudgedRow): Promise<Action> => {
    const action = basis.exported.action(row);
    const isDelete = action.kind === 'delete';
    if (row.record === undefined || !(isDelete || identity.by === 'content')) return action;
    // Among equal rows, a new one must not match the entry of this row.
    const remoteId = row.marks?.remoteId ?? '';
    const found = await match(row.record, remoteId, isDelete);
    if (!isDelete) return action;
    // Only the look-up knows why a row cannot be deleted, such as the last period of a product.
    const undeletable = found && 'undeletable' in found ? found.undeletable : undefined;
    return undeletable ? { kind: 'conflict', remoteId, finding: undeletable } : action;
  };
  for await (const rows of recordedRows(run, basis.settled?.results())) {
    const open = rows.flatMap(({ row, recorded }) => {
      const isOpen = recorded === undefined || basis.settled?.isOpen(recorded);
      return isOpen && row.record !== undefined && row.leftOut === undefined ? [{ row, record: row.record }] : [];
    });
    const [exported, others] = parted(open, ({ row }) => isExported(row, basis.binding));
    await basis.exported.ask(exported.map(({ row }) => row));
    const actions = new Map<number, Action>();
    for (const { row } of exported) actions.set(row.ordinal, await exportedAction(row));
    // Rows of an export have taken theirs by now.
    const found = await basis.remembered.find(others, match);
    for (const { row } of others) {
      const { word } = row.marks ?? {};
      const wanted = { word: word === 'skip' ? undefined : word, onExisting: basis.onExisting };
      const action = decide(found.get(row.ordinal), wanted, offered);
      actions.set(row.ordinal, action);
      basis.remembered.note(row.ordinal, action);
    }
    const planned = rows.map(({ row }): PlannedRow => {
      const action = actions.get(row.ordinal);
      if (action === undefined) return { row, action };
      const one = found.get(row.ordinal);
      const remoteId = isExported(row, basis.binding) ? row.marks?.remoteId : one && 'remoteId' in one && one.remoteId;
      return { row, action: heldBack(row, claimed(remoteId || undefined, row.source.row) ?? action) };
    });
    const wanted = basis.since?.judge(planned) ?? planned;
    const still = basis.except ? wanted.map((one) => unlessSettled(one, basis.except, hasParts)) : wanted;
    const held = basis.closed ? await basis.closed.judge(still) : still;
    yield keep ? await keep(held) : held;
  }
}

/** A row that looks unusual is not written, and stays open. */
function heldBack({ suspect }: JudgedRow, action: Action): Action {
  if (suspect === undefined || !needsRequest(action)) return action;
  const remoteId = action.kind === 'create' ? '' : action.remoteId;
  return { kind: 'hold', remoteId, finding: suspect, field: suspect.field };
}

/** What is not open any more is not written. */
function unlessSettled(one: PlannedRow, except: Excepted | undefined, hasParts: boolean): PlannedRow {
  const { row, action } = one;
  const still = action && unlessExcepted(action, row.identity, except, hasParts);
  return still === action ? one : { row, action: still };
}

function parted<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

/** What the service offers to be done with one row of a dataset. */
export function offeredBy({ writer, remove }: Binding): Offered {
  if (writer.by === 'row')
    return { create: writer.create !== undefined, update: writer.update !== undefined, delete: remove !== undefined };
  const { kinds } = writer;
  return { create: kinds.includes('create'), update: kinds.includes('update'), delete: kinds.includes('delete') };
}

/** Rows with a known entry claim it first, so that an open row does not match the entry of its equal. */
async function matcherFor(run: Run, { holdings, settled }: PlanBasis): Promise<ReturnType<Holdings['matcher']>> {
  const match = holdings.matcher();
  if (settled === undefined) return match;
  for await (const rows of recordedRows(run, settled.results())) {
    for (const { row, recorded } of rows) {
      if (
        row.record &&
        recorded &&
        !settled.isOpen(recorded) &&
        recorded.remoteId !== '' &&
        recorded.status !== 'deleted'
      )
        await match(row.record, recorded.remoteId);
    }
  }
  return match;
}

/**
 * Two rows that differ must not be written over one thing at the service, whether it is found by a key or by the id of an
 * export: the first row that is matched with it has it, a later one is a conflict. Rows of one period or with parts share it.
 */
function claims({ identity, parts }: ImportDataset): (remoteId: string | undefined, row: number) => Action | undefined {
  const fingerprint = new Fingerprint();
  const rows = new FirstRows();
  return (remoteId = '', row) => {
    if (identity.by === 'period' || parts || remoteId === '') return undefined;
    const firstRow = rows.see(fingerprint.ofText(remoteId), row);
    if (firstRow === undefined) return undefined;
    return { kind: 'conflict', remoteId, finding: finding('MATCHED_TWICE', { firstRow, remoteId }) };
  };
}

/** The result of a planned row that needs no request, as a list of one; else an empty list. */
export function decidedResult({ row, action }: PlannedRow): readonly RowResult[] {
  const result = action && resultWithoutRequest(action);
  const { ordinal, identity, source } = row;
  return result ? [{ ordinal, sheet: source.sheet, row: source.row, identity, ...result }] : [];
}

/** What is to be sent of a planned row; undefined when it needs no request. */
export function writeOf({ row, action, over }: PlannedRow): PlannedWrite | undefined {
  const { ordinal, source, identity, record } = row;
  if (record === undefined || action === undefined || !needsRequest(action)) return undefined;
  const since = action.kind === 'update' ? action.since : undefined;
  return {
    ordinal,
    sheet: source.sheet,
    row: source.row,
    identity,
    record: since?.record ?? record,
    action,
    ...(since && { changes: since.changes }),
    ...(over !== undefined && { over }),
  };
}

/** Counts what a plan would do. `see`: gets every planned row on the way, and may make the next one wait. */
export async function countPlan(
  run: Run,
  basis: PlanBasis,
  see: (planned: PlannedRow) => Promise<void> | void = () => undefined,
): Promise<PlanCounts> {
  const counts = { create: 0, update: 0, delete: 0, unchanged: 0, skip: 0, conflict: 0, hold: 0 };
  let done = 0;
  for await (const planned of planRows(run, basis)) {
    for (const one of planned) {
      if (one.action) counts[one.action.kind] += 1;
      const waiting = see(one);
      if (waiting) await waiting;
    }
    done += planned.length;
    if (run.tools.signal.aborted) throw interruption(run.tools.signal);
    run.tools.tell({ kind: 'step', step: 'plan', done, total: undefined });
  }
  run.tools.tell({ kind: 'end', step: 'plan' });
  return counts;
}
