// Columns about a row as a whole, which belong to no field: those that an export adds to recognise its rows, `Action`, `Accept`, and
// the code of a result.

import { type ImportDataset, markTitles } from '../datasets/dataset.js';
import { fold } from '../values/fold.js';
import { ACCEPT_TITLE, codeTitle } from '../values/result-titles.js';
import type { SavedMapping } from './saved/saved-mapping.js';

/** What such a column holds. */
export type Mark = keyof typeof markTitles | 'action' | 'accept' | 'code' | 'document';

/** What a title says beside the fields: a mark; null: a column of an export that only the service fills. */
export type MarkMatcher = (title: string) => Mark | null | undefined;

/** The titles of columns that say something of a row, in every dataset. */
const ownTitles: readonly (readonly [title: string, mark: Mark])[] = [
  ['Action', 'action'],
  [ACCEPT_TITLE, 'accept'],
  [codeTitle, 'code'],
  [markTitles.remoteId, 'remoteId'],
  [markTitles.hash, 'hash'],
  [markTitles.version, 'version'],
  [markTitles.owner, 'owner'],
];

/**
 * Whether the table is an export of ours, by the marks of its columns. A result workbook identifies its rows, too, but only an
 * export says which version of a row it holds.
 */
export function isExport(columns: readonly { readonly mark?: Mark | undefined }[]): boolean {
  const marks = new Set(columns.map(({ mark }) => mark));
  return marks.has('hash') && marks.has('version');
}

/** Whether a column of this title says something of a row, whatever a mapping was made from. */
export function isMarkTitle(title: string): boolean {
  const folded = fold(title);
  return ownTitles.some(([own]) => fold(own) === folded);
}

/** Prepares for the titles of one header: only an export has columns that are the service's own. A saved mapping goes first. */
export function markMatcher(
  { exported }: ImportDataset,
  titles: readonly string[],
  saved?: Pick<SavedMapping, 'columns'>,
): MarkMatcher {
  const told = new Set(Object.keys(saved?.columns ?? {}).map(fold));
  const marks = new Map(ownTitles.map(([title, mark]) => [fold(title), mark]));
  const isOwn = isExport(titles.map((title) => ({ mark: marks.get(fold(title)) })));
  const columns = isOwn ? (exported?.columns ?? []) : [];
  const own = new Set(columns.flatMap(({ key, title, unit }) => [key, title, `${title} (${unit})`].map(fold)));
  return (title) => {
    const folded = fold(title);
    if (told.has(folded)) return undefined;
    return marks.get(folded) ?? (own.has(folded) || (isOwn && /^extra[ .]/.test(title)) ? null : undefined);
  };
}
