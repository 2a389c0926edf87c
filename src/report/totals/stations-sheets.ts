// The control totals of a run as the sheets of reconciliation.xlsx: in words, by unit, by country, by period, by account, and what
// differs. Pure.

import { reconciliationRows, reconciliationSheet } from '../reconciliation-sheet.js';
import { type ControlTotals, type Line, type Step, steps } from './control-totals.js';
import type { Difference, Reconciliation } from './stations.js';
import { readBackText, stationLine } from './stations-text.js';

type Cell = string | { readonly decimal: string; readonly isCount?: true } | null;

/** A sheet of one table. */
export interface StationSheet {
  readonly name: string;
  readonly columns: readonly { readonly title: string; readonly width: number }[];
  readonly rows: readonly (readonly Cell[])[];
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
  written: 'Written',
};
const STATIONS: ReadonlySet<Step> = new Set<Step>(['source', 'records', 'sent', 'stored']);

/** The sheets, the one in words first. */
export function stationSheets(reconciliation: Reconciliation): readonly StationSheet[] {
  const { totals, accounts, differences, readBack } = reconciliation;
  const isExport = reconciliation.command === 'export';
  const isRead = readBack.by !== 'none';
  const used = isExport
    ? isRead
      ? (['stored', 'written'] as const)
      : (['stored'] as const)
    : steps.filter((step) => (STATIONS.has(step) ? step !== 'stored' || isRead : (totals.rows[step] ?? 0) > 0));
  const table = tableOf(used, isExport ? undefined : isRead);
  return [
    { name: 'Summary', columns: columnsOf(['What', 24], ['Value', 110]), rows: summaryRows(reconciliation) },
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
    ...(accounts.length > 0 ? [accountSheet(accounts)] : []),
    { name: 'Differences', columns: columnsOf(...DIFFERENCE_COLUMNS), rows: differences.map(differenceCells) },
  ];
}

function columnsOf(...columns: readonly (readonly [title: string, width: number])[]): StationSheet['columns'] {
  return columns.map(([title, width]) => ({ title, width }));
}

type Placed = readonly [line: Line, place: readonly string[]];

function placed(lines: readonly Line[], placeOf: (line: Line) => readonly string[]): readonly Placed[] {
  // Where no row says it, the table would repeat the totals.
  if (lines.every((line) => placeOf(line).every((text) => text === ''))) return [];
  return lines.map((line) => [line, placeOf(line)]);
}

/** The rows without regard to their amounts. */
function rowsLine({ rows }: ControlTotals, used: readonly Step[]): Placed {
  return [
    { unit: 'all rows', at: Object.fromEntries(used.map((step) => [step, { rows: rows[step] ?? 0, sum: '' }])) },
    [],
  ];
}

/** @param isRead whether the service was read back; undefined where nothing was sent. */
function tableOf(used: readonly Step[], isRead: boolean | undefined) {
  return (name: string, places: readonly string[], lines: readonly Placed[]): StationSheet => {
    const stations = used.flatMap((step) => [[`${TITLES[step]} rows`, 13] as const, [TITLES[step], 20] as const]);
    const titles = [...places, 'Unit'].map((title) => [title, 16] as const);
    const last = isRead === undefined ? [] : [['Sent = stored', 16] as const];
    const rows = lines.map(([{ unit, at }, place]) => [
      ...place,
      unit,
      ...used.flatMap((step): Cell[] => [count(at[step]?.rows ?? 0), amountCell(at[step]?.sum ?? '0')]),
      ...(isRead === undefined ? [] : [isRead ? verdict(at) : 'not read back']),
    ]);
    return { name, columns: columnsOf(...titles, ...stations, ...last), rows };
  };
}

function count(number: number): Cell {
  return { decimal: String(number), isCount: true };
}

function amountCell(sum: string): Cell {
  return sum === '' ? null : { decimal: sum };
}

function verdict({ sent, stored }: Line['at']): string {
  const isSame = (sent?.rows ?? 0) === (stored?.rows ?? 0) && (sent?.sum ?? '0') === (stored?.sum ?? '0');
  return isSame ? 'yes' : 'no';
}

function accountSheet(accounts: Reconciliation['accounts']): StationSheet {
  const rows = reconciliationRows(accounts).map((cells) =>
    cells.map((cell) => (typeof cell === 'number' ? { decimal: String(cell) } : cell)),
  );
  return {
    name: 'Accounts',
    columns: reconciliationSheet.titles.map((title, index) => ({ title, width: index === 0 ? 32 : 18 })),
    rows,
  };
}

const DIFFERENCE_COLUMNS = [
  ['Sheet', 18],
  ['Row', 10],
  ['Column', 24],
  ['Field', 24],
  ['Source', 32],
  ['Sent', 32],
  ['Stored', 32],
  ['Id at the service', 40],
] as const;

function differenceCells({ sheet, row, column, field, source, sent, stored, remoteId }: Difference): readonly Cell[] {
  return [sheet, count(row), column, field, source, sent, stored, remoteId];
}

function summaryRows(reconciliation: Reconciliation): StationSheet['rows'] {
  const { run, command, dataset, provider, file, sha256, takenAt, field, readBack, rowsDiffering } = reconciliation;
  return [
    ['Result', stationLine(reconciliation)],
    ['Rows that differ', count(rowsDiffering)],
    ['Run', run],
    ['Command', command],
    ['Dataset', dataset],
    ['Service', provider],
    ['File', file],
    ['SHA-256 of the file', sha256],
    ['Taken at', takenAt],
    ['Summed field', field === '' ? 'none: rows are counted' : field],
    ['Read back', readBackText(readBack)],
    [
      'How to read it',
      'source - excluded - invalid - netted or summed = records; records - there before - not sent = sent',
    ],
  ];
}
