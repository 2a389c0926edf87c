// The climate impacts of products at Variable, each per declared unit: nothing of them has a sum. Variable gives no volumes.

import type { ReportingPeriod } from '../../values/dates/reporting-period.js';
import { decimalText } from '../../values/numbers/decimal.js';
import { type Days, isValidIn } from './attribution.js';
import { charted } from './charted.js';
import { type Collector, type Row, textIn } from './collector.js';
import { coverage } from './coverage.js';
import { labelOf } from './labels.js';
import type { ReportTable } from './report-model.js';
import { spreads, spreadTable } from './spread.js';

const IMPACTS = 'Product impacts';
/** Climate change, in total and its parts: fossil, biogenic, land use and land use change (EN 15804, annex C). */
const CLIMATE = /^GWP-/i;
/** The figures that mean something by themselves; the stages are in the sheet. */
const FIGURES = [
  ['A1_A3', 'A1 to A3, cradle to gate'],
  ['totalCarbonFootprint', 'all stages'],
] as const;

const DATA_SOURCES: Readonly<Record<string, string>> = {
  model: 'model: calculated from the bill of materials',
  external: 'external: given from elsewhere',
};

const notes: readonly string[] = [
  'Impacts are those of one declared unit of a product: they have no sum, and Variable gives no volumes that would make them tonnes.',
  'Land use and land use change stand in the indicator GWP-luluc, fossil and biogenic carbon in GWP-fossil and GWP-biogenic, as Variable calculates them.',
  'Variable does not say how much of an impact rests on primary data: all of it counts as unknown.',
  'Products count whose validity has a day in the period, or no end. The figures are those of today.',
];

/** Starts to collect. */
export function collectVariable(period: ReportingPeriod): Collector {
  const covered = coverage();
  const impacts = spreads();
  const sources = new Map<string, string>();
  const counted = new Set<string>();
  /** Products without a row on climate change so far. */
  const silent = new Map<string, Row>();

  function gap(row: Row, why: string): void {
    covered.gap({
      dataset: IMPACTS,
      why,
      name: textIn(row, 'name'),
      number: textIn(row, 'sku'),
      id: textIn(row, 'uuid'),
    });
  }

  function see(row: Row): Row | undefined {
    if (!isValidIn(period, validity(row))) return undefined;
    const [id, indicator] = [textIn(row, 'uuid'), textIn(row, 'indicator')];
    const isNew = !sources.has(id);
    sources.set(id, textIn(row, 'dataSource'));
    if (indicator !== '' && !CLIMATE.test(indicator)) {
      if (isNew) silent.set(id, row);
      return undefined;
    }
    silent.delete(id);
    const figures = FIGURES.flatMap(([key, title]) => {
      const figure = decimalIn(row, key);
      return figure === undefined ? [] : [{ title, figure }];
    });
    if (figures.length === 0) {
      gap(row, textIn(row, 'reason') || `no figure for A1 to A3 or in total (${labelOf(indicator)})`);
      return row;
    }
    counted.add(id);
    covered.counted(IMPACTS);
    const unit = `${textIn(row, 'indicatorUnit')} per ${labelOf(textIn(row, 'unit'))}`;
    for (const { title, figure } of figures) impacts.see([indicator, title, unit], figure);
    return row;
  }

  return {
    datasets: [
      {
        name: 'product-impacts',
        filters: { impacts: ['all'] },
        see,
        bridged: { figureOf: impactOf, daysOf: validity, thingOf: (row) => textIn(row, 'uuid') },
      },
    ],
    bridged: {
      title: 'Climate impacts per declared unit',
      unit: '',
      adds: false,
      scope: '',
      isCounted: (days) => days !== undefined && isValidIn(period, days),
      things: 'Products',
    },
    findings() {
      for (const row of silent.values()) gap(row, 'no impact on climate change');
      return {
        figures: [
          { title: 'Products', value: String(sources.size), kind: 'count', unit: '', note: 'Valid in the period.' },
          {
            title: 'With climate impacts',
            value: String(counted.size),
            kind: 'count',
            unit: '',
            note: 'Per declared unit; Variable gives no volumes.',
          },
        ],
        tables: [
          spreadTable(impacts, {
            id: 'impacts',
            title: 'Climate impacts per declared unit',
            note: 'Figures per unit of different products have no sum.',
            labels: ['Indicator', 'Stages', 'Unit'],
          }),
          sourceTable([...sources.values()]),
        ].flatMap((table) => table ?? []),
        coverage: covered.table(''),
        missing: covered.missing(),
        notes,
      };
    },
  };
}

/** The days on which a product is valid. */
function validity(row: Row): Days {
  return { start: textIn(row, 'startDate').slice(0, 10), end: textIn(row, 'endDate').slice(0, 10) };
}

/** The first figure of a climate indicator that the row has. */
function impactOf(row: Row): string | undefined {
  const indicator = textIn(row, 'indicator');
  if (indicator !== '' && !CLIMATE.test(indicator)) return undefined;
  const [figure] = FIGURES.flatMap(([key]) => decimalText(textIn(row, key)) ?? []);
  return figure;
}

function sourceTable(sources: readonly string[]): ReportTable | undefined {
  if (sources.length === 0) return undefined;
  const counts = new Map<string, number>();
  for (const source of sources) {
    const label = DATA_SOURCES[source] ?? labelOf(source);
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  const rows = [...counts].sort().map(([label, count]) => [label, String(count)]);
  const table: ReportTable = {
    id: 'data-source',
    title: 'Products by data source',
    note: 'Variable does not say which part of the data is primary: kind of data unknown.',
    columns: [
      { title: 'Data source', kind: 'text', unit: '' },
      { title: 'Products', kind: 'count', unit: '' },
    ],
    rows,
    total: ['Total', String(sources.length)],
  };
  if (rows.length < 2) return table;
  return charted(table, { kind: 'bars', title: table.title, label: 0, value: 1, rows: rows.length });
}

/** Variable writes figures as text. */
function decimalIn(row: Row, key: string): number | undefined {
  const text = textIn(row, key);
  const figure = text === '' ? Number.NaN : Number(text);
  return Number.isFinite(figure) ? figure : undefined;
}
