// Finds the word a person most likely meant: optimal string alignment distance (insert, delete, replace, swap neighbours)
// over folded words, within a bound that grows with the word. What to do with a near word is for the callers.

import { fold } from './fold.js';

/** The candidate nearest to the word, or undefined when none is near; the first one of equally near candidates. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const index = nearestFinder(candidates.map(fold))(fold(word));
  return index === undefined ? undefined : candidates[index];
}

/**
 * The same for words that are folded already and are asked for often: finds the index of the nearest candidate, of those that
 * `isOut` does not rule out.
 */
export function nearestFinder(
  candidates: readonly string[],
): (word: string, isOut?: (index: number) => boolean) => number | undefined {
  const letters = candidates.map(lettersOf);
  return (word, isOut) => {
    const wanted = lettersOf(word);
    let best: number | undefined;
    // One letter in four may differ, at least one, and never all of them.
    let bound = Math.min(Math.max(1, Math.floor(word.length / 4)), word.length - 1);
    for (let index = 0; index < candidates.length && bound >= 0; index++) {
      if (leastEdits(wanted, letters[index] ?? 0) > bound) continue;
      const distance = distanceWithin(word, candidates[index] ?? '', bound);
      if (distance === undefined || isOut?.(index)) continue;
      best = index;
      bound = distance - 1;
    }
    return best;
  };
}

/** What a word may stand for, and how sure that is: from 0 to 1. */
export interface Likely {
  readonly answer: string;
  readonly confidence: number;
}

/**
 * What a word most likely stands for, of folded words that each have an answer. The confidence falls with each letter that
 * differs, and is halved where a word with another answer is as near.
 * @param isMistaken Whether two words are taken for each other, such as Niger and Nigeria: also then it is halved.
 */
export function likeliestFinder(
  answers: ReadonlyMap<string, string>,
  isMistaken: (word: string, other: string) => boolean = () => false,
): (word: string) => Likely | undefined {
  const words = [...answers.keys()];
  const find = nearestFinder(words);
  return (word) => {
    const best = find(word);
    if (best === undefined) return undefined;
    const edits = (index: number): number => distanceWithin(word, words[index] ?? '', word.length) ?? word.length;
    const answer = answers.get(words[best] ?? '') ?? '';
    const rival = find(word, (index) => answers.get(words[index] ?? '') === answer);
    const isLike = (other: string): boolean => answers.get(other) !== answer && isMistaken(words[best] ?? '', other);
    const isAlone = (rival === undefined || edits(rival) > edits(best)) && !words.some(isLike);
    return { answer, confidence: (1 - edits(best) / word.length) * (isAlone ? 1 : 0.5) };
  };
}

/** The letters of a word as bits; letters that share a bit make two words look more alike, never less. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) bits |= 1 << (word.charCodeAt(index) % 32);
  return bits;
}

/** An edit removes at most one letter and brings at most one, so words differ by at least this many edits. */
function leastEdits(one: number, other: number): number {
  return Math.max(countBits(one & ~other), countBits(other & ~one));
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The number of edits between two words, or undefined when it is above the bound. */
export function distanceWithin(a: string, b: string, bound: number): number | undefined {
  if (Math.abs(a.length - b.length) > bound) return undefined;
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    let least = row;
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let edits = Math.min(
        at(previous, column) + 1,
        at(current, column - 1) + 1,
        at(previous, column - 1) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        edits = Math.min(edits, at(beforePrevious, column - 2) + 1);
      }
      current.push(edits);
      least = Math.min(least, edits);
    }
    // A row's least is at most one above the row before it, so not even a swap, which reaches back two rows, gets below again.
    if (least > bound) return undefined;
    beforePrevious = previous;
    previous = current;
  }
  const distance = at(previous, b.length);
  return distance <= bound ? distance : undefined;
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
