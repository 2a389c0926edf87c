// The country that a place of delivery states, as ISO 3166-1 alpha-2, or why it states none. A name that stands for a region
// elsewhere, and a place in several countries, are no statement. Pure.

import { countryKey } from '../../../values/countries/country-key.js';
import { countries } from '../../../values/countries/country-names.js';
import { isCountry, readCountry } from '../../../values/countries/read-country.js';
import { fold } from '../../../values/fold.js';

/** A place that states no country. */
export interface UnclearPlace {
  readonly why: string;
  /** The country that it may be; '' where nothing is near. */
  readonly suggestion: string;
}

/** The country of a place that states one and nothing else. */
export function countryOfPlace(place: string): { readonly value: string } | UnclearPlace {
  const whole = countryIn(place);
  const name = whole === undefined ? place.slice(place.lastIndexOf(',') + 1).trim() : place;
  const code = whole ?? countryIn(name) ?? (isListOfCountries(place) ? partsOf(place).map(countryIn)[0] : undefined);
  const named = countriesNamed(place, code);
  if (named.length > 1) return { why: `the place names several countries: ${named.join(', ')}`, suggestion: '' };
  if (code !== undefined && (isAlsoRegion(name, code) || (isShort(name) && (name !== place || !isCode(name)))))
    return { why: 'the name or code of the country may also be that of a region or state elsewhere', suggestion: code };
  const other = partsOf(place).filter((part) => part !== '' && countryIn(part) === undefined);
  const unread = DOUBT.test(place) || (code === undefined && other.length === 0) ? [place.trim()] : other;
  if (code !== undefined && unread.length === 0) return { value: code };
  const [first = '', ...others] = unread.map((part) => JSON.stringify(part));
  const which = others.length === 0 ? `${first} is no country` : `${[first, ...others].join(', ')} are no countries`;
  return { why: `${which}, and a place is not taken in part`, suggestion: perhaps(code, unread) };
}

/** Whoever wrote it was not sure, or meant another place. */
const DOUBT = /[?¿*~≈!<>=]/;

/** A misspelt country, or the one beside parts that look like no other: a town, a region, a street. */
function perhaps(code: string | undefined, unread: readonly string[]): string {
  const near = new Set(unread.flatMap((part) => nearCountry(part) ?? []));
  if (code !== undefined) near.add(code);
  const [only = '', ...others] = near;
  return others.length === 0 ? only : '';
}

function nearCountry(text: string): string | undefined {
  const reading = readCountry(text);
  const near = reading.ok || !('nearest' in reading.finding.args) ? undefined : reading.finding.args.nearest;
  return typeof near === 'string' ? /^[A-Z]{2}(?= \()/.exec(near)?.[0] : undefined;
}

/** From the coarsest to the finest; a part that is a country is split no further: Bosnia and Herzegovina is one. */
const SEPARATORS = [/[;|\n]/, /,/, /[/&+()[\]]| [-–—] /, /\s(?:and|or|und|oder|et|ou|och|eller|og|y|o|e|en|i)\s/i];

function partsOf(text: string, separators: readonly RegExp[] = SEPARATORS): readonly string[] {
  const [separator, ...finer] = separators;
  // In brackets may stand another country, which reading leaves out.
  const isOne = countryIn(text.replace(/[()[\]]/g, ',')) !== undefined && !isListOfCountries(text);
  if (separator === undefined || isOne) return [text.trim()];
  return text.split(separator).flatMap((part) => partsOf(part, finer));
}

/** `DE, Norway` can be read as a name with its article behind it. */
function isListOfCountries(text: string): boolean {
  const parts = text.split(/[;|\n,]/);
  return parts.length > 1 && parts.every((part) => countryIn(part) !== undefined);
}

/** The names of different countries in a place. Between a town and its country, a region of that country is no other country. */
function countriesNamed(place: string, code: string | undefined): readonly string[] {
  const parts = partsOf(place);
  const isAddress = parts.length > 2 && parts.length === place.split(',').length;
  const named = parts.flatMap((part, index): [string, string][] => {
    const one = countryIn(part) ?? countries().shared.get(countryKey(part));
    const isRegion = isAddress && index === parts.length - 2 && code !== undefined && regionIn(part, one) === code;
    return one === undefined || isRegion ? [] : [[one, part]];
  });
  return [...new Map(named).values()];
}

function countryIn(text: string): string | undefined {
  if (!isCountry(text)) return undefined;
  const reading = readCountry(text.trim());
  return reading.ok ? reading.value : undefined;
}

/** Countries whose names are those of regions elsewhere, and the country of the region. */
const REGIONS: Readonly<Record<string, string>> = { GE: 'US', LU: 'BE', MD: 'RO', MK: 'GR', NE: 'NG' };

/** Forms of these names that the region does not have: North Macedonia, Republic of Moldova. */
const CLEAR_FORM = /nor[dtr]|noord|sever|repub/;

/** Names of countries in some language that are those of a region or city elsewhere, folded. */
const NAMESAKES: Readonly<Record<string, string>> = {
  columbia: 'US',
  granada: 'ES',
  grenade: 'ES',
  guadalupe: 'MX',
  norfolk: 'GB',
  salvador: 'BR',
};

const STATES: Readonly<Record<string, readonly string[]>> = {
  US: 'AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY'.split(
    ' ',
  ),
  CA: 'AB BC MB NB NL NS NT NU ON PE QC SK YT'.split(' '),
};

/** The other country of which the text is a region, too. */
function regionIn(text: string, code: string | undefined): string | undefined {
  const letters = lettersOf(text).toUpperCase();
  if (isShort(text)) return Object.keys(STATES).find((country) => STATES[country]?.includes(letters));
  const name = fold(withoutBrackets(text));
  if (Object.hasOwn(NAMESAKES, name)) return NAMESAKES[name];
  return code === undefined || !Object.hasOwn(REGIONS, code) || CLEAR_FORM.test(name) ? undefined : REGIONS[code];
}

function isAlsoRegion(name: string, code: string): boolean {
  return !isShort(name) && regionIn(name, code) !== undefined;
}

/** Two or three letters: behind a place, they are as often a state or province. ME is Maine and Montenegro, PE Pernambuco and Peru. */
function isShort(text: string): boolean {
  return /^\p{Script=Latin}{1,3}$/u.test(lettersOf(text));
}

/** A code that stands alone counts in capitals, and where no state of the USA has it. */
function isCode(text: string): boolean {
  const letters = lettersOf(text);
  return letters === letters.toUpperCase() && STATES.US?.includes(letters) === false;
}

function lettersOf(text: string): string {
  return withoutBrackets(text).replace(/[.\s]/g, '');
}

function withoutBrackets(text: string): string {
  return text.replace(/[([][^)\]]*[)\]]?/g, ' ').trim();
}
