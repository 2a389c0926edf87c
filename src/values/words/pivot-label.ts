// The words that a pivot table writes where a name belongs, in the languages of Excel and its kin. Totals have a file of their own.

import { fold } from '../fold.js';

/** For rows without a name: only in brackets, since without them they are words that may name something. */
const NO_NAME: ReadonlySet<string> = new Set(
  (
    'blank blanks empty leer leere vide vides vacio vacia vacias vuoto vuota vuote vazio vazia leeg tom tomt tomme tyhja ' +
    'puste pusty prazdne prazdny ures gol bos пусто пустая пустые 空白 空 비어있음'
  )
    .split(' ')
    .map(fold),
);
const NO_NAME_IN_WORDS: ReadonlySet<string> = new Set(['en blanco', 'em branco', 'no value'].map(fold));
/** The heads of its columns. */
const HEADS: ReadonlySet<string> = new Set(
  [
    'Row Labels, Column Labels, Zeilenbeschriftungen, Spaltenbeschriftungen, Étiquettes de lignes, Étiquettes de colonnes',
    'Etiquetas de fila, Etiquetas de columna, Etichette di riga, Etichette di colonna, Rótulos de Linha, Rótulos de Coluna',
    'Rijlabels, Kolomlabels, Radetiketter, Kolumnetiketter, Rækkenavne, Kolonnenavne, Rækkeetiketter, Kolonneetiketter',
    'Etykiety wierszy, Etykiety kolumn, Popisky řádků, Popisky sloupců, Riviotsikot, Sarakeotsikot',
    'Названия строк, Названия столбцов, 行标签, 列标签, 行ラベル, 列ラベル, 행 레이블, 열 레이블',
  ].flatMap((names) => names.split(', ').map(fold)),
);
const IN_BRACKETS = /^\s*[(（[](.+)[)）\]]\s*$/u;
// Labels are short; it bounds the work on long descriptions.
const LONGEST = 40;

/** A start that folding leaves as it is, but for its case; and those of the heads: nearly all texts are told by it. */
const PLAIN_START = /^[A-Za-z0-9]{3}/;
const HEAD_START = new RegExp(`^(?:${[...new Set([...HEADS].map((head) => head.slice(0, 3)))].join('|')})`, 'i');

/** Whether the whole text is what a pivot table writes in a name's place, as `(blank)` or `Row Labels`. */
export function isPivotLabel(text: string): boolean {
  if (text.length > LONGEST || (PLAIN_START.test(text) && !HEAD_START.test(text))) return false;
  const inside = IN_BRACKETS.exec(text)?.[1];
  if (inside === undefined) return HEADS.has(fold(text));
  const folded = fold(inside);
  return NO_NAME.has(folded) || NO_NAME_IN_WORDS.has(folded);
}
