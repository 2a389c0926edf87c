// How every value reader answers: the typed value, perhaps with a note on how it was read, or the finding that keeps it out.

import type { Finding } from '../problems/problem.js';

/** A cell read as a typed value, or why it could not be. */
export type Reading<T> =
  | { readonly ok: true; readonly value: T; readonly note?: Finding }
  | { readonly ok: false; readonly finding: Finding };

/** A value read. */
export function read<T>(value: T, note?: Finding): Reading<T> {
  return note === undefined ? { ok: true, value } : { ok: true, value, note };
}

/** A value that could not be read. */
export function unread(finding: Finding): Reading<never> {
  return { ok: false, finding };
}
