// Finds the name, of many, that a text most likely means: spelt otherwise, with a wrong letter, or abbreviated. Pure.

import { abbreviated } from './abbreviation.js';
import { fold } from './fold.js';
import { distanceWithin, type Likely, likeliestFinder } from './nearest.js';

/** Shorter texts are codes, which often differ in one character. */
const SHORTEST = 4;
/** Longer ones are sentences; it bounds the work. */
const LONGEST = 100;
/** Only case, accents, spaces or punctuation differ. */
const SAME_LETTERS = 0.95;
/** Letters differ, and both may be names: this is never sure. */
const OTHER_LETTERS = 0.79;

/**
 * Prepares for texts that are none of the names. Texts with other digits are never taken for each other.
 * @param names The preferred ones first: of names with the same letters, the first is suggested, and half as sure.
 * @param mostEdits Letters that may differ, of four or more each.
 */
export function nearNameFinder(names: Iterable<string>, mostEdits: number): (text: string) => Likely | undefined {
  const byKey = new Map<string, string>();
  const shared = new Set<string>();
  for (const name of names) {
    const key = nameKey(name);
    if (key.length < SHORTEST || key.length > LONGEST) continue;
    if (byKey.has(key)) shared.add(key);
    else byKey.set(key, name);
  }
  const find = likeliestFinder(byKey);
  const nearest = (key: string): Likely | undefined => {
    const likely = find(key);
    return likely && distanceWithin(key, nameKey(likely.answer), mostEdits) !== undefined ? likely : undefined;
  };
  return (text) => {
    const key = nameKey(text);
    if (key.length < SHORTEST || key.length > LONGEST) return undefined;
    const same = byKey.get(key);
    const likely = same === undefined ? (nearest(key) ?? abbreviated(text, byKey, nameKey)) : undefined;
    const answer = same ?? likely?.answer ?? '';
    if (answer === '' || answer === text || numbersIn(answer) !== numbersIn(text)) return undefined;
    if (likely) return { answer, confidence: Math.min(OTHER_LETTERS, likely.confidence) };
    return { answer, confidence: SAME_LETTERS * (shared.has(key) ? 0.5 : 1) };
  };
}

/** The letters and digits of a name. */
function nameKey(name: string): string {
  return fold(name).replaceAll(' ', '');
}

/** As `1 5` for `Grade 1.5`, which is not grade 15. */
function numbersIn(text: string): string {
  return (text.match(/\p{N}+/gu) ?? []).join(' ');
}
