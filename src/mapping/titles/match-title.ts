// Which field of a dataset a column title stands for, whatever its language, case, accents, unit or remark in brackets.
// Leaves what a whole header means to map-header.ts and find-header.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import { fixedUnitOf } from '../../datasets/field.js';
import { perDataset } from '../../datasets/per-dataset.js';
import { fold } from '../../values/fold.js';
import { factorTo } from '../../values/numbers/convert.js';
import type { Measure } from '../../values/numbers/measure.js';
import { withoutTaxWords } from './tax-words.js';
import { isMeasured, LONGEST_TITLE, type MeasuredTitle, titleMeasures } from './title-unit.js';

/** What a title stands for; the year where the field has one column for each year. */
export interface TitleMatch {
  readonly field: string;
  readonly year?: string;
}

export type TitleMatcher = (title: string) => TitleMatch | undefined;

/** All titles that stand for a field: its own first, then its name, then what people write in each language. */
export function titlesOf(dataset: ImportDataset, name: string): readonly string[] {
  const field = dataset.fields[name];
  return field === undefined ? [] : [field.title, name, ...Object.values(field.aliases).flat()];
}

/** A title as all datasets compare it, which is most of the work. */
export interface TitleParts {
  /** The title and the title without brackets, folded. */
  readonly names: readonly string[];
  readonly readings: readonly MeasuredTitle[];
  /** What is left of the title without its measure, folded. */
  readonly rests: readonly string[];
  /** What is left of it without its measure and words of tax. */
  readonly untaxed: readonly string[];
}

/** Takes a title apart. */
export function titleParts(title: string): TitleParts {
  const readings = titleMeasures(title);
  const rests = readings.map(({ rest }) => rest);
  return {
    names: [fold(title), fold(withoutBrackets(title))],
    readings,
    rests: rests.map(fold),
    untaxed: [...rests, title].map(withoutTaxWords),
  };
}

/** The fields of a dataset by their folded titles. */
const fieldsByTitle = perDataset((dataset) => {
  const plain = new Map<string, string>();
  const yearly = new Map<string, string>();
  for (const [name, field] of Object.entries(dataset.fields)) {
    for (const title of titlesOf(dataset, name)) {
      if (field.kind === 'yearly') yearly.set(yearOf(withoutBrackets(title))?.rest ?? fold(title), name);
      else plain.set(fold(title), name);
    }
    // A year alone is title enough.
    if (field.kind === 'yearly') yearly.set('', name);
  }
  return { plain, yearly };
});

/** Finds the field of a title. */
export function titleMatcher(dataset: ImportDataset, partsOf: typeof titleParts = titleParts): TitleMatcher {
  const { plain, yearly } = fieldsByTitle(dataset);
  return (title) => {
    if (title.length > LONGEST_TITLE) return undefined;
    const { names, readings, rests, untaxed } = partsOf(title);
    const field = names.map((name) => plain.get(name)).find((name) => name !== undefined);
    if (field !== undefined) return { field };
    const amount = rests.map((rest) => plain.get(rest)).find((name) => isMeasured(dataset, name));
    if (amount !== undefined) return { field: amount };
    const bare = untaxed.map((rest) => plain.get(rest)).find((name) => isTaxed(dataset, name));
    if (bare !== undefined) return { field: bare };
    if (readings.length === 0) return yearlyMatch(title, undefined);
    for (const { rest, measure } of readings) {
      const match = yearlyMatch(rest, measure);
      if (match !== undefined) return match;
    }
    return undefined;
  };

  /** The year's column of a field; one in a unit that the field cannot be in is another column. */
  function yearlyMatch(title: string, measure: Measure | undefined): TitleMatch | undefined {
    const dated = yearOf(title);
    const field = dated && yearly.get(dated.rest);
    if (dated === undefined || field === undefined) return undefined;
    const unit = fixedUnitOf(dataset.fields[field]);
    const codes = measure?.codes ?? [];
    const isOther = codes.length > 0 && unit !== undefined && factorTo(unit, codes) === undefined;
    return isOther ? undefined : { field, year: dated.year };
  }
}

/** Whether the amounts of a field may be money with tax in it. */
export function isTaxed({ fields }: ImportDataset, name: string | undefined): boolean {
  const field = name === undefined ? undefined : fields[name];
  return field?.kind === 'number' && field.taxed === true;
}

/** The title without what stands in brackets, such as a unit or a remark. */
export function withoutBrackets(title: string): string {
  return title.length > LONGEST_TITLE ? title : title.replace(/\([^)]*\)|\[[^\]]*\]/g, ' ');
}

/** The only year (1990 to 2100) of a title, and its other words, folded. */
export function yearOf(title: string): { readonly year: string; readonly rest: string } | undefined {
  if (!/\d{4}|[^\x20-\x7e]/.test(title)) return undefined;
  const words = fold(title).split(' ');
  const years = words.filter((word) => /^\d{4}$/.test(word));
  const [year] = years;
  if (years.length !== 1 || year === undefined || Number(year) < 1990 || Number(year) > 2100) return undefined;
  const rest = words.filter((word) => word !== year);
  return { year, rest: rest.join(' ') };
}
