// Finds the rare spellings among the texts of a column: nearly the same as one that far more rows have. Pure.

import { type Finding, finding } from '../problems/problem.js';
import type { SourceRow } from '../values/cell.js';
import { cleanText } from '../values/characters.js';
import { fold } from '../values/fold.js';
import { distanceWithin, likeliestFinder } from '../values/nearest.js';

/** A text of a column, as its cells have it. */
export interface CountedText {
  readonly text: string;
  rows: number;
  /** Whether a row with it is valid. */
  isFit: boolean;
  readonly first: Pick<SourceRow, 'sheet' | 'row' | 'from'>;
}

/** Shorter texts are codes, which often differ in one character. */
const SHORTEST = 4;
/** The usual spelling has so many times the rows of the rare one. */
const TIMES = 10;
/** Only case, accents, spaces or punctuation differ. */
const SAME_LETTERS = 0.95;
/** A letter differs: the text may be right, so this is never sure. */
const OTHER_LETTER = 0.79;

/** The rare spellings, each with the usual one. */
export function rareSpellings(texts: readonly CountedText[]): ReadonlyMap<CountedText, Finding> {
  const usual = usualTexts(texts);
  const find = likeliestFinder(new Map([...usual].map(([key, { text }]) => [key, text])));
  const keyOfText = new Map([...usual].map(([key, { text }]) => [text, key]));
  const found = new Map<CountedText, Finding>();
  for (const one of texts) {
    const key = keyOf(one.text);
    if (key.length < SHORTEST) continue;
    const likely = usual.has(key) ? { answer: usual.get(key)?.text ?? '', confidence: 1 } : find(key);
    const near = likely && usual.get(keyOfText.get(likely.answer) ?? '');
    if (near === undefined || near.rows < TIMES * one.rows || !isNearly(one.text, near.text)) continue;
    const isSame = key === keyOf(near.text);
    const confidence = isSame ? SAME_LETTERS : Math.min(OTHER_LETTER, likely?.confidence ?? 0);
    found.set(one, finding('RARE_SPELLING', { usual: cleanText(near.text).trim(), rows: near.rows, confidence }));
  }
  return found;
}

/** The texts that have enough rows to be the usual spelling of another one; the most frequent of those with the same letters. */
function usualTexts(texts: readonly CountedText[]): ReadonlyMap<string, CountedText> {
  const usual = new Map<string, CountedText>();
  for (const one of texts) {
    const key = keyOf(one.text);
    if (!one.isFit || one.rows < TIMES || key.length < SHORTEST) continue;
    const known = usual.get(key);
    if (known === undefined || known.rows < one.rows) usual.set(key, one);
  }
  return usual;
}

/** The letters and digits of a text. */
function keyOf(text: string): string {
  return fold(text).replaceAll(' ', '');
}

/** Whether the texts are read as different ones, and differ in one letter at most: a digit tells things apart. */
function isNearly(text: string, other: string): boolean {
  if (cleanText(text).trim() === cleanText(other).trim() || digitsOf(text) !== digitsOf(other)) return false;
  return distanceWithin(keyOf(text), keyOf(other), 1) !== undefined;
}

function digitsOf(text: string): string {
  return text.replace(/\P{N}/gu, '');
}
