// Connects to a table's account and reads what the service already holds: the basis of every plan.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { isRepeated } from '../../dedup/row-identity.js';
import type { Ledger, Target } from '../../ledger/ledger.js';
import type { OnExisting } from '../../plan/action.js';
import { Stop } from '../../problems/stop.js';
import type { Binding } from '../../providers/binding.js';
import { bindingFor } from '../../providers/index.js';
import { HeldRows } from '../../suspects/held-rows.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { isToCompare } from '../rows/suspect-rows.js';
import { fitRecords, judgeRows, leavingRows } from '../run/judge-rows.js';
import type { Run } from '../run/open-run.js';
import type { Connected } from '../tools.js';
import { type ClosedRows, closedRows } from './closed-rows.js';
import { doubtfulRows } from './doubtful-rows.js';
import { editedRows, givenDigest, writtenUnder } from './edited-rows.js';
import { BorneIds, ExportedRows, isAsExported, isExported } from './exported-rows.js';
import { offeredBy, type PlanBasis } from './plan-rows.js';
import { RememberedRows } from './remembered-rows.js';
import { sinceRun } from './since-run.js';
import { tornEdits } from './torn-edits.js';
import { UneditedRows } from './unedited-rows.js';

/** A connection, and how the table's dataset is looked up and written through it. */
export interface Account extends Connected {
  readonly binding: Binding;
}

/** Connects to the account of the table's provider; sends nothing yet. Throws a Stop when settings are missing. */
export async function openAccount({ table, tools, parents }: Run): Promise<Account> {
  const connected = await tools.connect(table.dataset.provider);
  const session = parents ? { ...connected.session, parents } : connected.session;
  const open = await bindingFor(table.dataset);
  return { ...connected, session, binding: open(session) };
}

/** What holds the rows of a run to the closed periods of its account; undefined where nothing is closed, or rows have no period. */
export function closedIn(
  { table, restate, restatedAt }: Run,
  { binding, session }: Pick<Account, 'binding' | 'session'>,
  ledger: Ledger | undefined,
): Promise<ClosedRows | undefined> {
  const basis = { dataset: table.dataset, binding, file: table.name, restate, restatedAt };
  return closedRows(ledger, session.accountKey, basis);
}

/** An account, and the closed periods of it where they are read already. */
interface AccountToLookUp extends Pick<Account, 'binding' | 'session'> {
  readonly closed?: ClosedRows | undefined;
}

/**
 * Reads what the account holds of the run's dataset. Throws a Stop or a ServiceError; sends no row.
 * @param ledger knows what was imported before; undefined where nothing was.
 * @param via rows are only written to a file.
 */
export async function lookUp(
  run: Run,
  account: AccountToLookUp,
  onExisting: OnExisting,
  ledger: Ledger | undefined,
  via?: 'file',
): Promise<PlanBasis> {
  const { binding, session } = account;
  const { dataset } = run.table;
  const { ids, unedited, fields, given, unhashed } = await markedRows(run, account);
  const offered = offeredBy(binding);
  const target = { accountKey: session.accountKey, dataset: dataset.name };
  const written = ledger && (await writtenUnder(unhashed, ledger, target));
  const torn =
    ledger && ids && ((rows: readonly JudgedRow[]) => tornEdits({ ledger, target, dataset, binding, ids }, rows));
  const exported = new ExportedRows({ dataset, binding, onExisting, offered, unedited, fields, written, torn });
  const isByContent = dataset.identity.by === 'content';
  const doubtBasis = ledger && { run: run.id, ledger, target, dataset, binding, now: session.now() };
  const doubtful = doubtBasis && (await doubtfulRows(doubtBasis));
  // Things with a key are known by it. Only of a row that can be asked for by its id is it known what an edit would change.
  const areAllFound = isByContent && binding.readBack !== undefined;
  const edited =
    ledger && (await editedRows(run, ledger, target, { doubtful: doubtful?.rows ?? [], given, areAllFound, ids }));
  const isRepeat = ledger && isByContent ? await repeatsIn(run, ledger, target) : undefined;
  const closed = account.closed ?? (await closedIn(run, account, ledger));
  const since = run.deltaFrom === undefined ? undefined : await sinceRun(ledger, run.deltaFrom, target);
  const known = { ledger, edited, isRepeat, doubtful };
  const remembered = new RememberedRows({ dataset, binding, session, target, run: run.id, ...known });
  const isAskedAbout = (row: JudgedRow): boolean => !isExported(row, binding) || row.marks?.word === 'delete';
  const candidates = (): AsyncIterable<Values> => fitRecords(run.table, run.equalRows, isAskedAbout);
  // The edited rows of an export are asked for by their ids; the others are compared with the list.
  const inList = doubtful?.isInList ? doubtful : undefined;
  const watch =
    binding.readBack !== undefined && (unedited ?? inList)
      ? {
          ids: watchedIds(run, binding),
          see: (id: string, values: () => Values) => {
            inList?.see(id, values);
            unedited?.see(id, values);
          },
        }
      : undefined;
  const decided = { binding, exported, onExisting, remembered, since, closed, except: run.except };
  if (unedited === undefined && !(await hasAny(candidates())))
    return { ...decided, holdings: { matcher: () => () => undefined } };
  run.tools.tell({ kind: 'step', step: 'look up', done: 0, total: undefined });
  const leaving = leavingRows(run.table, run.equalRows);
  const held = await heldRows(run);
  const each = held && ((remoteId: string, values: () => Values) => held.see(remoteId, values()));
  const holdings = await binding.holdings(candidates(), { via, leaving, watch, each });
  if (held?.isAny) await run.table.suspects?.compareWith(held);
  run.tools.tell({ kind: 'end', step: 'look up' });
  return { ...decided, holdings };
}

/** What gathers the listed rows that those of the file are compared with; undefined where no row would be held back. */
async function heldRows({ table, equalRows }: Run): Promise<HeldRows | undefined> {
  if (table.suspects === undefined || table.suspects.areAccepted) return undefined;
  const held = HeldRows.of(table.mapping);
  if (held === undefined) return undefined;
  for await (const rows of judgeRows(table, equalRows)) for (const row of rows) if (isToCompare(row)) held.note(row);
  return held;
}

/** The rows that equal an earlier one of the file; nothing where no run has written to the account. */
async function repeatsIn(
  { table, equalRows }: Run,
  ledger: Ledger,
  target: Target,
): Promise<((identity: string) => boolean) | undefined> {
  if ((await ledger.runsInto(target)).length === 0) return undefined;
  const repeats = new Set<string>();
  for await (const rows of judgeRows(table, equalRows))
    for (const { identity, record, leftOut } of rows)
      if (record && !leftOut && isRepeated(identity)) repeats.add(identity);
  return (identity) => repeats.has(identity);
}

/** A row exported from another account is never compared by its id or its hash. */
function requireOwn({ source, marks }: JudgedRow, owner: string, file: string): void {
  // Without settings there is no account to compare with.
  if (owner === '' || marks === undefined || marks.owner === '') return;
  // Older exports name ids as they were set, in capitals too.
  if (marks.owner.toLowerCase() === owner.toLowerCase()) return;
  throw new Stop(
    'mapping',
    'OTHER_OWNER',
    `${file}, row ${source.row} was exported from ${marks.owner}, and the account of the settings is ${owner}`,
    'use the settings of that account, or import the rows into this one with --as-new: their ids are dropped, and rows that match by key or content are skipped, or updated with --on-existing update',
  );
}

/** What the rows of an export say of themselves. */
interface MarkedTable {
  /** The ids that rows bear; undefined where the file has no column for them. */
  readonly ids: BorneIds | undefined;
  readonly unedited: UneditedRows | undefined;
  /** The fields that the file has. */
  readonly fields: ReadonlySet<string>;
  /** The digests that rows bear which were in doubt. */
  readonly given: ReadonlySet<string>;
  /** The ids of rows that bear no hash. */
  readonly unhashed: ReadonlySet<string>;
}

/** One more pass, over an export only. `unedited`: absent where no row is, or where there is no account to ask. */
async function markedRows(
  { table, equalRows }: Run,
  { binding, session: { owner } }: Pick<Account, 'binding' | 'session'>,
): Promise<MarkedTable> {
  const ids = new BorneIds();
  const fields = fieldsIn(table);
  const unedited = new UneditedRows(table.dataset, fields);
  const given = new Set<string>();
  const unhashed = new Set<string>();
  if (!table.mapping.columns.some(({ mark }) => mark === 'hash'))
    return { ids: undefined, unedited: undefined, fields, given, unhashed };
  for await (const rows of judgeRows(table, equalRows))
    for (const row of rows) {
      requireOwn(row, owner, table.name);
      ids.see(row.marks?.remoteId ?? '');
      if (givenDigest(row) !== '') given.add(givenDigest(row));
      if (row.marks?.hash === '' && row.marks.remoteId !== '') unhashed.add(row.marks.remoteId);
      for (const field of Object.keys(row.record ?? {})) fields.add(field);
      if (isUnedited(row, table.dataset, binding)) unedited.add(row.marks?.remoteId ?? '', row.marks?.hash ?? '');
    }
  return { ids, unedited: owner === '' || unedited.size === 0 ? undefined : unedited, fields, given, unhashed };
}

/** The fields that the columns of a table have. */
export function fieldsIn({ mapping }: Run['table']): Set<string> {
  return new Set(mapping.columns.flatMap(({ field, period }) => [field ?? [], period?.end ?? []].flat()));
}

function isUnedited(row: JudgedRow, dataset: ImportDataset, binding: Binding): boolean {
  return row.leftOut === undefined && isExported(row, binding) && isAsExported(dataset, row);
}

async function* watchedIds({ table, equalRows }: Run, binding: Binding): AsyncGenerator<string> {
  for await (const rows of judgeRows(table, equalRows))
    for (const row of rows) if (isUnedited(row, table.dataset, binding)) yield row.marks?.remoteId ?? '';
}

async function hasAny(items: AsyncIterable<unknown>): Promise<boolean> {
  for await (const _ of items) return true;
  return false;
}
