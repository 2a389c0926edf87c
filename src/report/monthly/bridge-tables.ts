// The bridge of a report as tables: from the total of an earlier report to the one of this report, by part and by period, and the rows
// that changed most.

import type { Bridge, FigureChange, MeasureBridge, MeasureChanges, PartStep } from '../delta/bridge.js';
import { type Part, parts } from '../delta/comparable.js';
import type { ReportColumn, ReportTable } from './report-model.js';

/** The report that this one is compared with. */
export interface EarlierReport {
  /** The period that it was about, as people name it. */
  readonly label: string;
  readonly run: string;
  /** The day on which it read its rows. */
  readonly readOn: string;
}

/** The parts as the report names them. */
const partTitles: Readonly<Record<Part, string>> = {
  new: 'New rows',
  gone: 'Rows that are gone',
  moved: 'Moved between periods',
  edited: 'Edited inputs',
  recalculated: 'Recalculated by the service',
};

const text = (title: string): ReportColumn => ({ title, kind: 'text', unit: '' });
const count = (title: string): ReportColumn => ({ title, kind: 'count', unit: '' });
const amount = (title: string, unit: string): ReportColumn => ({ title, kind: 'amount', unit });
const share = (title: string): ReportColumn => ({ title, kind: 'share', unit: '' });

/** The tables; the first one is there always. @param flag the share in per cent above which a change is flagged */
export function bridgeTables(bridge: Bridge, earlier: EarlierReport, flag: number): readonly ReportTable[] {
  const [measure] = bridge.measures;
  if (measure === undefined) return [];
  const since = `Compared with the report of ${earlier.label}, read on ${earlier.readOn} (run ${earlier.run}): all rows of the account, of whatever period.`;
  const changed = largestTable(bridge.largest, measure.unit, flag);
  if (!measure.adds) return [countsTable(measure, bridge, since, flag), ...changed];
  return [partsTable(measure, bridge, since, earlier, flag), ...periodsTable(measure, flag), ...changed];
}

const NO_FIGURE = 'Rows that are still being calculated, or are not counted, have no figure; they are not gone.';

function partsTable(
  { before, after, unit, parts: steps, percent, flagged }: MeasureBridge,
  { rows }: Bridge,
  since: string,
  { readOn }: EarlierReport,
  flag: number,
): ReportTable {
  const line = ({ part, rows: changed, change, percent: of, flagged: isFlagged }: PartStep): readonly string[] => [
    partTitles[part],
    String(changed),
    change,
    shareOf(of),
    flagText(isFlagged, flag),
  ];
  return {
    id: 'bridge',
    title: 'Why the total changed',
    note: `${since} The parts add up exactly. ${NO_FIGURE}`,
    columns: [text('Part'), count('Rows'), amount('Emissions', unit), share('Of the total before'), text('Flag')],
    rows: [[`Total on ${readOn}`, String(rows.before), before, '', ''], ...steps.map(line)],
    total: ['Total now', '', after, shareOf(percent), flagText(flagged, flag)],
  };
}

function periodsTable(
  { periods, unit, before, after, parts: steps }: MeasureBridge,
  flag: number,
): readonly ReportTable[] {
  if (periods.length === 0) return [];
  const sumOf = (part: Part): string => steps.find((step) => step.part === part)?.change ?? '0';
  return [
    {
      id: 'bridge-periods',
      title: 'Changes by period',
      note: 'By the period of the rows, whatever the period of the report. A row that moved is taken off one period and added to another.',
      columns: [
        text('Period'),
        amount('Before', unit),
        ...parts.map((part) => amount(part.charAt(0).toUpperCase() + part.slice(1), unit)),
        amount('Now', unit),
        text('Flag'),
      ],
      rows: periods.map((one) => [
        one.period || '(none)',
        one.before,
        ...parts.map((part) => one.parts[part]),
        one.after,
        flagText(one.flagged, flag),
      ]),
      total: ['Total', before, ...parts.map(sumOf), after, ''],
    },
  ];
}

function countsTable(measure: MeasureChanges, { counts }: Bridge, since: string, flag: number): ReportTable {
  const { rose, fell, came, went, flagged } = measure;
  const lines: readonly (readonly [string, number])[] = [
    ...parts.map((part) => [partTitles[part], counts[part]] as const),
    ['Unchanged', counts.unchanged],
    ['Figures that rose', rose],
    ['Figures that fell', fell],
    ['Figures that came', came],
    ['Figures that went', went],
    [`Figures that changed by more than ${flag} %`, flagged],
  ];
  return {
    id: 'bridge',
    title: 'What changed',
    note: `${since} The figures have no sum. ${NO_FIGURE}`,
    columns: [text('What'), count('Rows')],
    rows: lines.map(([title, rows]) => [title, String(rows)]),
  };
}

function largestTable(largest: readonly FigureChange[], unit: string, flag: number): readonly ReportTable[] {
  if (largest.length === 0) return [];
  return [
    {
      id: 'bridge-largest',
      title: 'Largest changes',
      note: '',
      columns: [
        text('Row'),
        text('Part'),
        amount('Before', unit),
        amount('Now', unit),
        amount('Change', unit),
        text('Flag'),
        text('Key'),
      ],
      rows: largest.map(({ part, label, key, step }) => [
        label || key,
        partTitles[part],
        step.before ?? '',
        step.after ?? '',
        step.change,
        flagText(step.flagged, flag),
        key,
      ]),
    },
  ];
}

function shareOf(percent: number | null): string {
  return percent === null ? '' : String(percent / 100);
}

function flagText(isFlagged: boolean, flag: number): string {
  return isFlagged ? `over ${flag} %` : '';
}
