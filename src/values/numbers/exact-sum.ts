// Adds decimal numbers without binary noise: 0.1 + 0.2 is 0.3. For control totals and totals rows.

import { numberText } from '../cell.js';

/** A running exact sum. */
export interface ExactSum {
  add(value: number): void;
  /** Adds exact decimal text, such as another sum. */
  addText(decimal: string): void;
  /** The sum as decimal text without superfluous zeros, as `1204331.2`. */
  text(): string;
}

// Nearly every amount has at most four decimals; these are added as whole numbers, which doubles hold exactly up to 2^53.
const QUICK_DECIMALS = 4;
const QUICK = 10 ** QUICK_DECIMALS;
const MOST_QUICK = 1e14;
const MOST_CHARACTERS = 15;

/** Starts a sum at zero. Each number counts with the digits that it shows (15 significant at most). */
export function exactSum(): ExactSum {
  let units = 0n;
  let decimals = 0;
  let quick = 0;
  const addExactly = (whole: bigint, scale: number): void => {
    if (scale > decimals) {
      units *= 10n ** BigInt(scale - decimals);
      decimals = scale;
    }
    units += whole * 10n ** BigInt(decimals - scale);
  };
  const settle = (): void => {
    if (quick !== 0) addExactly(BigInt(quick), QUICK_DECIMALS);
    quick = 0;
  };
  /** Adds a number of few decimals; false for any other. */
  const addQuickly = (value: number): boolean => {
    const scaled = Math.round(value * QUICK);
    // Equal again after the division: the number shows just these digits.
    if (scaled / QUICK !== value || scaled >= MOST_QUICK || scaled <= -MOST_QUICK) return false;
    quick += scaled;
    if (quick >= MOST_QUICK || quick <= -MOST_QUICK) settle();
    return true;
  };
  return {
    add(value) {
      if (!addQuickly(value)) this.addText(numberText(value));
    },
    addText(decimal) {
      // A text of so few characters has no more digits than its number shows.
      if (decimal.length <= MOST_CHARACTERS && addQuickly(Number(decimal))) return;
      const [whole = '0', fraction = ''] = decimal.split('.');
      addExactly(BigInt(whole + fraction), fraction.length);
    },
    text() {
      settle();
      const sign = units < 0n ? '-' : '';
      const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
      const whole = digits.slice(0, digits.length - decimals);
      const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
      return sign + whole + (fraction && `.${fraction}`);
    },
  };
}
