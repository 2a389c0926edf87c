// Decimals for checks, in the plainest way: whole numbers of 10^-18, so that sums and products of what services write are exact.

const PLACES = 18;
const ONE = 10n ** BigInt(PLACES);

/** A decimal text, or a number as JSON writes it, in units of 10^-18. */
export function exact(figure: number | string): bigint {
  const form = /^(-?)(\d+)(?:\.(\d+))?(?:e-(\d+))?$/;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = form.exec(String(figure)) ?? [];
  const zeros = PLACES - fraction.length - Number(exponent);
  if (whole === '' || zeros < 0) throw new Error(`${figure} is no decimal for this check`);
  const units = BigInt(whole + fraction) * 10n ** BigInt(zeros);
  return sign === '' ? units : -units;
}

/** The product of two. */
export function product(one: bigint, other: bigint): bigint {
  const whole = one * other;
  if (whole % ONE !== 0n) throw new Error('the product has more than 18 decimals');
  return whole / ONE;
}

/** As a report writes it: `-0.5`, `12`. */
export function shown(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(PLACES + 1, '0');
  const fraction = digits.slice(-PLACES).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -PLACES)}${fraction === '' ? '' : `.${fraction}`}`;
}

/** Sums by label. */
export class Sums {
  readonly #all = new Map<string, { sum: bigint; count: number }>();

  add(label: string, amount: bigint): void {
    const known = this.#all.get(label) ?? { sum: 0n, count: 0 };
    this.#all.set(label, { sum: known.sum + amount, count: known.count + 1 });
  }

  /** Label -> [count, sum]. */
  counted(): Record<string, readonly [string, string]> {
    return Object.fromEntries([...this.#all].map(([label, { sum, count }]) => [label, [String(count), shown(sum)]]));
  }

  /** Label -> sum, without zeros that no part adds to. */
  sums(): Record<string, string> {
    return Object.fromEntries(
      [...this.#all].filter(([, { sum }]) => sum !== 0n).map(([label, { sum }]) => [label, shown(sum)]),
    );
  }

  total(): bigint {
    return [...this.#all.values()].reduce((total, { sum }) => total + sum, 0n);
  }
}
