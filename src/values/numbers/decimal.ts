// Decimal numbers as exact text: reads them in any spelling of a machine, and compares them without binary noise.

/** As most programs write numbers: nothing about it is to change. */
const PLAIN = /^(?:-?[1-9]\d*|0|-?(?:0|[1-9]\d*)\.\d*[1-9])$/;
const DECIMAL = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/;

/** A decimal as whole units of ten to the power of minus `decimals`. */
interface Scaled {
  readonly units: bigint;
  readonly decimals: number;
}

/** Exact decimal text without exponent and superfluous zeros, as `1204331.2`; undefined for what is no number. */
export function decimalText(text: string): string | undefined {
  if (PLAIN.test(text)) return text;
  const scaled = scaledOf(text.trim());
  return scaled && textOf(scaled);
}

/** The decimal with so many places at most; half a unit is rounded away from 0. */
export function roundedTo(decimal: string, places: number): string {
  const scaled = required(decimal);
  if (scaled.decimals <= places) return textOf(scaled);
  const step = 10n ** BigInt(scaled.decimals - places);
  const size = (magnitude(scaled.units) * 2n + step) / (step * 2n);
  return textOf({ units: scaled.units < 0n ? -size : size, decimals: places });
}

function textOf({ units, decimals }: Scaled): string {
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, '');
  return (units < 0n ? '-' : '') + whole + (fraction && `.${fraction}`);
}

/** The decimal with the other sign. */
export function negated(decimal: string): string {
  if (/^-?0*\.?0*$/.test(decimal)) return '0';
  return decimal.startsWith('-') ? decimal.slice(1) : `-${decimal}`;
}

/** Whether the amount of a change is more than so many per cent of a base. Any change of nothing is. */
export function exceedsShare(change: string, base: string, percent: string): boolean {
  const [one, whole, share] = [required(change), required(base), required(percent)];
  const decimals = one.decimals + whole.decimals + share.decimals + 2;
  const left = magnitude(one.units) * 10n ** BigInt(decimals - one.decimals);
  const right =
    magnitude(whole.units) * magnitude(share.units) * 10n ** BigInt(decimals - whole.decimals - share.decimals - 2);
  return left > right;
}

/** Orders decimals by their amount, whatever the sign: the largest first. */
export function byMagnitude(one: string, other: string): number {
  const [left, right] = [required(one), required(other)];
  const decimals = Math.max(left.decimals, right.decimals);
  const size = ({ units, decimals: own }: Scaled): bigint => magnitude(units) * 10n ** BigInt(decimals - own);
  const [first, second] = [size(left), size(right)];
  return first === second ? 0 : first > second ? -1 : 1;
}

function magnitude(units: bigint): bigint {
  return units < 0n ? -units : units;
}

function required(text: string): Scaled {
  const scaled = scaledOf(text);
  if (scaled === undefined) throw new Error(`no decimal number: ${text}`);
  return scaled;
}

function scaledOf(text: string): Scaled | undefined {
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const shift = fraction.length - Number(exponent);
  const digits = BigInt(sign.replace('+', '') + whole + fraction);
  return shift >= 0 ? { units: digits, decimals: shift } : { units: digits * 10n ** BigInt(-shift), decimals: 0 };
}
