// Summaries and problems as lines for people. Pure: takes data, gives text; cli/ decides where it is printed.

import { basename } from 'node:path';
import { type Status, statuses } from '../plan/result.js';
import { describe, placeOf } from '../problems/place.js';
import type { Problem, Severity } from '../problems/problem.js';
import { grouped } from '../values/numbers/grouped.js';
import { costText } from './estimate-text.js';
import type { Summary } from './summary.js';

/** Styles a piece of text; the identity where colour is off. */
export type Paint = (tone: Severity | 'good' | 'dim' | 'strong', text: string) => string;

const words: Readonly<Record<Severity, string>> = { error: 'Error:', warning: 'Warning:', note: 'Note:' };

/** A problem in two lines: where, then what and what to do. */
export function problemText(file: string, problem: Problem, paint: Paint): readonly string[] {
  const { severity } = problem;
  return [`${paint(severity, words[severity])} ${paint('strong', placeOf(file, problem))}`, `    ${describe(problem)}`];
}

const tones: Readonly<Record<Status, Parameters<Paint>[0]>> = {
  created: 'good',
  updated: 'good',
  deleted: 'good',
  unchanged: 'dim',
  skipped: 'dim',
  invalid: 'error',
  failed: 'error',
  'in-doubt': 'warning',
  unsent: 'warning',
};

/**
 * How a run ended: a line for each status that occurs, then the sums that were checked, where no stations are told.
 * @param isReconciled The reconciliation is shown beside it, and has the sums.
 */
export function summaryText(summary: Summary, paint: Paint, isReconciled = false): readonly string[] {
  const { counts, plan } = summary;
  const { rows } = counts;
  const heldBack = summary.heldBack ?? 0;
  const lines = statuses.flatMap((status) => {
    const count = status === 'in-doubt' ? counts.inDoubt : (counts[status] ?? 0) - (status === 'unsent' ? heldBack : 0);
    return count > 0 ? [paint(tones[status], `${pad(count)} ${labelOf(status, summary)}`)] : [];
  });
  if (heldBack > 0) lines.push(paint('warning', `${pad(heldBack)} held back as unusual`));
  if (plan) {
    const { estimate, ...planCounts } = plan;
    const planned = Object.entries(planCounts).filter(([, count]) => count > 0);
    const text = planned
      .map(
        ([kind, count]) =>
          `${number(count)} ${kind === 'unchanged' ? kind : `to ${kind === 'hold' ? 'hold back' : kind}`}`,
      )
      .join(', ');
    lines.push(`${' '.repeat(WIDTH)} plan: ${text || 'nothing to do'}`);
    if (estimate && estimate.requests > 0) lines.push(`${' '.repeat(WIDTH)} ${costText(estimate)}`);
  }
  const heading = paint('strong', `${pad(rows)} ${rows === 1 ? 'row' : 'rows'} in ${basename(summary.file)}`);
  const rehearsal = `${' '.repeat(WIDTH)} rehearsed in a copy: nothing was written to the service`;
  if (summary.rehearsed) lines.push(paint('strong', rehearsal));
  return [heading, ...lines, ...(isReconciled ? [] : totalsText(summary))];
}

/** A check sends nothing: its unsent rows are those that an import would send, unless the columns have errors. */
function labelOf(status: Status, { command, exitCode, totals }: Summary): string {
  const fit = exitCode === 0 || Object.keys(totals.checked).length > 0;
  return command === 'check' && status === 'unsent' && fit ? 'fit to send' : status;
}

const WIDTH = 9;

function pad(count: number): string {
  return number(count).padStart(WIDTH);
}

function number(count: number): string {
  return grouped(count);
}

function totalsText({ totals, counts, reconciled }: Summary): readonly string[] {
  if (reconciled !== undefined) return [];
  const written = counts.created + counts.updated > 0;
  return Object.entries(totals.checked).map(([unit, sum]) => {
    const sent = written ? `, written ${new Map(Object.entries(totals.written)).get(unit) ?? '0'}` : '';
    return `${' '.repeat(WIDTH)} ${[totals.field, unit].filter(Boolean).join(' ')}: checked ${sum}${sent}`;
  });
}
