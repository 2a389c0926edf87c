// Which field of a dataset a column title stands for, whatever its language, case, accents, unit or remark in brackets.
// Leaves what a whole header means to map-header.ts and find-header.ts.

import type { ImportDataset } from '../datasets/dataset.js';
import { fold } from '../values/fold.js';
import { withoutTaxWords } from './tax-words.js';
import { LONGEST_TITLE, titleUnit, unitFieldOf } from './title-unit.js';

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

/** Prepares the dataset's titles for comparing. */
export function titleMatcher(dataset: ImportDataset): TitleMatcher {
  const plain = new Map<string, string>();
  const yearly = new Map<string, string>();
  for (const [name, field] of Object.entries(dataset.fields)) {
    for (const title of titlesOf(dataset, name)) {
      if (field.kind === 'yearly') yearly.set(yearOf(title)?.rest ?? fold(title), name);
      else plain.set(fold(title), name);
    }
    // A year alone is title enough.
    if (field.kind === 'yearly') yearly.set('', name);
  }
  return (title) => {
    if (title.length > LONGEST_TITLE) return undefined;
    const field = plain.get(fold(title)) ?? plain.get(fold(withoutBrackets(title)));
    if (field !== undefined) return { field };
    const amount = plain.get(fold(titleUnit(title)?.rest ?? ''));
    if (amount !== undefined && unitFieldOf(dataset, amount) !== undefined) return { field: amount };
    const bare = plain.get(withoutTaxWords(withoutUnit(title)));
    if (bare !== undefined && isTaxed(dataset, bare)) return { field: bare };
    const dated = yearOf(title);
    const yearlyField = dated && yearly.get(dated.rest);
    return dated && yearlyField !== undefined ? { field: yearlyField, year: dated.year } : undefined;
  };
}

function withoutUnit(title: string): string {
  return titleUnit(title)?.rest ?? title;
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

const TONNES = new Set(
  't to tn ton tonne tonnes tonnen tonelada toneladas tonnellata tonnellate tonny tonn tonnia tonni tony tuny'.split(
    ' ',
  ),
);
const BEFORE_UNIT = new Set(['in', 'en', 'i', 'em', 'w', 'v']);

/** The only year (1990 to 2100) of a title, and its other words, folded, without a unit of tonnes at their end. */
export function yearOf(title: string): { readonly year: string; readonly rest: string } | undefined {
  const words = fold(title).split(' ');
  const years = words.filter((word) => /^\d{4}$/.test(word));
  const [year] = years;
  if (years.length !== 1 || year === undefined || Number(year) < 1990 || Number(year) > 2100) return undefined;
  const rest = words.filter((word) => word !== year);
  if (TONNES.has(rest.at(-1) ?? '')) rest.pop();
  if (BEFORE_UNIT.has(rest.at(-1) ?? '')) rest.pop();
  return { year, rest: rest.join(' ') };
}
