// The labels by which a report groups figures, from the service's own texts: what is not given says so.

import { isCountry, readCountry } from '../../values/countries/read-country.js';

/** For what the service does not say. */
export const NOT_GIVEN = '(not given)';

/** A text as a label. */
export function labelOf(text: string): string {
  return text === '' ? NOT_GIVEN : text;
}

/** A country code with its English name, as `SE Sweden`. Other texts stay as they are. */
export function countryLabel(): (text: string) => string {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  return (text) => {
    const name = /^[A-Z]{2}$/.test(text) ? names.of(text) : undefined;
    return name === undefined ? labelOf(text) : `${text} ${name}`;
  };
}

/** A place as it was typed; one that is a country, by code or name, as `countryLabel` has it. */
export function placeLabel(): (text: string) => string {
  const country = countryLabel();
  return (text) => {
    const reading = isCountry(text) ? readCountry(text) : undefined;
    return reading?.ok && reading.value !== undefined ? country(reading.value) : labelOf(text);
  };
}
