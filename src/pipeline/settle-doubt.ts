// Rows whose answer never came: looked up at the service, and sent again once where they are proven absent.

import type { Values } from '../datasets/dataset.js';
import type { Ledger, RowResult } from '../ledger/ledger.js';
import type { Status } from '../plan/result.js';
import { finding } from '../problems/problem.js';
import { type PlannedWrite, upload } from '../upload/upload.js';
import { fitRecords } from './judge-rows.js';
import type { Run } from './open-run.js';
import { recordedRows } from './recorded-rows.js';
import type { WriteBasis } from './write-rows.js';

/** What settling needs besides the run. */
type DoubtBasis = Pick<WriteBasis, 'binding' | 'session' | 'ledger' | 'concurrency'>;

/** Pauses before each look, in milliseconds: a service may land a row some time after the connection broke. */
const LOOKS_MS = [0, 2_000, 8_000];

/** Settles what can be settled; what cannot stays `in-doubt` in the ledger. */
export async function settleDoubt(run: Run, basis: DoubtBasis): Promise<void> {
  if (!(await hasDoubt(basis.ledger, run.id))) return;
  const absent = await lookForDoubtful(run, basis);
  const { writer } = basis.binding;
  if (absent.length > 0 && (writer.by === 'row' || writer.resends)) {
    await upload(one(absent), {
      run: run.id,
      session: basis.session,
      writer,
      remove: basis.binding.remove,
      dataset: run.table.dataset,
      ledger: basis.ledger,
      concurrency: basis.concurrency,
      signal: run.tools.signal,
      onResult: () => undefined,
    });
    if (await hasDoubt(basis.ledger, run.id)) await lookForDoubtful(run, basis);
  }
  run.tools.tell({ kind: 'end', step: 'confirm' });
}

/** Looks with growing pauses until every doubtful row is found; returns those that the service surely lacks. */
async function lookForDoubtful(run: Run, basis: DoubtBasis): Promise<readonly PlannedWrite[]> {
  const { tools } = run;
  let absent: readonly PlannedWrite[] = [];
  let total: number | undefined;
  for (const pauseMs of LOOKS_MS) {
    await basis.session.pause(pauseMs);
    const look = await lookOnce(run, basis);
    absent = look.absent;
    total ??= look.doubtful;
    tools.tell({ kind: 'step', step: 'confirm', done: total - absent.length, total });
    // Only creates must be waited for: an update or a deletion may be sent again at once.
    if (absent.every(({ action }) => action.kind !== 'create')) break;
  }
  return absent;
}

interface Look {
  /** How many rows were in doubt. */
  readonly doubtful: number;
  /** Those that the service lacks. */
  readonly absent: readonly PlannedWrite[];
}

/**
 * One look at all that the service holds. Rows with a known result claim theirs first, so that a doubtful row is not
 * taken for its equal twin.
 */
async function lookOnce(run: Run, { binding, session, ledger }: DoubtBasis): Promise<Look> {
  const holdings = await binding.holdings(session, fitRecords(run.table, run.equalRows));
  const match = holdings.matcher();
  const doubtful: { readonly recorded: RowResult; readonly record: Values; readonly isDelete: boolean }[] = [];
  for await (const rows of recordedRows(run, ledger.results(run.id))) {
    for (const { row, recorded } of rows) {
      if (recorded === undefined || row.record === undefined) continue;
      if (recorded.status === 'in-doubt')
        doubtful.push({ recorded, record: row.record, isDelete: row.marks?.word === 'delete' });
      else if (isHeld[recorded.status] || recorded.remoteId !== '') await match(row.record, recorded.remoteId);
    }
  }
  const absent: PlannedWrite[] = [];
  const settled: RowResult[] = [];
  for (const { recorded, record, isDelete } of doubtful) {
    const { remoteId } = recorded;
    if (isDelete) {
      const gone = binding.readBack ? !(await binding.readBack(session, remoteId)) : !(await match(record, remoteId));
      if (gone) settled.push({ ...recorded, status: 'deleted', finding: finding('DELETED', {}) });
      else absent.push({ ...recorded, record, action: { kind: 'delete', remoteId } });
      continue;
    }
    const isUpdate = remoteId !== '';
    const found = isUpdate ? await match(record, remoteId) : await match(record);
    const held = found && 'remoteId' in found ? found : undefined;
    // Another row of the same thing may have been taken in without this one, which is then added to it.
    const isPart = run.table.dataset.parts !== undefined;
    if (held && (held.same || !(isUpdate || isPart))) {
      const status = isUpdate ? 'updated' : 'created';
      settled.push({ ...recorded, status, remoteId: held.remoteId, finding: finding('CONFIRMED_LATE', {}) });
    } else {
      // An update may be repeated, so that one which is not seen is sent again as one that is absent.
      const id = remoteId || (held?.remoteId ?? '');
      absent.push({ ...recorded, record, action: id === '' ? { kind: 'create' } : { kind: 'update', remoteId: id } });
    }
  }
  await ledger.settle(run.id, settled);
  return { doubtful: doubtful.length, absent };
}

/** Whether a row of this status is held by the service. */
const isHeld: Readonly<Record<Status, boolean>> = {
  created: true,
  updated: true,
  deleted: false,
  unchanged: true,
  skipped: true,
  invalid: false,
  failed: false,
  'in-doubt': false,
  unsent: false,
};

async function hasDoubt(ledger: Ledger, run: string): Promise<boolean> {
  for await (const _ of ledger.inDoubt(run)) return true;
  return false;
}

async function* one(writes: readonly PlannedWrite[]): AsyncGenerator<PlannedWrite> {
  yield* writes;
}
