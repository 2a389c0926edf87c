// What is asked of a row, by what it asks for: one that is to be deleted needs only what names it, all others need every column.

import type { Mapping } from '../../mapping/map-header.js';
import { problemAt } from '../../problems/place.js';
import { finding, type Problem } from '../../problems/problem.js';
import type { CheckedRow } from '../../validate/check-row.js';
import type { RowMarks } from '../../validate/row-marks.js';

/** The row with what is wrong with it for what it asks for. One that is deleted by its id, or skipped, needs nothing at all. */
export function askedOf(checked: CheckedRow, { word, remoteId }: RowMarks, mapping: Mapping): CheckedRow {
  const { source, record, problems, leftOut } = checked;
  const { missing = [], dataset } = mapping;
  if (record !== undefined || leftOut || word === 'skip' || (word === 'delete' && remoteId !== '')) return checked;
  if (word === 'delete' && dataset.deletedBy) return toDelete(checked, dataset.deletedBy, mapping);
  if (missing.length === 0) return checked;
  const { sheet, row } = source;
  return { ...checked, problems: [...problems, ...missing.map((one) => ({ ...one, sheet, row }))] };
}

function toDelete(checked: CheckedRow, names: readonly string[], mapping: Mapping): CheckedRow {
  const { source, values } = checked;
  const isAbout = ({ field, code, severity }: Problem): boolean =>
    severity !== 'error' || field === '' || (names.includes(field) && code !== 'REQUIRED_EMPTY');
  const problems = checked.problems.filter(isAbout);
  if (problems.some(({ severity }) => severity === 'error')) return { ...checked, problems };
  if (names.some((name) => values[name] !== undefined)) return { source, record: values, values, problems };
  return { ...checked, problems: [...problems, nameless(checked, names, mapping)] };
}

/** Nothing says what is to be deleted. */
function nameless({ source }: CheckedRow, names: readonly string[], { columns, dataset }: Mapping): Problem {
  const titled = names.map((name) => columns.find(({ field }) => field === name));
  const titles = names.map((name, index) => titled[index]?.title ?? dataset.fields[name]?.title ?? name);
  const { title: column = '', field = '' } = titled.find((one) => one !== undefined) ?? {};
  const because = 'a row to delete has to say which one it means';
  const found = finding('NEEDS_FIELD', { needed: titles.join('" or "'), because });
  return problemAt({ sheet: source.sheet, row: source.row, column, field, value: '' }, found);
}
