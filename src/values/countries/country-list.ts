// The countries to choose from in a template. How people type them is in country-names.ts.

import { codeLines } from './country-table.js';

/** Every country's ISO 3166-1 alpha-2 code and English name, by code. */
export function countryList(): readonly { readonly code: string; readonly name: string }[] {
  return codeLines
    .split('\n')
    .map((line) => ({ code: line.slice(0, 2), name: line.slice(5) }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}
