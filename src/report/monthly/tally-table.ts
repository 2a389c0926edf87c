// The sums of a tally as a table of the report: the largest first, what is beyond the most lines as one of its own, the total below.

import { exactSum } from '../../values/numbers/exact-sum.js';
import { charted } from './charted.js';
import type { ReportColumn, ReportTable, TableChart } from './report-model.js';
import { shareOf, type Tally, type TallyLine } from './tally.js';

/** What a table is about. */
export interface TallyTable<D extends string> {
  readonly dimension: D;
  readonly title: string;
  readonly note?: string;
  /** The title of the first column. */
  readonly label: string;
  /** The title of the column that counts. @default none, as where one emission has parts in several lines */
  readonly counted?: string;
  readonly unit: string;
  readonly chart?: TableChart['kind'];
  /** Labels in their own order, such as months. @default the largest first */
  readonly inOrder?: true;
}

/** Lines that a reader takes in; the rest is one line. */
const MOST_LINES = 25;
const MOST_BARS = 10;

/** The table; undefined where the tally has no lines. */
export function tallyTable<D extends string>(sums: Tally<D>, about: TallyTable<D>): ReportTable | undefined {
  const { dimension, title, note = '', label, counted, unit, inOrder } = about;
  const lines = sums.lines(dimension);
  if (lines.length === 0) return undefined;
  const total = sums.total();
  const shown = inOrder ? [...lines].sort((one, other) => (one.label < other.label ? -1 : 1)) : shortened(lines);
  const countColumn: readonly ReportColumn[] =
    counted === undefined ? [] : [{ title: counted, kind: 'count', unit: '' }];
  const cells = (line: TallyLine): readonly string[] => [
    line.label,
    ...(counted === undefined ? [] : [String(line.count)]),
    line.amount,
    shareOf(line.amount, total),
  ];
  const table: ReportTable = {
    id: dimension,
    title,
    note,
    columns: [
      { title: label, kind: 'text', unit: '' },
      ...countColumn,
      { title: 'Emissions', kind: 'amount', unit },
      { title: 'Share', kind: 'share', unit: '' },
    ],
    rows: shown.map(cells),
    total: cells({ label: 'Total', amount: total, count: sums.count() }),
  };
  const chart = chartOf(about, lines, shown.length);
  return chart === undefined ? table : charted(table, chart);
}

function chartOf<D extends string>(
  { chart: kind, title, counted, inOrder }: TallyTable<D>,
  lines: readonly TallyLine[],
  shown: number,
): Omit<TableChart, 'description'> | undefined {
  if (kind === undefined || lines.length < 2) return undefined;
  const rows = inOrder ? shown : Math.min(shown, MOST_BARS);
  return {
    kind,
    title: rows < lines.length ? `${title}: the ${rows} largest` : title,
    label: 0,
    value: counted === undefined ? 1 : 2,
    rows,
  };
}

function shortened(lines: readonly TallyLine[]): readonly TallyLine[] {
  if (lines.length <= MOST_LINES) return lines;
  const rest = lines.slice(MOST_LINES - 1);
  const sum = exactSum();
  for (const { amount } of rest) sum.addText(amount);
  const count = rest.reduce((all, line) => all + line.count, 0);
  return [...lines.slice(0, MOST_LINES - 1), { label: `${rest.length} others`, amount: sum.text(), count }];
}
