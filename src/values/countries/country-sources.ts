// What the table of countries is made from: the names of i18n-iso-countries in many languages, and everyday names. The command
// does not load this; `npm run countries` writes country-table.ts by it.

import { createRequire } from 'node:module';
import { z } from 'zod';
import { nameKeys } from './country-key.js';

const LANGUAGES = 'en es de fr sv it pt nl da fi nb pl cs ro hu ca el sk sl hr lt lv et bg ru uk tr ja zh ko'.split(
  ' ',
);

/**
 * What people also write: everyday, former and short names, and parts of a country that stand for it in addresses.
 * These win over the official names. A name of two countries is neither's.
 */
const EVERYDAY_NAMES: Readonly<Record<string, string>> = {
  AE: 'UAE, Emirates, Emiratos Árabes, VAE',
  AT: 'Oesterreich',
  BA: 'Bosnia, Bosnien',
  BN: 'Brunei',
  BY: 'Weißrussland, Vitryssland, Biélorussie, Belorussia',
  CD: 'Congo, Kongo, DR Congo, DRC, Congo DR, Democratic Republic of Congo, Congo Kinshasa, Zaire',
  CG: 'Congo, Kongo, Congo Brazzaville, Republic of Congo',
  CI: "Ivory Coast, Côte d'Ivoire",
  CN: 'PRC, PR China, VR China, Mainland China, 中国, 中國, 중국, Volksrepublik China, République populaire de Chine, República Popular China',
  CV: 'Cabo Verde, Cape Verde',
  CZ: 'Czech Republic, Czech Rep, Czechia, Tschechei, Tjeckien, República Checa, Chequia, Tchéquie, Česko, Cechia',
  DE: 'Federal Republic of Germany, Bundesrepublik Deutschland, BRD',
  DO: 'Dominican Rep',
  FK: 'Falkland Islands, Falklands, Malvinas',
  FM: 'Micronesia',
  GB: 'UK, Great Britain, Britain, England, Scotland, Wales, Northern Ireland, Inglaterra, Angleterre, Schottland, Nordirland, Storbritannien, Gran Bretaña, Grande-Bretagne, Großbritannien, Gran Bretagna, Grã-Bretanha, Velká Británie, Veľká Británia, Wielka Brytania, Marea Britanie, Nagy-Britannia, Iso-Britannia, Velika Britanija, Förenade kungariket, Det Forenede Kongerige, Birleşik Krallık, Engeland, Inghilterra, Anglia, İngiltere, Англия',
  GM: 'Gambia',
  HK: 'Hong Kong SAR, Hong Kong SAR China',
  IE: 'Republic of Ireland, Eire',
  IL: 'ישראל',
  IN: 'Bharat, भारत, Hindistan',
  IR: 'Iran',
  JP: 'Nippon, Nihon, Japonya',
  KG: 'Kirgisistan, Kirgizstan',
  KP: 'Korea, Corea, Corée, North Korea, DPRK, Democratic Peoples Republic of Korea',
  KR: 'Korea, Corea, Corée, South Korea, Korea South, Republic of Korea, ROK, Corea del Sur, Etelä-Korea, Republik Korea, Rep of Korea, 韓国, 한국, Южная Корея',
  LA: 'Laos',
  MD: 'Moldova, Moldavia, Moldawien',
  MK: 'North Macedonia, Macedonia, FYROM',
  MM: 'Burma, Birma, Birmanie, Birmania',
  MO: 'Macau, Macao SAR',
  MX: 'Méjico',
  NL: 'Holland, Holanda, Hollande, Olanda, Nederland, Niderlandy',
  NO: 'Noreg',
  PL: 'Polonya',
  PS: 'Palestine, Palestinian Territories',
  RU: 'Russia, Rusia, Russie, Rußland, Ryssland, ロシア',
  SA: 'KSA, Arabia Saudí',
  SK: 'Slovak Republic, Slowakische Republik',
  SX: 'Sint Maarten',
  SY: 'Syria',
  SZ: 'Swaziland, Swasiland',
  TH: 'ประเทศไทย',
  TL: 'East Timor, Timor Oriental, Osttimor',
  TR: 'Turkey, Türkiye',
  TW: 'Taiwan, Chinese Taipei, Taiwan ROC, 台灣',
  TZ: 'Tanzania',
  US: 'USA, United States, America, Estados Unidos, EEUU, EE.UU., EUA, USA Vereinigte Staaten, Amerika, États-Unis, Stati Uniti, Estados Unidos de América, Förenta staterna, Amerikas förenta stater, Forenede Stater, De forente stater, Stany Zjednoczone, Spojené státy, Spojené štáty, Statele Unite, Egyesült Államok, Združene države, Sjedinjene Države, Ühendriigid, Amerika Birleşik Devletleri, ABD, США, アメリカ, 米国, 미국',
  VA: 'Vatican, Vatican City, Vatikan, Vatikanstadt, Holy See',
  VE: 'Venezuela',
  VG: 'British Virgin Islands',
  VI: 'US Virgin Islands',
  VN: 'Vietnam, Viet Nam',
  ZA: 'RSA',
};

const load = createRequire(import.meta.url);
const codesSchema = z.array(z.tuple([z.string(), z.string()]).rest(z.unknown()));
const languageSchema = z.object({ countries: z.record(z.string(), z.union([z.string(), z.array(z.string())])) });

/** Alpha-2 and alpha-3 code of every country (ISO 3166-1, and XK for Kosovo). */
function countryCodes(): readonly (readonly [alpha2: string, alpha3: string])[] {
  return codesSchema.parse(load('i18n-iso-countries/codes.json')).map(([alpha2, alpha3]) => [alpha2, alpha3]);
}

/** Alpha-2 code and names of every country in a language, the official name first. */
function countryNamesIn(language: string): readonly (readonly [alpha2: string, names: readonly string[]])[] {
  const { countries } = languageSchema.parse(load(`i18n-iso-countries/langs/${language}.json`));
  return Object.entries(countries).map(([alpha2, names]) => [alpha2, [names].flat()]);
}

/** A country's name as its language writes it. */
interface CountryName {
  readonly code: string;
  readonly name: string;
}

/** Key -> the countries that have it, each with the first name that gave it. */
function gather(entries: readonly (readonly [code: string, names: readonly string[]])[]): Map<string, CountryName[]> {
  const named = new Map<string, CountryName[]>();
  for (const [code, names] of entries) {
    for (const name of names) {
      for (const key of nameKeys(name)) {
        const owners = named.get(key) ?? [];
        if (!owners.some((owner) => owner.code === code)) named.set(key, [...owners, { code, name }]);
      }
    }
  }
  return named;
}

/** The text of country-table.ts. */
export function countryTable(): string {
  const everyday = Object.entries(EVERYDAY_NAMES).map(([code, names]) => [code, names.split(', ')] as const);
  const named = gather(everyday);
  for (const [key, owners] of gather(LANGUAGES.flatMap(countryNamesIn))) if (!named.has(key)) named.set(key, owners);
  const single = [...named].flatMap(([key, owners]) =>
    owners.length === 1 ? owners.map((owner) => ({ key, ...owner })) : [],
  );
  const shared = [...named].filter(([, owners]) => owners.length > 1);
  const english = new Map(countryNamesIn('en'));
  return `// Made by \`npm run countries\` from country-sources.ts. Do not edit.

/** A line for each country: alpha-2 and alpha-3 code, English name. */
export const codeLines = ${lines(countryCodes().map(([two, three]) => `${two}${three}${english.get(two)?.[0] ?? ''}`))};

/** A line for each name that one country alone has: alpha-2 code, key. */
export const keyLines = ${lines(single.map(({ code, key }) => `${code}${key}`))};

/** The name that gave each line of keyLines its key, as its language writes it. */
export const nameLines = ${lines(single.map(({ name }) => name))};

/** A line for each name of several countries: which ones, a tab, key. */
export const sharedLines = ${lines(shared.map(([key, owners]) => `${owners.map(({ code }) => code).join(' or ')}\t${key}`))};
`;
}

function lines(texts: readonly string[]): string {
  const text = texts.join('\n');
  if (/[`\\]|\$\{/.test(text)) throw new Error('a name needs escaping');
  return `\`${text}\``;
}
