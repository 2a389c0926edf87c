// Adds decimal numbers without binary noise: 0.1 + 0.2 is 0.3. For control totals and totals rows.

import { numberText } from './cell.js';

/** A running exact sum. */
export interface ExactSum {
  add(value: number): void;
  /** The sum as decimal text without superfluous zeros, as `1204331.2`. */
  text(): string;
}

/** Starts a sum at zero. Each number counts with the digits that it shows (15 significant at most). */
export function exactSum(): ExactSum {
  let units = 0n;
  let decimals = 0;
  return {
    add(value) {
      const [whole = '0', fraction = ''] = numberText(value).split('.');
      if (fraction.length > decimals) {
        units *= 10n ** BigInt(fraction.length - decimals);
        decimals = fraction.length;
      }
      units += BigInt(whole + fraction.padEnd(decimals, '0'));
    },
    text() {
      const sign = units < 0n ? '-' : '';
      const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
      const whole = digits.slice(0, digits.length - decimals);
      const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
      return sign + whole + (fraction && `.${fraction}`);
    },
  };
}
