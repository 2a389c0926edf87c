// The first pass: reports and writes every problem of every cell and row, before anything is sent.

import { join } from 'node:path';
import { cellOf } from '../../mapping/mapping.js';
import { rowKeyOf } from '../../mapping/row-key.js';
import type { Result } from '../../plan/result.js';
import { type Cause, collectCauses, shownValue } from '../../problems/causes.js';
import type { Problem } from '../../problems/problem.js';
import { interruption } from '../../problems/stop.js';
import { oneLine } from '../../problems/visible.js';
import type { Tally } from '../../report/summary.js';
import { answerFinder } from '../../validate/suggest-answer.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { orLeave } from '../../write/files/or-leave.js';
import { openProblems, type ProblemsFile } from '../../write/results/problems.js';
import { insteadOf } from '../fixes/answerable.js';
import type { RowBooks } from '../rows/book-rows.js';
import type { RowToReport } from '../rows/early-check.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { isDone } from '../rows/own-identities.js';
import { resultInFile } from '../rows/row-result.js';
import { type SoundRows, soundRows } from '../rows/sound-rows.js';
import { type RowWatch, watchRows } from '../rows/watch-rows.js';
import { withUnusedListed } from '../table/describe-columns.js';
import { judgeRows } from './judge-rows.js';
import type { Run } from './open-run.js';
import { selectionProblems } from './selection-problems.js';

/** What the checks found. */
export interface Checked {
  readonly rows: number;
  /** Valid rows. */
  readonly fit: number;
  readonly invalid: number;
  /** Skipped rows: duplicates of an earlier row, and total rows. */
  readonly leftOut: number;
  /** Whether the header or a whole column keeps every row from being sent. */
  readonly blocked: boolean;
  /** All rows, by the result that they have when nothing is sent. */
  readonly tally: Tally;
  /** Absent for a dataset without amounts that add up. */
  readonly books: RowBooks | undefined;
}

const ONLY_CHECKED = 'the file was only checked';
/** Most notes that are reported of a column. */
const MOST_NOTES = 1000;

/**
 * Checks all rows. Problems go to problems.csv and to `tools.tell`, their causes to the run, rows with anything to report to `keep`, in order.
 * Throws a Stop when it is interrupted: nothing was sent.
 */
export async function checkRows(
  run: Run,
  keep: (row: RowToReport, result: Result) => Promise<void> | void = () => undefined,
): Promise<Checked> {
  return orLeave(await openProblems(join(run.folder, 'problems.csv')), (file) => checkAll(run, file, keep));
}

async function checkAll(
  run: Run,
  file: ProblemsFile,
  keep: (row: RowToReport, result: Result) => Promise<void> | void,
): Promise<Checked> {
  const { table, tools } = run;
  const collected = collectCauses();
  const keyOf = rowKeyOf(table.mapping);
  let notes = 0;
  const report = (found: Problem, source?: SourceRow, rows?: number): Promise<void> | void => {
    // Notes are about values, not rows.
    const key = source && found.severity !== 'note' ? keyOf(source, found.column) : undefined;
    const problem = key === undefined ? found : { ...found, key };
    const isFirst = collected.add(problem, rows);
    // A note is reported once per column and value: 10,000 cells "Germany" are one.
    if (problem.severity === 'note' && !(isFirst && ++notes <= MOST_NOTES)) return undefined;
    tools.tell({ kind: 'problem', file: table.name, problem });
    return file.add(problem);
  };
  const shown = withUnusedListed(table.problems);
  for (const text of shown.lines) tools.tell({ kind: 'said', text, quotes: true });
  for (const problem of table.problems) await (shown.problems.has(problem) ? report(problem) : file.add(problem));
  const { sound, watch, batches } = rowsToCheck(run);
  const { tally } = sound;
  let fit = 0;
  for await (const rows of batches) {
    for (const row of rows) {
      const isSound = sound.take(row);
      // What an earlier run said of them stays in a workbook that is given back.
      if (isSound && table.identities && isDone(table.dataset, row)) await keep(row, resultInFile(row, ONLY_CHECKED));
      if (isSound) continue;
      for (const problem of row.problems) await report(problem, row.source);
      const result = resultInFile(row, ONLY_CHECKED);
      tally.add(result, row.record);
      if (result.status === 'unsent' && row.record && !row.suspect) fit += 1;
      await keep(row, result);
    }
    if (tools.signal.aborted) throw interruption(tools.signal);
    tools.tell({ kind: 'step', step: 'check', done: tally.counts().rows, total: undefined });
  }
  if (!table.blocked) for (const problem of selectionProblems(table, watch)) await report(problem);
  for (const { problem, rows } of watch.spellings()) await report(problem, undefined, rows);
  await file.close();
  tools.tell({ kind: 'end', step: 'check' });
  const { rows, invalid, skipped } = tally.counts();
  const causes = await withAnswers(run, inAllRows(collected.causes(), table.mapping.headerRow, rows));
  run.causes = causes;
  tools.tell({ kind: 'causes', file: table.name, dataset: table.dataset, causes });
  return {
    rows,
    fit: fit + sound.count(),
    invalid,
    leftOut: skipped,
    blocked: table.blocked,
    tally,
    books: watch.books,
  };
}

/** A column that the header lacks concerns every row. */
function inAllRows(causes: readonly Cause[], headerRow: number, rows: number): readonly Cause[] {
  return causes.map((cause) => {
    const { code, row } = cause.problem;
    return code === 'MISSING_COLUMN' && row === headerRow ? { ...cause, rows, isThroughout: true } : cause;
  });
}

async function withAnswers({ table }: Run, causes: readonly Cause[]): Promise<readonly Cause[]> {
  const empty = causes.flatMap(({ problem }) => (problem.code === 'REQUIRED_EMPTY' ? [problem.column] : []));
  const values = empty.length === 0 ? undefined : await countValues(table, new Set(empty));
  const answer = answerFinder(table.mapping, table.readings, (title) => values?.get(title));
  return causes.map((cause): Cause => {
    if (cause.isRest) return cause;
    const { problem } = cause;
    const { column, value, field } = problem;
    const instead = insteadOf(table.mapping, { column: oneLine(column), value: shownValue(value), field });
    return { ...cause, ...(instead === undefined ? { answer: answer(problem) } : { instead }) };
  });
}

/** Rows that are enough to see which value a column usually has, and values of a column that has none. */
const ENOUGH_ROWS = 5000;
const TOO_MANY_VALUES = 100;

/** How often each value stands in the columns of these titles, in the first rows; only of columns that repeat few values. */
async function countValues(
  { mapping, rows }: Run['table'],
  titles: ReadonlySet<string>,
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const counts = new Map([...titles].map((title) => [title, new Map<string, number>()]));
  const columns = mapping.columns.filter(({ title, field }) => field !== undefined && titles.has(title));
  let seen = 0;
  for await (const batch of rows()) {
    for (const row of batch) {
      for (const column of columns) {
        const text = cellText(cellOf(column, row)).trim();
        const own = counts.get(column.title);
        if (text !== '' && own) own.set(structuredClone(text), (own.get(text) ?? 0) + 1);
      }
    }
    seen += batch.length;
    if (seen >= ENOUGH_ROWS) break;
  }
  return new Map([...counts].filter(([, own]) => own.size <= TOO_MANY_VALUES && isRepeating(own)));
}

/** Whether values stand in several rows each: names and amounts do not. */
function isRepeating(values: ReadonlyMap<string, number>): boolean {
  return [...values.values()].reduce((sum, rows) => sum + rows, 0) >= 2 * values.size;
}

interface RowsToCheck {
  readonly sound: SoundRows;
  readonly watch: RowWatch;
  readonly batches: AsyncIterable<readonly RowToReport[]> | Iterable<readonly RowToReport[]>;
}

/** A pass over the rows, or the findings of the early check. */
function rowsToCheck({ table, equalRows }: Run): RowsToCheck {
  const { earlyFindings, dataset } = table;
  if (earlyFindings) return { ...earlyFindings, batches: [earlyFindings.others] };
  const watch = watchRows(table.mapping, table.selection, table.rules);
  return { sound: soundRows(dataset), watch, batches: watched(judgeRows(table, equalRows), watch) };
}

async function* watched(
  batches: AsyncIterable<readonly JudgedRow[]>,
  watch: RowWatch,
): AsyncGenerator<readonly JudgedRow[]> {
  for await (const rows of batches) {
    for (const row of rows) watch.add(row);
    yield rows;
  }
}
