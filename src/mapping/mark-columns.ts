// Columns about a row as a whole, which belong to no field: those that an export adds to recognise its rows, `Action` and `Accept`.

import { type ImportDataset, markTitles } from '../datasets/dataset.js';
import { fold } from '../values/fold.js';
import type { SavedMapping } from './saved/saved-mapping.js';

/** What such a column holds. */
export type Mark = keyof typeof markTitles | 'action' | 'accept' | 'document';

/** What a title says beside the fields: a mark; null: a column of an export that only the service fills. */
export type MarkMatcher = (title: string) => Mark | null | undefined;

/** Prepares for the titles of one header: only an export has columns that are the service's own. A saved mapping goes first. */
export function markMatcher(
  { exported }: ImportDataset,
  titles: readonly string[],
  saved?: Pick<SavedMapping, 'columns'>,
): MarkMatcher {
  const told = new Set(Object.keys(saved?.columns ?? {}).map(fold));
  const marks = new Map<string, Mark>([
    [fold('Action'), 'action'],
    [fold('Accept'), 'accept'],
  ]);
  for (const [mark, title] of Object.entries(markTitles)) marks.set(fold(title), mark as Mark); // the keys are marks
  const isExport = titles.some((title) => fold(title) === fold(markTitles.hash));
  const columns = isExport ? (exported?.columns ?? []) : [];
  const own = new Set(columns.flatMap(({ key, title, unit }) => [key, title, `${title} (${unit})`].map(fold)));
  return (title) => {
    const folded = fold(title);
    if (told.has(folded)) return undefined;
    return marks.get(folded) ?? (own.has(folded) || (isExport && /^extra[ .]/.test(title)) ? null : undefined);
  };
}
