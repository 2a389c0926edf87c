// Which of several columns whose titles mean one field is read: the field's own words come before those that mean it only where
// nothing better is there, as the date of an invoice comes before that of its payment. Amounts with their units are for rival-amounts.ts.

import type { ImportDataset } from '../../datasets/dataset.js';
import { fold } from '../../values/fold.js';
import { withoutBrackets } from '../titles/match-title.js';

/** Prepares to sort the titles of a field, the best first: by their place among the words of a language. */
export function titleRanker(dataset: ImportDataset, name: string): (title: string) => number {
  const field = dataset.fields[name];
  const ranks = new Map<string, number>();
  for (const words of Object.values(field?.aliases ?? {})) {
    for (const [index, word] of words.entries()) {
      const known = ranks.get(fold(word)) ?? Number.POSITIVE_INFINITY;
      ranks.set(fold(word), Math.min(known, index));
    }
  }
  for (const word of [field?.title ?? name, name]) ranks.set(fold(word), -1);
  return (title) => ranks.get(fold(title)) ?? ranks.get(fold(withoutBrackets(title))) ?? ranks.size;
}
