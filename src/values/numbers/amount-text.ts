// An amount as people type it, with its unit in the cell: `12,5 t`, `€ 1.200`, `12 TEUR`. Takes the unit off; the number is read
// elsewhere, and so is what the unit means.

import { type Measure, readMeasure } from './measure.js';
import { currencyBeside, MOST_CHARACTERS, parseDecimal, plainNumberText } from './number-text.js';

/** A cell's text taken apart. */
export interface AmountText {
  /** What is to be read as the number. */
  readonly number: string;
  readonly measure: Measure;
}

/** What stands before the number, the number with its sign, brackets and currency, and what stands behind. */
const AROUND = /^([^\d(+-]*)([-+(]?[^\p{L}\d%‰]*\d[\d.,' ]*(?:e[+-]?\d+)?[-—)]*)(.*)$/iu;

/** The number and the measure of a cell's text; undefined when it says none, or none that is known and clear. */
export function amountWithUnit(text: string): AmountText | undefined {
  if (isBare(text) || text.length > MOST_CHARACTERS) return undefined;
  const plain = plainNumberText(text);
  const currency = readMeasure(currencyBeside(plain));
  // The number's own reader knows currencies, and the signs that stand among them.
  if (currency !== undefined && isNumber(plain)) return { number: text, measure: currency };
  const [, before = '', number = '', behind = ''] = AROUND.exec(plain) ?? [];
  const words = [before, currencyBeside(number), behind].map((word) => word.trim()).filter(Boolean);
  const measure = readMeasure(words.join(' '));
  return measure === undefined || measure.unclear !== undefined ? undefined : { number: number.trim(), measure };
}

function isNumber(plain: string): boolean {
  return (parseDecimal(plain, '.') ?? parseDecimal(plain, ',')) !== undefined;
}

/** Most cells by far begin and end with a digit. A unit such as m3 does too, but then the cell ends with a letter and a digit. */
function isBare(text: string): boolean {
  return isDigit(text.charCodeAt(0)) && isDigit(text.charCodeAt(text.length - 1)) && !/[a-z]/i.test(text);
}

function isDigit(char: number): boolean {
  return char >= 48 && char <= 57;
}
