// Exact conversion of amounts: to another power of ten, and to the one unit that a field is in. Which unit a field is in is the
// dataset's.

import type { FixedUnit } from '../../datasets/field.js';
import { numberText } from '../cell.js';
import { type Decimal, toNumber } from './number-text.js';

/** Grams and the rest in kilograms; pounds, ounces and tons by their legal definitions (NIST SP 811, appendix B). */
const KILOGRAMS: Readonly<Record<string, string>> = {
  mg: '0.000001',
  g: '0.001',
  kg: '1',
  dt: '100',
  t: '1000',
  oz: '0.028349523125',
  lb: '0.45359237',
  'short ton': '907.18474',
  'long ton': '1016.0469088',
};

/** How much of each unit one of the others is. */
const FACTORS: Readonly<Record<FixedUnit, Readonly<Record<string, string>>>> = {
  t: Object.fromEntries(Object.entries(KILOGRAMS).map(([code, kilograms]) => [code, `${kilograms}e-3`])),
  'kg CO2e': {
    ...KILOGRAMS,
    ...Object.fromEntries(Object.entries(KILOGRAMS).map(([code, factor]) => [`${code} CO2e`, factor])),
  },
  pcs: { pcs: '1' },
  '%': { '%': '1', '% mass': '1', '‰': '0.1' },
  '% vol': { '%': '1', '% vol': '1', '‰': '0.1' },
  // No reader of shares knows per mille, so that it is refused.
  share: { '%': '0.01', '% mass': '0.01' },
};

/**
 * How much of the unit one of what a word stands for is, as decimal text; undefined when it is none of it. Of a word for several,
 * the unit itself is taken if it is among them: a `ton` is a tonne where tonnes are expected.
 */
export function factorTo(unit: FixedUnit, codes: readonly string[]): string | undefined {
  if (codes.includes(unit)) return '1';
  const factors = codes.flatMap((code) => (Object.hasOwn(FACTORS[unit], code) ? (FACTORS[unit][code] ?? []) : []));
  return factors.length === 1 ? factors[0] : undefined;
}

/** The most digits that a number of a spreadsheet has. */
const MOST_DIGITS = 15;

/** The number times 10^`tens`, and times a factor given as decimal text; at 15 significant digits, and exact where that is enough. */
export function converted(value: number, tens: number, factor = '1'): number | undefined {
  const [digits, exponent] = scaled(numberText(Math.abs(value)));
  const [times, shift] = scaled(factor);
  const product: Decimal = rounded(digits * times, exponent + shift + tens);
  return toNumber({ ...product, negative: value < 0 });
}

/** A decimal text as whole digits and the exponent behind them. */
function scaled(text: string): readonly [digits: bigint, exponent: number] {
  const [, whole = '0', fraction = '', exponent = '0'] = /^(\d+)(?:\.(\d+))?(?:e(-?\d+))?$/.exec(text) ?? [];
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}

function rounded(digits: bigint, exponent: number): Decimal {
  const beyond = digits.toString().length - MOST_DIGITS;
  if (beyond <= 0) return { negative: false, digits: digits.toString(), exponent };
  const unit = 10n ** BigInt(beyond);
  return { negative: false, digits: ((digits + unit / 2n) / unit).toString(), exponent: exponent + beyond };
}
