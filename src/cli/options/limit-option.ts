// Reads --limit: `NAME=VALUE`, given several times or separated by commas.

import { Stop } from '../../problems/stop.js';
import { nearest } from '../../values/nearest.js';
import { defaultLimits, limitName, limitText, type ReadLimits } from '../../workbook/read-limits.js';

const names = Object.keys(defaultLimits).map(limitName);

/** Every limit with its default, as `rows=10000000`. */
const knownLimits: readonly string[] = entriesOf(defaultLimits).map(
  ([limit, most]) => `${limitName(limit)}=${limitText(limit, most)}`,
);

/**
 * The limits of --limit, given several times or with commas; the last one counts.
 * @throws Stop of kind `usage` for an unknown name or a wrong value; its hint lists all names with their defaults.
 */
export function readLimits(words: readonly string[]): Partial<ReadLimits> {
  const limits: { -readonly [L in keyof ReadLimits]?: number } = {};
  for (const word of words.flatMap((text) => text.split(',')).filter(Boolean)) {
    const [name = '', ...value] = word.split('=');
    const limit = entriesOf(defaultLimits).find(([key]) => limitName(key) === name.trim())?.[0];
    if (limit === undefined) throw unknownName(name.trim());
    limits[limit] = limitValue(limit, value.join('=').trim());
  }
  return limits;
}

/** `Object.entries` with the names of the type. */
function entriesOf(limits: ReadLimits): readonly (readonly [keyof ReadLimits, number])[] {
  return Object.entries(limits) as [keyof ReadLimits, number][];
}

const VALUE = /^(\d[\d_]*(?:\.\d+)?) ?(?:([kmgt])?i?b)?$/i;
const STEPS = ['', 'k', 'm', 'g', 't'];

/** The bytes of --reply-bytes. Throws a Stop of kind `usage`. */
export function replyBytes(text: string | undefined): number | undefined {
  const value = text === undefined ? undefined : sizeIn(text, VALUE);
  if (value !== undefined || text === undefined) return value;
  throw new Stop('usage', 'USAGE', `--reply-bytes: expected a size such as 256MB, got "${text}"`);
}

function sizeIn(text: string, form: RegExp): number | undefined {
  const [, digits = '', step = ''] = form.exec(text) ?? [];
  const value = Math.floor(Number(digits.replaceAll('_', '')) * 1024 ** STEPS.indexOf(step.toLowerCase()));
  return Number.isSafeInteger(value) && value >= 1 ? value : undefined;
}

function limitValue(limit: keyof ReadLimits, text: string): number {
  const isSize = limit.endsWith('Bytes');
  const value = sizeIn(text, isSize ? VALUE : /^(\d[\d_]*)$/);
  if (value !== undefined) return value;
  const expected = isSize ? 'a size such as 500MB or 20GB' : 'a whole number of 1 or more, such as 5_000_000';
  throw misuse(`--limit ${limitName(limit)}: expected ${expected}, got "${text}"`);
}

function unknownName(name: string): Stop {
  const near = nearest(name, names);
  return misuse(`--limit: there is no limit "${name}"${near === undefined ? '' : `; did you mean ${near}?`}`);
}

function misuse(message: string): Stop {
  return new Stop('usage', 'USAGE', message, `the limits and their defaults are ${knownLimits.join(', ')}`);
}
