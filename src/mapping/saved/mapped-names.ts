// The titles and the fields that a saved mapping names, as they are written there. Whether they exist is asked by others.

import type { SavedMapping } from './saved-mapping.js';

/** The titles whose cells are read in joins and splits. */
export function partTitles(saved: SavedMapping | undefined): readonly string[] {
  const joined = Object.values(saved?.joins ?? {}).flatMap(({ columns }) => columns);
  return [...joined, ...Object.keys(saved?.splits ?? {})];
}

/** The fields of constants, joins and splits. */
export function derivedTargets(saved: SavedMapping | undefined): readonly string[] {
  const parts = Object.values(saved?.splits ?? {}).flatMap(({ into }) => into);
  const fields = [saved?.set, saved?.constants, saved?.joins].flatMap((one) => Object.keys(one ?? {}));
  return [...fields, ...parts.flatMap((part) => part ?? [])];
}
