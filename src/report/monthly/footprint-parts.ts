// The parts of a FLAG footprint that add up to it, times what was sold: by land use and stage, and by gas.

import { exactDifference, exactProduct } from '../../values/numbers/exact-product.js';
import { numberIn, type Row } from './collector.js';
import type { Part } from './tally.js';

/** Of footprints per kilogram times tonnes; CarbonCloud states no unit. */
export const ASSUMED_UNIT = 't CO2e (assumed)';

const FLAG_PARTS = [
  ['FLAG: land use change (dLUC)', 'flag.landUseChange.total.sum'],
  ['FLAG: land management, CO2', 'flag.landManagementCO2.total.sum'],
  ['FLAG: land management, other gases', 'flag.landManagementNonCO2.total.sum'],
] as const;
const STAGES = [
  ['Non-FLAG: processing', 'processing'],
  ['Non-FLAG: packaging', 'packaging'],
  ['Non-FLAG: transportation', 'transportation'],
  ['Non-FLAG: storage', 'storage'],
  ['Non-FLAG: other', 'other'],
] as const;
const GASES = [
  ['CO2 (FLAG)', 'flag.total.co2'],
  ['CH4 (FLAG)', 'flag.total.ch4'],
  ['N2O (FLAG)', 'flag.total.n2o'],
] as const;

/** FLAG by its parts, and the stages beside it. What the parts leave of FLAG is a part of its own. */
export function flagParts(row: Row, volume: number): readonly Part[] {
  const parts = partsOf(row, volume, FLAG_PARTS);
  const left = flagOf(row, volume).map(({ amount }) => {
    const rest = parts.reduce((before, part) => exactDifference(before, part.amount), amount);
    return { label: 'FLAG: not split', amount: rest };
  });
  return [...parts, ...left, ...partsOf(row, volume, STAGES)];
}

/** FLAG as a whole; the rest of a footprint is non-FLAG. Empty where the service does not say. */
export function flagOf(row: Row, volume: number): readonly Part[] {
  return partsOf(row, volume, [['FLAG', 'flag.total.sum']]);
}

/** The gases of the FLAG part: no other part is split. */
export function gasParts(row: Row, volume: number): readonly Part[] {
  return partsOf(row, volume, GASES);
}

function partsOf(row: Row, volume: number, keys: readonly (readonly [string, string])[]): readonly Part[] {
  return keys.flatMap(([label, key]) => {
    const figure = numberIn(row, key);
    return figure === undefined ? [] : [{ label, amount: exactProduct(volume, figure) }];
  });
}
