// Suppliers of a retailer and their contacts, for CarbonCloud's Retailer API. A supplier's contacts are in columns of its row,
// in several rows, or both. Field names and limits are those of the API. providers/carboncloud
// sends them.

import { finding } from '../../problems/problem.js';
import { type RowFinding, sameName, textColumn, type Values } from '../dataset.js';
import { importDataset } from '../declare.js';
import { words as referenceWords } from '../words/references.js';
import { words } from '../words/suppliers.js';
import { contactColumns, contactField, contactsIn, sameEmail } from './contacts.js';

export default importDataset('suppliers', {
  fields: {
    name: {
      kind: 'text',
      title: 'Supplier name',
      note: 'The name of the supplier. From 3 to 255 characters.',
      example: 'Skåne Oats AB',
      required: true,
      min: 3,
      max: 255,
      aliases: words.name,
    },
    customId: {
      kind: 'identifier',
      title: 'Custom id',
      note: 'Your own number of the supplier: it tells whether the service has the supplier already. At most 255 characters.',
      example: 'SUP-100',
      required: false,
      max: 255,
      aliases: referenceWords.supplierNumber,
    },
    contactEmail: contactField('email', 1, 'anna.berg@example.com'),
    contactFirstName: contactField('firstName', 1, 'Anna'),
    contactLastName: contactField('lastName', 1, 'Berg'),
    contact2Email: contactField('email', 2, 'nils.holm@example.com'),
    contact2FirstName: contactField('firstName', 2, 'Nils'),
    contact2LastName: contactField('lastName', 2, 'Holm'),
    contact3Email: contactField('email', 3, 'eva.lind@example.com'),
    contact3FirstName: contactField('firstName', 3, 'Eva'),
    contact3LastName: contactField('lastName', 3, 'Lind'),
  },
  check(record, titleOf) {
    const contacts = contactColumns.flatMap((column) => unaddressed(record, column, titleOf));
    return [...contacts, ...twice(record)];
  },
  knownBy: ['customId'],
  identity: {
    by: 'key',
    keys: ({ customId, name }) => [
      ...(customId === undefined ? [] : [{ title: 'custom id', value: customId }]),
      // A row to delete may name the supplier by its custom id alone.
      ...(name === undefined ? [] : [{ title: 'name', value: sameName(name) }]),
    ],
  },
  deletedBy: ['customId', 'name'],
  parts: contactColumns.flatMap(({ email, firstName, lastName }) => [email, firstName, lastName]),
  exported: {
    columns: [
      textColumn('status', 'Status', 'How far the supplier is engaged, as CarbonCloud says it.'),
      { key: 'createdAt', title: 'Created at', kind: 'datetime', unit: '', note: 'When it was created.' },
      {
        key: 'updatedAt',
        title: 'Updated at',
        kind: 'datetime',
        unit: '',
        note: 'When it changed last.',
      },
    ],
    filters: [
      { name: 'custom-id', note: 'only the suppliers with this number of yours', many: true },
      { name: 'status', note: 'only suppliers of this status, as created or active', many: true },
    ],
  },
});

// The mail service decides which characters are allowed beside the at sign.
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@.]+$/;

type Column = (typeof contactColumns)[number];

function unaddressed(
  record: Values,
  { email, firstName, lastName }: Column,
  titleOf: (field: Column[keyof Column]) => string,
): readonly RowFinding[] {
  const address = record[email];
  if (typeof address === 'string') {
    return ADDRESS.test(address) ? [] : [{ field: email, finding: finding('NOT_AN_EMAIL', {}) }];
  }
  const filled = [firstName, lastName].find((name) => record[name] !== undefined);
  if (filled === undefined) return [];
  const because = `"${titleOf(filled)}" is filled`;
  return [{ field: email, finding: finding('NEEDS_FIELD', { needed: titleOf(email), because }) }];
}

/** One person cannot have two names. */
function twice(record: Values): readonly RowFinding[] {
  const names = new Map<string, string>();
  return contactsIn(record).flatMap(({ email, firstName, lastName }) => {
    const name = JSON.stringify([firstName, lastName]);
    const first = names.get(sameEmail(email));
    names.set(sameEmail(email), first ?? name);
    if (first === undefined || first === name) return [];
    return [{ field: '', finding: finding('CONTACT_DIFFERS', { email }) }];
  });
}
