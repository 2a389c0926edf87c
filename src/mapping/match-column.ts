// Which field a column stands for: what a saved mapping says of its title, else what the title says itself.

import type { ImportDataset } from '../datasets/dataset.js';
import { Stop } from '../problems/stop.js';
import { fold } from '../values/fold.js';
import { nearest } from '../values/nearest.js';
import { type TitleMatch, type TitleMatcher, titleMatcher, yearOf } from './match-title.js';
import type { SavedMapping } from './saved-mapping.js';

/** What a column stands for; null: the user has said to leave it out; undefined: nothing is known by its title. */
export type ColumnMatcher = (title: string) => TitleMatch | null | undefined;

/**
 * Prepares the titles of the dataset and of the saved mapping for comparing.
 * @throws Stop of kind `usage` when the saved mapping names a field that the dataset lacks.
 */
export function columnMatcher(dataset: ImportDataset, saved?: SavedMapping): ColumnMatcher {
  const byTitle = titleMatcher(dataset);
  const said = savedMatches(dataset, saved, byTitle);
  return (title) => {
    const match = said.get(keyOf(title));
    return match === undefined ? byTitle(title) : match;
  };
}

function savedMatches(
  dataset: ImportDataset,
  saved: SavedMapping | undefined,
  byTitle: TitleMatcher,
): ReadonlyMap<string, TitleMatch | null> {
  const matches = new Map<string, TitleMatch | null>();
  if (saved === undefined) return matches;
  for (const [title, target] of Object.entries(saved.columns)) {
    matches.set(keyOf(title), target === null ? null : savedMatch(dataset, saved.file, title, target, byTitle));
  }
  return matches;
}

/** Takes `field`, or `field.year`; the year may also stand in the title. */
function savedMatch(
  dataset: ImportDataset,
  file: string,
  title: string,
  target: string,
  byTitle: TitleMatcher,
): TitleMatch {
  const [, name = target, saidYear] = /^(.+)\.(\d{4})$/.exec(target) ?? [];
  const place = `${file}, columns > ${title}`;
  const field = Object.hasOwn(dataset.fields, name) ? dataset.fields[name] : undefined;
  if (field === undefined) {
    const meant = byTitle(name)?.field ?? nearest(name, Object.keys(dataset.fields));
    const hint =
      meant === undefined ? `the fields are ${Object.keys(dataset.fields).join(', ')}` : `did you mean ${meant}?`;
    throw new Stop('usage', 'MAPPING_FIELD', `${place}: ${dataset.name} has no field "${name}"`, hint);
  }
  if (field.kind !== 'yearly') return { field: name };
  const year = saidYear ?? yearOf(title)?.year;
  if (year !== undefined) return { field: name, year };
  throw new Stop('usage', 'MAPPING_YEAR', `${place}: which year is it?`, `write ${name}.2024 for the year 2024`);
}

/** Titles are compared folded; one without letters or digits as it is. */
function keyOf(title: string): string {
  return fold(title) || title.trim();
}
