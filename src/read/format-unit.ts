// The unit that a number format shows beside a number, as `0.0 "kg"` or `[$€-407] #,##0`: what a person sees in the cell.

import { type Unit, unitOf } from '../values/units.js';

/** Excel takes 255 characters; it bounds the work on codes that are made to last. */
const LONGEST_FORMAT = 1000;

// A part of a format: quoted or escaped text, a width or fill, something in brackets, `General`, or one character.
const PARTS = /"([^"]*)"?|\\(.)|[_*].|\[([^\]]*)\]?|(?:general|standard)|./gisu;
const CONDITION = /\[[<>=]/;
const PLACES = /^(?:[0#?]|general|standard)$/i;
/** Currency and the locale behind it: `[$€-407]`, `[$USD]`; a locale alone says none. */
const CURRENCY = /^\$([^-]*)/;
/** What stands beside numbers and means nothing: signs, blanks, the brackets of negative numbers. */
const MEANINGLESS = /[\s\u00a0\u202f+()-]+/gu;

/**
 * The only unit that the code shows beside a number, the same for positive and negative ones. Undefined where it shows none, any
 * other word, or not the number itself but a thousandth of it or percent.
 */
export function formatUnit(code: string): Unit | undefined {
  if (code.length > LONGEST_FORMAT) return undefined;
  const sections = sectionsOf(code);
  // Without conditions, the third one is for zero, which is the same in every unit.
  const numbers = CONDITION.test(code) ? sections : sections.slice(0, 2);
  const shown = numbers.filter(({ hasPlaces }) => hasPlaces);
  const [first, ...others] = shown.map(unitOfSection);
  if (first === undefined || others.some((unit) => unit?.codes.join() !== first.codes.join())) return undefined;
  return first;
}

/** A part of a format for some of the numbers. */
interface Section {
  /** Whether it shows a number at all, and not a text in its place. */
  hasPlaces: boolean;
  /** Texts before, between and behind the places. */
  before: string;
  between: string;
  behind: string;
  /** What stands among the places but is no text. */
  marks: string;
}

function sectionsOf(code: string): readonly Section[] {
  const sections = [emptySection()];
  for (const [part, quoted, escaped, bracketed] of code.matchAll(PARTS)) {
    const section = sections.at(-1) ?? emptySection();
    const text = quoted ?? escaped ?? (bracketed === undefined ? undefined : (CURRENCY.exec(bracketed)?.[1] ?? ''));
    if (text !== undefined) section.behind += text;
    else if (part === ';') sections.push(emptySection());
    else if (PLACES.test(part)) addPlace(section);
    else if (/^[.,%]$/.test(part)) section.marks += part;
    else if (!/^[_*]./u.test(part)) section.behind += part;
  }
  return sections;
}

function emptySection(): Section {
  return { hasPlaces: false, before: '', between: '', behind: '', marks: '' };
}

function addPlace(section: Section): void {
  if (section.hasPlaces) section.between += section.behind;
  else section.before = section.behind;
  section.behind = '';
  section.hasPlaces = true;
  section.marks += '0';
}

function unitOfSection({ before, between, behind, marks }: Section): Unit | undefined {
  // A comma behind the last place divides by a thousand.
  if (between !== '' || marks.includes('%') || /0,+(?:\.|$)/.test(marks)) return undefined;
  const [one, ...others] = [before, behind].map((text) => text.replace(MEANINGLESS, ' ').trim()).filter(Boolean);
  return one === undefined || others.length > 0 ? undefined : unitOf(one);
}
