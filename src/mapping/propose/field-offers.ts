// What a column is worth for a field: by the words of its title, confirmed or ruled out by what it holds. Which column gets the field
// is for propose-mapping.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import { isTaxed, titlesOf } from '../match-title.js';
import { basisOf, isQuantity } from '../tax-words.js';
import { type ColumnContent, type Fit, fitOf, isUnitField } from './column-content.js';
import { type PreparedTitle, prepareTitle, SAME_WORDS, titleScore } from './title-score.js';

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
  readonly why: string;
}

/** What a title is worth that stands for a field only where nothing better does. */
const WEAK = 0.75;
/** So much less is a quantity of things worth, where money is asked for. */
const OF_THINGS = 0.2;
/** What a column of units is worth, where its title does not name them. */
const BY_CONTENT = 0.66;

/** Prepares the titles of a dataset; the finder gives nothing where a column has nothing to do with a field. */
export function offerFinder(dataset: ImportDataset): (name: string, column: Column) => Offer | undefined {
  const known = new Map<string, FieldTitles>();
  const parts = new Map<string, readonly PreparedTitle[]>();
  return (name, column) => {
    const titles = known.get(name) ?? fieldTitles(dataset, name);
    known.set(name, titles);
    const halves = parts.get(column.title) ?? halvesOf(column.title);
    parts.set(column.title, halves);
    if (isMoneyForThings(dataset, name, column.title)) return undefined;
    const offer = offerOf(column, halves, titles, fitOf(column.content, dataset, name), isUnitField(dataset, name));
    // An amount of money goes before one of things, which a title like it may name as well.
    const isThings = offer !== undefined && isTaxed(dataset, name) && isQuantity(column.title);
    return isThings ? { ...offer, score: offer.score - OF_THINGS } : offer;
  };
}

/** Net or gross is said of money and of weights: `Net sales` are no pieces sold, which have no unit. */
function isMoneyForThings({ fields }: ImportDataset, name: string, title: string): boolean {
  const field = fields[name];
  return field?.kind === 'number' && !field.taxed && field.unitField === undefined && basisOf(title) !== undefined;
}

interface FieldTitles {
  readonly strong: readonly PreparedTitle[];
  readonly weak: readonly PreparedTitle[];
}

function fieldTitles(dataset: ImportDataset, name: string): FieldTitles {
  const weak = dataset.fields[name]?.weakAliases ?? [];
  return { strong: titlesOf(dataset, name).map(prepareTitle).filter(isWhole), weak: weak.map(prepareTitle) };
}

/** `From date` is known as it stands: without its small word, it is any date. */
function isWhole({ title, words }: PreparedTitle): boolean {
  return words.length > 1 || !title.includes(' ');
}

/** Each side of `GTIN/EAN` must name the field. */
function halvesOf(title: string): readonly PreparedTitle[] {
  const halves = title.split(/[/|]/).filter((half) => /\p{L}{2}/u.test(half));
  return (halves.length > 1 ? halves : [title]).map(prepareTitle);
}

function offerOf(
  column: Column,
  halves: readonly PreparedTitle[],
  { strong, weak }: FieldTitles,
  fit: Fit,
  isUnits: boolean,
): Offer | undefined {
  if (fit === 'against') return undefined;
  const values = fit === 'for' ? ', and its values fit' : '';
  const [score, alias] = bestOf(halves, strong);
  if (score >= SAME_WORDS) return { column, score: Math.min(score, 0.95), why: `its title means "${alias}"${values}` };
  if (fit !== 'for') return undefined;
  if (score > 0) return { column, score, why: `its title is like "${alias}"${values}` };
  const [weakly, word] = bestOf(halves, weak);
  if (weakly >= SAME_WORDS) return { column, score: WEAK, why: `no other column has it; "${word}" may mean it` };
  const isMoney = isUnits && column.content.kind === 'currency';
  return isMoney ? { column, score: BY_CONTENT, why: 'its values are currencies' } : undefined;
}

/** The best score that all sides of a title have, and the known title that it is like. */
function bestOf(halves: readonly PreparedTitle[], known: readonly PreparedTitle[]): readonly [number, string] {
  let least: readonly [number, string] = [1, ''];
  for (const half of halves) {
    let best: readonly [number, string] = [0, ''];
    for (const one of known) {
      const score = titleScore(half, one);
      if (score > best[0]) best = [score, one.title];
    }
    if (best[0] < least[0] || least[1] === '') least = best;
  }
  return least;
}
