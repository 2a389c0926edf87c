// The figures of a group at CarbonCloud: footprints per kilogram times what is sold in a year. Volumes are held by calendar year, so a
// month or quarter has the volumes of its year, undivided.

import { type ExportColumn, markTitles, textColumn } from '../../datasets/dataset.js';
import { mainYear, type ReportingPeriod } from '../../values/dates/reporting-period.js';
import { exactDifference, exactProduct } from '../../values/numbers/exact-product.js';
import { exactSum } from '../../values/numbers/exact-sum.js';
import { charted } from './charted.js';
import { type Collector, numberIn, type Row, textIn } from './collector.js';
import { type Coverage, coverage } from './coverage.js';
import { ASSUMED_UNIT, flagOf, flagParts, gasParts } from './footprint-parts.js';
import { labelOf, placeLabel } from './labels.js';
import { type KindsOfData, kindsOfData } from './primary-data.js';
import { productSuppliers } from './product-suppliers.js';
import type { Findings, ReportFigure, ReportTable } from './report-model.js';
import { shownFigure } from './shown-figure.js';
import { spreads, spreadTable } from './spread.js';
import { knownTotal, shareOf, type Tally, tally } from './tally.js';
import { type TallyTable, tallyTable } from './tally-table.js';

const ID = markTitles.remoteId.replaceAll(' ', '_');
const FOOTPRINTS = 'Footprints';

const dimensions = ['category', 'land', 'flag', 'gas', 'country', 'supplier', 'product'] as const;
type Dimension = (typeof dimensions)[number];
type About = Omit<TallyTable<Dimension>, 'unit'>;

const COUNTED = { counted: 'Products' };
const tables: readonly About[] = [
  {
    dimension: 'category',
    title: 'Emissions by category',
    note: 'The categories of the products at CarbonCloud. A product of several categories stands under all of them as one line.',
    label: 'Category',
    chart: 'bars',
    ...COUNTED,
  },
  {
    dimension: 'land',
    title: 'FLAG and non-FLAG emissions',
    note: 'FLAG is forest, land and agriculture. Removals are not in here.',
    label: 'Part',
  },
  {
    dimension: 'flag',
    title: 'Emissions by part of the footprint',
    note: 'Land use change is what the service counts as such (dLUC). CarbonCloud does not split its figures into fossil and biogenic carbon.',
    label: 'Part',
    chart: 'bars',
  },
  {
    dimension: 'gas',
    title: 'Emissions by gas',
    note: 'In CO2e. CarbonCloud splits the FLAG part by gas, and no other part.',
    label: 'Gas',
  },
  {
    dimension: 'country',
    title: 'Emissions by production location',
    note: 'As CarbonCloud holds it: a country, or a place as it was typed.',
    label: 'Location',
    ...COUNTED,
  },
  {
    dimension: 'supplier',
    title: 'Emissions by supplier',
    note: 'By the supplier periods of the product in the year. A product of several suppliers stands under all of them as one line.',
    label: 'Supplier',
    ...COUNTED,
  },
  { dimension: 'product', title: 'Emissions by product', label: 'Product', chart: 'bars', ...COUNTED },
];

/** What is known of a product before its footprint comes. */
interface Product {
  readonly number: string;
  readonly category: string;
  readonly place: string;
  /** Tonnes sold in the year. */
  readonly volume: number | undefined;
}

/** Starts to collect. */
export function collectCarbonCloud(period: ReportingPeriod): Collector {
  const year = mainYear(period);
  const products = new Map<string, Product>();
  const baselines = new Map<string, number>();
  const suppliers = productSuppliers(year);
  const sums = new FootprintSums();
  const covered = coverage();
  const place = placeLabel();

  function seeProduct(row: Row): Row {
    products.set(textIn(row, ID).toLowerCase(), {
      number: textIn(row, 'customId') || textIn(row, 'gtin'),
      category: labelOf(textIn(row, 'categories')),
      place: place(textIn(row, 'productionLocation')),
      volume: numberIn(row, `yearlySalesVolumes.${year}`),
    });
    return row;
  }
  function seeBaseline(row: Row): Row {
    const total = numberIn(row, 'total');
    if (total !== undefined) baselines.set(textIn(row, 'id').toLowerCase(), total);
    return row;
  }
  function seeFootprint(row: Row): Row {
    const id = textIn(row, 'id').toLowerCase();
    const product = products.get(id);
    const total = numberIn(row, 'total');
    const { volume } = product ?? {};
    const supplier = suppliers.of(id);
    const why = whyNot(row, total, volume, year);
    if (total !== undefined) sums.seeIntensity(total);
    if (why !== undefined || total === undefined || volume === undefined) {
      const name = { name: textIn(row, 'name'), number: product?.number ?? '', id: textIn(row, 'id') };
      covered.gap({ dataset: FOOTPRINTS, why: why ?? '', ...name });
      return { ...row, ...addedCells(volume, undefined, supplier, why) };
    }
    covered.counted(FOOTPRINTS);
    sums.add(row, { ...(product ?? UNKNOWN), volume, total, supplier, baseline: baselines.get(id) });
    return { ...row, ...addedCells(volume, exactProduct(volume, total), supplier, undefined) };
  }

  function volumeOf(row: Row): number | undefined {
    return products.get(textIn(row, 'id').toLowerCase())?.volume;
  }
  function emissionsOf(row: Row): string | undefined {
    const [total, volume] = [numberIn(row, 'total'), volumeOf(row)];
    if (total === undefined || volume === undefined || whyNot(row, total, volume, year) !== undefined) return undefined;
    return exactProduct(volume, total);
  }

  return {
    datasets: [
      { name: 'suppliers', see: (row) => row },
      { name: 'resold-products', see: seeProduct },
      { name: 'supplier-periods', see: (row) => suppliers.see(row) },
      { name: 'baselines', see: seeBaseline },
      {
        name: 'footprints',
        added: addedColumns(year),
        see: seeFootprint,
        bridged: { figureOf: emissionsOf, dependsOn: (row) => String(volumeOf(row) ?? '') },
      },
    ],
    bridged: { title: `Emissions of ${year}`, unit: ASSUMED_UNIT, adds: true, scope: year, isCounted: () => true },
    findings: () => sums.findings(period, year, covered),
  };
}

const UNKNOWN = { number: '', category: labelOf(''), place: labelOf('') };

/** Why a product has no emissions in the report. */
function whyNot(row: Row, total: number | undefined, volume: number | undefined, year: string): string | undefined {
  if (total === undefined) return textIn(row, 'reason') || 'the footprint is no number';
  return volume === undefined ? `no sales volume for ${year}` : undefined;
}

function addedColumns(year: string): readonly ExportColumn[] {
  const amount = { kind: 'number', below: 'total' } as const;
  return [
    {
      ...amount,
      key: 'report.volume',
      title: `Sold in ${year}`,
      unit: 't',
      note: 'The sales volume of the product at CarbonCloud.',
    },
    {
      ...amount,
      key: 'report.emissions',
      title: `Emissions of ${year}`,
      unit: ASSUMED_UNIT,
      note: 'Calculated by carbonsheet: the footprint per kilogram times what was sold.',
    },
    textColumn('report.supplier', 'Supplier', `The supplier of the product in ${year}, by its supplier periods.`),
    textColumn(
      'report.why',
      'Why no emissions',
      'Why the product is not in the totals of the report; empty where it is.',
    ),
  ];
}

function addedCells(
  volume: number | undefined,
  emissions: string | undefined,
  supplier: string,
  why: string | undefined,
): Row {
  return {
    'report.volume': volume ?? null,
    'report.emissions': emissions === undefined ? null : Number(emissions),
    'report.supplier': supplier,
    'report.why': why ?? null,
  };
}

/** A product with a footprint and a volume. */
interface Sold extends Omit<Product, 'volume'> {
  readonly volume: number;
  readonly total: number;
  readonly supplier: string;
  readonly baseline: number | undefined;
}

/** The sums over footprints. */
class FootprintSums {
  readonly #sums = tally(dimensions);
  readonly #kinds = kindsOfData();
  readonly #volume = exactSum();
  readonly #apart = { removals: tally([]), held: tally([]) };
  readonly #compared = { count: 0, footprint: exactSum(), baseline: exactSum() };
  readonly #intensities = spreads();

  seeIntensity(total: number): void {
    this.#intensities.see(['Footprint', 'kg CO2e per kg (assumed)'], total);
  }

  add(row: Row, { volume, total, supplier, baseline, number, category, place }: Sold): void {
    const emissions = exactProduct(volume, total);
    const name = textIn(row, 'name') || textIn(row, 'id');
    const called = number === '' ? name : `${name} (${number})`;
    const flag = flagOf(row, volume);
    this.#sums.add(emissions, {
      category,
      land: flag.length > 0 ? { parts: flag, rest: 'Non-FLAG' } : 'Not split by CarbonCloud',
      flag: { parts: flagParts(row, volume), rest: 'Not split by CarbonCloud' },
      gas: { parts: gasParts(row, volume), rest: 'Not split by gas' },
      country: place,
      supplier: labelOf(supplier),
      product: called,
    });
    const [primary, secondary] = [numberIn(row, 'pds.total.primary'), numberIn(row, 'pds.total.secondary')];
    this.#kinds.see({ name: called, volume, footprint: total, primary, secondary });
    this.#volume.add(volume);
    for (const [key, sum] of [
      ['flag.carbonRemovals', this.#apart.removals],
      ['embeddedFossilCarbon', this.#apart.held],
    ] as const) {
      const figure = numberIn(row, key);
      if (figure !== undefined) sum.add(exactProduct(volume, figure), {});
    }
    if (baseline === undefined) return;
    this.#compared.count += 1;
    this.#compared.footprint.addText(emissions);
    this.#compared.baseline.addText(exactProduct(volume, baseline));
  }

  findings(period: ReportingPeriod, year: string, covered: Coverage): Findings {
    const kinds = this.#kinds.result();
    const intensities = spreadTable(this.#intensities, {
      id: 'intensities',
      title: 'Footprints per kilogram',
      note: 'Figures per kilogram of different products have no sum.',
      labels: ['Figure', 'Unit'],
    });
    const split = tables.flatMap((about) => tallyTable(this.#sums, { ...about, unit: ASSUMED_UNIT }) ?? []);
    return {
      figures: this.#figures(year, kinds),
      tables:
        this.#sums.count() === 0
          ? [intensities].flatMap((one) => one ?? [])
          : [...split, kindTable(kinds, this.#sums), this.#apartTable(), this.#baselineTable(), intensities].flatMap(
              (one) => one ?? [],
            ),
      coverage: covered.table(ASSUMED_UNIT),
      missing: covered.missing(),
      notes: notesOf(period, year, kinds),
    };
  }

  #figures(year: string, kinds: KindsOfData): readonly ReportFigure[] {
    return [
      {
        title: `Total of the year ${year}`,
        value: knownTotal(this.#sums),
        kind: 'amount',
        unit: ASSUMED_UNIT,
        note: `Resold products, sold in the whole year ${year}. Removals are not taken off.`,
      },
      {
        title: `Sold in ${year}`,
        value: this.#sums.count() === 0 ? '' : this.#volume.text(),
        kind: 'amount',
        unit: 't',
        note: `${shownFigure(String(this.#sums.count()), 'count')} products.`,
      },
      this.#primaryFigure(kinds),
      {
        title: 'Carbon removals',
        value: knownTotal(this.#apart.removals),
        kind: 'amount',
        unit: ASSUMED_UNIT,
        note: 'Stand apart from the total.',
      },
    ];
  }

  #primaryFigure({ reading, primary, unknown, misfits }: KindsOfData): ReportFigure {
    const figure = { title: 'Primary data', kind: 'share', unit: '' } as const;
    const total = this.#sums.total();
    if (reading === 'unknown' && this.#sums.count() > 0)
      return { ...figure, value: '', blank: 'unknown', note: `CarbonCloud does not say it.${misfitsText(misfits)}` };
    const left = shownFigure(shareOf(unknown, total), 'share');
    const rest = unknown === '0' || left === '' ? '' : ` Of ${left} of the total the kind of data is unknown.`;
    return { ...figure, value: shareOf(primary, total), note: `Part of the total.${rest}` };
  }

  #apartTable(): ReportTable {
    const { removals, held } = this.#apart;
    const lineOf = (label: string, sum: Tally<never>) => [label, String(sum.count()), knownTotal(sum)];
    return {
      id: 'apart',
      title: 'Apart from the total',
      note: 'Removals and carbon held in products are reported beside emissions, and never netted with them. Products are those for which CarbonCloud gives the figure.',
      columns: [
        { title: 'What', kind: 'text', unit: '' },
        { title: 'Products', kind: 'count', unit: '' },
        { title: 'Amount', kind: 'amount', unit: ASSUMED_UNIT },
      ],
      rows: [lineOf('FLAG carbon removals', removals), lineOf('Embedded fossil carbon', held)],
    };
  }

  #baselineTable(): ReportTable | undefined {
    const { count, footprint, baseline } = this.#compared;
    if (count === 0) return undefined;
    const [with_, without] = [footprint.text(), baseline.text()];
    return {
      id: 'baseline',
      title: 'Footprints beside baselines',
      note: `Of the ${count} products that have both. The baseline is a model of its own, with secondary data only.`,
      columns: [
        { title: 'Model', kind: 'text', unit: '' },
        { title: 'Emissions', kind: 'amount', unit: ASSUMED_UNIT },
      ],
      rows: [
        ['Footprint', with_],
        ['Baseline', without],
        ['Footprint less baseline', exactDifference(with_, without)],
      ],
    };
  }
}

/** Which products have parts that cannot be read. */
function misfitsText({ count, first }: KindsOfData['misfits']): string {
  if (count === 0) return '';
  const more = count > first.length ? ` and ${shownFigure(String(count - first.length), 'count')} more` : '';
  const products = count === 1 ? '1 product' : `${shownFigure(String(count), 'count')} products`;
  return ` The primary and secondary parts of ${products} do not add up to a whole, and count as unknown: ${first.join(', ')}${more}.`;
}

function kindTable({ primary, secondary, unknown, misfits }: KindsOfData, sums: Tally<Dimension>): ReportTable {
  const total = sums.total();
  const lines = [
    ['primary', primary],
    ['secondary', secondary],
    ['unknown', unknown],
  ] as const;
  const table: ReportTable = {
    id: 'kind',
    title: 'Emissions by kind of data',
    note: `By the primary data shares of the footprints. Unknown never counts as primary.${misfitsText(misfits)}`,
    columns: [
      { title: 'Kind of data', kind: 'text', unit: '' },
      { title: 'Emissions', kind: 'amount', unit: ASSUMED_UNIT },
      { title: 'Share', kind: 'share', unit: '' },
    ],
    rows: lines.map(([label, amount]) => [label, amount, shareOf(amount, total)]),
    total: ['Total', total, shareOf(total, total)],
  };
  return charted(table, { kind: 'bars', title: table.title, label: 0, value: 1, rows: lines.length });
}

const READINGS: Readonly<Record<KindsOfData['reading'], string>> = {
  shares: 'They add up to 1, so they are read as shares (assumed).',
  percentages: 'They add up to 100, so they are read as percentages (assumed).',
  amounts: 'They add up to their footprint, so they are read as amounts (assumed).',
  unknown: 'There are none, or they add up to nothing known, so all data count as unknown.',
};

function notesOf(period: ReportingPeriod, year: string, { reading, misfits }: KindsOfData): readonly string[] {
  const isYear = period.start === `${year}-01-01` && period.end === `${year}-12-31`;
  return [
    `CarbonCloud holds sales volumes by calendar year. ${isYear ? '' : `All emissions here are those of the whole year ${year}, in which ${period.label} mostly lies; nothing is divided by months. `}The footprints are those of today.`,
    'Emissions are the footprint in kg CO2e per kg times the tonnes sold. CarbonCloud states no unit for footprints: that they are per kilogram, in CO2e, is assumed.',
    `CarbonCloud does not say what its primary and secondary parts are. ${READINGS[reading]}${misfitsText(misfits)}`,
    'The service gives no day for a footprint, so there are no totals by month, and no sector.',
  ];
}
