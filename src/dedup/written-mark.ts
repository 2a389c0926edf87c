// A short mark of the written fields and values: it shows later whether the service still holds them.
// The ledger stores one per row; it contains no value.

import { hash } from 'node:crypto';
import type { Values } from '../datasets/dataset.js';
import type { FieldValue } from '../datasets/field.js';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** Characters of the digest that decides: 96 bits. */
const DIGEST = 16;
/** Characters for each field, 12 bits: nearly always enough to name the field that differs. */
const HINT = 2;

/**
 * The mark: how many fields the dataset has, which of them were written (bits, in base 36), a hint for each written one, and
 * a digest over them all, as `h.3g2.GBxQ….k3v0…`.
 * @param fields the dataset's field names, sorted.
 */
export function writtenMark(fields: readonly string[], values: Values): string {
  let bits = 0;
  let hints = '';
  let content = '';
  for (const [index, field] of fields.entries()) {
    const value = values[field];
    if (value === undefined) continue;
    // No shift: datasets may have more than 31 fields.
    bits += 2 ** index;
    const text = canonical(value);
    hints += hintOf(text);
    content += `${index} ${text.length} ${text}`;
  }
  const digest = hash('sha1', content, 'base64url').slice(0, DIGEST);
  return [fields.length.toString(36), bits.toString(36), hints, digest].join('.');
}

/** How a mark compares with the row that the service holds now. */
export type Comparison =
  /** The written fields hold what was written. */
  | { readonly kind: 'same' }
  /** They do not. `fields`: those that certainly differ; empty where only the digest shows it. */
  | { readonly kind: 'changed'; readonly fields: readonly string[] }
  /** The mark is for other fields, or is not a mark. */
  | { readonly kind: 'unknown' };

/** Compares the stored row with a mark; fields that were not written are ignored. */
export function compareWritten(mark: string, fields: readonly string[], held: Values): Comparison {
  const written = writtenFields(mark, fields);
  if (written === undefined) return { kind: 'unknown' };
  const now = writtenMark(fields, Object.fromEntries(written.map((field) => [field, held[field]])));
  if (now === mark) return { kind: 'same' };
  const hints = mark.split('.')[2] ?? '';
  const changed = written.filter((field, index) => {
    const value = held[field];
    return value === undefined || hintOf(canonical(value)) !== hintAt(hints, index);
  });
  return { kind: 'changed', fields: changed };
}

/** The hint for each field of what was written, '' for one that was not; undefined when the mark was made for other fields. */
export function writtenHints(mark: string, fields: readonly string[]): readonly string[] | undefined {
  const written = writtenFields(mark, fields);
  const hints = mark.split('.')[2] ?? '';
  return written && fields.map((field) => hintAt(hints, written.indexOf(field)));
}

function hintAt(hints: string, at: number): string {
  return at < 0 ? '' : hints.slice(at * HINT, (at + 1) * HINT);
}

/** The hint for each field of a row, '' for one without a value. Of 4,096 changes of a value, one keeps its hint. */
export function hintsOf(fields: readonly string[], values: Values): readonly string[] {
  return fields.map((field) => {
    const value = values[field];
    return value === undefined ? '' : hintOf(canonical(value));
  });
}

/** The fields that were written, in their order; undefined when the mark was made for other fields. */
export function writtenFields(mark: string, fields: readonly string[]): readonly string[] | undefined {
  const [count = '', mask = '', hints, digest] = mark.split('.');
  if (Number.parseInt(count, 36) !== fields.length || digest?.length !== DIGEST) return undefined;
  let bits = Number.parseInt(mask, 36);
  const written: string[] = [];
  for (const field of fields) {
    if (bits % 2 === 1) written.push(field);
    bits = Math.floor(bits / 2);
  }
  return hints?.length === written.length * HINT ? written : undefined;
}

/** Equal for equal values: texts ignore outer blanks and the encoding of accents. */
function canonical(value: FieldValue): string {
  if (typeof value === 'string') return value.trim().normalize('NFC');
  return JSON.stringify(value);
}

/** FNV-1a over the text, folded to 12 bits. */
function hintOf(text: string): string {
  let sum = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    sum = Math.imul(sum ^ text.charCodeAt(index), 0x01000193);
  }
  const folded = (sum ^ (sum >>> 12) ^ (sum >>> 24)) & 0xfff;
  return ALPHABET.charAt(folded >>> 6) + ALPHABET.charAt(folded & 63);
}
