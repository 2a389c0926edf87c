// carbonsheet trace ADDRESS|ID

import { onlyReads } from '../../../pipeline/run/latest-run.js';
import { type TracedRow, traceRows } from '../../../pipeline/trace/trace.js';
import { describe, placeOf, say } from '../../../problems/place.js';
import { type StoryLine, storyText } from '../../../report/trace-text.js';
import { makeTools } from '../../context.js';
import { requireLedger } from '../../require-ledger.js';
import { openTerminal } from '../../terminal/open-terminal.js';
import type { CommandArguments } from '../index.js';

export async function run(args: CommandArguments<'trace'>): Promise<void> {
  const terminal = openTerminal(args);
  requireLedger(args);
  // A trace needs no account.
  const rows = await traceRows(args, makeTools(args, terminal, { settings: {} }));
  for (const row of rows) {
    const { run, id } = row;
    const place = row.row === 0 ? id : placeOf(run.file, { ...row, column: '' });
    const heading = `${place}  (run ${run.id})`;
    terminal.answer(...storyText(heading, storyOf(row), terminal.paint));
  }
  terminal.printJson({ version: 1, command: 'trace', rows: rows.map(jsonOf) });
}

function storyOf(row: TracedRow): readonly StoryLine[] {
  return [...(onlyReads(row.run) ? exportedStory(row) : sentStory(row)), ...figureLines(row)];
}

function exportedStory({ id }: TracedRow): readonly StoryLine[] {
  return [
    ['id', id],
    ['sent', 'by no run in this ledger'],
  ];
}

function sentStory({ cells, problems, entry, attempts, run }: TracedRow): readonly StoryLine[] {
  const lines: StoryLine[] = [];
  if (cells === undefined) lines.push(['source', `${run.file} no longer exists as it was`]);
  for (const { address, column, text, field, value } of cells ?? []) {
    const read =
      field === undefined ? 'not used' : `${field} = ${value === undefined ? 'nothing' : JSON.stringify(value)}`;
    lines.push([`${address} ${column}`, `${text === '' ? '(blank)' : text} → ${read}`]);
  }
  for (const problem of problems) lines.push([problem.severity, describe(problem)]);
  if (entry === undefined) {
    const why = run.prunedAt === undefined ? 'was not written in this run' : 'is no longer known: the run was pruned';
    return [...lines, ['result', why]];
  }
  const { identity, action, intendedAt, before, status, remoteId, finding, settledAt, undoneAt } = entry;
  if (identity !== '') lines.push(['identity', identity]);
  if (action !== undefined) lines.push(['intended', [action, intendedAt].filter(Boolean).join(', ')]);
  if (before !== undefined) lines.push(['before', JSON.stringify(before)]);
  for (const { at, method, route, outcome, requestId } of attempts) {
    lines.push([
      'request',
      `${new Date(at).toISOString()} ${method} ${route}: ${outcome}${requestId && `, ${requestId}`}`,
    ]);
  }
  const why = finding ? ` (${say(finding)})` : '';
  lines.push(['result', `${status}${remoteId && ` ${remoteId}`}${settledAt ? `, ${settledAt}` : ''}${why}`]);
  if (undoneAt !== undefined) lines.push(['undone', undoneAt]);
  return lines;
}

function figureLines({ figures, unsearched }: TracedRow): readonly StoryLine[] {
  const lines: StoryLine[] = [];
  for (const { dataset, figures: values, period, readAt, run: exported } of figures) {
    const told = Object.entries(values).map(([column, value]) => `${column} ${value}`);
    const when = [period, `read ${readAt}`, `run ${exported}`].filter(Boolean).join(', ');
    lines.push([dataset, `${told.join(', ') || 'no figures yet'} (${when})`]);
  }
  if (unsearched > 0) lines.push(['exports', `${unsearched} older ones were not searched`]);
  return lines;
}

function jsonOf({ run, entry, ...row }: TracedRow): unknown {
  const { id, file, startedAt, provider, account, dataset } = run;
  return { run: { id, file, startedAt, provider, account, dataset }, ...row, entry: entry ?? null };
}
