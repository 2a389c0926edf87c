// Derives an invented but consistent footprint from a product's content. Amounts are added as whole milligrams (CO2e per kg
// product) to avoid rounding errors.

import { derivedNumbers, rounded } from '../derive.js';

/** The model: with primary data of suppliers, or with secondary data only. */
export type FootprintKind = 'footprint' | 'baseline';

interface Gases {
  readonly ch4: number;
  readonly co2: number;
  readonly n2o: number;
}

const nonCo2Leaves = [
  'directEmissionsN2O',
  'dryingCO2',
  'farmMachineryCO2',
  'fertilizerProductionCO2',
  'fertilizerProductionN2O',
  'indirectEmissionsN2O',
  'irrigationCO2',
  'limestoneAndUreaCO2',
  'organicSoilsN2O',
  'pesticideProductionCO2',
  'riceCultivationCH4',
] as const;
const shareNodes = [
  'embeddedFossilCarbon',
  'flag',
  'other',
  'packaging',
  'processing',
  'total',
  'transportation',
] as const;

/** The footprint in the documented shape, in kg CO2e per kg product (assumed). `seed`: the product's content. */
export function deriveFootprint(seed: string, kind: FootprintKind, updatedAt: string): object {
  const random = derivedNumbers(`${kind} ${seed}`);
  const milligrams = (upToKg: number) => Math.round(random() * upToKg * 1e6);
  const landUse = { organicSoilsCO2: milligrams(0.05) };
  const farm = nonCo2Leaves.map((name) => [name, milligrams(0.08)] as const);
  const change = { deforestationCO2: milligrams(0.3) };
  const landUseGases = gases({ co2: landUse.organicSoilsCO2 });
  const farmGases = farm.reduce((sum, [name, value]) => added(sum, gases({ [gasOf(name)]: value })), gases({}));
  const changeGases = gases({ co2: change.deforestationCO2 });
  const flagGases = added(added(landUseGases, farmGases), changeGases);
  const stages = {
    other: milligrams(0.02),
    packaging: milligrams(0.2),
    processing: milligrams(0.15),
    storage: milligrams(0.03),
    transportation: milligrams(0.25),
  };
  const stageSum = Object.values(stages).reduce((sum, value) => sum + value, 0);
  return {
    calculationMethod: 'location',
    embeddedFossilCarbon: kilograms(milligrams(0.1)),
    flag: {
      // Stored carbon is reported separately from emissions (GHG Protocol, Land Sector and Removals).
      carbonRemovals: kilograms(milligrams(0.02)),
      landManagementCO2: { ...inKilograms(landUse), total: total(landUseGases) },
      landManagementNonCO2: { ...inKilograms(Object.fromEntries(farm)), total: total(farmGases) },
      landUseChange: { ...inKilograms(change), total: total(changeGases) },
      total: total(flagGases),
    },
    ...inKilograms(stages),
    pds: Object.fromEntries(shareNodes.map((node) => [node, dataShare(kind, random())])),
    // The headline figure is a plain number; the totals of the nodes within `flag` are split by gas.
    total: kilograms(sumOf(flagGases) + stageSum),
    updatedAt,
  };
}

function gases(part: Partial<Gases>): Gases {
  return { ch4: 0, co2: 0, n2o: 0, ...part };
}

function added(one: Gases, other: Gases): Gases {
  return { ch4: one.ch4 + other.ch4, co2: one.co2 + other.co2, n2o: one.n2o + other.n2o };
}

/** The gas that a leaf's name ends with. */
function gasOf(leaf: (typeof nonCo2Leaves)[number]): keyof Gases {
  if (leaf.endsWith('CH4')) return 'ch4';
  return leaf.endsWith('N2O') ? 'n2o' : 'co2';
}

function total(all: Gases): object {
  return inKilograms({ ...all, sum: sumOf(all) });
}

function sumOf({ ch4, co2, n2o }: Gases): number {
  return ch4 + co2 + n2o;
}

function inKilograms(amounts: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(amounts).map(([name, value]) => [name, kilograms(value)]));
}

function kilograms(milligrams: number): number {
  return rounded(milligrams / 1e6, 6);
}

/** The shares of primary and secondary data, which add up to 1 (assumed: no unit is documented). */
function dataShare(kind: FootprintKind, random: number): object {
  const primary = kind === 'baseline' ? 0 : rounded(random, 4);
  return { primary, secondary: rounded(1 - primary, 4) };
}
