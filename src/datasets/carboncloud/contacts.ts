// The contacts of a supplier as columns of its row: three contacts, each an address and two names. The address identifies a
// contact. suppliers.ts has the other columns.

import type { Values } from '../dataset.js';
import type { Aliases, TextField } from '../field.js';
import { words } from '../words/contacts.js';

/** A person at a supplier. Names that are not given are ''. */
export interface Contact {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

interface ContactFields {
  readonly email: string;
  readonly firstName: string;
  readonly lastName: string;
}

/** The fields of each contact of a row, in the order of the columns. */
export const contactColumns = [
  { email: 'contactEmail', firstName: 'contactFirstName', lastName: 'contactLastName' },
  { email: 'contact2Email', firstName: 'contact2FirstName', lastName: 'contact2LastName' },
  { email: 'contact3Email', firstName: 'contact3FirstName', lastName: 'contact3LastName' },
] as const satisfies readonly ContactFields[];

/** The contacts of a row, in the order of its columns. */
export function contactsIn(record: Values): readonly Contact[] {
  const text = (field: string): string => String(record[field] ?? '');
  return contactColumns.flatMap((column) => {
    const email = text(column.email);
    return email === '' ? [] : [{ email, firstName: text(column.firstName), lastName: text(column.lastName) }];
  });
}

/** The cells of the first three contacts. An empty name has no cell. */
export function contactCells(contacts: readonly Contact[]): Values {
  const cells = contactColumns.flatMap((column, index) => {
    const contact = contacts[index];
    if (contact === undefined) return [];
    return (['email', 'firstName', 'lastName'] as const).map((part) => [column[part], contact[part].trim()] as const);
  });
  return Object.fromEntries(cells.filter(([, text]) => text !== ''));
}

/** Equal for addresses of one contact: mail services in use ignore case. */
export function sameEmail(email: string): string {
  return email.trim().toLowerCase();
}

type ContactField = TextField & { readonly required: false };

interface Part {
  readonly title: string;
  readonly note: string;
}

/** The field of a part of the contact of a number, from 1. */
export function contactField(
  part: 'email' | 'firstName' | 'lastName',
  number: 1 | 2 | 3,
  example: string,
): ContactField {
  const { title, note } = parts[part];
  const which = number === 1 ? 'Contact' : `Contact ${number}`;
  return {
    kind: 'text',
    title: `${which} ${title}`,
    note,
    example,
    required: false,
    aliases: numbered(words[part], number),
  };
}

/** The first contact is often the only one, and has no number then. */
function numbered({ en, ...others }: Aliases, number: number): Aliases {
  const withNumber = (list: readonly string[]): readonly string[] =>
    list.flatMap((word) => (number === 1 ? [word, `${word} 1`] : [`${word} ${number}`]));
  const translated = Object.entries(others).map(([language, list]) => [language, withNumber(list)]);
  return { en: withNumber(en), ...Object.fromEntries(translated) };
}

const parts: Readonly<Record<'email' | 'firstName' | 'lastName', Part>> = {
  email: {
    title: 'email',
    note: 'The address of a person at the supplier, who may get an invitation. A contact is told from others by it.',
  },
  firstName: {
    title: 'first name',
    note: 'The first name of this contact.',
  },
  lastName: {
    title: 'last name',
    note: 'The last name of this contact.',
  },
};
