// Finds the field of a column: by a saved mapping, else by the column's title.

import type { ImportDataset } from '../datasets/dataset.js';
import { Stop } from '../problems/stop.js';
import { fold } from '../values/fold.js';
import { nearest } from '../values/nearest.js';
import { debitTargets, derivedTargets, partTitles } from './saved/mapped-names.js';
import type { SavedMapping } from './saved/saved-mapping.js';
import { type TitleMatch, type TitleMatcher, titleMatcher, type titleParts, yearOf } from './titles/match-title.js';

/** What a column stands for; null: the user has said to leave it out; undefined: nothing is known by its title. */
export type ColumnMatcher = (title: string) => TitleMatch | null | undefined;

// No title is longer; it bounds the work on hostile cells, which are looked at in many ways.
const LONGEST_TITLE = 2000;
/** So many titles are remembered. */
const MOST_KNOWN = 20_000;

/**
 * Prepares the titles of the dataset and of the saved mapping for comparing.
 * @param unfit what to do with a target that the dataset does not have: `ignore` it while the dataset is not decided.
 * @param partsOf shared by the matchers of several datasets.
 * @throws Stop of kind `usage` when the saved mapping names a field that the dataset lacks, and that is to be refused.
 */
export function columnMatcher(
  dataset: ImportDataset,
  saved?: SavedMapping,
  unfit: 'refuse' | 'ignore' = 'refuse',
  partsOf?: typeof titleParts,
): ColumnMatcher {
  const byTitle = titleMatcher(dataset, partsOf);
  const said = savedMatches(dataset, saved, byTitle, unfit);
  // A header is looked at in several ways, each of which asks for every title.
  const known = new Map<string, TitleMatch | null | undefined>();
  return (title) => {
    if (title.length > LONGEST_TITLE) return undefined;
    if (known.has(title)) return known.get(title);
    const asked = said.get(keyOf(title));
    const match = asked === undefined ? byTitle(title) : asked;
    if (known.size < MOST_KNOWN) known.set(title, match);
    return match;
  };
}

/** Whether the dataset has every field that the saved mapping names. */
export function hasMappedFields(dataset: ImportDataset, saved: SavedMapping | undefined): boolean {
  const targets = [...Object.values(saved?.columns ?? {}), ...derivedTargets(saved)];
  return targets.every((target) => target === null || Object.hasOwn(dataset.fields, targetOf(target).name));
}

/** Whether the saved mapping names a column of this title. */
export function isNamed(title: string, saved: SavedMapping | undefined): boolean {
  const named = [...Object.keys(saved?.columns ?? {}), ...debitTargets(saved).map(([debit]) => debit)];
  return named.some((one) => keyOf(one) === keyOf(title));
}

/** Whether the saved mapping says anything of a column of this title. */
export function isSaid(title: string, saved: SavedMapping | undefined): boolean {
  return isNamed(title, saved) || partTitles(saved).some((named) => keyOf(named) === keyOf(title));
}

/** The titles that the saved mapping names and a header lacks. */
export function missingTitles(titles: readonly string[], saved: SavedMapping | undefined): readonly string[] {
  const there = new Set(titles.map(keyOf));
  const debits = debitTargets(saved).map(([debit]) => debit);
  const named = [
    ...Object.keys(saved?.columns ?? {}),
    ...debits,
    ...partTitles(saved),
    ...Object.keys(saved?.values ?? {}),
  ];
  const byKey = new Map(named.map((title) => [keyOf(title), title]));
  return [...byKey].flatMap(([key, title]) => (there.has(key) ? [] : [title]));
}

function savedMatches(
  dataset: ImportDataset,
  saved: SavedMapping | undefined,
  byTitle: TitleMatcher,
  unfit: 'refuse' | 'ignore',
): ReadonlyMap<string, TitleMatch | null> {
  const matches = new Map<string, TitleMatch | null>();
  // By itself, the column of a join or a split is no field, unless it is one of the columns, too.
  for (const title of partTitles(saved)) matches.set(keyOf(title), null);
  const named = [...debitTargets(saved), ...Object.entries(saved?.columns ?? {})];
  for (const [at, [title, target]] of named.entries()) {
    const isDebit = at < debitTargets(saved).length;
    const place = `${saved?.file ?? ''}, ${isDebit ? `differences > ${target}` : `columns > ${title}`}`;
    const match = target === null ? null : fieldMatch(dataset, place, target, title, byTitle);
    if (!(match instanceof Stop)) matches.set(keyOf(title), match);
    else if (unfit === 'refuse') throw match;
  }
  return matches;
}

/** A target is `field`, or `field.year`. */
function targetOf(target: string): { readonly name: string; readonly saidYear: string | undefined } {
  const [, name = target, saidYear] = /^(.+)\.(\d{4})$/.exec(target) ?? [];
  return { name, saidYear };
}

/**
 * The field that a target of a mapping names, or why that cannot be. The year may also stand in the title.
 * @param place Where it is said, for the Stop.
 */
export function fieldMatch(
  dataset: ImportDataset,
  place: string,
  target: string,
  title = '',
  byTitle?: TitleMatcher,
): TitleMatch | Stop {
  const { name, saidYear } = targetOf(target);
  const field = Object.hasOwn(dataset.fields, name) ? dataset.fields[name] : undefined;
  if (field === undefined) {
    const meant = (byTitle ?? titleMatcher(dataset))(name)?.field ?? nearest(name, Object.keys(dataset.fields));
    const hint =
      meant === undefined ? `the fields are ${Object.keys(dataset.fields).join(', ')}` : `did you mean ${meant}?`;
    return new Stop('usage', 'MAPPING_FIELD', `${place}: ${dataset.name} has no field "${name}"`, hint);
  }
  if (field.kind !== 'yearly') return { field: name };
  const year = saidYear ?? yearOf(title)?.year;
  if (year !== undefined) return { field: name, year };
  return new Stop('usage', 'MAPPING_YEAR', `${place}: which year is it?`, `write ${name}.2024 for the year 2024`);
}

/** Titles are compared folded; one without letters or digits as it is. */
export function keyOf(title: string): string {
  return fold(title) || title.trim();
}
