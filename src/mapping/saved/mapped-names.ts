// The titles and the fields that a saved mapping names, as they are written there. Whether they exist is asked by others.

import { fold } from '../../values/fold.js';
import { titlesOf } from './row-rules.js';
import type { SavedMapping } from './saved-mapping.js';

/** The titles whose cells are read in joins and splits. */
export function partTitles(
  saved: Pick<SavedMapping, 'joins' | 'splits' | 'differences'> | undefined,
): readonly string[] {
  const joined = Object.values(saved?.joins ?? {}).flatMap(({ columns }) => columns);
  const credits = Object.values(saved?.differences ?? {}).map(({ credit }) => credit);
  return [...joined, ...Object.keys(saved?.splits ?? {}), ...credits];
}

/** The columns of debits with their fields: their cells are read as debit minus credit. */
export function debitTargets(
  saved: Pick<SavedMapping, 'differences'> | undefined,
): readonly (readonly [string, string])[] {
  return Object.entries(saved?.differences ?? {}).map(([target, { debit }]) => [debit, target]);
}

/** The titles that are needed: of columns that are used, joined or split, or by which rules decide. */
export function usedTitles(
  saved: Pick<SavedMapping, 'columns' | 'joins' | 'splits' | 'differences' | 'rules' | 'titles'>,
): readonly string[] {
  const columns = Object.entries(saved.columns).flatMap(([title, target]) => (target === null ? [] : title));
  // A rule may also name a column that is made, such as a join.
  const own = new Set(saved.titles?.map(fold));
  const ruled = (saved.rules ?? []).flatMap(titlesOf).filter((title) => own.has(fold(title)));
  return [...columns, ...debitTargets(saved).map(([title]) => title), ...partTitles(saved), ...ruled];
}

/** The fields of constants, joins, differences and splits. */
export function derivedTargets(saved: SavedMapping | undefined): readonly string[] {
  const parts = Object.values(saved?.splits ?? {}).flatMap(({ into }) => into);
  const fields = [saved?.set, saved?.constants, saved?.joins, saved?.differences].flatMap((one) =>
    Object.keys(one ?? {}),
  );
  return [...fields, ...parts.flatMap((part) => part ?? [])];
}
