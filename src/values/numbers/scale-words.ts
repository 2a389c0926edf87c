// The words that people write for thousands, millions and their like beside an amount. Words that mean different powers of
// ten in different languages are listed as such: they are never taken for one of them.

const SCALES: readonly (readonly [tens: number, words: string])[] = [
  [2, 'hundred hundreds hundert'],
  [
    3,
    'k thousand thousands thous thds thsd tsd tausend tausende tausender mille millier milliers migliaia milhar milhares ' +
      'duizend duizenden tys tysiąc tysiące tysięcy tis tisíc tisíce tisíců tusen tusental tusind tusinde tusinder tuhat tuhatta tuhansia',
  ],
  [5, 'lakh lakhs lac lacs'],
  [
    6,
    'mio mill mln mn million millions millionen millón millon millones milhão milhões milione milioni miljoen miljoenen ' +
      'miljon miljoner milj miljoona miljoonaa milion miliony milionów milionů milionu',
  ],
  [7, 'crore crores'],
  [
    9,
    'billion billions bn bln milliard milliards milliarde milliarden mrd mrdr mds mia miliardo miliardi miliard miliardy ' +
      'miliardów miliardů miljard miljarden miljarder miljardi miljardia mld',
  ],
];

/** Word, in lower case -> the power of ten that it stands for in every language that has it. */
export const scaleWords: ReadonlyMap<string, number> = new Map(
  SCALES.flatMap(([tens, words]) => words.split(' ').map((word) => [word, tens] as const)),
);

/** Words for a scale that stand for several, or for none that is a power of ten. */
export const unclearScaleWords: ReadonlySet<string> = new Set(
  'mil miles billionen billón billones biljoen biljoenen biljon biljoner trillion trillions trillionen dozen dozens dutzend douzaine douzaines docena docenas'.split(
    ' ',
  ),
);

/** Signs for a scale before a currency, as in `TEUR`, `k€` and `Mio€`. Their case counts; `m` may be a thousandth or a million. */
export const scalesBeforeCurrency: readonly (readonly [sign: string, tens: number | undefined])[] = [
  ...spelled('Tsd', 3),
  ...spelled('Mio', 6),
  ...spelled('Mln', 6),
  ...spelled('Mrd', 9),
  ...spelled('Bn', 9),
  ...spelled('Mn', 6),
  ['MM', 6],
  ['k', 3],
  ['K', 3],
  ['T', 3],
  ['t', 3],
  ['M', 6],
  ['m', undefined],
];

/** Signs for a scale behind a currency, as in `€m` and `USDbn`. */
export const scalesBehindCurrency: readonly (readonly [sign: string, tens: number])[] = [
  ...spelled('Mio', 6),
  ...spelled('Mln', 6),
  ...spelled('Mrd', 9),
  ...spelled('Tsd', 3),
  ...spelled('Mn', 6),
  ...spelled('Bn', 9),
  ['MM', 6],
  ['mm', 6],
  ['cr', 7],
  ['Cr', 7],
  ['k', 3],
  ['K', 3],
  ['m', 6],
  ['M', 6],
  ['b', 9],
  ['B', 9],
];

function spelled(sign: string, tens: number): readonly (readonly [string, number])[] {
  return [sign, sign.toLowerCase(), sign.toUpperCase()].map((one) => [one, tens] as const);
}
