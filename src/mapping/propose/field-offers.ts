// What a column is worth for a field: by the words of its title, confirmed or ruled out by what it holds. Which column gets the field
// is for propose-mapping.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import { perDataset } from '../../datasets/per-dataset.js';
import { readGtin } from '../../values/identifiers/read-gtin.js';
import { NEARLY_ALL } from '../column-kind.js';
import { isTaxed, titlesOf } from '../titles/match-title.js';
import { basisOf, isOpposed, isQuantity } from '../titles/tax-words.js';
import { speaksOfAnother } from '../titles/title-roles.js';
import { type ColumnContent, type Fit, fitOf, isUnitField, LEAST_MISSES } from './column-content.js';
import { type PreparedTitle, prepareTitle, SAME_WORDS, titleScore, withoutNumber } from './title-score.js';
import { isNumberWord } from './title-words.js';

/** A column of the user's table. */
export interface Column {
  /** From 0. */
  readonly index: number;
  readonly title: string;
  readonly content: ColumnContent;
}

/** What a column is worth for a field, from 0 to 1, and why. */
export interface Offer {
  readonly column: Column;
  readonly score: number;
  /** Whether the title may mean the field where no other column does. */
  readonly isWeak: boolean;
  readonly why: string;
}

/** What a title is worth that stands for a field only where nothing better does. */
const WEAK = 0.75;
/** So much less is a quantity of things worth, where money is asked for. */
const OF_THINGS = 0.2;
/** What a title is worth of which one side names the field, beside one that does not. */
const ONE_SIDE = 0.9;
/** What a column of units is worth, where its title does not name them. */
const BY_CONTENT = 0.6;

/** Prepares the titles of a dataset; the finder gives nothing where a column has nothing to do with a field. */
export function offerFinder(dataset: ImportDataset): (name: string, column: Column) => Offer | undefined {
  const titlesOfField = fieldTitles(dataset);
  const parts = new Map<string, readonly PreparedTitle[]>();
  return (name, column) => {
    const titles = titlesOfField(name);
    const halves = parts.get(column.title) ?? halvesOf(column.title);
    parts.set(column.title, halves);
    if (isMoneyForThings(dataset, name, column.title)) return undefined;
    const offer = offerOf(
      column,
      halves,
      titles,
      areCountries(column, halves) ? 'for' : fitOf(column.content, dataset, name),
      isUnitField(dataset, name),
      dataset.fields[name]?.kind === 'gtin',
    );
    // An amount of money goes before one of things, which a title like it may name as well.
    const isThings = offer !== undefined && isTaxed(dataset, name) && isQuantity(column.title);
    return isThings ? { ...offer, score: offer.score - OF_THINGS } : offer;
  };
}

/** Countries fit a text about a place where the title says so, too. */
function areCountries({ content }: Column, halves: readonly PreparedTitle[]): boolean {
  return content.kind === 'country' && halves.some(({ words }) => words.some(({ word }) => word === 'country'));
}

/** Net or gross is said of money and of weights: `Net sales` are no pieces sold, which have no unit. */
function isMoneyForThings({ fields }: ImportDataset, name: string, title: string): boolean {
  const field = fields[name];
  return field?.kind === 'number' && !field.taxed && field.unitField === undefined && basisOf(title) !== undefined;
}

/** Numbers of eight digits and more whose check digits are right are hardly anything else. */
function areGtins({ content }: Column): boolean {
  const { values } = content;
  return values.length >= LEAST_MISSES && values.filter(isGtin).length >= values.length * NEARLY_ALL;
}

function isGtin(value: string): boolean {
  if (!/^\d{8,14}$/.test(value)) return false;
  const reading = readGtin(value);
  return reading.ok && reading.note?.code !== 'GTIN_CHECK_DIGIT';
}

interface FieldTitles {
  /** Whether the field holds codes: a title with and without a word for code means the same. */
  readonly coded: boolean;
  readonly strong: readonly PreparedTitle[];
  readonly weak: readonly PreparedTitle[];
}

/** The titles of each field, prepared when they are first asked for. */
const fieldTitles = perDataset((dataset) => {
  const known = new Map<string, FieldTitles>();
  return (name: string): FieldTitles => {
    const titles = known.get(name) ?? preparedTitles(dataset, name);
    known.set(name, titles);
    return titles;
  };
});

function preparedTitles(dataset: ImportDataset, name: string): FieldTitles {
  const coded = dataset.fields[name]?.kind === 'country' || isUnitField(dataset, name);
  const prepare = (title: string): PreparedTitle => (coded ? withoutNumber(prepareTitle(title)) : prepareTitle(title));
  const weak = dataset.fields[name]?.weakAliases ?? [];
  return { coded, strong: titlesOf(dataset, name).map(prepare).filter(isWhole), weak: weak.map(prepare) };
}

/** `From date` and `Code` are known as they stand only: without its small word, the one is any date; the other may be of anything. */
function isWhole({ title, words }: PreparedTitle): boolean {
  const names = words.some(({ word }) => !isNumberWord(word));
  return names && (words.length > 1 || !title.includes(' '));
}

/** The title, and each side of one such as `GTIN/EAN`. */
function halvesOf(title: string): readonly PreparedTitle[] {
  const halves = title.split(/[/|]/).filter((half) => /\p{L}{2}/u.test(half));
  return [title, ...(halves.length > 1 ? halves : [])].map(prepareTitle);
}

function offerOf(
  column: Column,
  halves: readonly PreparedTitle[],
  { strong, weak, coded }: FieldTitles,
  fit: Fit,
  isUnits: boolean,
  isGtins: boolean,
): Offer | undefined {
  if (fit === 'against') return undefined;
  const asked = coded ? halves.map(withoutNumber) : halves;
  const values = fit === 'for' ? ', and its values fit' : '';
  const [score, alias] = bestOf(asked, strong);
  const [weakly, word] = bestOf(asked, weak);
  const isWeak = weakly >= SAME_WORDS;
  if (score >= SAME_WORDS)
    return { column, isWeak, score: Math.min(score, 0.95), why: `its title means "${alias}"${values}` };
  if (fit !== 'for') return undefined;
  if (score > (isWeak ? WEAK : 0)) return { column, isWeak, score, why: `its title is like "${alias}"${values}` };
  if (isWeak) return { column, isWeak, score: WEAK, why: `no other column has it; "${word}" may mean it` };
  const held =
    isUnits && column.content.kind === 'currency' ? 'currencies' : isGtins && areGtins(column) ? 'GTINs' : undefined;
  return held ? { column, isWeak, score: BY_CONTENT, why: `its values are ${held}` } : undefined;
}

/** The best score of a title, as it is or of its sides, and the known title that it is like. */
function bestOf(
  [whole, ...halves]: readonly PreparedTitle[],
  known: readonly PreparedTitle[],
): readonly [number, string] {
  const asked = whole === undefined ? ([0, ''] as const) : likest(whole, known);
  const ofSides = scoreOfSides(halves, known);
  return ofSides[0] > asked[0] ? ofSides : asked;
}

/**
 * The score of a title with several sides: each must name the field, as in `GTIN/EAN`. One may leave out what the first one says, as in
 * `Produktionsland/-ort` and `Country of origin / manufacture`: then the title is only likely to name it.
 */
function scoreOfSides(sides: readonly PreparedTitle[], known: readonly PreparedTitle[]): readonly [number, string] {
  const [first, ...others] = sides.map((side) => likest(side, known));
  if (first === undefined) return [0, ''];
  const least = Math.min(first[0], ...others.map(([score]) => score));
  if (least > 0) return [least, first[1]];
  const [whole, ...rest] = sides;
  const isLeftOut = ({ title, words }: PreparedTitle): boolean =>
    whole !== undefined && words.length === 1 && !isOpposed(whole.title, title) && !speaksOfAnother(whole.title, title);
  return first[0] >= SAME_WORDS && rest.every(isLeftOut) ? [first[0] * ONE_SIDE, first[1]] : [0, ''];
}

function likest(title: PreparedTitle, known: readonly PreparedTitle[]): readonly [number, string] {
  let best: readonly [number, string] = [0, ''];
  for (const one of known) {
    const score = titleScore(title, one);
    if (score > best[0]) best = [score, one.title];
  }
  return best;
}
