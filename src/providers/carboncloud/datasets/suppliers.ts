// Suppliers at CarbonCloud: how rows are looked up, written and exported.

import { contactCells } from '../../../datasets/carboncloud/contacts.js';
import dataset from '../../../datasets/carboncloud/suppliers.js';
import type { Values } from '../../../datasets/dataset.js';
import { firstShelf, KeyIndex } from '../../../dedup/key-index.js';
import type { Match } from '../../../plan/action.js';
import { finding } from '../../../problems/problem.js';
import type { Binding, ExportValue, Holdings, ListedRow } from '../../binding.js';
import { listCopier } from '../../lists/list-copier.js';
import { extraFields } from '../../replies/extra-fields.js';
import { isImported, type ValuesReader, valuesReader } from '../../replies/imported-values.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import type { Session } from '../../session.js';
import { AmbiguousKeys } from '../ambiguous-keys.js';
import { type HeldContact, type Supplier, supplier } from '../replies.js';
import { suppliersOf } from '../supplier/list-suppliers.js';
import { heldKeys, keysOf } from '../supplier/supplier-keys.js';
import {
  deleteSupplier,
  type SupplierMemory,
  saysTheSame,
  sendSuppliers,
  supplierMemory,
} from '../supplier/write-suppliers.js';

/** Contacts that have columns of their own in one row. */
const IN_A_ROW = 3;

/** The values of a supplier with some of its contacts. */
function valuesOf(read: ValuesReader, { name, customId }: Supplier, contacts: readonly HeldContact[]): Values {
  const cells = contactCells(
    contacts.map((one) => ({ email: one.email ?? '', firstName: one.firstName ?? '', lastName: one.lastName ?? '' })),
  );
  return read({ name, customId, ...cells });
}

function wholeValues(read: ValuesReader, held: Supplier): Values {
  return valuesOf(read, held, (held.contacts ?? []).slice(0, IN_A_ROW));
}

const OWN_COLUMNS = new Set(['id', 'groupId', 'status', 'contacts', 'createdAt', 'updatedAt']);

function* rowsOf(read: ValuesReader, held: Supplier): Generator<ListedRow> {
  const contacts = held.contacts ?? [];
  const { id, status = null, createdAt = null, updatedAt = null } = held;
  const values = wholeValues(read, held);
  const imported = isImported(dataset, values);
  const shown: Record<string, ExportValue> = {
    status,
    createdAt,
    updatedAt,
    ...extraFields(held, (field, value) => OWN_COLUMNS.has(field) || imported(field, value)),
  };
  yield { remoteId: id, version: updatedAt ?? '', values, shown };
  // A row holds three contacts; further rows hold the others.
  for (let start = IN_A_ROW; start < contacts.length; start += IN_A_ROW) {
    yield { remoteId: '', version: '', values: valuesOf(read, held, contacts.slice(start, start + IN_A_ROW)), shown };
  }
}

function matchOf(record: Values, held: Supplier): Match {
  const match = { remoteId: held.id, same: saysTheSame(record, held) };
  const { status } = held;
  // Documented: an invited or connected supplier cannot be deleted.
  if (!status || status === 'created') return match;
  return { ...match, undeletable: finding('UNDELETABLE', { why: `the supplier is invited or connected (${status})` }) };
}

/** What is known of an account. */
interface Learned {
  readonly memory: SupplierMemory;
  readonly read: ValuesReader;
}

export function open(
  session: Session,
  learned: Learned = { memory: supplierMemory(), read: valuesReader(dataset) },
): Binding {
  const { memory, read } = learned;
  return {
    withSession: (other) => open(other, learned),
    async holdings(_, { watch } = {}): Promise<Holdings> {
      const ambiguous = new AmbiguousKeys('supplier');
      const byKey = new KeyIndex<Supplier>(() => firstShelf(ambiguous.note));
      const byId = new Map<string, Supplier>();
      for (const held of await suppliersOf(session, memory.group)) {
        byId.set(held.id, held);
        byKey.add(heldKeys(held), held);
        watch?.see(held.id, () => wholeValues(read, held));
      }
      return {
        // Several rows may be of one supplier, so a match does not consume it.
        matcher: () => (record, remoteId, isDelete) => {
          const known = byId.get(remoteId ?? '');
          const found = known ? undefined : byKey.find(keysOf(record));
          const held = known ?? found?.thing;
          return (isDelete && ambiguous.obstacle(found?.key, record)) || (held && matchOf(record, held));
        },
      };
    },
    copier: () => listCopier('listSuppliers', 'suppliers'),
    writer: {
      by: 'batch',
      // A killed run leaves the rows of one batch in doubt together; each supplier is a request of its own anyway.
      maxRows: 500,
      together: true,
      resends: 'absent',
      kinds: ['create', 'update', 'delete'],
      requests: (count) => count,
      send: (rows) => sendSuppliers(session, memory, rows),
    },
    async readBack(remoteId) {
      const reply = await unlessGone(session.call('getSupplier', { params: { 'supplier-id': remoteId } }));
      return reply && wholeValues(read, bodyOf(reply, supplier, 'getSupplier'));
    },
    async *rows({ status, 'custom-id': customIds }) {
      const wanted = (held: Supplier): boolean => status === undefined || status.includes(held.status ?? '');
      for (const customId of customIds ?? [undefined]) {
        const suppliers = await suppliersOf(session, memory.group, customId);
        for (const held of suppliers.filter(wanted)) yield* rowsOf(read, held);
      }
    },
    isFoundIn(record, held) {
      const index = new KeyIndex<Values>(firstShelf);
      index.add(keysOf(held), held);
      return index.find(keysOf(record)) !== undefined;
    },
    async remove(remoteId) {
      await deleteSupplier(session, memory, remoteId);
    },
  };
}
