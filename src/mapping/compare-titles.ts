// Compares the titles that a mapping was made from with those of a file: which columns are the same, renamed, new or missing.
// Pure; what follows from it is decided by the callers.

import type { SourceRow } from '../values/cell.js';
import { columnPrint, isOfKind, type PrintedColumn, sameColumn } from './column-print.js';
import { headerTitles } from './mapping.js';
import { isMarkTitle } from './mark-columns.js';
import { keyOf } from './match-column.js';
import { usedTitles } from './saved/mapped-names.js';
import type { SavedMapping } from './saved/saved-mapping.js';
import { isOpposed } from './titles/tax-words.js';
import { speaksOfAnother } from './titles/title-roles.js';

/** What became of a column that the mapping uses, or a column that it does not know. */
export type ColumnChange =
  | { readonly kind: 'same'; readonly title: string }
  /** The same values are below another title. */
  | { readonly kind: 'renamed'; readonly title: string; readonly now: string }
  /** `perhaps`: the only new column with values of its kind. */
  | { readonly kind: 'missing'; readonly title: string; readonly perhaps: string | undefined }
  | { readonly kind: 'new'; readonly title: string };

/**
 * Compares a mapping with the header of a file. A mapping that does not say its titles knows no new columns.
 * @param sample Rows below the header.
 */
export function compareTitles(
  saved: SavedMapping,
  header: SourceRow,
  sample: readonly SourceRow[],
): readonly ColumnChange[] {
  const titles = headerTitles(header);
  const there = new Set(titles.map(keyOf));
  const known = new Set([...(saved.titles ?? titles), ...Object.keys(saved.columns), ...usedTitles(saved)].map(keyOf));
  const isNew = (title: string): boolean => title !== '' && !known.has(keyOf(title)) && !isMarkTitle(title);
  const news = titles.flatMap((title, index): readonly PrintedColumn[] =>
    isNew(title) ? [{ title, cells: sample.map(({ cells }) => cells[index] ?? null) }] : [],
  );
  const gone = distinct(usedTitles(saved)).filter((title) => !there.has(keyOf(title)));
  const renamed = renamedAmong(gone, news, saved);
  const now = new Set(renamed.values());
  const left = news.filter(({ title }) => !now.has(title));
  const changes = distinct(usedTitles(saved)).map((title): ColumnChange => {
    if (there.has(keyOf(title))) return { kind: 'same', title };
    const other = renamed.get(title);
    return other === undefined
      ? { kind: 'missing', title, perhaps: onlyOfKind(title, gone.length - renamed.size, left, saved) }
      : { kind: 'renamed', title, now: other };
  });
  return [...changes, ...left.map(({ title }): ColumnChange => ({ kind: 'new', title }))];
}

/** The mapping for the titles of the file: renamed columns have their new titles, and `titles` are the file's. */
export function withRenamed(saved: SavedMapping, changes: readonly ColumnChange[], header: SourceRow): SavedMapping {
  const now = new Map(changes.flatMap((one) => (one.kind === 'renamed' ? [[keyOf(one.title), one.now] as const] : [])));
  const titled = (title: string): string => now.get(keyOf(title)) ?? title;
  const renamed = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).map(([title, entry]) => [titled(title), entry]));
  const { columns, joins, differences, splits, values, seen, rules } = saved;
  return {
    ...saved,
    titles: headerTitles(header).filter(Boolean),
    columns: renamed(columns),
    splits: splits && renamed(splits),
    values: values && renamed(values),
    seen: seen && renamed(seen),
    rules: rules?.map(({ unless, ...rule }) => ({
      ...rule,
      when: renamed(rule.when),
      ...(unless && { unless: renamed(unless) }),
    })),
    differences:
      differences &&
      Object.fromEntries(
        Object.entries(differences).map(([field, { debit, credit }]) => [
          field,
          { debit: titled(debit), credit: titled(credit) },
        ]),
      ),
    joins:
      joins &&
      Object.fromEntries(
        Object.entries(joins).map(([field, join]) => [field, { ...join, columns: join.columns.map(titled) }]),
      ),
  };
}

/**
 * The mapping without what it makes of columns that are gone: their fields are open again. Rules stay: they are reported.
 * @param titles Of the file's columns and those that its rows gain.
 */
export function withoutGone(saved: SavedMapping, titles: readonly string[]): SavedMapping {
  const there = new Set(titles.map(keyOf));
  const isThere = (title: string): boolean => there.has(keyOf(title));
  const kept = <T>(entries: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(entries).filter(([title]) => isThere(title)));
  const { columns, joins, differences, splits, values } = saved;
  const joined = Object.entries(joins ?? {}).flatMap(([field, join]) => {
    const left = join.columns.filter(isThere);
    return left.length === 0 ? [] : [[field, { ...join, columns: left }] as const];
  });
  return {
    ...saved,
    columns: kept(columns),
    splits: splits && kept(splits),
    values: values && kept(values),
    joins: joins && Object.fromEntries(joined),
    differences:
      differences &&
      Object.fromEntries(
        Object.entries(differences).filter(([, { debit, credit }]) => isThere(debit) && isThere(credit)),
      ),
  };
}

/** The prints of the columns that a mapping uses, to be kept in it. @param sample Rows below the header. */
export function printsOf(
  saved: Parameters<typeof usedTitles>[0],
  header: SourceRow,
  sample: readonly SourceRow[],
): Readonly<Record<string, string>> {
  const used = new Set(usedTitles(saved).map(keyOf));
  return Object.fromEntries(
    headerTitles(header).flatMap((title, index) =>
      used.has(keyOf(title)) ? [[title, columnPrint(sample.map(({ cells }) => cells[index] ?? null))] as const] : [],
    ),
  );
}

/** Title of the mapping -> title of the file. A column that several fit as well is nobody's; gross is never net. */
function renamedAmong(
  gone: readonly string[],
  news: readonly PrintedColumn[],
  { seen = {} }: SavedMapping,
): ReadonlyMap<string, string> {
  const pairs = gone.flatMap((title) => {
    const print = printOf(title, seen);
    if (print === undefined) return [];
    return news.flatMap((column) => {
      const share = isOpposed(title, column.title) ? 0 : sameColumn(title, print, column);
      return share > 0 ? [{ title, now: column.title, share }] : [];
    });
  });
  const best = pairs.filter((pair) =>
    pairs.every((other) => {
      const isRival = (other.title === pair.title) !== (other.now === pair.now);
      return !isRival || other.share < pair.share;
    }),
  );
  return new Map(best.map(({ title, now }) => [title, now]));
}

function onlyOfKind(
  title: string,
  missing: number,
  left: readonly PrintedColumn[],
  { seen = {} }: SavedMapping,
): string | undefined {
  const print = printOf(title, seen);
  const [only, ...others] = left.filter(({ title: now, cells }) =>
    print === undefined
      ? missing === 1
      : isOfKind(print, cells) && !isOpposed(title, now) && !speaksOfAnother(title, now),
  );
  return others.length === 0 ? only?.title : undefined;
}

function printOf(title: string, seen: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(seen).find(([named]) => keyOf(named) === keyOf(title))?.[1];
}

function distinct(titles: readonly string[]): readonly string[] {
  return [...new Map(titles.map((title) => [keyOf(title), title])).values()];
}
