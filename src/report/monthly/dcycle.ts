// The figures of an organisation at Dcycle: purchases by the day of purchase, and what sold products emit in their sales periods.

import { markTitles } from '../../datasets/dataset.js';
import type { ReportingPeriod } from '../../values/dates/reporting-period.js';
import { exactProduct } from '../../values/numbers/exact-product.js';
import { type Days, placeIn } from './attribution.js';
import { type Collector, numberIn, type Row, textIn } from './collector.js';
import { type Coverage, coverage } from './coverage.js';
import { countryLabel, labelOf, NOT_GIVEN } from './labels.js';
import { quantities } from './quantities.js';
import type { Findings, ReportTable } from './report-model.js';
import { shownFigure } from './shown-figure.js';
import { SoldProducts, salesDays } from './sold-products.js';
import { knownTotal, shareOf, type Tally, tally } from './tally.js';
import { type TallyTable, tallyTable } from './tally-table.js';

const UNIT = 't CO2e';
const TONNES_PER_KG = 0.001;
const ID = markTitles.remoteId.replaceAll(' ', '_');

const dimensions = ['month', 'category', 'kind', 'sector', 'country', 'supplier', 'product'] as const;
type Dimension = (typeof dimensions)[number];

const CATEGORIES: Readonly<Record<string, string>> = {
  opex: "Purchased goods and services (Dcycle's category 1, opex)",
  capex: "Capital goods (Dcycle's category 2, capex)",
};
const KINDS: Readonly<Record<string, string>> = {
  spend_based: 'spend-based',
  supplier_specific: 'supplier-specific',
};
const UNKNOWN_KIND = 'unknown';
const OF_SOLD_PRODUCTS = '(sold products)';
/** Statuses under which Dcycle counts no purchase: a figure of a sales period is taken for unfinished, too (assumed). */
const NOT_COUNTED: ReadonlySet<string> = new Set(['pending', 'in_progress', 'in_review', 'inactive', 'error']);

type About = Omit<TallyTable<Dimension>, 'counted' | 'unit'>;

const tables: readonly About[] = [
  {
    dimension: 'category',
    title: 'Emissions by category',
    note: "Dcycle's categories. Capex is its category 2 and opex its category 1: freight, travel or waste of a ledger belong to other categories of the GHG Protocol.",
    label: 'Category',
    chart: 'bars',
  },
  {
    dimension: 'kind',
    title: 'Emissions by kind of data',
    note: 'How Dcycle calculated them. Unknown means that the service does not say; it never counts as primary data.',
    label: 'Kind of data',
    chart: 'bars',
  },
  { dimension: 'month', title: 'Emissions by month', label: 'Month', chart: 'columns', inOrder: true },
  { dimension: 'sector', title: 'Emissions by sector', label: 'Sector' },
  { dimension: 'country', title: 'Emissions by country', note: 'Where purchases come from.', label: 'Country' },
  { dimension: 'supplier', title: 'Emissions by supplier', label: 'Supplier', chart: 'bars' },
  { dimension: 'product', title: 'Emissions by product', label: 'Product' },
];

const notes: readonly string[] = [
  'Emissions are those that Dcycle has calculated, in kg CO2e, shown in tonnes.',
  'Amounts of money are in the currency and of the day of the purchase: converting and inflating them is the work of Dcycle.',
  'Only purchases with the status active are in the totals, as Dcycle counts them. Coverage lists the others, and figures of sales periods with a status under which Dcycle counts no purchase.',
  'Dcycle gives no split by gas, by fossil and biogenic carbon, or by land use (FLAG), and no removals.',
  'A sales period counts where all of its days are within the period of the report. Others are not divided.',
];

/** Starts to collect. */
export function collectDcycle(period: ReportingPeriod): Collector {
  const sums = tally(dimensions);
  const parts = { purchases: tally([]), sold: tally([]) };
  const covered = coverage();
  const bought = quantities();
  const sold = new SoldProducts(period, covered);
  const country = countryLabel();

  function seePurchase(row: Row): Row | undefined {
    const days = purchaseDays(row);
    const place = placeIn(period, days);
    const gap = (why: string, amount?: string) =>
      covered.gap({
        dataset: 'Purchases',
        why,
        name: textIn(row, 'product_name'),
        number: textIn(row, 'supplier_id'),
        id: textIn(row, ID),
        ...(amount === undefined ? {} : { amount }),
      });
    if (place === 'undated') {
      gap('no day of purchase: in no period');
      return row;
    }
    if (place === 'outside') return undefined;
    const kg = numberIn(row, 'co2e');
    const status = textIn(row, 'status');
    const emissions = purchaseFigure(row);
    if (kg === undefined) gap(textIn(row, 'reason') || 'the figure is no number');
    else if (emissions === undefined)
      gap(`status ${status || 'not given'}: Dcycle counts active purchases`, tonnes(kg));
    else {
      const kind = KINDS[textIn(row, 'purchase_type')] ?? UNKNOWN_KIND;
      sums.add(emissions, {
        month: days.start.slice(0, 7),
        category: CATEGORIES[textIn(row, 'expense_type')] ?? labelOf(textIn(row, 'expense_type')),
        kind,
        sector: labelOf(textIn(row, 'sector')),
        country: country(textIn(row, 'country')),
        supplier: labelOf(textIn(row, 'supplier_id')),
        product: labelOf(textIn(row, 'product_name')),
      });
      parts.purchases.add(emissions, {});
      bought.add({ unit: textIn(row, 'unit_id'), kind, quantity: numberIn(row, 'quantity'), emissions });
      covered.counted('Purchases');
    }
    return row;
  }

  function seeEmission(row: Row): Row | undefined {
    const place = sold.seeEmission(row);
    if (place === 'outside') return undefined;
    const kg = numberIn(row, 'quantity');
    const [type, product] = [textIn(row, 'type'), textIn(row, 'product_name')];
    const gap = (why: string, amount?: string) =>
      covered.gap({
        dataset: 'Period emissions',
        why,
        name: `${product}, ${type || NOT_GIVEN}, ${daysOf(row)}`,
        number: '',
        id: textIn(row, 'period_id'),
        ...(amount === undefined ? {} : { amount }),
      });
    const status = textIn(row, 'status');
    const emissions = emissionFigure(row);
    if (kg === undefined) gap(`no figure yet (status ${status || 'not given'})`);
    else if (emissions === undefined)
      gap(`status ${status}: not finished, or not counted by Dcycle (assumed)`, tonnes(kg));
    else if (place === 'undated') gap('the sales period has no days: in no period', tonnes(kg));
    else if (place === 'across') gap('the sales period reaches beyond the period of the report', tonnes(kg));
    else {
      sums.add(emissions, {
        month: monthOf(row),
        category: `Sold products: ${labelOf(type)}`,
        kind: UNKNOWN_KIND,
        sector: OF_SOLD_PRODUCTS,
        country: OF_SOLD_PRODUCTS,
        supplier: OF_SOLD_PRODUCTS,
        product: labelOf(product),
      });
      parts.sold.add(emissions, {});
      covered.counted('Period emissions');
    }
    return row;
  }

  return {
    datasets: [
      { name: 'purchases', see: seePurchase, bridged: { figureOf: purchaseFigure, daysOf: purchaseDays } },
      { name: 'sold-products', see: (row) => sold.seeProduct(row) },
      { name: 'sales-periods', see: (row) => sold.seePeriod(row) },
      { name: 'period-emissions', see: seeEmission, bridged: { figureOf: emissionFigure, daysOf: salesDays } },
    ],
    bridged: {
      title: 'Emissions',
      unit: UNIT,
      adds: true,
      scope: '',
      isCounted: (days) => days !== undefined && placeIn(period, days) === 'within',
    },
    findings() {
      sold.gaps();
      return findingsOf(sums, parts, covered, bought.table(UNIT));
    },
  };
}

type Sums = Tally<Dimension>;

function findingsOf(
  sums: Sums,
  { purchases, sold }: Readonly<Record<'purchases' | 'sold', Tally<never>>>,
  covered: Coverage,
  bought: ReportTable | undefined,
): Findings {
  const amounts = [
    ['Total', sums, 'Purchases and sold products together.'],
    ['Purchases', purchases, `${shownFigure(String(purchases.count()), 'count')} purchases with a figure.`],
    ['Sold products', sold, `${shownFigure(String(sold.count()), 'count')} figures of sales periods.`],
  ] as const;
  const kinds = sums.lines('kind');
  const specific = kinds.find(({ label }) => label === KINDS.supplier_specific)?.amount ?? '0';
  const isUnknown = kinds.length > 0 && kinds.every(({ label }) => label === UNKNOWN_KIND);
  return {
    figures: [
      ...amounts.map(([title, one, note]) => ({
        title,
        value: knownTotal(one),
        kind: 'amount' as const,
        unit: UNIT,
        note,
      })),
      {
        title: 'Supplier-specific data',
        value: isUnknown ? '' : shareOf(specific, sums.total()),
        ...(isUnknown && { blank: UNKNOWN_KIND }),
        kind: 'share',
        unit: '',
        note: 'Part of the total that rests on factors of suppliers.',
      },
    ],
    tables: [
      ...tables.flatMap((about) => tallyTable(sums, { ...about, counted: 'Figures', unit: UNIT }) ?? []),
      ...(bought === undefined ? [] : [bought]),
    ],
    coverage: covered.table(UNIT),
    missing: covered.missing(),
    notes,
  };
}

/** What a purchase adds to the total of its period. */
function purchaseFigure(row: Row): string | undefined {
  const kg = numberIn(row, 'co2e');
  return kg === undefined || textIn(row, 'status') !== 'active' ? undefined : tonnes(kg);
}

/** What an emission of a sales period adds to the total of its period. */
function emissionFigure(row: Row): string | undefined {
  const kg = numberIn(row, 'quantity');
  return kg === undefined || NOT_COUNTED.has(textIn(row, 'status')) ? undefined : tonnes(kg);
}

/** Not what the service says otherwise: only what is a day can be compared. */
function purchaseDays(row: Row): Days {
  const day = String(row.purchase_date ?? '');
  return { start: day, end: day };
}

function tonnes(kg: number): string {
  return exactProduct(kg, TONNES_PER_KG);
}

function daysOf(row: Row): string {
  return `${textIn(row, 'start_date')} to ${textIn(row, 'end_date')}`;
}

/** The month of a sales period within one month; else its days. */
function monthOf(row: Row): string {
  const month = textIn(row, 'start_date').slice(0, 7);
  return month === textIn(row, 'end_date').slice(0, 7) ? month : daysOf(row);
}
