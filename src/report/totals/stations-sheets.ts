// The control totals of a run as the sheets of reconciliation.xlsx: by unit, by country, by period, and what differs. Pure.

import { reconciliationRows, reconciliationSheet } from '../reconciliation-sheet.js';
import { type ControlTotals, type Line, type Step, steps } from './control-totals.js';
import type { Difference, Reconciliation } from './stations.js';
import { readBackText, stationLine } from './stations-text.js';

type Cells = readonly (string | number)[];

/** A sheet of one table. */
export interface StationSheet {
  readonly name: string;
  readonly titles: readonly string[];
  /** The titles of columns of whole numbers. */
  readonly counts: readonly string[];
  readonly rows: readonly Cells[];
}

const TITLES: Readonly<Record<Step, string>> = {
  source: 'Source',
  excluded: 'Excluded',
  invalid: 'Invalid',
  moved: 'Netted or summed',
  records: 'Records',
  there: 'There before',
  open: 'Not sent',
  sent: 'Sent',
  stored: 'Stored',
};
const STATIONS: ReadonlySet<Step> = new Set<Step>(['source', 'records', 'sent', 'stored']);

/** The sheets, the one with the units first. */
export function stationSheets(reconciliation: Reconciliation): readonly StationSheet[] {
  const { totals, accounts, differences } = reconciliation;
  const isRead = reconciliation.readBack.by !== 'none';
  const used = steps.filter((step) => (STATIONS.has(step) ? step !== 'stored' || isRead : totals.rows[step] > 0));
  const table = sheetOf(used, isRead);
  return [
    table('Totals', [], [rowsLine(totals, used), ...totals.units.map((line) => [line, []] as const)]),
    table(
      'Countries',
      ['Country'],
      placed(totals.countries, ({ country = '' }) => [country]),
    ),
    table(
      'Periods',
      ['Period'],
      placed(totals.periods, ({ period = '' }) => [period]),
    ),
    ...(accounts.length > 0 ? [{ ...reconciliationSheet, counts: [], rows: reconciliationRows(accounts) }] : []),
    { name: 'Differences', titles: DIFFERENCE_TITLES, counts: ['Row'], rows: differences.map(differenceCells) },
    { name: 'About', titles: ['What', 'Value'], counts: [], rows: aboutRows(reconciliation) },
  ];
}

type Placed = readonly [line: Line, place: readonly string[]];

function placed(lines: readonly Line[], placeOf: (line: Line) => readonly string[]): readonly Placed[] {
  // Where no row says it, the table would repeat the totals.
  if (lines.every((line) => placeOf(line).every((text) => text === ''))) return [];
  return lines.map((line) => [line, placeOf(line)]);
}

/** The rows without regard to their amounts. */
function rowsLine({ rows }: ControlTotals, used: readonly Step[]): Placed {
  return [{ unit: 'all rows', at: Object.fromEntries(used.map((step) => [step, { rows: rows[step], sum: '' }])) }, []];
}

function sheetOf(used: readonly Step[], isRead: boolean) {
  return (name: string, places: readonly string[], lines: readonly Placed[]): StationSheet => {
    const counts = used.map((step) => `${TITLES[step]} rows`);
    const columns = used.flatMap((step) => [`${TITLES[step]} rows`, TITLES[step]]);
    const rows = lines.map(([{ unit, at }, place]) => [
      ...place,
      unit,
      ...used.flatMap((step) => [at[step]?.rows ?? 0, amountCell(at[step]?.sum ?? '0')]),
      isRead ? verdict(at) : 'not read back',
    ]);
    return { name, titles: [...places, 'Unit', ...columns, 'Sent = stored'], counts, rows };
  };
}

/** A number holds 15 digits; a longer sum stays text. */
function amountCell(sum: string): string | number {
  if (sum === '') return '';
  return sum.replace(/\D/g, '').replace(/^0+/, '').length <= 15 ? Number(sum) : sum;
}

function verdict({ sent, stored }: Line['at']): string {
  const isSame = (sent?.rows ?? 0) === (stored?.rows ?? 0) && (sent?.sum ?? '0') === (stored?.sum ?? '0');
  return isSame ? 'yes' : 'no';
}

const DIFFERENCE_TITLES = ['Sheet', 'Row', 'Column', 'Field', 'Source', 'Sent', 'Stored', 'Id at the service'];

function differenceCells({ sheet, row, column, field, source, sent, stored, remoteId }: Difference): Cells {
  return [sheet, row, column, field, source, sent, stored, remoteId];
}

function aboutRows(reconciliation: Reconciliation): readonly Cells[] {
  const { run, command, dataset, provider, file, sha256, takenAt, field, readBack, rowsDiffering } = reconciliation;
  return [
    ['Result', stationLine(reconciliation)],
    ['Run', run],
    ['Command', command],
    ['Dataset', dataset],
    ['Service', provider],
    ['File', file],
    ['SHA-256 of the file', sha256],
    ['Taken at', takenAt],
    ['Summed field', field === '' ? 'none: rows are counted' : field],
    ['Read back', readBackText(readBack)],
    ['Rows that differ', rowsDiffering],
    [
      'How to read it',
      'Source - excluded - invalid - netted or summed = records; records - there before - not sent = sent',
    ],
  ];
}
