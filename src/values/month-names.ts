// Month names as people write them, whole or cut short. Dates around them are read in date-text.ts.

import { fold } from './fold.js';

// January to December: English, Spanish, German, French and Swedish; then Italian, Portuguese, Dutch, Danish and Norwegian.
const NAMES: readonly string[] = [
  'january enero januar janvier januari gennaio janeiro jänner',
  'february febrero februar février februari febbraio fevereiro feber',
  'march marzo märz mars março maart marts mrz mrt',
  'april abril avril aprile',
  'may mayo mai maj maggio maio mei',
  'june junio juni juin giugno junho',
  'july julio juli juillet luglio julho',
  'august agosto août augusti augustus',
  'september septiembre setiembre septembre settembre setembro',
  'october octubre oktober octobre ottobre outubro',
  'november noviembre novembre novembro',
  'december diciembre dezember décembre dicembre dezembro desember',
];
const SHORTEST = 3;

/** Every beginning of at least three letters that belongs to one month only, folded. */
const months = new Map<string, number>();
const doubtful = new Set<string>();
for (const [index, names] of NAMES.entries()) {
  for (const name of names.split(' ').map(fold)) {
    for (let length = SHORTEST; length <= name.length; length++) addBeginning(name.slice(0, length), index + 1);
  }
}

function addBeginning(beginning: string, month: number): void {
  if ((months.get(beginning) ?? month) !== month) doubtful.add(beginning);
  months.set(beginning, month);
}

/** The month, from 1, that a folded word stands for; undefined when it is none or, as French "jui", one of two. */
export function monthOf(word: string): number | undefined {
  return doubtful.has(word) ? undefined : months.get(word);
}
