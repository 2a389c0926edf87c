// Reads a cell as one of a field's few words, or a synonym of one. The word for an empty cell is left to validation.

import type { ChoiceField } from '../../datasets/field.js';
import { finding } from '../../problems/problem.js';
import type { Cell } from '../cell.js';
import { fold } from '../fold.js';
import { nearestFinder } from '../nearest.js';
import { textOf } from '../read-text.js';
import { type Reading, read, unread } from '../reading.js';

type Options = ChoiceField['options'];

/** Reads cells that name one of the options; case, accents, spaces, hyphens and underscores do not matter. */
export function choiceReader(options: Options): (cell: Cell) => Reading<string | undefined> {
  let vocabulary: Vocabulary | undefined;
  return (cell) => {
    const text = textOf(cell);
    if (text === '') return read(undefined);
    vocabulary ??= vocabularyOf(options);
    const { own, words, nearest } = vocabulary;
    if (own.has(text)) return read(text);
    if (text.length > LONGEST_TEXT) {
      return unread(finding('NOT_A_CHOICE', { choices: Object.keys(options), nearest: undefined }));
    }
    const word = choiceKey(text);
    const option = words.get(word);
    if (option === undefined) {
      return unread(finding('NOT_A_CHOICE', { choices: Object.keys(options), nearest: nearest(word) }));
    }
    const isSame = option.toLowerCase() === text.toLowerCase();
    return read(option, isSame ? undefined : finding('READ_AS', { read: option }));
  };
}

// No word for an option is longer; it bounds the work on hostile cells.
const LONGEST_TEXT = 200;

interface Vocabulary {
  /** The options as they are. */
  readonly own: ReadonlySet<string>;
  /** Every word for an option -> the option. */
  readonly words: ReadonlyMap<string, string>;
  /** The option that has the word nearest to this one. */
  nearest(word: string): string | undefined;
}

function vocabularyOf(options: Options): Vocabulary {
  const words = choiceWords(options);
  const find = nearestFinder([...words.keys()]);
  const named = [...words.values()];
  return { own: new Set(Object.keys(options)), words, nearest: (word) => named[find(word) ?? -1] };
}

/** Every word for an option, by its key -> the option. */
export function choiceWords(options: Options): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  // An option's own word wins over another's synonym.
  for (const option of Object.keys(options)) words.set(choiceKey(option), option);
  for (const [option, synonyms] of Object.entries(options)) {
    for (const synonym of synonyms) if (!words.has(choiceKey(synonym))) words.set(choiceKey(synonym), option);
  }
  return words;
}

/** What matters of a word for an option: no case, accents, spaces, hyphens or underscores. */
export function choiceKey(word: string): string {
  return fold(word).replaceAll(' ', '');
}
