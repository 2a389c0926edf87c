// The codes and names of countries as i18n-iso-countries has them. Its own entry loads every language there is; its files are plain JSON.

import { createRequire } from 'node:module';
import { z } from 'zod';

const load = createRequire(import.meta.url);
const codesSchema = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));
const languageSchema = z.object({ countries: z.record(z.string(), z.union([z.string(), z.array(z.string())])) });

/** Alpha-2 and alpha-3 code of every country (ISO 3166-1, and XK for Kosovo). */
export function countryCodes(): readonly (readonly [alpha2: string, alpha3: string])[] {
  return codesSchema.parse(load('i18n-iso-countries/codes.json')).map(([alpha2, alpha3]) => [alpha2, alpha3]);
}

/** Alpha-2 code and names of every country in a language, the official name first. */
export function countryNamesIn(language: string): readonly (readonly [alpha2: string, names: readonly string[]])[] {
  const { countries } = languageSchema.parse(load(`i18n-iso-countries/langs/${language}.json`));
  return Object.entries(countries).map(([alpha2, names]) => [alpha2, [names].flat()]);
}
