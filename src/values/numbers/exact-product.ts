// Multiplies decimal numbers without binary noise: 0.1 x 3 is 0.3. Sums are exact-sum.ts's.

import { numberText } from '../cell.js';
import { exactSum } from './exact-sum.js';

/** The product as decimal text without superfluous zeros. Each factor counts with the digits that it shows (15 significant at most). */
export function exactProduct(...factors: readonly number[]): string {
  let units = 1n;
  let decimals = 0;
  for (const factor of factors) {
    const [whole = '0', fraction = ''] = numberText(factor).split('.');
    units *= BigInt(whole + fraction);
    decimals += fraction.length;
  }
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const at = digits.length - decimals;
  const fraction = digits.slice(at).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, at)}${fraction && `.${fraction}`}`;
}

/** The difference of two exact decimal texts, such as sums. */
export function exactDifference(from: string, taken: string): string {
  const sum = exactSum();
  sum.addText(from);
  sum.addText(taken.startsWith('-') ? taken.slice(1) : `-${taken}`);
  return sum.text();
}
