// Reads countries in Dcycle's answers. Their form is not documented: a code of two or three letters in any case, or a name.

import { readCountry } from '../../values/countries/read-country.js';

/** The ISO 3166-1 alpha-2 code of a country; any other text in capitals. */
export function countryCode(said: string): string {
  const reading = readCountry(said);
  return (reading.ok && reading.value) || said.trim().toUpperCase();
}
