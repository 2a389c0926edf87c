// The sheet in front of a result workbook: what was done, what became of the rows, and what to do next. Leaves looks to write/.

import { basename } from 'node:path';
import type { NextSteps } from '../plan/next-step.js';
import { type Status, statuses } from '../plan/result.js';
import { messageOf, suggestionOf } from '../problems/catalogue.js';
import { type Cause, shownValue } from '../problems/causes.js';
import type { Stop } from '../problems/stop.js';
import { oneLine } from '../problems/visible.js';
import { grouped } from '../values/numbers/grouped.js';
import { ACCEPT_TITLE, HELD_BACK, summaryTitle } from '../values/result-titles.js';
import { confidenceWord } from './cause-text.js';
import type { Summary } from './summary.js';

/** A line of the sheet. */
export interface SummaryLine {
  /** `entry`: a line of a table, whose texts are wrapped. */
  readonly look: 'title' | 'heading' | 'titles' | 'line' | 'entry';
  readonly cells: readonly (string | number)[];
}

/** What the sheet tells. */
export interface SummarySheetBasis {
  readonly summary: Summary;
  readonly sheet: string;
  readonly stop: Stop | undefined;
  readonly causes: readonly Cause[];
  /** Title of each column that is used, and its field. */
  readonly columns: readonly (readonly [title: string, field: string])[];
  /** The workbook that bears the sheet. */
  readonly path: string;
  readonly steps: NextSteps;
  /** Rows that no sheet of a workbook can hold, and where they are. @default there are none */
  readonly beyond?: string | undefined;
}

/** The name of the sheet. */
export const SUMMARY_SHEET = 'Run summary';
/** Widths of its columns, in characters. */
export const summaryWidths = [16, 26, 26, 9, 11, 60, 24, 12];

const CAUSE_TITLES = ['Severity', 'Column', 'Value', 'Rows', 'First row', 'Problem', 'Suggestion', 'How sure'];
const MOST_CAUSES = 200;

const headings = {
  next: 'What to do next',
  rows: 'Rows',
  totals: 'Control totals',
  causes: 'What to fix, by cause',
  columns: 'How the columns are read',
} as const;
/** What the line says that names the run. */
const RUN = 'Run';

/** What each status means, for people. */
const meanings: Readonly<Record<Status, string>> = {
  created: 'new at the service',
  updated: 'changed at the service',
  deleted: 'deleted at the service',
  unchanged: 'the service has the row as it is here',
  skipped: 'left out; the message says why',
  invalid: 'wrong in this file; correct the coloured cells',
  failed: 'refused by the service; the message says why',
  'in-doubt': 'sent, and the answer was lost; resume the run to look it up',
  unsent: 'not sent',
};

/** The lines of the sheet. */
export function summaryLines(basis: SummarySheetBasis): readonly SummaryLine[] {
  const { summary } = basis;
  return [
    { look: 'title', cells: [summaryTitle] },
    ...aboutLines(basis),
    ...section(
      headings.next,
      nextSteps(basis).map((step) => line(step)),
    ),
    ...section(headings.rows, statusLines(summary)),
    ...section(headings.totals, totalLines(summary)),
    ...section(headings.causes, causeLines(basis.causes)),
    ...section(
      headings.columns,
      basis.columns.map(([title, field]) => line(title, `→ ${field}`)),
    ),
  ];
}

/**
 * The lines of a sheet that was written earlier, for all runs but one.
 * @param rows Its rows; those that are left out are empty.
 * @param run The run whose lines are left out.
 */
export function linesOfOthers(
  rows: readonly { readonly row: number; readonly cells: readonly (string | number)[] }[],
  run: string,
): readonly SummaryLine[] {
  const parts: SummaryLine[][] = [];
  let heading = '';
  let before = 0;
  for (const { row, cells } of rows) {
    const isTitle = cells[0] === summaryTitle;
    if (isTitle) parts.push([]);
    const isHeading = !isTitle && row > before + 1;
    const isFirst = parts.at(-1)?.at(-1)?.look === 'heading';
    if (isTitle || isHeading) heading = String(cells[0] ?? '');
    if (isHeading) parts.at(-1)?.push(line());
    parts.at(-1)?.push({ look: lookOf({ isTitle, isHeading, isFirst, heading, cells }), cells });
    before = row;
  }
  return parts.filter((part) => !part.some(({ cells }) => cells[0] === RUN && cells[1] === run)).flat();
}

function lookOf(at: {
  readonly isTitle: boolean;
  readonly isHeading: boolean;
  /** Below a heading. */
  readonly isFirst: boolean;
  readonly heading: string;
  readonly cells: SummaryLine['cells'];
}): SummaryLine['look'] {
  if (at.isTitle) return 'title';
  if (at.isHeading) return 'heading';
  const isTable = at.heading === headings.causes || at.heading === headings.totals;
  if (at.isFirst && isTable) return 'titles';
  return at.heading === headings.causes && at.cells.length > 1 ? 'entry' : 'line';
}

function line(...cells: readonly (string | number)[]): SummaryLine {
  return { look: 'line', cells };
}

function section(heading: string, lines: readonly SummaryLine[]): readonly SummaryLine[] {
  return lines.length === 0 ? [] : [line(), { look: 'heading', cells: [heading] }, ...lines];
}

function aboutLines({ summary, sheet, stop, beyond }: SummarySheetBasis): readonly SummaryLine[] {
  const { command, run, dataset, provider, file, startedAt, finishedAt, rehearsed } = summary;
  return [
    line('File', oneLine(basename(file)), sheet && `sheet ${oneLine(sheet)}`),
    line('Command', command, rehearsed ? 'rehearsed in a copy: nothing was written to the service' : ''),
    line(RUN, run),
    line('Dataset', dataset, provider),
    line('From', startedAt, `to ${finishedAt}`),
    line('Result', stop === undefined ? 'finished' : `stopped: ${oneLine(stop.message)}`),
    ...(beyond === undefined ? [] : [line('Left out', beyond)]),
  ];
}

function statusLines({ counts }: Summary): readonly SummaryLine[] {
  const lines = statuses.flatMap((status) => {
    const rows = status === 'in-doubt' ? counts.inDoubt : (counts[status] ?? 0);
    return rows === 0 ? [] : [line(status, meanings[status], '', rows)];
  });
  return [...lines, line('all', '', '', counts.rows)];
}

function totalLines({ totals: { field, checked, written } }: Summary): readonly SummaryLine[] {
  const units = Object.keys(checked);
  if (units.length === 0) return [];
  const titles: SummaryLine = { look: 'titles', cells: [field, 'fit to send', 'written'] };
  return [titles, ...units.map((unit) => line(unit, checked[unit] ?? '0', written[unit] ?? '0'))];
}

function causeLines(causes: readonly Cause[]): readonly SummaryLine[] {
  const told = causes.filter(({ problem }) => problem.severity !== 'note');
  if (told.length === 0) return [];
  const more = told.length - MOST_CAUSES;
  const rest = more > 0 ? [line(`${more} more causes are in problems.csv`)] : [];
  return [{ look: 'titles', cells: CAUSE_TITLES }, ...told.slice(0, MOST_CAUSES).map(causeLine), ...rest];
}

function causeLine({ problem, rows, answer, isRest }: Cause): SummaryLine {
  const { severity, column, value, row } = problem;
  return {
    look: 'entry',
    cells: [
      severity,
      oneLine(column),
      isRest ? 'all other values' : shownValue(value),
      rows,
      row,
      oneLine(messageOf(problem)),
      answer?.text ?? oneLine(suggestionOf(problem)),
      answer === undefined ? '' : confidenceWord(answer.confidence),
    ],
  };
}

function nextSteps(basis: SummarySheetBasis): readonly string[] {
  const { summary, stop, path, steps } = basis;
  const { counts, command, run, heldBack = 0 } = summary;
  const isTrial = command === 'check' || command === 'plan';
  const verb = isTrial ? command : 'import';
  const file = path.includes(' ') ? `"${path}"` : path;
  if (stop !== undefined && steps.fix === 0)
    return [oneLine(stop.hint) || 'Correct what stopped the run.', `Then run: carbonsheet ${verb} ${file}`];
  const given = `carbonsheet ${verb} ${file}`;
  const all = [
    ...(counts.inDoubt > 0 ? [`Look up the rows in doubt first: carbonsheet resume ${run}`] : []),
    ...(steps.fix > 0 ? fixSteps(basis, given) : []),
    ...(steps.update > 0 ? [`${editedText(steps.update)}: ${given} --on-existing update`] : []),
    ...(steps.read > 0
      ? [`${rowsText(steps.read)} cannot be corrected here: the column Message says what to do.`]
      : []),
    ...(heldBack > 0 ? heldSteps(basis, heldBack, given) : []),
    ...(steps.plan > 0 ? [`${rowsText(steps.plan)} not as the plan says, and left open. Make a new plan.`] : []),
    ...(!isTrial && counts.unsent > heldBack + steps.plan ? [`Send the open rows: carbonsheet resume ${run}`] : []),
    ...(isTrial && steps.fix === 0 && counts.unsent > 0 ? [`Send the rows: carbonsheet import ${file}`] : []),
  ];
  return all.length > 0 ? all : ['Nothing: every row is done.'];
}

function fixSteps({ sheet }: SummarySheetBasis, given: string): readonly string[] {
  return [
    `Go to the sheet ${sheet ? `"${oneLine(sheet)}"` : 'with your rows'} and filter the column Status by invalid and failed.`,
    'Correct the coloured cells; the column Message says what is expected. You may sort, filter, insert and delete rows.',
    `Save, and give this workbook back: ${given}`,
  ];
}

function heldSteps({ steps }: SummarySheetBasis, rows: number, given: string): readonly string[] {
  const [noun, right] = rows === 1 ? ['it', 'it is'] : ['them', 'they are'];
  return [
    `${rowsText(rows)} held back as unusual: filter the column Message by "${HELD_BACK}".`,
    `Correct ${noun}, or write yes in the column ${ACCEPT_TITLE} where ${right} right.`,
    ...(steps.fix > 0 ? [] : [`Save, and give this workbook back: ${given}`]),
  ];
}

function editedText(rows: number): string {
  return `${rowsText(rows)} changed after the service had ${rows === 1 ? 'it' : 'them'}. To send the changes, look at ${rows === 1 ? 'it' : 'them'} and run`;
}

function rowsText(rows: number): string {
  return `${grouped(rows)} ${rows === 1 ? 'row' : 'rows'}`;
}
