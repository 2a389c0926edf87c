// A product's impacts by indicator and life cycle stage: made up for modelled products, from their own footprint for external
// ones. Amounts are whole numbers of tiny parts, so that sums are exact, and become decimal text.

import { derivedNumbers } from '../derive.js';
import type { VariableProduct } from '../store/records.js';
import { indicators } from './impact-codes.js';

/** An indicator's entry: unit, method, and decimal text by stage. A stage without a value is absent, "0" is a true zero. */
export type Impact = Readonly<Record<string, string>>;

type Amounts = Readonly<Record<string, bigint>>;

const production = ['A1', 'A2', 'A3'];
/** Stages that a product may have no value for. */
const later = ['A4', 'B2', 'B4', 'B6', 'B7', 'C2', 'C3', 'C4', 'D'];
/** The stages of the older footprint. */
export const footprintStages = [...production, 'A4', 'B1', 'B2', 'B3', 'B4', 'B5', 'C1', 'C2', 'C3', 'C4', 'D'];

/** The product's entries of these indicators, without empty ones. */
export function deriveImpacts(product: VariableProduct, codes: readonly string[]): Record<string, Impact> {
  return Object.fromEntries(
    codes.flatMap((code) => {
      const impact = impactOf(product, code);
      return impact === undefined ? [] : [[code, impact]];
    }),
  );
}

function impactOf({ id, fields }: VariableProduct, code: string): Impact | undefined {
  const { unit = '', decimals = 0 } = indicators.get(code) ?? {};
  if (fields.dataSource === 'model') {
    const amounts = code === 'GWP-total' ? totalOf(id) : modelled(id, code);
    // The total of what several methods give.
    const method = code === 'GWP-total' ? 'Mixed' : 'EN 15804+A2';
    return { unit, method, ...texts(summed(amounts, code), decimals) };
  }
  const given = Object.entries(fields.footprint?.CO2e ?? {}).filter(([, text]) => text !== '');
  if (code !== 'GWP-fossil' || given.length === 0) return undefined;
  const amounts = Object.fromEntries(given.map(([stage, text]) => [stage, wholeOf(text)]));
  return { unit, method: 'Mixed', ...texts(summed(amounts, code), mostDecimals) };
}

function modelled(id: string, code: string): Amounts {
  const random = derivedNumbers(`impacts ${code} ${id}`);
  // Fourteen digits: more than fit behind the point of some, as measured data has them.
  const amount = (): bigint => BigInt(Math.floor(random() * 1e7)) * 10_000_000n + BigInt(Math.floor(random() * 1e7));
  const amounts: Record<string, bigint> = { A1: amount(), A2: amount() / 10n, A3: amount(), C1: 0n };
  for (const stage of later) {
    const isThere = random() < 0.7;
    // What is recovered at the end is a credit.
    if (isThere) amounts[stage] = stage === 'D' ? -amount() / 10n : amount() / 100n;
  }
  return amounts;
}

/** GWP-total is the sum of its three parts. */
function totalOf(id: string): Amounts {
  const total: Record<string, bigint> = {};
  for (const part of ['GWP-fossil', 'GWP-biogenic', 'GWP-luluc'])
    for (const [stage, amount] of Object.entries(modelled(id, part))) total[stage] = (total[stage] ?? 0n) + amount;
  return total;
}

/** With the sum of production, and for the headline indicator that of all stages but the credits beyond the system. */
function summed(amounts: Amounts, code: string): Amounts {
  const add = (stages: readonly string[]) => stages.reduce((sum, stage) => sum + (amounts[stage] ?? 0n), 0n);
  return {
    ...amounts,
    ...(production.every((stage) => amounts[stage] !== undefined) && { A1_A3: add(production) }),
    ...(code === 'GWP-fossil' && { totalCarbonFootprint: add(Object.keys(amounts).filter((stage) => stage !== 'D')) }),
  };
}

function texts(amounts: Amounts, decimals: number): Impact {
  return Object.fromEntries(Object.entries(amounts).map(([stage, amount]) => [stage, decimalText(amount, decimals)]));
}

function decimalText(amount: bigint, decimals: number): string {
  const digits = String(amount < 0n ? -amount : amount).padStart(decimals + 1, '0');
  const point = digits.length - decimals;
  const text = `${digits.slice(0, point)}.${digits.slice(point)}`.replace(/\.?0+$/, '');
  return `${amount < 0n ? '-' : ''}${text}`;
}

/** Decimals that a value of one's own may have. */
export const mostDecimals = 30;

function wholeOf(text: string): bigint {
  const [, sign = '', whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const amount = BigInt(`${whole}${decimals.padEnd(mostDecimals, '0')}`);
  return sign === '' ? amount : -amount;
}
