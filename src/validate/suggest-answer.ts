// What a person most likely meant by a value that was refused, and how sure that is. Suggests and never decides: nothing here
// changes a value. Finding a near word is values/'s.

import type { Field } from '../datasets/field.js';
import type { Mapping } from '../mapping/mapping.js';
import type { Answer } from '../problems/catalogue/problem-type.js';
import { answerOf } from '../problems/catalogue.js';
import type { Problem } from '../problems/problem.js';
import { abbreviated } from '../values/abbreviation.js';
import { numberText } from '../values/cell.js';
import { countryKey } from '../values/countries/country-key.js';
import { countries } from '../values/countries/country-names.js';
import { isCountry, readCountry } from '../values/countries/read-country.js';
import type { ColumnReading } from '../values/evidence.js';
import { fold } from '../values/fold.js';
import { distanceWithin, type Likely, likeliestFinder } from '../values/nearest.js';
import { type DecimalSign, parseDecimal, plainNumberText, toNumber } from '../values/numbers/number-text.js';
import { choiceKey, choiceWords } from '../values/words/read-choice.js';

/** How often each value stands in a column, by the column's title; undefined for a column whose values are not counted. */
export type ColumnValues = (title: string) => ReadonlyMap<string, number> | undefined;

/** Suggests answers to the problems of one table. */
export type AnswerFinder = (problem: Problem) => Answer | undefined;

/** Longer values are no misspelt words; it bounds the work on hostile cells. */
const LONGEST = 100;
/** A value that names an answer beside other words, as `OPEX services`. */
const NAMED_BESIDE = 0.7;
/** A number with the other decimal sign than its column. */
const OTHER_DECIMAL = 0.75;
/** A web address without its https://. */
const BARE_ADDRESS = 0.8;
/** The most frequent value of a column for its empty cells, where all filled cells agree. */
const ALL_AGREE = 0.5;

/** Prepares for the problems of a table. Dictionaries are made when the first problem needs them. */
export function answerFinder(
  { dataset, columns }: Mapping,
  readings: ReadonlyMap<number, ColumnReading>,
  valuesOf: ColumnValues,
): AnswerFinder {
  const finders = new Map<string, (value: string) => Likely | undefined>();
  const likely = (field: string, value: string): Answer | undefined => {
    const finder = finders.get(field) ?? wordFinder(dataset.fields[field]);
    finders.set(field, finder);
    const found = value.length > LONGEST ? undefined : finder(value);
    return found && { text: found.answer, confidence: found.confidence };
  };
  const decimalOf = (title: string): DecimalSign => {
    const index = columns.find((column) => column.title === title)?.index ?? -1;
    return readings.get(index)?.decimal ?? '.';
  };
  return (problem) => {
    const { code, field, column, value } = problem;
    if (code === 'NOT_A_CHOICE' || code === 'UNKNOWN_COUNTRY') return likely(field, value);
    if (code === 'REQUIRED_EMPTY') return mostFrequent(valuesOf(column));
    if (code === 'NOT_A_NUMBER') return otherDecimal(value, decimalOf(column));
    if (code === 'NOT_A_URL') return wholeAddress(value);
    return answerOf(problem);
  };
}

/** Finds the words of a field that has few of them. */
function wordFinder(field: Field | undefined): (value: string) => Likely | undefined {
  if (field?.kind === 'country') return countryFinder();
  if (field?.kind !== 'choice') return () => undefined;
  const words = choiceWords(field.options);
  const near = likeliestFinder(words);
  return (value) =>
    abbreviated(value, words, choiceKey) ??
    near(choiceKey(value)) ??
    namedBeside(value, (part) => words.get(choiceKey(part)));
}

function countryFinder(): (value: string) => Likely | undefined {
  const { codeOf, shared } = countries();
  const near = likeliestFinder(codeOf, areAlike);
  const codeIn = (part: string): string | undefined => {
    const reading = isCountry(part) ? readCountry(part) : undefined;
    return reading?.ok ? reading.value : undefined;
  };
  return (value) => {
    const key = countryKey(value);
    // A name of several countries has no answer, and two or three letters are near to far too many names.
    if (shared.has(key)) return undefined;
    const short = abbreviated(value, codeOf, countryKey, areAlike);
    if (short !== undefined) return short;
    return namedBeside(value, codeIn) ?? (key.length > 3 ? near(key) : undefined);
  };
}

/** Names that differ in one letter, or begin alike and differ in two, or of which one begins with the other. */
function areAlike(name: string, other: string): boolean {
  const most = name.slice(0, 3) === other.slice(0, 3) ? 2 : 1;
  return name.startsWith(other) || other.startsWith(name) || distanceWithin(name, other, most) !== undefined;
}

/** The only answer that parts of the value name. */
function namedBeside(value: string, answerIn: (part: string) => string | undefined): Likely | undefined {
  const parts = [...value.split(/[^\p{L}\p{N}\p{M}'’ .]+/u), ...fold(value).split(' ')].filter((one) => one.length > 1);
  const answers = new Set(parts.flatMap((part) => answerIn(part.trim()) ?? []));
  const [answer, ...others] = answers;
  return answer === undefined || others.length > 0 ? undefined : { answer, confidence: NAMED_BESIDE };
}

function mostFrequent(values: ReadonlyMap<string, number> | undefined): Answer | undefined {
  if (values === undefined || values.size === 0) return undefined;
  const [text = '', rows = 0] = [...values].reduce((best, one) => (one[1] > best[1] ? one : best));
  const all = [...values.values()].reduce((sum, one) => sum + one, 0);
  return { text, confidence: (ALL_AGREE * rows) / all };
}

function otherDecimal(value: string, decimal: DecimalSign): Answer | undefined {
  if (value.length > LONGEST) return undefined;
  const parsed = parseDecimal(plainNumberText(value), decimal === '.' ? ',' : '.');
  const number = parsed && toNumber(parsed);
  if (number === undefined) return undefined;
  return { text: numberText(number).replace('.', decimal), confidence: OTHER_DECIMAL };
}

function wholeAddress(value: string): Answer | undefined {
  const isBare = value.length <= 2000 && /^(?:[\p{L}\d-]+\.)+\p{L}{2,}(?:[/?#]\S*)?$/u.test(value.trim());
  return isBare ? { text: `https://${value.trim()}`, confidence: BARE_ADDRESS } : undefined;
}
