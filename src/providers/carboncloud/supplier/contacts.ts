// Merges contacts of rows into those of a supplier by email address; no contact is ever lost. Pure.

import { type Contact, sameEmail } from '../../../datasets/carboncloud/contacts.js';
import type { HeldContact } from '../replies.js';

/** Contacts of several rows as one list. */
export interface GatheredContacts {
  readonly contacts: readonly Contact[];
  /** Contacts with another name than in an earlier row: row -> address. */
  readonly clashes: ReadonlyMap<number, string>;
}

/** Gathers the contacts of a supplier's rows. One address is one contact, whose names must not differ. */
export function gatherContacts(rows: readonly (readonly Contact[])[]): GatheredContacts {
  const known = new Map<string, Contact>();
  const clashes = new Map<number, string>();
  for (const [row, contacts] of rows.entries()) {
    const clash = contacts.find((one) => !agrees(known.get(sameEmail(one.email)), one));
    if (clash !== undefined) {
      clashes.set(row, clash.email);
      continue;
    }
    for (const one of contacts) {
      const before = known.get(sameEmail(one.email));
      known.set(sameEmail(one.email), before === undefined ? one : named(before, one));
    }
  }
  return { contacts: [...known.values()], clashes };
}

/** An empty name matches any name. */
function agrees(before: Contact | undefined, { firstName, lastName }: Contact): boolean {
  if (before === undefined) return true;
  const same = (one: string, other: string): boolean => one === '' || other === '' || one === other;
  return same(before.firstName, firstName) && same(before.lastName, lastName);
}

function named<C extends Contact>(before: C, { firstName, lastName }: Contact): C {
  return { ...before, firstName: firstName || before.firstName, lastName: lastName || before.lastName };
}

/** A contact as a write sends it. */
export type SentContact = Contact & { readonly id?: string };

/**
 * The merged list: held contacts with their ids and the given names, then new ones. Undefined when nothing changes.
 */
export function mergedContacts(
  held: readonly HeldContact[],
  given: readonly Contact[],
): readonly SentContact[] | undefined {
  const left = new Map(given.map((one) => [sameEmail(one.email), one]));
  let changed = false;
  const kept = held.map((one): SentContact => {
    const before = { ...one, email: one.email ?? '', firstName: one.firstName ?? '', lastName: one.lastName ?? '' };
    const now = left.get(sameEmail(before.email));
    left.delete(sameEmail(before.email));
    const after = now ? named(before, now) : before;
    changed ||= after.firstName !== before.firstName || after.lastName !== before.lastName;
    return after;
  });
  return changed || left.size > 0 ? [...kept, ...left.values()] : undefined;
}
