// The bridge of a report as tables: from the total of an earlier report to the one of this report, by part and by period, and the rows
// that changed most.

import type { Bridge, FigureChange, MeasureBridge, MeasureChanges, PartStep } from '../delta/bridge.js';
import { type Part, parts } from '../delta/comparable.js';
import type { PeriodBridge } from './period-bridge.js';
import type { ReportColumn, ReportTable } from './report-model.js';

/** The report that this one is compared with. */
export interface EarlierReport {
  /** The period that it was about, as people name it. */
  readonly label: string;
  /** Whether that is not the period of this report. */
  readonly isOfOther: boolean;
  readonly run: string;
  /** The day on which it read its rows. */
  readonly readOn: string;
}

/** The parts as the report names them. */
const partTitles: Readonly<Record<Part, string>> = {
  new: 'New rows',
  gone: 'Rows that are gone',
  moved: 'Moved into or out of the period',
  edited: 'Edited inputs',
  recalculated: 'Recalculated by the service',
};

const text = (title: string): ReportColumn => ({ title, kind: 'text', unit: '' });
const count = (title: string): ReportColumn => ({ title, kind: 'count', unit: '' });
const amount = (title: string, unit: string): ReportColumn => ({ title, kind: 'amount', unit });
const share = (title: string): ReportColumn => ({ title, kind: 'share', unit: '' });

/**
 * The tables; the first one is there always.
 * @param about whose total it is, as people name it
 * @param flag the share in per cent above which a change is flagged
 */
export function bridgeTables(
  { own, things, account }: PeriodBridge,
  about: string,
  earlier: EarlierReport,
  flag: number,
): readonly ReportTable[] {
  const [measure] = own.measures;
  if (measure === undefined) return [];
  const since = sinceText(about, earlier);
  const changed = largestTable(own.largest, measure.unit, flag);
  if (!measure.adds)
    return [...thingsTable(things, since, earlier, flag), countsTable(measure, own, since, flag), ...changed];
  const note = `${since} The parts add up exactly. ${NO_FIGURE}`;
  const titles = { id: 'bridge', title: 'Why the total changed', note, figure: 'Emissions' };
  return [partsTable(measure, titles, earlier, flag), ...periodsTable(account, flag), ...changed];
}

const NO_FIGURE = 'Rows that are still being calculated, or are not counted, have no figure; they are not gone.';

/** What is compared with what. */
function sinceText(about: string, { label, isOfOther, readOn, run }: EarlierReport): string {
  const report = `the report of ${label}, read on ${readOn} (run ${run})`;
  return isOfOther
    ? `About ${about}. The earlier report was of another period: compared with the rows of ${about} that ${report} kept.`
    : `About ${about}, compared with ${report}.`;
}

interface Titles extends Pick<ReportTable, 'id' | 'title' | 'note'> {
  /** What is summed. */
  readonly figure: string;
}

function partsTable(
  { before, after, unit, rows, parts: steps, percent, flagged }: MeasureBridge,
  { figure, ...titles }: Titles,
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
    ...titles,
    columns: [text('Part'), count('Rows'), amount(figure, unit), share('Of the total before'), text('Flag')],
    rows: [[`Total on ${readOn}`, String(rows.before), before, '', ''], ...steps.map(line)],
    total: ['Total now', '', after, shareOf(percent), flagText(flagged, flag)],
  };
}

/** Things are counted one by one, whatever figures they have. */
function thingsTable(
  bridge: Bridge | undefined,
  since: string,
  earlier: EarlierReport,
  flag: number,
): readonly ReportTable[] {
  const measure = bridge?.measures[0];
  if (bridge === undefined || !measure?.adds) return [];
  const titles = {
    id: 'bridge-things',
    title: `Why the number of ${measure.title.toLowerCase()} changed`,
    note: `${since} The parts add up exactly.`,
    figure: measure.title,
  };
  const { columns, rows, total = [], ...table } = partsTable(measure, titles, earlier, flag);
  // The rows are the things.
  const withoutRows = <T>(cells: readonly T[]): readonly T[] => cells.filter((_, at) => at !== ROWS);
  const counted = withoutRows(columns).map((one) => (one.kind === 'amount' ? count(one.title) : one));
  return [{ ...table, columns: counted, rows: rows.map(withoutRows), total: withoutRows(total) }];
}

/** The place of the column of rows. */
const ROWS = 1;

/** For information: its lines are periods as rows state them, and need not be that of the report. */
function periodsTable({ measures: [measure] }: Bridge, flag: number): readonly ReportTable[] {
  if (!measure?.adds || measure.periods.length === 0) return [];
  const { periods, unit, before, after, parts: steps } = measure;
  const sumOf = (part: Part): string => steps.find((step) => step.part === part)?.change ?? '0';
  return [
    {
      id: 'bridge-periods',
      title: 'Changes by period, in the whole account',
      note: 'For information: all rows of the account, by the period that each states. A sales period that is no month has a line of its own. A row that moved is taken off one line and added to another.',
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
