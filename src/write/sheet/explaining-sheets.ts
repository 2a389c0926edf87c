// Which sheets of the workbooks that are written here explain others and hold no rows: an export's `Columns`, a template's `Guide`
// and `Lists`, the summary in front of results, the list of changes. They are known by their titles, since sheets are renamed and copied.

import type { ImportDataset } from '../../datasets/dataset.js';
import { cellText, type SourceRow } from '../../values/cell.js';

/** The titles of an export's sheet `Columns`. */
export const columnsTitles = ['Column', 'Key', 'Unit', 'Meaning'];

/** The titles of the sheet that lists what `fix` has changed. */
export const changesTitles = ['Row', 'Column', 'Before', 'After', 'Reason'];

/** What the first cell of a sheet begins with that explains others. */
const EXPLAINS = 'carbonsheet: ';

/** The title above a sheet that explains others, in any language. */
export function explainingTitle(title: string): string {
  return `${EXPLAINS}${title}`;
}

/** The titles of the sheet `Guide` in templates that have no such title. */
const guideTitles = ['Column', 'Required', 'Rule', 'Choices', 'Meaning', 'Example', 'Field'];

/** The titles of the countries in the sheet `Lists` of such templates. */
const countryTitles = ['Country code', 'Country name'];

/** Whether the first rows of a sheet are those of a sheet that explains others, for one of the datasets. */
export function explainsOthers(rows: readonly SourceRow[], datasets: readonly ImportDataset[]): boolean {
  const titled = [columnsTitles, guideTitles, changesTitles].map((titles) => titles.join('\n'));
  const [first, second] = rows;
  return (
    (first !== undefined && textsOf(first)[0]?.startsWith(EXPLAINS)) ||
    rows.some((row) => titled.includes(textsOf(row).join('\n'))) ||
    (second !== undefined && isOfLists(first, datasets))
  );
}

/** Each list stands below the title of the field that it is for. */
function isOfLists(row: SourceRow | undefined, datasets: readonly ImportDataset[]): boolean {
  const fields = datasets.flatMap((dataset) => Object.values(dataset.fields));
  const choices = fields.filter(({ kind }) => kind === 'choice').map(({ title }) => title);
  const known = new Set([...choices, ...countryTitles]);
  const texts = row ? textsOf(row) : [];
  return texts.length > 0 && texts.every((text) => known.has(text));
}

function textsOf({ cells }: SourceRow): readonly string[] {
  return cells.map(cellText);
}
