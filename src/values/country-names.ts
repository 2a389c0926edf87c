// Country names in many languages -> ISO 3166-1 alpha-2. Loaded when the first name is asked for.

import { countryCodes, countryNamesIn } from './country-data.js';
import { fold } from './fold.js';
import { nearestFinder } from './nearest.js';

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

/** A country's name as its language writes it. */
interface CountryName {
  readonly code: string;
  readonly name: string;
}

/** All that is known about countries. Keys are made by `countryKey`. */
export interface Countries {
  readonly alpha2: ReadonlySet<string>;
  /** Alpha-3 codes and the codes that the European Union and everyday use add -> alpha-2. */
  readonly otherCodes: ReadonlyMap<string, string>;
  readonly names: ReadonlyMap<string, CountryName>;
  /** The country that has the name nearest to this key. */
  nearest(key: string): CountryName | undefined;
  /** Names that stand for several countries -> which ones. */
  readonly shared: ReadonlyMap<string, string>;
}

const ARTICLE = /^(?:the|l|la|le|les|el|los|las|die|der|das|de|den|det|il|lo|i|gli|o|a|os|as|het) (?=\p{L}{3})/u;
const CONNECTIVE = / (?:and|und|et|y|och|og|e|en|i) /g;
const SAINT = /^st /;

/** What matters of a country's name: no case, accents, punctuation, spaces, leading article, "and" in five languages. */
export function countryKey(name: string): string {
  return fold(name).replace(ARTICLE, '').replace(SAINT, 'saint ').replace(CONNECTIVE, ' ').replaceAll(' ', '');
}

let loaded: Countries | undefined;

/** The countries; loaded once, since it takes some ten milliseconds. */
export function countries(): Countries {
  loaded ??= loadCountries();
  return loaded;
}

function loadCountries(): Countries {
  const codes = countryCodes();
  const everyday = Object.entries(EVERYDAY_NAMES).map(([code, names]) => [code, names.split(', ')] as const);
  const official = LANGUAGES.flatMap(countryNamesIn);
  const named = gather(everyday);
  for (const [key, owners] of gather(official)) if (!named.has(key)) named.set(key, owners);
  const names = [...named].flatMap(([key, owners]) =>
    owners.length === 1 ? owners.map((owner) => [key, owner] as const) : [],
  );
  const find = nearestFinder(names.map(([key]) => key));
  const shared = [...named].filter(([, owners]) => owners.length > 1);
  return {
    alpha2: new Set(codes.map(([alpha2]) => alpha2)),
    otherCodes: new Map([...codes.map(([alpha2, alpha3]) => [alpha3, alpha2] as const), ['UK', 'GB'], ['EL', 'GR']]),
    names: new Map(names),
    nearest: (key) => names[find(key) ?? -1]?.[1],
    shared: new Map(shared.map(([key, owners]) => [key, owners.map(({ code }) => code).join(' or ')])),
  };
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

const TURNED = /^([^,([]+)[,([]([^)\]]+)/;
const BRACKETS = /\s*[([][^)\]]*[)\]]\s*/g;

/** The keys under which a name is found: itself, "Korea, Republic of" as "Republic of Korea", and without brackets. */
export function nameKeys(name: string): readonly string[] {
  const [, main = '', rest = ''] = TURNED.exec(name) ?? [];
  return [name, `${rest} ${main}`, name.replace(BRACKETS, ' ')].map(countryKey).filter((key) => key !== '');
}
