// The countries to choose from in a template. How people type them is in country-names.ts.

import { countryNamesIn } from './country-data.js';

/** Every country's ISO 3166-1 alpha-2 code and English name, by code. */
export function countryList(): readonly { readonly code: string; readonly name: string }[] {
  return countryNamesIn('en')
    .map(([code, names]) => ({ code, name: names[0] ?? code }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}
