// The sheet `Lists` of a template: the values behind its dropdowns, with the names of the country codes.

import type { ImportDataset } from '../../datasets/dataset.js';
import { columnLetters } from '../../values/column-letters.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { titleWidth } from '../sheet/cell-size.js';
import { countryTitles } from '../sheet/explaining-sheets.js';
import { strongHeader } from '../sheet/style.js';

/** A country: ISO 3166-1 alpha-2 code and English name. */
export interface Country {
  readonly code: string;
  readonly name: string;
}

/** A column of the sheet. */
interface List {
  readonly title: string;
  readonly values: readonly string[];
  /** The fields whose cells are chosen from it. */
  readonly fields: readonly string[];
}

/** The lists of a template. */
export interface Lists {
  readonly columns: readonly List[];
  /** The range of a field's list, as a formula. */
  rangeOf(field: string): string | undefined;
}

/** The lists of a dataset. */
export function listsOf({ fields }: ImportDataset, countries: readonly Country[]): Lists {
  const all = Object.entries(fields);
  const choices = all.flatMap(([name, field]): readonly List[] =>
    field.kind === 'choice' ? [{ title: field.title, values: Object.keys(field.options), fields: [name] }] : [],
  );
  const countryFields = all.filter(([, { kind }]) => kind === 'country').map(([name]) => name);
  const columns = [...choices, ...(countryFields.length === 0 ? [] : countryLists(countries, countryFields))];
  return {
    columns,
    rangeOf(field) {
      const index = columns.findIndex((list) => list.fields.includes(field));
      const length = columns[index]?.values.length ?? 0;
      return length === 0 ? undefined : `Lists!$${columnLetters(index)}$2:$${columnLetters(index)}$${length + 1}`;
    },
  };
}

function countryLists(countries: readonly Country[], fields: readonly string[]): readonly List[] {
  if (countries.length === 0) return [];
  return [
    { title: countryTitles.code, values: countries.map(({ code }) => code), fields },
    { title: countryTitles.name, values: countries.map(({ name }) => name), fields: [] },
  ];
}

/** Writes the sheet, if there is any list. */
export async function writeLists(book: WorkbookWriter, { columns }: Lists): Promise<void> {
  if (columns.length === 0) return;
  const sheet = book.sheet({
    name: 'Lists',
    columns: columns.map(({ title, values }) => ({ width: widthOf(title, values) })),
    frozen: { rows: 1, columns: 0 },
  });
  await sheet.add(columns.map(({ title }) => ({ value: title, style: strongHeader })));
  const rows = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  for (let row = 0; row < rows; row += 1) {
    await sheet.add(
      columns.map(({ values }) => {
        const value = values[row];
        return value === undefined ? undefined : { value };
      }),
    );
  }
  await sheet.close();
}

function widthOf(title: string, values: readonly string[]): number {
  return values.reduce((width, { length }) => Math.max(width, length + 2), titleWidth(title));
}
