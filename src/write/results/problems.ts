// Writes problems.csv: one line per problem, as it is found.

import { appendFile } from 'node:fs/promises';
import { messageOf, suggestionOf } from '../../problems/catalogue.js';
import { shownValue } from '../../problems/causes.js';
import type { Problem } from '../../problems/problem.js';
import { visibleLines } from '../../problems/visible.js';
import type { Cell } from '../../values/cell.js';
import { csvText, openCsv } from '../files/csv.js';
import type { Unfinished } from '../files/or-leave.js';
import { outputStop } from '../files/part-file.js';

/** A problems file in the making. */
export interface ProblemsFile extends Unfinished {
  /** Adds a problem. Wait for what it returns, if anything, before the next. */
  add(problem: Problem): Promise<void> | void;
  /** Finishes the file and gives it its name. */
  close(): Promise<void>;
}

const COLUMNS = ['sheet', 'row', 'column', 'field', 'code', 'severity', 'value', 'message', 'suggestion'];

/**
 * Opens a problems file; it has its header also when there is no problem. Row 0 is the whole file.
 * Throws a Stop of kind `output`.
 */
export async function openProblems(path: string): Promise<ProblemsFile> {
  const file = await openCsv(path, { delimiter: ',', byteOrderMark: false, columns: COLUMNS });
  return {
    add: (problem) => file.write(cellsOf(problem)),
    close: file.close,
    leave: file.leave,
  };
}

/** Adds problems to a file that is finished. Throws a Stop of kind `output`. */
export async function appendProblems(path: string, problems: readonly Problem[]): Promise<void> {
  const text = csvText(problems.map(cellsOf), ',');
  await appendFile(path, text).catch((cause: unknown) => {
    throw outputStop(path, cause);
  });
}

function cellsOf(problem: Problem): readonly Cell[] {
  const { sheet, row, column, field, code, severity, value } = problem;
  const texts = [messageOf(problem), suggestionOf(problem)].map(visibleLines);
  return [visibleLines(sheet), row, visibleLines(column), field, code, severity, shownValue(value), ...texts];
}
