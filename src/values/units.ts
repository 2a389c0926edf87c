// The units and currencies that people write beside an amount, in a cell or in brackets in a title. Only words that mean
// nothing else: "12 pallets" is no amount with a unit, and "12 M" may be millions.

import { currencies } from './currencies.js';

/** A unit as somebody wrote it. */
export interface Unit {
  readonly written: string;
  /** What it may stand for, as services name it: `EUR`, `kg`; several where the word is shared, as `kr`. */
  readonly codes: readonly string[];
}

/** How services name a unit -> what people write, in any case; services' own name included. */
const UNITS: Readonly<Record<string, string>> = {
  kg:
    'kg kgs kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramo kilogramos chilogrammo chilogrammi ' +
    'quilo quilos quilograma quilogramas kilogramy kilogramów kilogramů kilogrammaa',
  g: 'gr grs gram grams gramm gramme grammes gramo gramos',
  mg: 'milligram milligrams milligramm miligramo miligramos',
  t: 't to tn tonne tonnes tonnen tonelada toneladas tonnellata tonnellate tonnia tonni ton tons',
  'short ton': 'ton tons',
  lb: 'lb lbs pound pounds',
  oz: 'oz ounce ounces',
  l: 'l lt ltr litre litres liter liters litro litros litri litry litrů litrów litraa',
  ml: 'millilitre millilitres milliliter milliliters mililitro mililitros',
  cl: 'cl centilitre centilitres centiliter centilitro centilitros',
  dl: 'dl decilitre deciliter decilitro',
  hl: 'hl hectolitre hectoliter hektoliter hectolitro',
  m3: 'm3 m³ cbm',
  m2: 'm2 m² qm sqm',
  m: 'metre metres meter meters metro metros mètre mètres',
  cm: 'cm',
  km: 'km kilometre kilometres kilometer kilometers kilómetro kilómetros kilomètre kilomètres',
  kWh: 'kwh',
  MWh: 'mwh',
  GWh: 'gwh',
  MJ: 'mj',
  GJ: 'gj',
  pcs:
    'pc pcs piece pieces stk stück ud uds unidad unidades unité unités pezzo pezzi pz peça peças pç stuk stuks szt sztuk ' +
    'kpl ks kus kusy kusů',
};

// In these words the case tells: M is mega or a million, mg a milligram and Mg a tonne.
const EXACT: Readonly<Record<string, string>> = { m: 'm', g: 'g', mg: 'mg', ml: 'ml', mL: 'ml', MT: 't' };

const anyCase = new Map<string, readonly string[]>();
for (const [code, words] of Object.entries(UNITS)) for (const word of words.split(' ')) add(word, [code]);
for (const [sign, codes] of Object.entries(currencies)) add(sign.toLowerCase(), codes);
add('pounds', ['GBP']);
for (const word of ['euro', 'euros']) add(word, ['EUR']);

function add(word: string, codes: readonly string[]): void {
  anyCase.set(word, [...(anyCase.get(word) ?? []), ...codes]);
}

/** The unit that a whole text stands for; undefined when it is none that is known. */
export function unitOf(text: string): Unit | undefined {
  const written = text.trim();
  const word = written.normalize('NFC');
  const code = Object.hasOwn(EXACT, word) ? EXACT[word] : undefined;
  const lower = word.toLowerCase();
  const codes = code === undefined ? (anyCase.get(lower) ?? anyCase.get(lower.replace(/\.$/, ''))) : [code];
  return codes && { written, codes };
}

/** Whether the unit is one of money. */
export function isMoney({ codes }: Unit): boolean {
  return codes.every((code) => Object.hasOwn(currencies, code));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether the unit and the text of a unit cell cannot mean the same. An id tells nothing about what it stands for. */
export function contradicts(unit: Unit, cell: string): boolean {
  const other = unitOf(cell);
  if (other !== undefined) return !other.codes.some((code) => unit.codes.includes(code));
  return !UUID.test(cell.trim());
}
