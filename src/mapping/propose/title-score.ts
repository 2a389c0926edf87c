// How much two titles say the same, from 0 to 1: by their words, whatever their order, plural or compound. Words only: what the
// columns hold is for column-content.ts.

import { isOpposed } from '../titles/tax-words.js';
import {
  isDescribing,
  isNumbered,
  isNumberWord,
  isOfParty,
  isOtherMoment,
  spelledTitle,
  type TitleWord,
  titleWords,
} from './title-words.js';

/** A title prepared for comparing. */
export interface PreparedTitle {
  readonly title: string;
  readonly spelled: string;
  readonly words: readonly TitleWord[];
  readonly numbered: boolean;
  readonly ofParty: boolean;
  readonly otherMoment: boolean;
}

/** From here on, two titles say the same. */
export const SAME_WORDS = 0.93;
/** Below this, they have nothing to do with each other. */
export const ALIKE = 0.65;
/** Singular and plural are the same word; a typing mistake is only likely to be one. */
const INFLECTED = 0.97;
const TYPO = 0.9;
/** A word that ends in another one names a kind of it, as `Bestellwert` and `Wert`. */
const COMPOUND = 0.8;
const LEAST_HEAD = 4;

/** Takes a title apart once, for many comparisons. */
export function prepareTitle(title: string): PreparedTitle {
  const spelled = spelledTitle(title);
  const words = titleWords(spelled);
  return {
    title,
    spelled,
    words,
    numbered: isNumbered(words),
    ofParty: isOfParty(words),
    otherMoment: isOtherMoment(words),
  };
}

/** How alike two titles are; 0 where they are opposed, as net and gross or price and quantity. */
export function titleScore(one: PreparedTitle, other: PreparedTitle): number {
  if (one.numbered !== other.numbered || one.ofParty !== other.ofParty) return 0;
  if (one.otherMoment !== other.otherMoment || isMoreThan(one, other) || isMoreThan(other, one)) return 0;
  const [total, shared] = sharedWeight(one.words, other.words);
  const score = total === 0 ? 0 : shared / total;
  return score >= ALIKE && !isOpposed(one.spelled, other.spelled) ? score : 0;
}

/** The title without words for a code: of a country or a unit, code and name mean the same. */
export function withoutNumber(prepared: PreparedTitle): PreparedTitle {
  const words = prepared.words.filter(({ word }) => !isNumberWord(word));
  return words.length === 0 ? prepared : { ...prepared, words, numbered: false };
}

/** Whether a title is a known single word and another one that is not known: `Due date` is more than `date`, a description of something a description. */
function isMoreThan({ words }: PreparedTitle, known: PreparedTitle): boolean {
  const heavy = words.filter(({ weight }) => weight === 1);
  const [only, ...others] = known.words;
  return only !== undefined && others.length === 0 && heavy.length > 1 && !isDescribing(only.word);
}

/** The weight of all words of both titles, and of those that the other one has, too. */
function sharedWeight(ours: readonly TitleWord[], theirs: readonly TitleWord[]): readonly [number, number] {
  let total = 0;
  let shared = 0;
  for (const [words, others] of [
    [ours, theirs],
    [theirs, ours],
  ] as const) {
    for (const { word, weight } of words) {
      total += weight;
      shared += weight * Math.max(0, ...others.map((one) => likeness(word, one.word)));
    }
  }
  return [total, shared];
}

function likeness(one: string, other: string): number {
  if (one === other) return 1;
  if (isInflected(one, other)) return INFLECTED;
  if (isTypo(one, other)) return TYPO;
  const [long, short] = one.length > other.length ? [one, other] : [other, one];
  return short.length >= LEAST_HEAD && long.endsWith(short) && long.length - short.length >= 3 ? COMPOUND : 0;
}

/** Singular and plural, or a case ending: the same beginning, and at most two letters more. `productid` is no plural. */
function isInflected(one: string, other: string): boolean {
  const [long, short] = one.length > other.length ? [one, other] : [other, one];
  if (/^(?:id|no|nr)$/.test(long.slice(short.length))) return false;
  return short.length >= 4 && long.length - short.length <= 2 && long.startsWith(short);
}

/** One letter more, less, other, or two swapped, in a word of six or more. */
function isTypo(one: string, other: string): boolean {
  if (one[0] !== other[0] || Math.min(one.length, other.length) < 6 || Math.abs(one.length - other.length) > 1)
    return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from++;
  let back = 0;
  while (back < Math.min(one.length, other.length) - from && one.at(-1 - back) === other.at(-1 - back)) back++;
  const [left, right] = [one.slice(from, one.length - back), other.slice(from, other.length - back)];
  return left.length + right.length <= 2 || (left.length === 2 && left === [...right].reverse().join(''));
}
