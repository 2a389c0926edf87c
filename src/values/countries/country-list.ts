// The countries to choose from in a template. How people type them is in country-names.ts.

import { codeLines } from './country-table.js';

/** Every country's ISO 3166-1 alpha-2 code and its name in a language (BCP 47), by code. @default English */
export function countryList(language = 'en'): readonly { readonly code: string; readonly name: string }[] {
  const names = language === 'en' ? undefined : new Intl.DisplayNames([language], { type: 'region' });
  return codeLines
    .split('\n')
    .map((line) => ({ code: line.slice(0, 2), name: line.slice(5) }))
    .map(({ code, name }) => ({ code, name: names?.of(code) ?? name }))
    .sort((one, other) => (one.code < other.code ? -1 : 1));
}
