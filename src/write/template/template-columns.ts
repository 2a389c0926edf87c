// The columns of a template's sheet: one for each field, of a field by year one for each year that the account has, and in front of
// rows of an account the hidden ones that identify each row.

import { markTitles } from '../../datasets/dataset.js';
import { type Field, titleInYear } from '../../datasets/field.js';
import type { WordedDataset } from '../../datasets/words/template/texts.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import type { SheetCell, SheetValue } from '../../workbook/sheet-writer.js';
import { titleWidth } from '../sheet/cell-size.js';
import { exampleFont } from '../sheet/style.js';
import type { AccountRows } from './account-content.js';

/** A column of the sheet. */
export interface TemplateColumn {
  /** The key of its cells in rows of an account. */
  readonly key: string;
  readonly title: string;
  readonly width: number;
  /** The look of its cells: the format of the whole column, so that a code typed in any row stays as typed. */
  readonly look: CellStyle;
  /** The field with its name; undefined for a column that identifies a row. */
  readonly field: Field | undefined;
  readonly name: string;
}

/** The columns. @param rows Those of the account, if it has any. */
export function columnsOf(
  { dataset }: WordedDataset,
  rows: Pick<AccountRows, 'keys' | 'areNew'> | undefined,
): readonly TemplateColumn[] {
  const keys = rows?.keys;
  const fields = Object.entries(dataset.fields).flatMap(([name, field]) => {
    const years = field.kind === 'yearly' ? yearsOf(name, keys ?? new Set()) : [];
    const column = { name, field, look: lookOf(field) };
    if (years.length === 0) return [{ ...column, key: name, title: field.title, width: widthOf(field) }];
    return years.map((year) => {
      return { ...column, key: `${name}.${year}`, title: titleInYear(field.title, year), width: widthOf(field) };
    });
  });
  return rows === undefined || rows.areNew ? fields : [...fields, ...markColumns()];
}

function yearsOf(name: string, keys: ReadonlySet<string>): readonly string[] {
  return [...keys].flatMap((key) => (key.startsWith(`${name}.`) ? [key.slice(name.length + 1)] : [])).sort();
}

function markColumns(): readonly TemplateColumn[] {
  return Object.values(markTitles).map((title) => {
    return { key: title.replaceAll(' ', '_'), title, width: 20, look: textLook, field: undefined, name: '' };
  });
}

function widthOf({ title, example }: Field): number {
  return Math.min(Math.max(titleWidth(title), example.length + 2), 36);
}

const textLook: CellStyle = { numFmt: '@' };
const numberLook: CellStyle = { numFmt: 'General' };
const shareLook: CellStyle = { numFmt: '0%' };
const dateLook: CellStyle = { numFmt: 'yyyy-mm-dd' };

/** Text for everything that is no number or date: Excel must not read `1-2` as a day or shorten `00123`. */
function lookOf({ kind }: Field): CellStyle {
  if (kind === 'number' || kind === 'yearly') return numberLook;
  if (kind === 'share') return shareLook;
  return kind === 'date' ? dateLook : textLook;
}

/** The cell of the example. */
export function exampleCell({ field, look }: TemplateColumn): SheetCell | undefined {
  return field && { value: typedExample(field), style: { ...look, font: exampleFont } };
}

function typedExample({ kind, example }: Field): SheetValue {
  if (kind === 'date') return serialOf(example);
  if (kind === 'share' && example.endsWith('%')) return Number(example.slice(0, -1)) / 100;
  return kind === 'number' || kind === 'yearly' || kind === 'share' ? Number(example) : example;
}

/** The cell of a row of the account. */
export function valueCell({ field, look }: TemplateColumn, value: string | number | null): SheetCell | undefined {
  if (value === null || value === '') return undefined;
  const isDay = field?.kind === 'date' && typeof value === 'string' && isCountedDay(value);
  if (isDay) return { value: serialOf(value), style: look };
  return { value, style: typeof value === 'string' ? textLook : look };
}

/** Excel knows no day before 1900, and counts one too many until March of that year. */
function isCountedDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && text >= '1900-03-01';
}

const DAY_MS = 86_400_000;

function serialOf(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
}
