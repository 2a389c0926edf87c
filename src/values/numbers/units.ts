// The units and currencies that people write beside an amount, one word each. Only words that mean nothing else: "12 pallets" is
// no amount with a unit. Phrases of several words, and the scale words among them, are read in measure.ts.

import { currencies } from './currencies.js';

/** A word for a unit. */
export interface UnitWord {
  /** What it may stand for, as services name it: `EUR`, `kg`; several where the word is shared, as `kr`. */
  readonly codes: readonly string[];
  /** The power of ten that the word holds: 3 in `kt`, which is a thousand `t`. */
  readonly tens: number;
  /** Whether the word, in this case, is a unit among other words, too; `t` or `to` is one only where nothing else is beside it. */
  readonly isPlain: boolean;
}

/** How services name a unit -> what people write, in any case; services' own name included. */
const UNITS: Readonly<Record<string, string>> = {
  kg:
    'kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos chilogrammo chilogrammi ' +
    'quilo quilos quilograma quilogramas kilogramy kilogramów kilogramů kilogrammaa',
  g: 'gr grs gram grams gramm gramme grammes gramo gramos',
  mg: 'milligram milligrams milligramm miligramo miligramos',
  t:
    't to tn tonne tonnes tonnen tonelada toneladas tonnellata tonnellate tonnia tonni tonny tony ton tons tuny tun ' +
    'metric-ton',
  'short ton': 'ton tons short-ton',
  'long ton': 'long-ton',
  lb: 'lb lbs pound pounds',
  oz: 'oz ounce ounces',
  cwt: 'cwt',
  dt: 'dt',
  l: 'l lt ltr litre litres liter liters litro litros litri litry litrů litrów litraa',
  ml: 'millilitre millilitres milliliter milliliters mililitro mililitros',
  cl: 'cl centilitre centilitres centiliter centilitro centilitros',
  dl: 'dl decilitre deciliter decilitro',
  hl: 'hl hectolitre hectoliter hektoliter hectolitro',
  m3: 'm3 m³ cbm',
  Nm3: 'nm3 nm³',
  ft3: 'ft3 ft³ cuft',
  'US gal': 'gal gals gallon gallons',
  'imp gal': 'gal gals gallon gallons',
  bbl: 'bbl bbls barrel barrels',
  m2: 'm2 m² qm sqm',
  m: 'metre metres meter meters metro metros mètre mètres',
  cm: 'cm',
  km: 'km kilometre kilometres kilometer kilometers kilómetro kilómetros kilomètre kilomètres',
  kWh: 'kwh',
  MWh: 'mwh',
  GWh: 'gwh',
  TWh: 'twh',
  MJ: 'mj',
  GJ: 'gj',
  pcs:
    'pc pcs piece pieces stk stück ud uds unidad unidades unité unités pezzo pezzi pz peça peças pç stuk stuks szt sztuk ' +
    'kpl ks kus kusy kusů',
  '%':
    '% percent pct prozent procent procenta procento prosent prosentti prosenttia porcentaje pourcentage percentuale ' +
    'percentagem percentage percentual',
  '‰': '‰ promille',
  '% vol': '%vol volumenprozent volymprocent volprocent',
  '% mass': '%mass massenprozent gewichtsprozent',
};

/** Words that hold a power of ten themselves. */
const SCALED: Readonly<Record<string, readonly [code: string, tens: number]>> = {
  kt: ['t', 3],
  kton: ['t', 3],
  ktons: ['t', 3],
  ktonne: ['t', 3],
  ktonnes: ['t', 3],
  kilotonne: ['t', 3],
  kilotonnes: ['t', 3],
  kilotonnen: ['t', 3],
  megatonne: ['t', 6],
  megatonnes: ['t', 6],
  megatonnen: ['t', 6],
  kl: ['l', 3],
  tstk: ['pcs', 3],
  tstück: ['pcs', 3],
  kpcs: ['pcs', 3],
};

// In these words the case tells: M is mega or a million, mg a milligram and Mg a tonne.
const EXACT: Readonly<Record<string, readonly [code: string, tens: number]>> = {
  m: ['m', 0],
  g: ['g', 0],
  mg: ['mg', 0],
  ml: ['ml', 0],
  mL: ['ml', 0],
  MT: ['t', 0],
  Mt: ['t', 6],
  Mton: ['t', 6],
  Mtonnes: ['t', 6],
};

/** Currencies in words. Those that are words of other kinds as well (peso, real, won) are left out. */
const CURRENCY_WORDS: Readonly<Record<string, string>> = {
  euro: 'EUR',
  euros: 'EUR',
  pounds: 'GBP',
  sterling: 'GBP',
  dollar: '$',
  dollars: '$',
  kronor: 'kr',
  kronen: 'kr',
  kroner: 'kr',
  yen: 'JPY',
  yuan: 'CNY',
  renminbi: 'CNY',
  rupees: 'Rs',
  zloty: 'PLN',
  złoty: 'PLN',
  złotych: 'PLN',
  forint: 'HUF',
};

/** Further codes of ISO 4217, many of which are words as well: known in capitals only. */
const MORE_CODES = new Set(
  (
    'AED AFN AMD AOA AZN BAM BBD BHD BIF BND BOB BSD BTN BWP BYN BZD CDF CRC CUP CVE DJF DOP DZD ERN ETB FJD GEL GHS GMD GNF ' +
    'GTQ GYD HNL HTG IQD IRR JMD JOD KGS KHR KWD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MZN ' +
    'NAD NIO NPR OMR PAB PEN PGK PYG QAR RWF SCR SDG SLE SOS SRD SSP SYP SZL TJS TMT TND TTD TZS UGX UYU UZS VES XAF XCD XOF ' +
    'XPF YER ZMW'
  ).split(' '),
);

/** Words for a unit that stand for several, or for one that no service takes. */
const UNCLEAR = new Set(
  'mt quintal quintals quintales zentner pfund bushel bushels pint pints proof cent cents eurocent eurocents pence ¢ c€ øre öre'.split(
    ' ',
  ),
);
const UNCLEAR_EXACT = new Set(['Mg', 'ML', 'Ml']);

/** Words that end a title in plain language, too. */
const PLAIN = new Set(
  'to tn gr ks kus kusy sztuk stuk stuks piece pieces pezzi peças try lei kilo kilos metro metros tony tun tuny'.split(
    ' ',
  ),
);

const known = new Map<string, readonly string[]>();
for (const [code, words] of Object.entries(UNITS)) for (const word of words.split(' ')) add(word, [code]);
for (const [sign, codes] of Object.entries(currencies)) add(sign.toLowerCase(), codes);
for (const [word, sign] of Object.entries(CURRENCY_WORDS)) add(word, currencies[sign] ?? []);

function add(word: string, codes: readonly string[]): void {
  known.set(word, [...(known.get(word) ?? []), ...codes]);
}

/** Every word for a unit, in small letters -> what it may stand for. */
export function unitWords(): ReadonlyMap<string, readonly string[]> {
  return known;
}

const currencyCodes: ReadonlySet<string> = new Set([...Object.values(currencies).flat(), ...MORE_CODES]);

/** Whether the code is that of a currency. */
export function isCurrency(code: string): boolean {
  return currencyCodes.has(code);
}

/** The unit that a single word stands for; undefined when it is none that is known. */
export function unitWord(text: string): UnitWord | undefined {
  const word = text.normalize('NFC');
  const exact = Object.hasOwn(EXACT, word) ? EXACT[word] : undefined;
  if (exact) return { codes: [exact[0]], tens: exact[1], isPlain: word.length < 2 };
  if (MORE_CODES.has(word)) return { codes: [word], tens: 0, isPlain: false };
  const lower = word.toLowerCase();
  const bare = lower.replace(/\.$/, '');
  const scaled = Object.hasOwn(SCALED, bare) ? SCALED[bare] : undefined;
  if (scaled) return { codes: [scaled[0]], tens: scaled[1], isPlain: false };
  if (UNCLEAR_EXACT.has(word)) return undefined;
  const codes = known.get(lower) ?? known.get(bare);
  if (codes === undefined) return undefined;
  // A code in small letters may be a word: only signs and capitals are a currency among other words.
  const isLetters = /^\p{L}{1,3}\.?$/u.test(word);
  const isSure = !isLetters || bare === 'kg' || (word === word.toUpperCase() && word.length > 2);
  return { codes, tens: 0, isPlain: PLAIN.has(bare) || !isSure };
}

/** Whether the unit is one of money. */
export function isMoney({ codes }: Pick<UnitWord, 'codes'>): boolean {
  return codes.length > 0 && codes.every(isCurrency);
}

/** Whether the word is a unit whose meaning is not clear. */
export function isUnclearUnit(word: string): boolean {
  return UNCLEAR_EXACT.has(word) || UNCLEAR.has(word.toLowerCase().replace(/\.$/, ''));
}
