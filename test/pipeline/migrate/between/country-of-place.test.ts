// Which places of delivery state a country: never one of several, never a part of what
// is written, and no name or code that a region or state has, too.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countryOfPlace } from '../../../../src/pipeline/migrate/between/country-of-place.js';

it.each([
  ['SE', 'SE'],
  ['SWE', 'SE'],
  ['UK', 'GB'],
  ['DEU', 'DE'],
  ['CAN', 'CA'],
  ['IND', 'IN'],
  ['NL', 'NL'],
  ['Sweden', 'SE'],
  ['Deutschland', 'DE'],
  ['Canada', 'CA'],
  ['中国', 'CN'],
  ['El Salvador', 'SV'],
  ['North Macedonia', 'MK'],
  ['Nordmazedonien', 'MK'],
  ['Republic of Moldova', 'MD'],
  ['Grenada', 'GD'],
  ['Bosnia and Herzegovina', 'BA'],
  ['Trinidad & Tobago', 'TT'],
  ['Korea, Republic of', 'KR'],
  ['Guinea, Equatorial', 'GQ'],
  ['Virgin Islands (US)', 'VI'],
  ['Sweden (SE)', 'SE'],
  ['Sweden; sverige', 'SE'],
  [' Norway ', 'NO'],
])('takes %s for the country %s', (place, value) => {
  expect(countryOfPlace(place)).toEqual({ value });
});

it.each([
  ['Sweden, Norway', 'Sweden, Norway'],
  ['Malmö, Sweden; Oslo, Norway', 'Sweden, Norway'],
  ['Sweden and Norway', 'Sweden, Norway'],
  ['Sverige och Norge', 'Sverige, Norge'],
  ['Sweden/Norway', 'Sweden, Norway'],
  ['Sweden + Norway & Denmark', 'Sweden, Norway, Denmark'],
  ['SE; Norway', 'SE, Norway'],
  ['SE, NO', 'SE, NO'],
  ['DE, Norway', 'DE, Norway'],
  ['Sweden (Norway)', 'Sweden, Norway'],
  ['Oslo (Norway), Sweden', 'Norway, Sweden'],
  ['Trinidad and Tobago, Norway', 'Trinidad and Tobago, Norway'],
  ['Korea, Sweden', 'Korea, Sweden'],
  ['Georgia, United States', 'Georgia, United States'],
  ['Georgia; Armenia', 'Georgia, Armenia'],
  ['Netherlands, Luxembourg, France', 'Netherlands, Luxembourg, France'],
  ['CA, United States', 'CA, United States'],
])('names the countries of %s, and guesses none', (place, names) => {
  expect(countryOfPlace(place)).toEqual({ why: `the place names several countries: ${names}`, suggestion: '' });
});

it.each([
  ['Georgia', 'GE'],
  ['GEORGIA', 'GE'],
  ['Georgia (South)', 'GE'],
  ['Luxembourg', 'LU'],
  ['Niger', 'NE'],
  ['Moldova', 'MD'],
  ['Macedonia', 'MK'],
  ['Granada', 'GD'],
  ['Salvador', 'SV'],
  ['CA', 'CA'],
  ['DE', 'DE'],
  ['IN', 'IN'],
  ['N.C.', 'NC'],
  ['se', 'SE'],
  ['and', 'AD'],
  ['Atlanta, Georgia', 'GE'],
  ['Tbilisi, Georgia; Atlanta, Georgia', 'GE'],
  ['Arlon, Luxembourg', 'LU'],
  ['Andalucía, Granada', 'GD'],
  ['Portland, ME', 'ME'],
  ['Raleigh, N.C.', 'NC'],
  ["St. John's, NL", 'NL'],
  ['Recife, PE', 'PE'],
  ['Göteborg, SE', 'SE'],
])('leaves %s open, and suggests %s', (place, suggestion) => {
  expect(countryOfPlace(place)).toEqual({
    why: 'the name or code of the country may also be that of a region or state elsewhere',
    suggestion,
  });
});

it.each([
  ['Swedne, Norway', '"Swedne"', ''],
  ['Norway, Swedne', '"Swedne"', 'SE'],
  ['Gothenburg, Swedne, Norway', '"Gothenburg", "Swedne"', ''],
  ['Germany / Swedne', '"Swedne"', 'SE'],
  ['Denmrk, Sweden', '"Denmrk"', ''],
  ['Sweden (mostly Norwey)', '"mostly Norwey"', 'SE'],
  ['Swedne', '"Swedne"', 'SE'],
  ['Sweden?', '"Sweden?"', 'SE'],
  ['not Sweden, Norway', '"not Sweden"', 'NO'],
  ['EU, Norway', '"EU"', 'NO'],
  ['Göteborg, Sweden', '"Göteborg"', 'SE'],
  ['Malmö, Sweden; Lund, Sweden', '"Malmö", "Lund"', 'SE'],
  ['Malmö (Scania), Sweden', '"Malmö", "Scania"', ''],
  ['Sarajevo, Bosnia and Herzegovina', '"Sarajevo"', 'BA'],
  ['San Francisco, CA, United States', '"San Francisco"', 'US'],
  ['Atlanta, Georgia, United States', '"Atlanta"', 'US'],
  ['Arlon, Luxembourg, Belgium', '"Arlon"', 'BE'],
  ['Central warehouse', '"Central warehouse"', ''],
  ['Sweden, Central warehouse', '"Central warehouse"', ''],
  ['Europe', '"Europe"', ''],
  ['Korea', '"Korea"', ''],
  [';', '";"', ''],
])('does not take %s in part: %s is no country, and perhaps it is %s', (place, unread, suggestion) => {
  const which = unread.includes(', ') ? 'are no countries' : 'is no country';
  expect(countryOfPlace(place)).toEqual({ why: `${unread} ${which}, and a place is not taken in part`, suggestion });
});

it('takes no place with a part that is no country', () => {
  const country = fc.constantFrom('Sweden', 'SE', 'Norge', 'Bosnia and Herzegovina', 'Deutschland');
  const misspelt = fc.constantFrom('Swedne', 'Norwya', 'Deutshland', 'Nordics', 'EU', 'Lager 4', 'Xyz');
  const joint = fc.constantFrom(', ', '; ', ' / ', ' & ', ' + ', ' and ', ' | ', ' - ', '\n');
  fc.assert(
    fc.property(country, misspelt, joint, fc.boolean(), (known, unknown, between, isFirst) => {
      const place = (isFirst ? [unknown, known] : [known, unknown]).join(between);
      expect(countryOfPlace(place)).not.toHaveProperty('value');
    }),
  );
});

it('never takes one of two countries, however they are joined', () => {
  const names = ['Sweden', 'Norway', 'Deutschland', 'Bosnia and Herzegovina', 'Côte d’Ivoire', 'Georgia', 'Korea'];
  const pair = fc.shuffledSubarray(names, { minLength: 2, maxLength: 2 });
  const joint = fc.constantFrom(', ', '; ', ' / ', ' & ', ' + ', ' and ', ' AND ', ' und ', ' | ', ' - ', '\n');
  const town = fc.constantFrom('', 'Hamnen 4, ');
  fc.assert(
    fc.property(pair, joint, town, (two, between, before) => {
      const named = `${before}${two.join(between)}`;
      expect(countryOfPlace(named)).toMatchObject({
        why: expect.stringContaining('the place names several countries: '),
        suggestion: '',
      });
    }),
  );
});
