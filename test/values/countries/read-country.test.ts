import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { findingOf, readAs } from '../fields.js';

describe('country codes', () => {
  it.each(['SE', 'GB', 'ES', 'XK'])('%s is taken as it is', (code) => {
    expect(readAs('country', code)).toBe(code);
    expect(findingOf('country', code)).toBeUndefined();
  });

  it.each([
    ['se', 'SE'],
    [' Se ', 'SE'],
    ['SWE', 'SE'],
    ['swe', 'SE'],
    ['UK', 'GB'],
    ['u.k.', 'GB'],
    ['EL', 'GR'],
    ['USA', 'US'],
    ['U.S.', 'US'],
    ['U.S.A.', 'US'],
    ['U. S. A.', 'US'],
  ])('%j is read as %s', (text, code) => {
    expect(readAs('country', text)).toBe(code);
    expect(findingOf('country', text)).toEqual({ code: 'READ_AS', args: { read: code } });
  });
});

describe('country names', () => {
  it.each([
    ['Sweden', 'SE'],
    ['SWEDEN', 'SE'],
    ['Sverige', 'SE'],
    ['Schweden', 'SE'],
    ['Suecia', 'SE'],
    ['Suède', 'SE'],
    ['Suede', 'SE'],
    ['Svezia', 'SE'],
    ['Suécia', 'SE'],
    ['Zweden', 'SE'],
    ['Ruotsi', 'SE'],
    ['Szwecja', 'SE'],
    ['Deutschland', 'DE'],
    ['Alemania', 'DE'],
    ['Allemagne', 'DE'],
    ['Tyskland', 'DE'],
    ['Niemcy', 'DE'],
    ['España', 'ES'],
    ['Espana', 'ES'],
    ["l'Espagne", 'ES'],
    ['L’Espagne', 'ES'],
    ['La France', 'FR'],
    ['Die Schweiz', 'CH'],
    ['the Netherlands', 'NL'],
    ['Holland', 'NL'],
    ['Great Britain', 'GB'],
    ['Großbritannien', 'GB'],
    ['GROSSBRITANNIEN', 'GB'],
    ['England', 'GB'],
    ['United Kingdom', 'GB'],
    ['Reino Unido', 'GB'],
    ['Czech Republic', 'CZ'],
    ['Czechia', 'CZ'],
    ['South Korea', 'KR'],
    ['Korea, Republic of', 'KR'],
    ['Korea, South', 'KR'],
    ['Korea (Republic of)', 'KR'],
    ['Russia', 'RU'],
    ['Turkey', 'TR'],
    ['Türkiye', 'TR'],
    ['Turkiye', 'TR'],
    ['Vietnam', 'VN'],
    ['Viet Nam', 'VN'],
    ['United States', 'US'],
    ['Estados Unidos', 'US'],
    ['EE.UU.', 'US'],
    ['EE. UU.', 'US'],
    ['Vereinigte Staaten von Amerika', 'US'],
    ["Côte d'Ivoire", 'CI'],
    ['Cote dIvoire', 'CI'],
    ['Ivory Coast', 'CI'],
    ['Bosnia & Herzegovina', 'BA'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Trinidad & Tobago', 'TT'],
    ['St. Lucia', 'LC'],
    ['Saint Lucia', 'LC'],
    ['Hong Kong', 'HK'],
    ['Taiwan', 'TW'],
    ['DR Congo', 'CD'],
    ['Congo (Democratic Republic of the)', 'CD'],
    ['Republic of the Congo', 'CG'],
    ['Virgin Islands, U.S.', 'VI'],
    ['Iran (Islamic Republic of)', 'IR'],
    ['Åland', 'AX'],
    ['Curaçao', 'CW'],
    ['Guinea-Bissau', 'GW'],
    ['Guinea', 'GN'],
    ['Niger', 'NE'],
    ['Nigeria', 'NG'],
    ['Dominica', 'DM'],
    ['Dominican Republic', 'DO'],
    ['Österreich', 'AT'],
    ['Austria', 'AT'],
    ['Australia', 'AU'],
    ['États-Unis', 'US'],
    ['Etats Unis', 'US'],
    ['Stati Uniti', 'US'],
    ['Förenta staterna', 'US'],
    ['Stany Zjednoczone', 'US'],
    ['США', 'US'],
    ['米国', 'US'],
    ['ABD', 'US'],
    ['Iso-Britannia', 'GB'],
    ['Velká Británie', 'GB'],
    ['İngiltere', 'GB'],
    ['Česko', 'CZ'],
    ['Corea del Sur', 'KR'],
    ['Méjico', 'MX'],
    ['Bharat', 'IN'],
    ['日本', 'JP'],
    ['中国', 'CN'],
    ['ドイツ', 'DE'],
    ['德国', 'DE'],
    ['독일', 'DE'],
    ['Германия', 'DE'],
    ['Almanya', 'DE'],
  ])('%j is read as %s', (text, code) => {
    expect(readAs('country', text)).toBe(code);
    expect(findingOf('country', text)).toEqual({ code: 'READ_AS', args: { read: code } });
  });

  it.each([
    ['Deutschand', 'DE (Deutschland)'],
    ['Sweeden', 'SE (Sweden)'],
    ['Frnace', 'FR (France)'],
    ['Congo', 'CD or CG'],
    ['Korea', 'KP or KR'],
    ['XX', undefined],
    ['ZZZ', undefined],
    ['Atlantis', undefined],
    ['Europe', undefined],
    ['-', undefined],
    ['x'.repeat(5000), undefined],
  ])('%j is unknown; near is %s', (text, nearest) => {
    expect(findingOf('country', text)).toEqual({ code: 'UNKNOWN_COUNTRY', args: { nearest } });
  });

  it.each([[276], [true], [{ kind: 'date', iso: '2025-01-01', serial: 45658 } as const]])('%j is unknown', (cell) => {
    expect(readAs('country', cell)).toBe('UNKNOWN_COUNTRY');
  });

  // The package's own names are the table: each leads back to its country, unless two countries share it.
  it.each([
    'en',
    'es',
    'de',
    'fr',
    'sv',
    'it',
    'pt',
    'nl',
    'da',
    'fi',
    'nb',
    'pl',
    'cs',
    'hu',
    'ru',
    'tr',
    'ja',
    'zh',
    'ko',
  ])('every name in %s leads back', (language) => {
    const names: unknown = createRequire(import.meta.url)(`i18n-iso-countries/langs/${language}.json`).countries;
    const wrong = Object.entries(names as Record<string, string | string[]>).flatMap(([code, spelt]) =>
      [spelt]
        .flat()
        .filter((name) => readAs('country', name) !== code && !/ or /.test(JSON.stringify(findingOf('country', name))))
        .map((name) => `${code} ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});
