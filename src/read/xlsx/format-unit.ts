// What a number format shows beside a number, and how it shows the number itself: `0.0 "kg"`, `[$€-407] #,##0`, `#,##0, "TEUR"`,
// `0%`. It is what a person sees in the cell.

import { findMeasure, type Measure, type ShownAs, sameMeasure } from '../../values/numbers/measure.js';

/** Excel takes 255 characters; it bounds the work on codes that are made to last. */
const LONGEST_FORMAT = 1000;

// A part of a format: quoted or escaped text, a width or fill, something in brackets, `General`, or one character.
const PARTS = /"([^"]*)"?|\\(.)|[_*].|\[([^\]]*)\]?|(?:general|standard)|./gisu;
const CONDITION = /\[[<>=]/;
const PLACES = /^(?:[0#?]|general|standard)$/i;
/** Currency and the locale behind it: `[$€-407]`, `[$USD]`; a locale alone says none. */
const CURRENCY = /^\$([^-]*)/;
/** What stands beside and between numbers and means nothing: signs, blanks, the brackets of negative numbers, fractions, exponents. */
const MEANINGLESS = /[\s\u00a0\u202f+()-]+/gu;
const MEANINGLESS_BETWEEN = /[\s\u00a0\u202f+()/-]+|E[+-]/gu;

/** How the code shows numbers; undefined where it shows them as they are, with no more than a word that is no unit. */
export function shownAs(code: string): ShownAs | undefined {
  if (code.length > LONGEST_FORMAT) return undefined;
  const sections = sectionsOf(code);
  const isConditional = CONDITION.test(code);
  // Without conditions, the third one is for zero, which is the same in every unit.
  const numbers = isConditional ? sections : sections.slice(0, 2);
  const shown = numbers.filter(({ hasPlaces }) => hasPlaces).map(shownBySection);
  const [first] = shown;
  if (shown.every((one) => sameShown(one, first))) return first;
  if (shown.every(isTrue)) return undefined;
  const said = shown.filter((one) => one !== undefined);
  // A negative number without the word that stands beside positive ones.
  if (!isConditional && said.length === 1) return said[0];
  return { measure: { written: code, codes: [], tens: 0, unclear: 'several' }, display: 0 };
}

/** Whether both show numbers in the same way. */
export function sameShown(a: ShownAs | undefined, b: ShownAs | undefined): boolean {
  return a?.display === b?.display && sameMeasure(a?.measure, b?.measure);
}

/** Whether what is seen is the number itself: `1.3k` for 1250. */
function isTrue(shown: ShownAs | undefined): boolean {
  const { measure, display = 0 } = shown ?? {};
  return measure?.unclear === undefined && (measure?.codes.length ?? 0) === 0 && (measure?.tens ?? 0) + display === 0;
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

function shownBySection({ before, between, behind, marks }: Section): ShownAs | undefined {
  const percents = marks.split('%').length - 1;
  // Each comma behind the last place divides by a thousand.
  const thousands = /0(,+)(?:[.%]|$)/.exec(marks)?.[1]?.length ?? 0;
  const display = 2 * percents - 3 * thousands;
  const texts = [
    before.replace(MEANINGLESS, ' '),
    between.replace(MEANINGLESS_BETWEEN, ' '),
    behind.replace(MEANINGLESS, ' '),
  ];
  const text = [...texts, percents > 0 ? '%' : '']
    .map((one) => one.trim())
    .filter(Boolean)
    .join(' ');
  const measure = text === '' ? undefined : measureBeside(text, display);
  return measure === undefined && display === 0 ? undefined : { measure, display };
}

/** `M` may be a thousand or a million: beside a number that is divided by one of them, it is that one. */
function measureBeside(text: string, display: number): Measure | undefined {
  const scale = display === -3 ? 'mille' : 'mio';
  const spelled = display < 0 ? text.replace(/(?<!\p{L})(?:MM?|mm?)(?!\p{L})/u, ` ${scale} `) : text;
  const measure = findMeasure(spelled);
  return measure && { ...measure, written: text };
}
