// The columns of a FLAG footprint or baseline of a resold product, in CarbonCloud's Retailer API: the product, every leaf of the footprint, every share of primary data. A column's key is the path of its leaf in the reply.

import { type ExportColumn, type Filter, textColumn } from '../dataset.js';
import { sinceFilter } from './changed-columns.js';

const UNIT = 'kg CO2e per kg';

/** A note on the figures for the explaining sheet. */
export const footprintAssumption =
  "CarbonCloud's API states no unit. Its method page gives the footprints of food per kilogram of product, in CO2e.";

/** Figures per kilogram of different products: no sum of them means anything. */
function amount(key: string, title: string, note: string): ExportColumn {
  return { key, title, kind: 'number', unit: UNIT, note, below: 'spread' };
}

/** Figures that two exports are compared by. */
function compared(column: ExportColumn): ExportColumn {
  return { ...column, compared: 'intensity' };
}

/** A node's total and its split by gas; the API counts the gases in CO2e too, as far as its samples show. */
function totals(path: string, title: string, what: string): readonly ExportColumn[] {
  return [
    amount(`${path}.sum`, title, `${what}, all gases together.`),
    amount(`${path}.co2`, `${title}: CO2`, `The part of it that is carbon dioxide.`),
    amount(`${path}.ch4`, `${title}: CH4`, `The part of it that is methane.`),
    amount(`${path}.n2o`, `${title}: N2O`, `The part of it that is nitrous oxide.`),
  ];
}

const NON_CO2 = [
  ['directEmissionsN2O', 'direct emissions N2O', 'Nitrous oxide that leaves the field itself.'],
  ['indirectEmissionsN2O', 'indirect emissions N2O', 'Nitrous oxide from nitrogen that has left the field.'],
  ['organicSoilsN2O', 'organic soils N2O', 'Nitrous oxide from drained organic soils.'],
  ['riceCultivationCH4', 'rice cultivation CH4', 'Methane from flooded rice fields.'],
  ['fertilizerProductionCO2', 'fertilizer production CO2', 'Carbon dioxide from making fertilizer.'],
  ['fertilizerProductionN2O', 'fertilizer production N2O', 'Nitrous oxide from making fertilizer.'],
  ['pesticideProductionCO2', 'pesticide production CO2', 'Carbon dioxide from making pesticides.'],
  ['limestoneAndUreaCO2', 'limestone and urea CO2', 'Carbon dioxide from lime and urea spread on the field.'],
  ['farmMachineryCO2', 'farm machinery CO2', 'Carbon dioxide from machines on the farm.'],
  ['irrigationCO2', 'irrigation CO2', 'Carbon dioxide from pumping water.'],
  ['dryingCO2', 'drying CO2', 'Carbon dioxide from drying the harvest.'],
] as const;

const SHARES = [
  ['total', 'Total'],
  ['flag', 'FLAG'],
  ['processing', 'Processing'],
  ['packaging', 'Packaging'],
  ['transportation', 'Transportation'],
  ['other', 'Other'],
  ['embeddedFossilCarbon', 'Embedded fossil carbon'],
] as const;

/** The filters of an export of footprints or baselines. */
export const footprintFilters: readonly Filter[] = [
  { name: 'product', note: 'only the products with these ids (UUIDs), 256 to a request', many: true },
  sinceFilter,
];

/** The columns of an export of footprints, or of baselines. */
export function footprintColumns(what: 'footprint' | 'baseline'): readonly ExportColumn[] {
  return [
    textColumn('id', 'Product id', 'The id that CarbonCloud gave to the product.', 'key'),
    textColumn('customId', 'Custom id', 'Your own number of the product.', 'input'),
    textColumn('gtin', 'GTIN', 'The number under the bar code.', 'input'),
    textColumn('name', 'Product name', 'The name of the product.', 'input'),
    textColumn('brandName', 'Brand name', 'The brand on the product.', 'input'),
    textColumn('reason', 'Why missing', `Why the product has no ${what}; empty where it has one.`),
    textColumn('calculationMethod', 'Calculation method', 'How CarbonCloud calculated it, such as location.'),
    { ...textColumn('updatedAt', 'Updated at', `When the ${what} changed last (UTC).`), kind: 'datetime' },
    compared(amount('total', 'Total', `The whole ${what}, all gases together.`)),
    ...totals('flag.total', 'FLAG total', 'Emissions of forest, land and agriculture').map((column) =>
      column.key === 'flag.total.sum' ? compared(column) : column,
    ),
    compared(
      amount('flag.carbonRemovals', 'FLAG carbon removals', 'Carbon that land management has taken out of the air.'),
    ),
    ...totals('flag.landUseChange.total', 'Land use change', 'Emissions of turning other land into farmland'),
    amount(
      'flag.landUseChange.deforestationCO2',
      'Land use change: deforestation CO2',
      'Carbon dioxide of felled forest.',
    ),
    ...totals('flag.landManagementCO2.total', 'Land management CO2', 'Carbon dioxide of managing the land'),
    amount(
      'flag.landManagementCO2.organicSoilsCO2',
      'Land management CO2: organic soils CO2',
      'Carbon dioxide from drained organic soils.',
    ),
    ...totals('flag.landManagementNonCO2.total', 'Land management non-CO2', 'Other emissions of managing the land'),
    ...NON_CO2.map(([key, title, note]) =>
      amount(`flag.landManagementNonCO2.${key}`, `Land management non-CO2: ${title}`, note),
    ),
    amount('processing', 'Processing', 'Emissions of processing the product.'),
    amount('packaging', 'Packaging', 'Emissions of its packaging.'),
    amount('transportation', 'Transportation', 'Emissions of transporting it.'),
    amount('storage', 'Storage', 'Emissions of storing it.'),
    amount('other', 'Other', 'Emissions that belong to no other part.'),
    amount('embeddedFossilCarbon', 'Embedded fossil carbon', 'Carbon of fossil origin that is held in the product.'),
    ...SHARES.flatMap(([key, title]) => [
      share(`pds.${key}.primary`, `Primary data: ${title}`, `from primary data, of ${title}`),
      share(`pds.${key}.secondary`, `Secondary data: ${title}`, `from secondary data, of ${title}`),
    ]),
  ];
}

/** The filter under which footprints are exported beside baselines. */
export const WITH_BASELINE = 'with-baseline';

/** The prefixes of the columns that stand beside a column of the footprint. */
export const besides = { baseline: 'baseline.', difference: 'difference.' } as const;

/** The columns of footprints beside baselines: behind each figure that of the baseline, and the difference of amounts. */
export function columnsWithBaseline(): readonly ExportColumn[] {
  const about = new Set(['id', 'customId', 'gtin', 'name', 'brandName']);
  return footprintColumns('footprint').flatMap((column) => {
    const { key, title, note } = column;
    if (about.has(key)) return [column];
    const ofBaseline =
      key === 'reason' ? 'Why the product has no baseline; empty where it has one.' : `${note} Of the baseline.`;
    const baseline = { ...column, key: `${besides.baseline}${key}`, title: `${title}: baseline`, note: ofBaseline };
    if (!isAmount(column)) return [column, baseline];
    const what = `The footprint less the baseline: ${title}. Below zero where the footprint is smaller.`;
    return [
      column,
      baseline,
      { ...column, key: `${besides.difference}${key}`, title: `${title}: difference`, note: what },
    ];
  });
}

/** Whether a column of a footprint holds an amount, not a share. */
export function isAmount({ unit }: Pick<ExportColumn, 'unit'>): boolean {
  return unit === UNIT;
}

function share(key: string, title: string, what: string): ExportColumn {
  const note = `The part ${what}; as CarbonCloud gives it, whose pages do not say whether it is a share or an amount.`;
  return { key, title, kind: 'number', unit: '', note, below: 'spread' };
}
