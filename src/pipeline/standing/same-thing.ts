// Whether two rows are about one thing, as far as the marks in the ledger tell: by what a person knows a row by, never by what rows share.

import { fieldNames, type ImportDataset } from '../../datasets/dataset.js';

/** Names are known by how their fields are called. */
const NAME = /name$/i;

/**
 * By their hints: they agree in a field that rows are known by, and differ in none; else in a name and a date. Where neither is
 * there, they are not known to be the same.
 */
export function isSameThing(dataset: ImportDataset, one: readonly string[], other: readonly string[]): boolean {
  const fields = fieldNames(dataset);
  const hintsOf = (field: string): readonly [string | undefined, string | undefined] => {
    const index = fields.indexOf(field);
    return [one[index], other[index]];
  };
  const agrees = (field: string): boolean => {
    const [first, second] = hintsOf(field);
    return first !== undefined && first !== '' && first === second;
  };
  const differs = (field: string): boolean => hintsOf(field).every(Boolean) && !agrees(field);
  const { identity, knownBy = [] } = dataset;
  const known = identity.by === 'content' ? [] : knownBy;
  if (known.some(differs)) return false;
  if (identity.by === 'period' && !(agrees(identity.start) && agrees(identity.end))) return false;
  if (known.some(agrees)) return true;
  const names = fields.filter((field) => NAME.test(field));
  const dates = fields.filter((field) => dataset.fields[field]?.kind === 'date');
  return names.some(agrees) && dates.some(agrees) && ![...names, ...dates].some(differs);
}
