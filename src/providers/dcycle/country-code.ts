// How Dcycle says a country is not documented: a code of two or three letters in any case, or a name in some language.

import { readCountry } from '../../values/countries/read-country.js';

/** The ISO 3166-1 alpha-2 code of a country; what is no country is given back in capitals. */
export function countryCode(said: string): string {
  const reading = readCountry(said);
  return (reading.ok && reading.value) || said.trim().toUpperCase();
}
