// What a row says in a column titled `Accept`: a yes, in the words of the languages that titles are known in.

import type { Cell } from '../cell.js';
import { fold } from '../fold.js';
import { textOf } from '../read-text.js';

const YES =
  'yes y x 1 true ok ja j jo oui si sim tak kylla ano wahr vrai verdadero vero verdadeiro sant sandt waar prawda tosi pravda';

/** Whether the cell says yes. Anything else, such as an empty cell, does not. */
export function readYes(cell: Cell): boolean {
  const word = fold(textOf(cell));
  return word !== '' && YES.split(' ').includes(word);
}
