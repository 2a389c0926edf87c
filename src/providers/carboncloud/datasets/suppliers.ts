// Suppliers at CarbonCloud: what the group has, how rows of them are written, and the rows of an export.

import { contactCells } from '../../../datasets/contacts.js';
import type { Values } from '../../../datasets/dataset.js';
import dataset from '../../../datasets/suppliers.js';
import { firstShelf, KeyIndex } from '../../../dedup/key-index.js';
import type { Match } from '../../../plan/action.js';
import { finding } from '../../../problems/problem.js';
import { listCopier } from '../../lists/list-copier.js';
import type { Binding, ExportValue, Filters, Holdings, ListedRow, Session } from '../../provider.js';
import { extraFields } from '../../replies/extra-fields.js';
import { importedValues, isImported } from '../../replies/imported-values.js';
import { bodyOf, unlessGone } from '../../replies/reply.js';
import { OneOfSeveral } from '../ambiguous-keys.js';
import { type HeldContact, type Supplier, supplier } from '../replies.js';
import { suppliersOf } from '../supplier/list-suppliers.js';
import { heldKeys, keysOf } from '../supplier/supplier-keys.js';
import { deleteSupplier, saysTheSame, sendSuppliers } from '../supplier/write-suppliers.js';

/** Contacts that have columns of their own in one row. */
const IN_A_ROW = 3;

/** What a supplier is to a row, given some of its contacts. */
function valuesOf({ name, customId }: Supplier, contacts: readonly HeldContact[]): Values {
  const cells = contactCells(
    contacts.map((one) => ({ email: one.email ?? '', firstName: one.firstName ?? '', lastName: one.lastName ?? '' })),
  );
  return importedValues(dataset, { name, customId, ...cells });
}

function wholeValues(held: Supplier): Values {
  return valuesOf(held, (held.contacts ?? []).slice(0, IN_A_ROW));
}

const TOLD = new Set(['id', 'groupId', 'status', 'contacts', 'createdAt', 'updatedAt']);

function* rowsOf(held: Supplier): Generator<ListedRow> {
  const contacts = held.contacts ?? [];
  const { id, status = null, createdAt = null, updatedAt = null } = held;
  const told: Record<string, ExportValue> = { status, createdAt, updatedAt };
  const values = wholeValues(held);
  const imported = isImported(dataset, values);
  const shown = { ...told, ...extraFields(held, (field, value) => TOLD.has(field) || imported(field, value)) };
  yield { remoteId: id, version: updatedAt ?? '', values, shown };
  // A row has room for three contacts. Further rows are parts of the first one, which stands for the supplier.
  for (let start = IN_A_ROW; start < contacts.length; start += IN_A_ROW) {
    yield { remoteId: '', version: '', values: valuesOf(held, contacts.slice(start, start + IN_A_ROW)), shown };
  }
}

async function* rows(session: Session, filters: Filters): AsyncGenerator<ListedRow> {
  const { status, 'custom-id': customIds } = filters;
  const wanted = (held: Supplier): boolean => status === undefined || status.includes(held.status ?? '');
  for (const customId of customIds ?? [undefined]) {
    for (const held of (await suppliersOf(session, customId)).filter(wanted)) yield* rowsOf(held);
  }
}

function matchOf(record: Values, held: Supplier): Match {
  const match = { remoteId: held.id, same: saysTheSame(record, held) };
  const { status } = held;
  // Stated: one that is invited or connected is not deleted.
  if (!status || status === 'created') return match;
  return { ...match, undeletable: finding('UNDELETABLE', { why: `the supplier is invited or connected (${status})` }) };
}

const binding: Binding = {
  async holdings(session, _, { watch } = {}): Promise<Holdings> {
    const several = new OneOfSeveral('supplier');
    const byKey = new KeyIndex<Supplier>(() => firstShelf(several.note));
    const byId = new Map<string, Supplier>();
    for (const held of await suppliersOf(session)) {
      byId.set(held.id, held);
      byKey.add(heldKeys(held), held);
      watch?.see(held.id, () => wholeValues(held));
    }
    return {
      // Several rows may be one supplier's: it needs not be consumed.
      matcher: () => (record, remoteId, isDelete) => {
        const known = byId.get(remoteId ?? '');
        const found = known ? undefined : byKey.find(keysOf(record));
        const held = known ?? found?.thing;
        return (isDelete && several.obstacle(found?.key, record)) || (held && matchOf(record, held));
      },
    };
  },
  copier: () => listCopier('listSuppliers', 'suppliers'),
  writer: {
    by: 'batch',
    // Rows of one batch share a fate when the program is killed meanwhile; each supplier is a request of its own anyway.
    maxRows: 500,
    together: true,
    resends: true,
    kinds: ['create', 'update', 'delete'],
    requests: (count) => count,
    send: sendSuppliers,
  },
  async readBack(session, remoteId) {
    const reply = await unlessGone(session.call('getSupplier', { params: { 'supplier-id': remoteId } }));
    return reply && wholeValues(bodyOf(reply, supplier, 'getSupplier'));
  },
  rows,
  isFoundIn: (record, held) => {
    const index = new KeyIndex<Values>(firstShelf);
    index.add(keysOf(held), held);
    return index.find(keysOf(record)) !== undefined;
  },
  async remove(session, remoteId) {
    await deleteSupplier(session, remoteId);
  },
};

export default binding;
