// The title of a column that a corrected copy gains: one by which the copy is read as the file was, with the field it lacked.

import { mapHeader } from '../../mapping/map-header.js';
import { headerTitles } from '../../mapping/mapping.js';
import { guessesOf } from '../../mapping/propose/guesses.js';
import { titlesOf } from '../../mapping/titles/match-title.js';
import { fold } from '../../values/fold.js';
import type { Table } from '../table/open-table.js';

/** Finds a title for a field, beside those that are added already; undefined where none is read as the field. */
export function titleAdder(
  { header, matrix, dataset, proposal, saved, mapping }: Table,
  titles: readonly string[],
): (field: string) => string | undefined {
  // A mapping that was made from titles leaves columns out that it does not know.
  if (saved?.titles !== undefined) return () => undefined;
  const guesses = guessesOf(proposal);
  const added: string[] = [];
  const fieldsWith = (cells: readonly string[]): readonly (string | undefined)[] =>
    mapHeader({ ...header, cells: [...cells] }, dataset, saved, [], guesses).columns.map(({ field }) => field);
  const isReadAs = (field: string, title: string): boolean => {
    const before = [...titles, ...added];
    const fields = fieldsWith([...before, title]);
    const isSame = matrix !== undefined || titles.every((_, index) => fields[index] === mapping.columns[index]?.field);
    return isSame && fields[before.length] === field;
  };
  return (field) => {
    const taken = new Set([...headerTitles(header), ...added].map(fold));
    const title = titlesOf(dataset, field).find((one) => !taken.has(fold(one)) && isReadAs(field, one));
    if (title !== undefined) added.push(title);
    return title;
  };
}
