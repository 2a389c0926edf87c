// The sheet `Lists` of a template: the values behind its dropdowns, with the names of the country codes.

import type { Workbook, Worksheet } from 'exceljs';
import type { ImportDataset } from '../../datasets/dataset.js';
import { titleWidth } from '../sheet/cell-size.js';
import { countryTitles } from '../sheet/explaining-sheets.js';
import { strongHeader } from '../sheet/style.js';

/** A country: ISO 3166-1 alpha-2 code and English name. */
export interface Country {
  readonly code: string;
  readonly name: string;
}

/** Adds the lists, if the dataset has any. Gives the range of each field's list by the field's name. */
export function addLists(
  book: Workbook,
  { fields }: ImportDataset,
  countries: readonly Country[],
): ReadonlyMap<string, string> {
  const ranges = new Map<string, string>();
  const all = Object.entries(fields);
  const countryFields = all.filter(([, { kind }]) => kind === 'country');
  const choiceFields = all.filter(([, { kind }]) => kind === 'choice');
  if (countryFields.length + choiceFields.length === 0) return ranges;

  const sheet = book.addWorksheet('Lists', { views: [{ state: 'frozen', ySplit: 1 }] });
  for (const [name, field] of choiceFields) {
    if (field.kind === 'choice') ranges.set(name, addList(sheet, field.title, Object.keys(field.options)));
  }
  if (countryFields.length > 0 && countries.length > 0) {
    const range = addList(
      sheet,
      countryTitles.code,
      countries.map(({ code }) => code),
    );
    addList(
      sheet,
      countryTitles.name,
      countries.map(({ name }) => name),
    );
    for (const [name] of countryFields) ranges.set(name, range);
  }
  return ranges;
}

/** Adds a column; its range as a formula. */
function addList(sheet: Worksheet, title: string, values: readonly string[]): string {
  const column = sheet.getColumn(sheet.columnCount + 1);
  column.width = Math.max(titleWidth(title), ...values.map(({ length }) => length + 2));
  column.values = [title, ...values];
  sheet.getCell(1, column.number).style = strongHeader;
  return `Lists!$${column.letter}$2:$${column.letter}$${values.length + 1}`;
}
