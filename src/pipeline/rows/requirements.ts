// What a row must hold, by its action: a deletion needs only the fields that identify the row, other actions need all.

import type { Mapping } from '../../mapping/mapping.js';
import { problemAt } from '../../problems/place.js';
import { finding, type Problem } from '../../problems/problem.js';
import type { CheckedRow } from '../../validate/check-row.js';
import type { RowMarks } from '../../validate/row-marks.js';

/** The row with the problems that matter for its action. A row that is skipped, or deleted by its id, needs nothing. */
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

/** The row does not identify what to delete. */
function nameless({ source }: CheckedRow, names: readonly string[], { columns, dataset }: Mapping): Problem {
  const titled = names.map((name) => columns.find(({ field }) => field === name));
  const titles = names.map((name, index) => titled[index]?.title ?? dataset.fields[name]?.title ?? name);
  const { title: column = '', field = '' } = titled.find((one) => one !== undefined) ?? {};
  const because = 'a row to delete must identify what it means';
  const found = finding('NEEDS_FIELD', { needed: titles.join('" or "'), because });
  return problemAt({ sheet: source.sheet, row: source.row, column, field, value: '' }, found);
}
