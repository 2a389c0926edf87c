// What a column title says of the numbers below it: `Quantity (t)`, `Betrag in TEUR`, `€ Amount`. What words mean is read in
// values/measure.ts; which columns are amounts, and in which unit, is the dataset's.

import type { ImportDataset } from '../../datasets/dataset.js';
import { findMeasure, joinMeasures, type Measure, readMeasure, sameMeasure } from '../../values/numbers/measure.js';

/** A title taken apart. */
export interface MeasuredTitle {
  /** The title without its measure. */
  readonly rest: string;
  readonly measure: Measure;
}

// No title is longer; it bounds the work on hostile cells.
export const LONGEST_TITLE = 500;

const BRACKETS = /[([]([^)\]]*)[)\]]/g;
/** A word of a title with what separates it from the words before. */
const WORDS = /[^\s,;/_(:|-]+/gu;
/** Words that begin or end a measure are few. */
const MOST_WORDS = 5;
/** Words that end a title in plain language, too: they say a unit only behind a word such as `in`, or a comma. */
const PLAIN_END = /^(?:to|ks|kus|kusy|sztuk|stuks?|pieces?|pezzi|peças|pcs|stk|stück|uds?|unidad(?:es)?|unités?)$/iu;
const BEFORE_UNIT = /(?:^|[\s_])(?:in|en|i|em|w|v)$/i;

/** All that a title may say, the likeliest first: in brackets, in its last words, in its first ones. */
export function titleMeasures(title: string): readonly MeasuredTitle[] {
  if (title.length > LONGEST_TITLE) return [];
  const rest = title.replace(BRACKETS, ' ').replace(/\s+/g, ' ').trim();
  const bracketed = inBrackets(title);
  const beside = besideWords(rest);
  if (bracketed === undefined) return beside;
  return [...beside.map((one) => joined(one, bracketed)), { rest, measure: bracketed }];
}

/** What stands in brackets, all together. */
function inBrackets(title: string): Measure | undefined {
  const said = [...title.matchAll(BRACKETS)].flatMap(([, inside = '']) => {
    const list = measureInTitle(readMeasure(inside));
    const parts = list === undefined ? inside.split(/[;|]|,(?!\d)/) : [];
    return list ?? parts.flatMap((part) => measureInTitle(findMeasure(part)) ?? []);
  });
  return said.reduce<Measure | undefined>(
    (left, one) => (left === undefined ? one : joinMeasures(left, one)),
    undefined,
  );
}

/** The suffixes and prefixes that are measures, the longest first. */
function besideWords(title: string): readonly MeasuredTitle[] {
  const words = [...title.matchAll(WORDS)];
  const found: MeasuredTitle[] = [];
  for (let count = Math.min(MOST_WORDS, words.length - 1); count > 0; count--) {
    const from = words.at(-count)?.index ?? 0;
    const suffix = title.slice(from);
    const rest = title.slice(0, from).replace(/[\s,;/_(:|*x×-]+$/u, '');
    const measure =
      count === 1 && PLAIN_END.test(suffix.replace(/\.$/, '')) && !BEFORE_UNIT.test(rest)
        ? undefined
        : readMeasure(suffix);
    const said = measureInTitle(measure);
    if (said !== undefined) found.push({ rest: rest.replace(BEFORE_UNIT, ''), measure: said });
  }
  for (let count = Math.min(2, words.length - 1); count > 0; count--) {
    const last = words[count - 1];
    const prefix = title.slice(0, (last?.index ?? 0) + (last?.[0].length ?? 0));
    // A letter or a short word before a title is no unit.
    const said = /\p{Sc}|[%‰]|\p{L}{3}/u.test(prefix) ? measureInTitle(readMeasure(prefix)) : undefined;
    if (said !== undefined) found.push({ rest: title.slice(prefix.length).trim(), measure: said });
  }
  return found;
}

/** In a title, `m` may be metres or millions. */
function measureInTitle(measure: Measure | undefined): Measure | undefined {
  const isLetter = measure?.codes.join() === 'm' && /(?:^|\s)m$/.test(measure.written);
  return measure && isLetter ? { ...measure, codes: [], unclear: 'word' } : measure;
}

function joined({ rest, measure }: MeasuredTitle, bracketed: Measure): MeasuredTitle {
  return { rest, measure: sameMeasure(measure, bracketed) ? bracketed : joinMeasures(measure, bracketed) };
}

/** The field that says the unit of an amount; undefined for a field that is no amount with a unit. */
export function unitFieldOf({ fields }: ImportDataset, name: string | undefined): string | undefined {
  const field = name === undefined ? undefined : fields[name];
  return field?.kind === 'number' ? field.unitField : undefined;
}

/** Whether the cells of the field are numbers, whose title may say how they are to be read. */
export function isMeasured({ fields }: ImportDataset, name: string | undefined): boolean {
  const kind = name === undefined ? undefined : fields[name]?.kind;
  return kind === 'number' || kind === 'yearly' || kind === 'share';
}
