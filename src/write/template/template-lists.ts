// The lists of a template: the values behind its dropdowns, each with what it stands for beside it.

import type { WordedDataset } from '../../datasets/words/template/texts.js';
import { columnLetters } from '../../values/column-letters.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { titleWidth } from '../sheet/cell-size.js';
import { explainingTitle } from '../sheet/explaining-sheets.js';
import { onePageWide, strongHeader, titleStyle } from '../sheet/style.js';
import type { AccountContent } from './account-content.js';

/** A country: ISO 3166-1 alpha-2 code and name. */
export interface Country {
  readonly code: string;
  readonly name: string;
}

/** A list of values. */
interface List {
  readonly title: string;
  readonly values: readonly string[];
  /** What each value stands for, in a column beside it. */
  readonly beside?: { readonly title: string; readonly values: readonly string[] };
  /** The fields whose cells are chosen from it. */
  readonly fields: readonly string[];
}

/** The lists of a template. */
export interface Lists {
  readonly lists: readonly List[];
  /** The range of a field's list, as a formula. */
  rangeOf(field: string): string | undefined;
}

/** A title and the titles of the lists stand above them. */
const FIRST_ROW = 3;

/** The lists of a dataset. */
export function listsOf(
  { dataset, phrases, optionsOf }: WordedDataset,
  countries: readonly Country[],
  account: AccountContent['lists'],
): Lists {
  const all = Object.entries(dataset.fields);
  const choices = all.flatMap(([name, field]): readonly List[] => {
    if (field.kind !== 'choice') return [];
    const values = Object.keys(field.options);
    const meanings = values.map((option) => optionsOf(name)[option] ?? '');
    const beside = { title: phrases.lists.meaning, values: meanings };
    return [{ title: field.title, values, fields: [name], ...(meanings.some(Boolean) ? { beside } : {}) }];
  });
  const countryFields = all.filter(([, { kind }]) => kind === 'country').map(([name]) => name);
  const lists = [
    ...choices,
    ...accountLists(account ?? new Map(), dataset, phrases.lists.meaning),
    ...(countryFields.length === 0 ? [] : countryLists(countries, countryFields, phrases.lists)),
  ];
  return { lists, rangeOf: (field) => rangeIn(lists, field, phrases.lists.sheet) };
}

/** Fields that are chosen from the same values share a list. */
function accountLists(
  account: NonNullable<AccountContent['lists']>,
  { fields }: WordedDataset['dataset'],
  meaning: string,
): readonly List[] {
  const bySource = new Map<string, List & { readonly fields: string[] }>();
  for (const [name, list] of account) {
    if (list.kind !== 'list') continue;
    const known = bySource.get(list.source);
    const beside = list.meanings.some(Boolean) ? { beside: { title: meaning, values: list.meanings } } : {};
    if (known) known.fields.push(name);
    else
      bySource.set(list.source, { title: fields[name]?.title ?? name, values: list.values, ...beside, fields: [name] });
  }
  return [...bySource.values()];
}

function countryLists(
  countries: readonly Country[],
  fields: readonly string[],
  { countryCode, countryName }: WordedDataset['phrases']['lists'],
): readonly List[] {
  if (countries.length === 0) return [];
  const beside = { title: countryName, values: countries.map(({ name }) => name) };
  return [{ title: countryCode, values: countries.map(({ code }) => code), beside, fields }];
}

function rangeIn(lists: readonly List[], field: string, sheet: string): string | undefined {
  const index = lists.findIndex(({ fields }) => fields.includes(field));
  const length = lists[index]?.values.length ?? 0;
  if (length === 0) return undefined;
  const letters = columnLetters(columnsOf(lists.slice(0, index)).length);
  return `${sheet}!$${letters}$${FIRST_ROW}:$${letters}$${FIRST_ROW + length - 1}`;
}

function columnsOf(lists: readonly List[]): readonly { readonly title: string; readonly values: readonly string[] }[] {
  return lists.flatMap((list) => (list.beside === undefined ? [list] : [list, list.beside]));
}

/** Writes the sheet, if there is any list. */
export async function writeLists(book: WorkbookWriter, { lists }: Lists, name: string): Promise<void> {
  if (lists.length === 0) return;
  const columns = columnsOf(lists);
  const sheet = book.sheet({
    name,
    columns: columns.map(({ title, values }) => ({ width: widthOf(title, values) })),
    frozen: { rows: FIRST_ROW - 1, columns: 0 },
    page: onePageWide,
  });
  await sheet.add([{ value: explainingTitle(name), style: titleStyle }]);
  await sheet.add(columns.map(({ title }) => ({ value: title, style: strongHeader })));
  const rows = columns.reduce((most, { values }) => Math.max(most, values.length), 0);
  for (let row = 0; row < rows; row += 1) {
    await sheet.add(
      columns.map(({ values }) => {
        const value = values[row];
        return value === undefined || value === '' ? undefined : { value };
      }),
    );
  }
  await sheet.close();
}

const MOST_WIDTH = 60;

function widthOf(title: string, values: readonly string[]): number {
  const widest = values.reduce((width, { length }) => Math.max(width, length + 2), titleWidth(title));
  return Math.min(widest, MOST_WIDTH);
}
