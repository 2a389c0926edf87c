// Settles rows whose answer never came or was unclear: looks them up at the service, and sends them again once where they are
// proven absent (absence.ts).

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { contentOf } from '../../dedup/row-identity.js';
import type { Ledger, RowResult } from '../../ledger/ledger.js';
import { type Action, resultWithoutRequest } from '../../plan/action.js';
import { unlessExcepted } from '../../plan/excepted.js';
import type { Status } from '../../plan/result.js';
import { finding } from '../../problems/problem.js';
import type { Binding, Holdings } from '../../providers/binding.js';
import { type PlannedWrite, upload } from '../../upload/upload.js';
import { endOfRequest } from '../planning/doubtful-rows.js';
import { ExportedRows, isExported } from '../planning/exported-rows.js';
import { fieldsIn } from '../planning/look-up.js';
import { offeredBy, writeOf } from '../planning/plan-rows.js';
import { passOver } from '../planning/remembered-rows.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { fitRecords } from '../run/judge-rows.js';
import type { Run } from '../run/open-run.js';
import { recordedRows } from '../run/recorded-rows.js';
import { Absence } from './absence.js';
import type { WriteBasis } from './write-rows.js';

/** What settling needs besides the run. */
type DoubtBasis = Pick<WriteBasis, 'binding' | 'session' | 'ledger' | 'concurrency' | 'closed'>;

/** Pauses before each look, in milliseconds: lists may lag by a minute. */
const LOOKS_MS = [0, 2_000, 8_000, 20_000, 40_000];
/** So many looks in any case: a service may land a row some time after the connection broke. */
const LEAST_LOOKS = 3;

/** Settles what can be settled; the rest stays `in-doubt` in the ledger. */
export async function settleDoubt(run: Run, basis: DoubtBasis): Promise<void> {
  if (!(await hasDoubt(basis.ledger, run.id))) return;
  await endOpenIntents(run, basis);
  const missing = await withoutExcepted(run, basis, await lookForDoubtful(run, basis));
  // Their period may have been closed since they were sent: then they stay in doubt.
  const absent = basis.closed ? await basis.closed.allowed(missing) : missing;
  const { writer } = basis.binding;
  if (absent.length > 0 && (writer.by === 'row' || writer.resends)) {
    await upload(one(absent), {
      run: run.id,
      session: basis.session,
      binding: basis.binding,
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

/** The rows that are still to be sent; the others are settled. */
async function withoutExcepted(
  { id, except, table }: Run,
  { ledger }: DoubtBasis,
  absent: readonly PlannedWrite[],
): Promise<readonly PlannedWrite[]> {
  const settled: RowResult[] = [];
  const left = absent.filter(({ ordinal, sheet, row, identity, action }) => {
    const result = resultWithoutRequest(unlessExcepted(action, identity, except, table.dataset.parts !== undefined));
    if (result) settled.push({ ordinal, sheet, row, identity, ...result });
    return result === undefined;
  });
  await ledger.settle(id, settled);
  return left;
}

/** Rows of a killed process, whose requests are over by now. */
async function endOpenIntents(run: Run, { ledger }: DoubtBasis): Promise<void> {
  const over: RowResult[] = [];
  for await (const recorded of ledger.inDoubt(run.id)) {
    if (recorded.finding !== undefined) continue;
    const entry = await ledger.row(run.id, recorded.ordinal);
    if (entry?.settledAt !== undefined) continue;
    const detail = 'the program ended before the answer came';
    over.push({ ...recorded, finding: finding('NO_ANSWER', { detail }) });
  }
  await ledger.settle(run.id, over);
}

/** Looks, with growing pauses, until every row in doubt is found; returns those that may be sent again. */
async function lookForDoubtful(run: Run, basis: DoubtBasis): Promise<readonly PlannedWrite[]> {
  const { tools } = run;
  const { writer } = basis.binding;
  const absence = new Absence();
  let open: readonly OpenRow[] = [];
  let total: number | undefined;
  for (const [index, pauseMs] of LOOKS_MS.entries()) {
    await basis.session.pause(pauseMs);
    const lookedAt = basis.session.now();
    const look = await lookOnce(run, basis);
    absence.see(lookedAt, look.newest);
    open = look.open;
    total ??= look.doubtful;
    tools.tell({ kind: 'step', step: 'confirm', done: total - open.length, total });
    // Only creates must be waited for: an update or a deletion may be sent again at once.
    const unproven = open.filter(({ write, endedAt }) => isCreate(write) && !absence.isProvenFor(endedAt));
    const isLagging = unproven.length > 0 && look.hasCreated;
    const mayLag = isLagging || writer.by === 'batch';
    if (!open.some(({ write }) => isCreate(write)) || (index + 1 >= LEAST_LOOKS && !mayLag)) break;
  }
  const needsProof = writer.by === 'row' || writer.resends === 'absent';
  const isAbsent = ({ write, isProven, endedAt }: OpenRow): boolean =>
    !isCreate(write) || (!isProven && (!needsProof || absence.isProvenFor(endedAt)));
  return open.filter(isAbsent).map(({ write }) => write);
}

function isCreate({ action }: PlannedWrite): boolean {
  return action.kind === 'create';
}

type Matcher = ReturnType<Holdings['matcher']>;

interface DoubtfulRow {
  readonly recorded: RowResult;
  readonly row: JudgedRow;
  readonly record: Values;
}

/** A row in doubt that the service does not show. */
interface OpenRow {
  readonly write: PlannedWrite;
  /** The service has said that it created the row. */
  readonly isProven: boolean;
  /** When its request was over, in milliseconds since the epoch. */
  readonly endedAt: number;
}

interface Look {
  /** How many rows were in doubt. */
  readonly doubtful: number;
  readonly open: readonly OpenRow[];
  /** Whether there is a row that surely was created. */
  readonly hasCreated: boolean;
  /** When the newest of these that the service shows was about to be sent; undefined when it shows none. */
  readonly newest: number | undefined;
}

/**
 * One look at all that the service holds. Rows with a known result claim theirs first, so that a doubtful row is not
 * taken for its equal twin.
 */
async function lookOnce(run: Run, { binding, session, ledger }: DoubtBasis): Promise<Look> {
  const holdings = await binding.holdings(fitRecords(run.table, run.equalRows));
  const match = holdings.matcher();
  const exported = new ExportedRows({
    dataset: run.table.dataset,
    binding,
    onExisting: 'update',
    offered: offeredBy(binding),
    fields: fieldsIn(run.table),
  });
  const doubtful: DoubtfulRow[] = [];
  let hasCreated = false;
  let newest: number | undefined;
  for await (const rows of recordedRows(run, ledger.results(run.id))) {
    const shown: number[] = [];
    for (const { row, recorded } of rows) {
      if (recorded === undefined || row.record === undefined) continue;
      if (recorded.status === 'in-doubt') doubtful.push({ recorded, row, record: row.record });
      else if (isHeld[recorded.status] || (recorded.remoteId !== '' && recorded.status !== 'deleted')) {
        const found = await match(row.record, recorded.remoteId);
        if (recorded.status !== 'created') continue;
        hasCreated = true;
        if (found && 'remoteId' in found && found.remoteId === recorded.remoteId) shown.push(recorded.ordinal);
      }
    }
    const newestHere = await ledger.newestIntent(run.id, shown);
    if (newestHere !== undefined) newest = Math.max(newest ?? newestHere, newestHere);
  }
  const target = { accountKey: session.accountKey, dataset: run.table.dataset.name };
  const isByContent = run.table.dataset.identity.by === 'content';
  const contents = isByContent ? [...new Set(doubtful.map(({ row }) => contentOf(row.identity)))] : [];
  const written = await ledger.writtenBefore(target, contents);
  const fates: Fate[] = [];
  for (const one of doubtful) {
    // The purchase of an earlier invoice proves nothing about this one.
    await passOver(written.get(contentOf(one.row.identity)) ?? [], one.row.identity, one.record, match);
    const isDelete = one.row.marks?.word === 'delete';
    if (isExported(one.row, binding) && one.recorded.remoteId !== '') fates.push(await fateOfExported(one, exported));
    else fates.push(await (isDelete ? fateOfDelete(one, match, binding) : fateOf(one, match, run.table.dataset)));
  }
  await ledger.settle(
    run.id,
    fates.flatMap((fate) => ('settled' in fate ? [fate.settled] : [])),
  );
  const absent = fates.flatMap((fate, index) =>
    'absent' in fate ? [{ write: fate.absent, row: doubtful[index] }] : [],
  );
  const open = await Promise.all(
    absent.map(async ({ write, row }) => ({
      write,
      isProven: row?.recorded.finding?.code === 'NO_USABLE_ID',
      endedAt: await endOf(write, run, ledger),
    })),
  );
  return { doubtful: doubtful.length, open, hasCreated, newest };
}

async function endOf({ ordinal }: PlannedWrite, run: Run, ledger: Ledger): Promise<number> {
  return endOfRequest((await ledger.row(run.id, ordinal)) ?? {});
}

/** What has become of a row in doubt: its result, or that it is still to be written. */
type Fate = { readonly settled: RowResult } | { readonly absent: PlannedWrite };

async function fateOf({ recorded, record }: DoubtfulRow, match: Matcher, { parts }: ImportDataset): Promise<Fate> {
  const { remoteId } = recorded;
  const isUpdate = remoteId !== '';
  const found = isUpdate ? await match(record, remoteId) : await match(record);
  const held = found && 'remoteId' in found ? found : undefined;
  // Another row of the same entity may have been written without this one, which is then added to it.
  if (held && (held.same || !(isUpdate || parts))) {
    const status = isUpdate ? 'updated' : 'created';
    return { settled: { ...recorded, status, remoteId: held.remoteId, finding: finding('CONFIRMED_LATE', {}) } };
  }
  // An update may be repeated, so that one which is not seen is sent again as one that is absent.
  const id = remoteId || (held?.remoteId ?? '');
  return { absent: { ...recorded, record, action: id === '' ? { kind: 'create' } : { kind: 'update', remoteId: id } } };
}

async function fateOfDelete({ recorded, record }: DoubtfulRow, match: Matcher, { readBack }: Binding): Promise<Fate> {
  const { remoteId } = recorded;
  const isGone = !(await (readBack ? readBack(remoteId) : match(record, remoteId)));
  if (isGone) return { settled: { ...recorded, status: 'deleted', finding: finding('DELETED', {}) } };
  return { absent: { ...recorded, record, action: { kind: 'delete', remoteId } } };
}

/** Others may have changed it meanwhile: it is written only over what was exported. */
async function fateOfExported({ recorded, row }: DoubtfulRow, exported: ExportedRows): Promise<Fate> {
  await exported.ask([row]);
  const action = exported.action(row);
  const write = writeOf({ row, action });
  if (write) return { absent: write };
  return { settled: { ...recorded, ...settledAs(action, row.marks?.word === 'delete') } };
}

/** A row of an edited export that needs no further request: it was done, or somebody else has changed what it was to change. */
function settledAs(action: Action, isDelete: boolean): Pick<RowResult, 'status' | 'finding'> {
  if (action.kind === 'conflict') return { status: 'failed', finding: action.finding };
  if (isDelete) return { status: 'deleted', finding: finding('DELETED', {}) };
  return { status: 'updated', finding: finding('CONFIRMED_LATE', {}) };
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
