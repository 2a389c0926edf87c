// Which impacts an export asks for: what the user names, checked against the codes that the service itself reports.

import { Stop } from '../../problems/stop.js';
import { nearest } from '../../values/nearest.js';
import { type Reply, ServiceError } from '../http/http.js';
import type { Session } from '../session.js';
import { indicatorNames } from './indicators.js';

/** No service has such an indicator, so the answer is a refusal that lists those there are (documented). */
const NO_CODE = 'carbonsheet-asks-for-the-codes';

/** Of this code it is known that every product has it: a list without it is none of codes. */
const HEADLINE = 'GWP-fossil';

/**
 * The `impacts` of a request; undefined where nothing is asked for, which is GWP-fossil.
 * @throws Stop of kind `usage` for a code that there is not, or `all` beside others; ServiceError.
 */
export async function impactChoice(session: Session, wanted: readonly string[] = []): Promise<string | undefined> {
  const words = wanted.map((word) => word.trim()).filter((word) => word !== '');
  if (words.length === 0) return undefined;
  if (words.some((word) => word.toLowerCase() === 'all')) {
    if (words.length === 1) return 'all';
    throw new Stop('usage', 'USAGE', '--impacts: all stands alone', 'name only codes, or only all');
  }
  const reported = await reportedCodes(session);
  const codes = reported ?? Object.keys(indicatorNames);
  const chosen = words.map(
    (word) => codes.find((code) => code.toLowerCase() === word.toLowerCase()) ?? unknown(word, codes, reported),
  );
  return [...new Set(chosen)].join(',');
}

/** A code that is not listed: refused, unless the service did not report its codes and the word is like none that is known. */
function unknown(word: string, codes: readonly string[], reported: readonly string[] | undefined): string {
  const near = nearest(word, codes);
  if (reported === undefined && near === undefined) return word;
  const hint = near === undefined ? `the service knows ${codes.join(', ')}` : `did you mean ${near}?`;
  throw new Stop('usage', 'USAGE', `--impacts: there is no indicator ${JSON.stringify(word)}`, hint);
}

/** The codes that the service takes; undefined where its answer does not tell them. */
async function reportedCodes(session: Session): Promise<readonly string[] | undefined> {
  const query = { page: 1, impacts: NO_CODE };
  const reply = await session.call('listProducts', { query, accepts: [400, 422] }).catch((error: unknown) => {
    // A refusal that is no JSON.
    if (error instanceof ServiceError && error.kind === 'unreadable') return undefined;
    throw error;
  });
  return reply !== undefined && reply.status >= 400 ? codesIn(reply) : undefined;
}

/** Two capitals, then letters and digits in parts: `GWP-fossil`, `AP`, `ETP-fw`. */
const CODE = /\b[A-Z]{2}[A-Za-z0-9]*(?:[-_][A-Za-z0-9]+)*/g;

/** How the codes are listed is not documented: a list of texts anywhere in the body, else words in a text. */
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
  // An object may have the codes for keys.
  if (!Array.isArray(node)) lists.push(Object.keys(node));
  for (const value of values) gather(value, lists, texts);
}
