// The contacts of a supplier as columns of its row: three of them, each an address and two names. Which contact is which is told
// by the address. Leaves the rest of a supplier to suppliers.ts.

import type { Values } from './dataset.js';
import type { Aliases, Language, TextField } from './field.js';

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

/** The contacts that a row names, in the order of its columns. */
export function contactsIn(record: Values): readonly Contact[] {
  const text = (field: string): string => String(record[field] ?? '');
  return contactColumns.flatMap((column) => {
    const email = text(column.email);
    return email === '' ? [] : [{ email, firstName: text(column.firstName), lastName: text(column.lastName) }];
  });
}

/** The cells of a row's contacts: of the first three that are given. An empty name has no cell. */
export function contactCells(contacts: readonly Contact[]): Values {
  const cells = contactColumns.flatMap((column, index) => {
    const contact = contacts[index];
    if (contact === undefined) return [];
    return (['email', 'firstName', 'lastName'] as const).map((part) => [column[part], contact[part].trim()] as const);
  });
  return Object.fromEntries(cells.filter(([, text]) => text !== ''));
}

/** Equal for addresses of one contact: their case does not matter to any mail service in use. */
export function sameEmail(email: string): string {
  return email.trim().toLowerCase();
}

type ContactField = TextField & { readonly required: false };

interface Part {
  readonly title: string;
  readonly note: string;
  readonly words: Aliases;
}

/** The field of a part of the contact of a number, from 1. */
export function contactField(
  part: 'email' | 'firstName' | 'lastName',
  number: 1 | 2 | 3,
  example: string,
): ContactField {
  const { title, note, words } = parts[part];
  const which = number === 1 ? 'Contact' : `Contact ${number}`;
  // The first contact is often the only one, and has no number then.
  const numbered = (word: string): readonly string[] => (number === 1 ? [word, `${word} 1`] : [`${word} ${number}`]);
  const aliases = Object.fromEntries(
    Object.entries(words).map(([language, known]) => [language, known.flatMap(numbered)]),
  ) as Record<Language, string[]>; // the same languages
  return { kind: 'text', title: `${which} ${title}`, note, example, required: false, aliases };
}

const parts: Readonly<Record<'email' | 'firstName' | 'lastName', Part>> = {
  email: {
    title: 'email',
    note: 'The address of a person at the supplier, who may get an invitation. A contact is told from others by it.',
    words: {
      en: ['email', 'e-mail', 'contact e-mail', 'email address', 'e-mail address', 'contact mail', 'supplier email'],
      es: ['correo', 'correo electrónico', 'correo de contacto', 'email de contacto', 'dirección de correo'],
      de: ['E-Mail-Adresse', 'Kontakt E-Mail', 'Mailadresse', 'E-Mail Ansprechpartner', 'Kontaktmail'],
      fr: ['courriel', 'adresse e-mail', 'adresse électronique', 'e-mail du contact', 'courriel du contact'],
      sv: ['e-post', 'e-postadress', 'mejl', 'mejladress', 'kontakt e-post'],
      it: ['posta elettronica', 'indirizzo e-mail', 'indirizzo email', 'email contatto', 'email referente'],
      pt: ['correio eletrónico', 'endereço de e-mail', 'e-mail do contacto', 'email do contato'],
      nl: ['e-mailadres', 'mailadres', 'e-mail contactpersoon', 'contact e-mailadres'],
      pl: ['adres e-mail', 'poczta elektroniczna', 'e-mail kontaktowy', 'adres mailowy'],
      da: ['e-mailadresse', 'mailadresse', 'kontakt e-mail', 'e-postadresse', 'kontakt mail'],
      fi: ['sähköposti', 'sähköpostiosoite', 'yhteyshenkilön sähköposti'],
      cs: ['e-mailová adresa', 'kontaktní e-mail', 'e-mail kontaktu', 'elektronická pošta'],
    },
  },
  firstName: {
    title: 'first name',
    note: 'The first name of this contact.',
    words: {
      en: ['first name', 'given name', 'forename', 'contact given name'],
      es: ['nombre de pila', 'nombre del contacto', 'nombre contacto'],
      de: ['Vorname', 'Vorname Kontakt', 'Vorname Ansprechpartner'],
      fr: ['prénom', 'prénom du contact', 'prénom contact'],
      sv: ['förnamn', 'kontakt förnamn', 'kontaktpersonens förnamn'],
      it: ['nome di battesimo', 'nome contatto', 'nome referente'],
      pt: ['nome próprio', 'primeiro nome', 'nome do contacto'],
      nl: ['voornaam', 'voornaam contactpersoon'],
      pl: ['imię', 'imię kontaktu', 'imię osoby kontaktowej'],
      da: ['fornavn', 'kontakt fornavn', 'kontaktpersons fornavn'],
      fi: ['etunimi', 'yhteyshenkilön etunimi'],
      cs: ['křestní jméno', 'jméno kontaktu', 'jméno kontaktní osoby'],
    },
  },
  lastName: {
    title: 'last name',
    note: 'The last name of this contact.',
    words: {
      en: ['last name', 'surname', 'family name', 'contact surname'],
      es: ['apellido', 'apellidos', 'apellido del contacto'],
      de: ['Nachname', 'Familienname', 'Nachname Kontakt', 'Nachname Ansprechpartner'],
      fr: ['nom de famille', 'nom du contact', 'nom contact'],
      sv: ['efternamn', 'kontakt efternamn', 'kontaktpersonens efternamn'],
      it: ['cognome', 'cognome contatto', 'cognome referente'],
      pt: ['apelido', 'sobrenome', 'apelido do contacto', 'último nome'],
      nl: ['achternaam', 'familienaam', 'achternaam contactpersoon'],
      pl: ['nazwisko', 'nazwisko kontaktu', 'nazwisko osoby kontaktowej'],
      da: ['efternavn', 'etternavn', 'kontakt efternavn', 'kontaktpersons efternavn'],
      fi: ['sukunimi', 'yhteyshenkilön sukunimi'],
      cs: ['příjmení', 'příjmení kontaktu', 'příjmení kontaktní osoby'],
    },
  },
};
