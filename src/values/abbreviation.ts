// Finds the known word that an abbreviation with dots stands for, as `Deutschl.` or `Dom. Rep.`. Suggests only: which words are
// known, and how they are folded, is for the callers.

import type { Likely } from './nearest.js';

/** So many letters of a name are no accident. */
const ENOUGH_LETTERS = 5;
const FEWEST_LETTERS = 3;
const OF_ENOUGH = 0.9;
const OF_FEW = 0.7;

/**
 * What the abbreviation stands for; undefined where known words with different answers fit it, or none does.
 * @param answers Folded words, each with its answer.
 * @param keyOf Folds a piece of the text as the words are folded.
 * @param isMistaken Whether two words are taken for each other: then the confidence is halved.
 */
export function abbreviated(
  text: string,
  answers: ReadonlyMap<string, string>,
  keyOf: (text: string) => string,
  isMistaken: (word: string, other: string) => boolean = () => false,
): Likely | undefined {
  const [first = '', ...others] = text.split('.').map(keyOf);
  const last = others.pop();
  const letters = [first, ...others, last ?? ''].join('').length;
  if (last === undefined || first === '' || letters < FEWEST_LETTERS) return undefined;
  const words = [...answers.keys()].filter((word) => fits(word, first, others, last));
  const [answer, ...more] = new Set(words.map((word) => answers.get(word) ?? ''));
  if (answer === undefined || more.length > 0) return undefined;
  const isLike = [...answers].some(([other, its]) => its !== answer && words.some((word) => isMistaken(word, other)));
  const isLong = others.length === 0 && last === '' && letters >= ENOUGH_LETTERS;
  return { answer, confidence: (isLong ? OF_ENOUGH : OF_FEW) * (isLike ? 0.5 : 1) };
}

/** Whether the word begins with the first piece, goes on with the others in their order, and ends with the last one. */
function fits(word: string, first: string, others: readonly string[], last: string): boolean {
  if (!word.startsWith(first)) return false;
  let end = first.length;
  for (const piece of others) {
    const at = word.indexOf(piece, end);
    if (at < 0) return false;
    end = at + piece.length;
  }
  return word.length - end >= last.length && word.endsWith(last);
}
