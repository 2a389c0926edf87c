// A row's identity in the ledger: its content, its document numbers, and its occurrence among rows equal in both. Never its
// position or its batch. repeats.ts compares the rows of one file.

import type { Values } from '../datasets/dataset.js';
import { contentDigest, digest } from './digest.js';

/** The document numbers of a row by the kind of document; a kind without a number is absent. */
export type DocumentNumbers = Readonly<Record<string, string>>;

/** Characters of a number's digest to keep, 48 bits: numbers are compared only where the content is equal. */
const NUMBER = 8;

/** The part of the identity that equal rows share. */
export function sameRows(record: Values, documents: DocumentNumbers): string {
  const numbers = Object.entries(documents)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([kind, number]) => `@${kind}:${digest(number).toString('base64').slice(0, NUMBER)}`);
  return contentDigest(record) + numbers.join('');
}

/** The identity of one of several equal rows. @param occurrence from 1, in the order of the file. */
export function rowIdentity(same: string, occurrence: number): string {
  return `${same}#${occurrence}`;
}

/** Whether the row equals an earlier one of its file. */
export function isRepeated(identity: string): boolean {
  return !identity.endsWith('#1');
}

/** The digest of the row's content. */
export function contentOf(identity: string): string {
  return /^[^@#]*/.exec(identity)?.[0] ?? '';
}

/** The digest of the row's content in hex, which no spreadsheet takes for a formula. */
export function contentHex(identity: string): string {
  return Buffer.from(contentOf(identity), 'base64').toString('hex');
}

/** The digest of a content, given in hex. */
export function contentOfHex(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64');
}

/** The part of an identity that says its documents; '' where it has none. */
export function documentsPart(identity: string): string {
  return /^[^@#]*((?:@[^#]*)?)/.exec(identity)?.[1] ?? '';
}

/** A text for each document number of the row, equal for equal numbers of one kind. */
export function documentsOf(identity: string): readonly string[] {
  return [...numbersOf(identity)].map(([kind, number]) => `${kind}:${number}`);
}

/** The digests of the row's document numbers, by kind. */
function numbersOf(identity: string): ReadonlyMap<string, string> {
  return new Map([...identity.matchAll(/@(\w+):([^@#]*)/g)].map(([, kind = '', number = '']) => [kind, number]));
}

/** Whether two rows share a document number and differ in none. */
export function ofSameDocument(one: string, other: string): boolean {
  const [shared, differing] = compared(one, other);
  return shared > 0 && differing === 0;
}

/** Whether two rows belong to different documents. A row without a document number may belong to any. */
export function ofOtherDocument(one: string, other: string): boolean {
  return compared(one, other)[1] > 0;
}

function compared(one: string, other: string): readonly [shared: number, differing: number] {
  const numbers = numbersOf(other);
  let shared = 0;
  let differing = 0;
  for (const [kind, number] of numbersOf(one)) {
    if (!numbers.has(kind)) continue;
    if (numbers.get(kind) === number) shared += 1;
    else differing += 1;
  }
  return [shared, differing];
}
