// The first pass: every problem of every cell and row is told and written, before anything is sent.

import { join } from 'node:path';
import type { Problem } from '../problems/problem.js';
import { openProblems } from '../write/problems.js';
import { judgeRows } from './judge-rows.js';
import type { Run } from './open-run.js';

/** What the checks found. */
export interface Checked {
  readonly rows: number;
  /** Rows that are fit to send. */
  readonly fit: number;
  readonly invalid: number;
  /** Duplicates of an earlier row that are left out. */
  readonly leftOut: number;
  /** Whether the header or a whole column keeps every row from being sent. */
  readonly blocked: boolean;
}

/** How many different notes of a column are told; further ones are the same idea again. */
const MOST_NOTES = 1000;

/** Checks all rows; problems go to problems.csv and to `tools.tell`. */
export async function checkRows(run: Run): Promise<Checked> {
  const { table, tools } = run;
  const file = await openProblems(join(run.folder, 'problems.csv'));
  const isNews = newsFilter();
  const report = async (problem: Problem): Promise<void> => {
    if (!isNews(problem)) return;
    tools.tell({ kind: 'problem', file: table.name, problem });
    await file.add(problem);
  };
  for (const problem of table.problems) await report(problem);
  const counts = { rows: 0, fit: 0, invalid: 0, leftOut: 0 };
  for await (const rows of judgeRows(table, run.equalRows)) {
    for (const { record, leftOut, problems } of rows) {
      for (const problem of problems) await report(problem);
      if (problems.some(({ severity }) => severity === 'error')) counts.invalid += 1;
      else if (leftOut) counts.leftOut += 1;
      else if (record) counts.fit += 1;
    }
    counts.rows += rows.length;
    tools.tell({ kind: 'step', step: 'check', done: counts.rows, total: undefined });
  }
  await file.close();
  tools.tell({ kind: 'end', step: 'check' });
  return { ...counts, blocked: table.problems.some(({ severity }) => severity === 'error') };
}

/** Lets a note pass once per column and value: 10,000 cells "Germany" are one thing to know. */
function newsFilter(): (problem: Problem) => boolean {
  const seen = new Set<string>();
  return ({ code, severity, column, value }) => {
    if (severity !== 'note') return true;
    const key = `${code}\n${column}\n${value}`;
    if (seen.has(key) || seen.size >= MOST_NOTES) return false;
    seen.add(key);
    return true;
  };
}
