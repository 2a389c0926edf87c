// What unit a word most likely stands for that is nearly one. A word that is like no unit is left to the service: it may have
// units of its own.

import { type Finding, finding } from '../problems/problem.js';
import { abbreviated } from '../values/abbreviation.js';
import { fold } from '../values/fold.js';
import { distanceWithin, type Likely, likeliestFinder } from '../values/nearest.js';
import { unitWords } from '../values/numbers/units.js';
import { readUnitCell } from './amount-unit.js';

/** One word; shorter ones are like far too many others. */
const WORD = /^\p{L}{5,}\.?$/u;
/** Units differ by thousands: what was meant is never sure. */
const MOST_SURE = 0.79;

/** Prepares for the words of unit columns: says something of a word that is no known unit, and nearly one. */
export function unitSpelling(): (text: string) => Finding | undefined {
  const answers = new Map(
    [...unitWords()].map(([word, codes]) => [fold(word), codes.length === 1 ? (codes[0] ?? '') : '']),
  );
  answers.delete('');
  const find = likeliestFinder(answers);
  const near = (word: string): Likely | undefined => {
    const found = find(word);
    const isOneEdit = [...answers].some(
      ([known, answer]) => answer === found?.answer && distanceWithin(word, known, 1) !== undefined,
    );
    return isOneEdit ? found : undefined;
  };
  return (text) => {
    const word = text.trim();
    const { measure, isId } = readUnitCell(word);
    if (measure !== undefined || isId || !WORD.test(word)) return undefined;
    const { answer = '', confidence = 0 } = abbreviated(word, answers, fold) ?? near(fold(word)) ?? {};
    return answer === ''
      ? undefined
      : finding('LIKELY_UNIT', { unit: answer, confidence: Math.min(MOST_SURE, confidence) });
  };
}
