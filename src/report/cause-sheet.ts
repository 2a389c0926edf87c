// The causes of a table as a sheet of the results: a line for each.

import { messageOf, suggestionOf } from '../problems/catalogue.js';
import { type Cause, shownValue } from '../problems/causes.js';
import { oneLine } from '../problems/visible.js';
import { confidenceWord } from './cause-text.js';

const TITLES = ['Severity', 'Column', 'Value', 'Rows', 'First row', 'Problem', 'Suggestion', 'How sure'];

/** The sheet; undefined where there are no causes but notes. */
export function causeSheet(causes: readonly Cause[]) {
  const told = causes.filter(({ problem }) => problem.severity !== 'note');
  if (told.length === 0) return undefined;
  return { name: 'Causes', titles: TITLES, rows: told.map(lineOf), counts: ['Rows', 'First row'] };
}

function lineOf({ problem, rows, answer, isRest }: Cause): readonly (string | number)[] {
  const { severity, column, value, row } = problem;
  return [
    severity,
    oneLine(column),
    isRest ? 'all other values' : shownValue(value),
    rows,
    row,
    oneLine(messageOf(problem)),
    answer?.text ?? oneLine(suggestionOf(problem)),
    answer === undefined ? '' : confidenceWord(answer.confidence),
  ];
}
