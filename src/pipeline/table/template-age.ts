// Recognises a template of an older version by its hidden sheet: which columns have come since, and which are gone.

import type { ImportDataset } from '../../datasets/dataset.js';
import { problemAt } from '../../problems/place.js';
import { finding, type Problem } from '../../problems/problem.js';
import type { Source } from '../../read/source/source.js';
import type { SourceRow } from '../../values/cell.js';
import { markSheet, readMark } from '../../write/template/template-mark.js';

/** The problem of a table that was begun as an older template of the dataset; none for any other table. */
export async function templateAge(
  source: Source,
  sheet: string,
  headerRow: number,
  { name, fields }: ImportDataset,
): Promise<readonly Problem[]> {
  if (!source.detection.sheets.some((one) => one.name === markSheet)) return [];
  const rows: SourceRow[] = [];
  for await (const batch of source.rows(markSheet)) rows.push(...batch);
  const mark = readMark(rows);
  if (mark?.dataset !== name) return [];
  const added = Object.entries(fields).flatMap(([field, { title }]) => (mark.fields.has(field) ? [] : [title]));
  const gone = [...mark.fields].flatMap(([field, title]) => (Object.hasOwn(fields, field) ? [] : [title]));
  if (added.length === 0 && gone.length === 0) return [];
  const place = { sheet, row: headerRow, column: '', field: '', value: '' };
  return [problemAt(place, finding('OLDER_TEMPLATE', { dataset: name, added, gone }))];
}
