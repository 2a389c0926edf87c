// An amount as people type it, with its unit in the cell: `12,5 t`, `€ 1.200`. Takes the unit off; the number is read elsewhere.

import { currencyBeside, MOST_CHARACTERS, plainNumberText } from './number-text.js';
import { type Unit, unitOf } from './units.js';

/** A cell's text taken apart. */
export interface AmountText {
  /** What is to be read as the number. */
  readonly number: string;
  readonly unit: Unit;
}

const TRAILING_WORD = /^(.*[\d)-])\s*(\p{L}[\p{L}\p{M}\d²³]*\.?)$/u;

/** The number and the unit of a cell's text; undefined when it says no unit that is known. */
export function amountWithUnit(text: string): AmountText | undefined {
  if (isBare(text) || text.length > MOST_CHARACTERS) return undefined;
  const plain = plainNumberText(text);
  const currency = unitOf(currencyBeside(plain));
  // The number's own reader knows currencies, and the signs that stand among them.
  if (currency !== undefined && currency.codes.length > 0) return { number: text, unit: currency };
  const [, number = '', word = ''] = TRAILING_WORD.exec(plain) ?? [];
  const unit = unitOf(word);
  return unit && { number, unit };
}

/** Most cells by far begin and end with a digit. A unit such as m3 does too, but then the cell ends with a letter and a digit. */
function isBare(text: string): boolean {
  return isDigit(text.charCodeAt(0)) && isDigit(text.charCodeAt(text.length - 1)) && !/[a-z]/i.test(text);
}

function isDigit(char: number): boolean {
  return char >= 48 && char <= 57;
}
