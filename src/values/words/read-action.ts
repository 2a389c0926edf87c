// What a row itself asks for, in a column titled `Action`.

import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { nearest } from '../nearest.js';
import { textOf } from '../read-text.js';
import { type Reading, read, unread } from '../reading.js';

/** The words that a cell may hold, in any case. `upsert`: update the row where the service has it, else create it. */
const actionWords = ['create', 'update', 'upsert', 'delete', 'skip'] as const;
export type ActionWord = (typeof actionWords)[number];

/** Reads a cell; one that is empty leaves the row to the options of the command. */
export function readAction(cell: Cell): Reading<ActionWord | undefined> {
  const text = textOf(cell);
  if (text === '') return read(undefined);
  const word = actionWords.find((one) => one === text.toLowerCase());
  return word
    ? read(word)
    : unread(finding('NOT_A_CHOICE', { choices: actionWords, nearest: nearest(text, actionWords) }));
}
