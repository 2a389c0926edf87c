// Reads a cell as a country: a code, or a name in one of many languages. The names themselves are in country-names.ts.

import { type Finding, finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { textOf } from '../read-text.js';
import { type Reading, read, unread } from '../reading.js';
import { countryKey, nameKeys } from './country-key.js';
import { type Countries, countries } from './country-names.js';

/** The ISO 3166-1 alpha-2 code of the country in a cell. */
export function readCountry(cell: Cell): Reading<string | undefined> {
  const text = textOf(cell);
  if (text === '') return read(undefined);
  if (text.length > LONGEST_TEXT) return unread(finding('UNKNOWN_COUNTRY', { nearest: undefined }));
  const known = countries();
  return known.alpha2.has(text) ? read(text) : remembered(text, known);
}

/** Whether the text is a country; unlike reading one, it costs no search for what else could be meant. */
export function isCountry(text: string): boolean {
  return text.length <= LONGEST_TEXT && codeOf(text.trim().normalize('NFC'), countries()) !== undefined;
}

// No country's name is longer; it bounds the work on hostile cells.
const LONGEST_TEXT = 100;

// A column has few countries and many rows. What is remembered follows from the text alone.
const answers = new Map<string, Reading<string>>();
const MOST_ANSWERS = 5_000;

function remembered(text: string, known: Countries): Reading<string> {
  const answer = answers.get(text) ?? look(text, known);
  if (answers.size < MOST_ANSWERS) answers.set(text, answer);
  return answer;
}

function look(text: string, known: Countries): Reading<string> {
  const code = codeOf(text, known);
  return code === undefined ? unread(unknownCountry(text, known)) : read(code, finding('READ_AS', { read: code }));
}

const CODE = /^[A-Z]{2,3}$/;

function codeOf(text: string, { alpha2, otherCodes, codeOf: known }: Countries): string | undefined {
  const code = text.replace(/[.\s]/g, '').toUpperCase();
  if (CODE.test(code)) {
    const found = alpha2.has(code) ? code : otherCodes.get(code);
    if (found !== undefined) return found;
  }
  for (const key of nameKeys(text)) {
    const found = known.get(key);
    if (found !== undefined) return found;
  }
  return undefined;
}

// Two or three letters are near to far too many names.
const SHORTEST_WORD = 4;

function unknownCountry(text: string, { nearest, shared }: Countries): Finding {
  const word = countryKey(text);
  const either = shared.get(word);
  if (either !== undefined) return finding('UNKNOWN_COUNTRY', { nearest: either });
  const near = word.length < SHORTEST_WORD ? undefined : nearest(word);
  return finding('UNKNOWN_COUNTRY', { nearest: near && `${near.code} (${near.name})` });
}
