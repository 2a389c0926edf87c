// Writes suppliers: the rows of one supplier in a batch become one request. Fields that no row names stay as they are.

import { type Contact, contactsIn } from '../../../datasets/carboncloud/contacts.js';
import type { Values } from '../../../datasets/dataset.js';
import { firstShelf, KeyIndex } from '../../../dedup/key-index.js';
import type { Result } from '../../../plan/result.js';
import { type Finding, finding } from '../../../problems/problem.js';
import type { BatchResult, BatchRow } from '../../binding.js';
import type { Reply } from '../../http/http.js';
import { ServiceError } from '../../http/http.js';
import { createdId } from '../../replies/created-id.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Call, Session } from '../../session.js';
import { groupRows, type RowGroup, sendGroups } from '../../writes/send-groups.js';
import { unsent, writeOutcome } from '../../writes/write-outcome.js';
import { type Group, groupOfAccount } from '../choose-group.js';
import { type Supplier, supplier } from '../replies.js';
import { gatherContacts, mergedContacts } from './contacts.js';
import { keysOf } from './supplier-keys.js';

/** What earlier batches of a run have learned. */
export interface SupplierMemory {
  readonly group: Group;
  /** Suppliers that earlier batches created: the service's list may not have them yet. */
  readonly created: KeyIndex<string>;
  readonly deleted: Set<string>;
  /** Suppliers that may have been created: the answer was lost. */
  readonly doubtful: KeyIndex<true>;
  /** The service takes no PATCH. */
  putsOnly: boolean;
}

/** The memory of a run that has sent nothing yet. */
export function supplierMemory(): SupplierMemory {
  return {
    group: groupOfAccount(),
    created: new KeyIndex(firstShelf<string>),
    deleted: new Set(),
    doubtful: new KeyIndex(firstShelf<true>),
    putsOnly: false,
  };
}

/** Sends rows of suppliers: one request to create or delete a supplier, two to change one. */
export function sendSuppliers(
  session: Session,
  memory: SupplierMemory,
  rows: readonly BatchRow[],
): Promise<readonly BatchResult[]> {
  const groups = new KeyIndex<string>(firstShelf);
  const keyOf = ({ remoteId, record }: BatchRow, index: number): string => {
    if (remoteId !== '') return `id ${remoteId}`;
    const keys = keysOf(record);
    const earlier = createdBefore(memory, [record]);
    if (earlier !== undefined) return `id ${earlier}`;
    const known = groups.find(keys)?.thing ?? `row ${index}`;
    groups.add(keys, known);
    return known;
  };
  // A supplier in doubt is looked up before further rows of it are sent: it might be created twice.
  const settled = new Map(
    [...rows.entries()].flatMap(([at, row]) =>
      row.kind === 'create' && memory.doubtful.find(keysOf(row.record))
        ? [[at, unsent(row, AFTER_DOUBT)] as const]
        : [],
    ),
  );
  const open = groupRows(rows, keyOf).flatMap((group) => without(settled, group));
  return sendGroups(session, open, (group) => sendGroup(session, memory, group), settled);
}

/** The group without rows that have a result. */
function without(settled: ReadonlyMap<number, unknown>, { rows, at }: RowGroup): readonly RowGroup[] {
  const open = [...at.keys()].filter((index) => !settled.has(at[index] ?? -1));
  if (open.length === 0) return [];
  return [{ rows: open.flatMap((index) => rows[index] ?? []), at: open.flatMap((index) => at[index] ?? []) }];
}

const AFTER_DOUBT = 'an earlier row of the same supplier is in doubt and has to be looked up first';

async function sendGroup(
  session: Session,
  memory: SupplierMemory,
  { rows }: RowGroup,
): Promise<readonly BatchResult[]> {
  const deletes = rows.filter(({ kind }) => kind === 'delete');
  const others = rows.filter(({ kind }) => kind !== 'delete');
  const gathered = gatherContacts(others.map(({ record }) => contactsIn(record)));
  const sound = others.filter((_, index) => !gathered.clashes.has(index));
  const written = sound.length > 0 ? await write(session, memory, sound, gathered.contacts) : undefined;
  if (others.length === 0 && deletes[0]) return deleteOne(session, memory, deletes[0].remoteId, rows);
  return rows.map((row) => {
    if (row.kind === 'delete') return refused(row, finding('UNDELETABLE', { why: 'other rows of it are not deleted' }));
    const clash = gathered.clashes.get(others.indexOf(row));
    if (clash !== undefined) return refused(row, finding('CONTACT_DIFFERS', { email: clash }));
    if (written === undefined) throw new Error('a row of a supplier was neither written nor refused');
    const status = row.kind === 'create' ? 'created' : 'updated';
    return { status, field: '', ...written };
  });
}

type Written = Pick<Result, 'remoteId' | 'requestId' | 'attempts'>;

/** Creates the supplier of the rows, or changes the existing one. */
async function write(
  session: Session,
  memory: SupplierMemory,
  rows: readonly BatchRow[],
  contacts: readonly Contact[],
): Promise<Written> {
  const records = rows.map(({ record }) => record);
  const given = { name: firstOf(records, 'name'), customId: firstOf(records, 'customId') };
  const remoteId = rows.find((row) => row.remoteId !== '')?.remoteId ?? createdBefore(memory, records);
  if (remoteId !== undefined) return update(session, memory, remoteId, given, contacts);
  const value = { ...given, contacts, groupId: await memory.group.get(session) };
  const { id, reply } = await noted(memory, records, async () => {
    const answer = await session.call('createSupplier', { body: { kind: 'json', value } });
    const isHeld = (id: string): Promise<unknown> => unlessGone(getSupplier(session, id));
    return { id: await createdId(answer, 'createSupplier', 'id', isHeld), reply: answer };
  });
  for (const record of records) memory.created.add(keysOf(record), id);
  return { remoteId: id, requestId: reply.requestId, attempts: reply.attempts };
}

/** Records a supplier whose creation is in doubt. */
async function noted<T>(memory: SupplierMemory, records: readonly Values[], create: () => Promise<T>): Promise<T> {
  try {
    return await create();
  } catch (error) {
    if (mayBeCreated(error)) for (const record of records) memory.doubtful.add(keysOf(record), true);
    throw error;
  }
}

function mayBeCreated(error: unknown): boolean {
  if (!(error instanceof ServiceError)) return false;
  const { row } = writeOutcome('create', error);
  return row === 'done' || row === 'in-doubt';
}

function createdBefore(memory: SupplierMemory, records: readonly Values[]): string | undefined {
  const found = records.flatMap((record) => memory.created.find(keysOf(record))?.thing ?? []);
  return found.find((id) => !memory.deleted.has(id));
}

function getSupplier(session: Session, id: string): Promise<Reply> {
  return session.call('getSupplier', { params: { 'supplier-id': id } });
}

interface Given {
  readonly name: string | undefined;
  readonly customId: string | undefined;
}

function firstOf(records: readonly Values[], field: string): string | undefined {
  const record = records.find((one) => one[field] !== undefined);
  return record === undefined ? undefined : String(record[field]);
}

/** Reads the supplier and sends the differences; a list of contacts replaces all contacts. */
async function update(
  session: Session,
  memory: SupplierMemory,
  id: string,
  { name, customId }: Given,
  contacts: readonly Contact[],
): Promise<Written> {
  const read = await getSupplier(session, id);
  const held = bodyOf(read, supplier, 'getSupplier');
  const changes = {
    ...(name !== undefined && name !== held.name?.trim() && { name }),
    ...(customId !== undefined && customId !== held.customId?.trim() && { customId }),
    ...withContacts(mergedContacts(held.contacts ?? [], contacts)),
  };
  const { requestId, attempts } = read;
  if (Object.keys(changes).length === 0) return { remoteId: id, requestId, attempts };
  const reply = await change(session, memory, id, changes);
  return { remoteId: id, requestId: reply.requestId, attempts: attempts + reply.attempts };
}

function withContacts(contacts: unknown): object {
  return contacts === undefined ? {} : { contacts };
}

/** Changes the given fields, by PATCH or else PUT: the method is not documented. */
async function change(session: Session, memory: SupplierMemory, id: string, value: object): Promise<Reply> {
  const call: Call = { params: { 'supplier-id': id }, body: { kind: 'json', value } };
  const put: Call = { ...call, method: 'PUT' };
  if (memory.putsOnly) return session.call('updateSupplier', put);
  try {
    return await session.call('updateSupplier', call);
  } catch (error) {
    if (!(error instanceof ServiceError) || error.status !== 405) throw error;
    const reply = await session.call('updateSupplier', put);
    memory.putsOnly = true;
    return reply;
  }
}

async function deleteOne(
  session: Session,
  memory: SupplierMemory,
  id: string,
  rows: readonly BatchRow[],
): Promise<readonly BatchResult[]> {
  const reply = await deleteSupplier(session, memory, id);
  const about = { field: '', requestId: reply?.requestId ?? '', attempts: reply?.attempts ?? 0 };
  return rows.map(() => ({ status: 'deleted', remoteId: id, finding: finding('DELETED', {}), ...about }));
}

/** Deletes a supplier. One that does not exist counts as deleted. */
export async function deleteSupplier(session: Session, memory: SupplierMemory, id: string): Promise<Reply | undefined> {
  const reply = await unlessGone(session.call('deleteSupplier', { params: { 'supplier-id': id } }));
  memory.deleted.add(id);
  return reply;
}

function refused({ remoteId }: BatchRow, why: Finding): BatchResult {
  return { status: 'failed', remoteId, finding: why, field: '', requestId: '', attempts: 0 };
}

/** Whether a supplier has all values of a row. */
export function saysTheSame(record: Values, held: Supplier): boolean {
  const same = (field: 'name' | 'customId'): boolean =>
    record[field] === undefined || record[field] === held[field]?.trim();
  return same('name') && same('customId') && mergedContacts(held.contacts ?? [], contactsIn(record)) === undefined;
}
