// Which countries the sandbox's Dcycle knows: ISO 3166-1 alpha-2, in capitals.

import countries from 'i18n-iso-countries';

const codes = new Set(Object.keys(countries.getAlpha2Codes()));

export function isCountryCode(text: string): boolean {
  return codes.has(text);
}

/** The code of an English country name; undefined when there is none. */
export function codeOfCountryName(name: string): string | undefined {
  return countries.getAlpha2Code(name, 'en');
}
