// Which sheets of the workbooks that are written here explain others and hold no rows: an export's `Columns`, a template's `Guide`
// and `Lists`, the summary in front of results, the list of changes. They are known by their titles, since sheets are renamed and copied.

import type { ImportDataset } from '../../datasets/dataset.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { summaryTitle } from '../../values/result-titles.js';

/** The titles of an export's sheet `Columns`. */
export const columnsTitles = ['Column', 'Key', 'Unit', 'Meaning'];

/** The titles of the sheet that lists what `fix` has changed. */
export const changesTitles = ['Row', 'Column', 'Before', 'After', 'Reason'];

/** The titles of a template's sheet `Guide`. */
export const guideTitles = ['Column', 'Required', 'Rule', 'Choices', 'Meaning', 'Example', 'Field'];

/** The titles of the countries in a template's sheet `Lists`. */
export const countryTitles = { code: 'Country code', name: 'Country name' };

/** Whether the first rows of a sheet are those of a sheet that explains others, for one of the datasets. */
export function explainsOthers(rows: readonly SourceRow[], datasets: readonly ImportDataset[]): boolean {
  const titled = [columnsTitles, guideTitles, changesTitles].map((titles) => titles.join('\n'));
  const [first, second] = rows;
  return (
    (first !== undefined && textsOf(first)[0] === summaryTitle) ||
    rows.some((row) => titled.includes(textsOf(row).join('\n'))) ||
    (second !== undefined && isOfLists(first, datasets))
  );
}

/** Each list stands below the title of the field that it is for. */
function isOfLists(row: SourceRow | undefined, datasets: readonly ImportDataset[]): boolean {
  const fields = datasets.flatMap((dataset) => Object.values(dataset.fields));
  const choices = fields.filter(({ kind }) => kind === 'choice').map(({ title }) => title);
  const known = new Set([...choices, ...Object.values(countryTitles)]);
  const texts = row ? textsOf(row) : [];
  return texts.length > 0 && texts.every((text) => known.has(text));
}

function textsOf({ cells }: SourceRow): readonly string[] {
  return cells.map(cellText);
}
