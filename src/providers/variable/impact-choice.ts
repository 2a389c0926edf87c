// The impacts of an export: the user's codes, checked against those that the service reports.

import { Stop } from '../../problems/stop.js';
import { nearest } from '../../values/nearest.js';
import { type Reply, ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { indicatorNames } from './indicators.js';

/** An unknown code: the service refuses it and lists the known ones (documented). */
const NO_CODE = 'carbonsheet-asks-for-the-codes';

/** Every product has this code, so a list without it is not a list of codes. */
const HEADLINE = 'GWP-fossil';

/**
 * The `impacts` of a request; undefined for the default, which is GWP-fossil.
 * @throws Stop of kind `usage` for an unknown code, or `all` with others; ServiceError.
 */
export async function impactChoice(session: Session, wanted: readonly string[] = []): Promise<string | undefined> {
  const words = wanted.map((word) => word.trim()).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  if (words.some((word) => word.toLowerCase() === 'all')) {
    if (words.length === 1) return 'all';
    throw new Stop(
      'usage',
      'USAGE',
      '--impacts: all cannot be combined with codes',
      'set --impacts to codes, or to all',
    );
  }
  const reported = await reportedCodes(session);
  const codes = reported ?? Object.keys(indicatorNames);
  const chosen = words.map(
    (word) => codes.find((code) => code.toLowerCase() === word.toLowerCase()) ?? unknown(word, codes, reported),
  );
  return [...new Set(chosen)].join(',');
}

/** An unlisted code is refused, unless the service reported no codes and the word resembles none. */
function unknown(word: string, codes: readonly string[], reported: readonly string[] | undefined): string {
  const near = nearest(word, codes);
  if (reported === undefined && near === undefined) return word;
  const hint = near === undefined ? `use one of ${codes.join(', ')}` : `did you mean ${near}?`;
  throw new Stop('usage', 'USAGE', `--impacts: there is no indicator ${JSON.stringify(word)}`, hint);
}

/** The codes that the service reports; undefined where it reports none. */
async function reportedCodes(session: Session): Promise<readonly string[] | undefined> {
  const query = { page: 1, impacts: NO_CODE };
  const reply = await session.call('listProducts', { query, accepts: [400, 422] }).catch((error: unknown) => {
    // The refusal is not JSON.
    if (error instanceof ServiceError && error.kind === 'unreadable') return undefined;
    throw error;
  });
  return reply !== undefined && reply.status >= 400 ? codesIn(reply) : undefined;
}

/** Two capitals, then letters and digits in parts: `GWP-fossil`, `AP`, `ETP-fw`. */
const CODE = /\b[A-Z]{2}[A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*/g;

/** The form of the list is not documented: an array of texts anywhere in the body, else words in a text. */
function codesIn({ body }: Reply): readonly string[] | undefined {
  const lists: (readonly string[])[] = [];
  const texts: string[] = [];
  gather(body, lists, texts);
  const found = [...lists, ...texts.map((text) => text.match(CODE) ?? [])];
  return found.find((codes) => codes.includes(HEADLINE));
}

function gather(node: unknown, lists: (readonly string[])[], texts: string[]): void {
  if (typeof node === 'string') texts.push(node);
  if (typeof node !== 'object' || node === null) return;
  const values: readonly unknown[] = Object.values(node);
  if (Array.isArray(node) && values.every((value) => typeof value === 'string')) lists.push(values);
  // The codes may be the keys of an object.
  if (!Array.isArray(node)) lists.push(Object.keys(node));
  for (const value of values) gather(value, lists, texts);
}
