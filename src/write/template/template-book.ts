// The workbook of a template: a sheet to fill in with one example row, a guide, and the lists behind the dropdowns.

import type { CellValue, DataValidation, Style, Workbook, Worksheet } from 'exceljs';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { Field } from '../../datasets/field.js';
import { titleWidth } from '../sheet/cell-size.js';
import { sheetName } from '../sheet/sheet-name.js';
import { exampleFont, onePageWide, softHeader, strongHeader } from '../sheet/style.js';
import { needOf, ruleOf } from './field-rule.js';
import { validationOf } from './field-validation.js';
import { addGuide } from './template-guide.js';
import { addLists, type Country } from './template-lists.js';
import { withFixedDates } from './zip-dates.js';

/** Raised when the layout changes, so that programs can tell an old template from a new one. */
const TEMPLATE_VERSION = 1;
/** The date that every template bears: when it was generated says nothing, and must not make it differ. */
const TEMPLATE_DATE = new Date(Date.UTC(2025, 0, 1));
/** The last row that Excel checks while someone types; it does not check pasted rows anyway. */
const LAST_CHECKED_ROW = 5000;

/** The template's bytes. */
export async function templateBook(dataset: ImportDataset, countries: readonly Country[]): Promise<Uint8Array> {
  // Loaded where it is needed: it takes longer to load than most commands take to run.
  const { default: exceljs } = await import('exceljs');
  const book = new exceljs.Workbook();
  stamp(book, dataset.name);
  const sheet = book.addWorksheet(sheetName(dataset.title), {
    views: [{ state: 'frozen', ySplit: 1 }],
    pageSetup: onePageWide,
  });
  addGuide(book, dataset);
  const lists = addLists(book, dataset, countries);
  for (const [index, [name, field]] of Object.entries(dataset.fields).entries()) {
    addColumn(sheet, index + 1, field, needOf(dataset, name), lists.get(name));
  }
  sheet.getRow(1).height = 36;
  return withFixedDates(new Uint8Array(await book.xlsx.writeBuffer()));
}

function stamp(book: Workbook, name: string): void {
  book.creator = 'carbonsheet';
  book.lastModifiedBy = 'carbonsheet';
  book.created = TEMPLATE_DATE;
  book.modified = TEMPLATE_DATE;
  book.keywords = `carbonsheet template ${name} ${TEMPLATE_VERSION}`;
}

function addColumn(sheet: Worksheet, number: number, field: Field, need: string, list: string | undefined): void {
  const column = sheet.getColumn(number);
  column.width = Math.min(Math.max(titleWidth(field.title), field.example.length + 2), 36);
  // The format of the whole column: a code typed in any row stays as typed.
  column.numFmt = formatOf(field);

  const header = sheet.getCell(1, number);
  // The star is punctuation, which the mapping of headers does not see.
  header.value = need === 'yes' ? `${field.title} *` : field.title;
  header.style = need === 'no' ? softHeader : strongHeader;
  header.note = [field.note, `${ruleOf(field)}.`, `Example: ${field.example}`, `Required: ${need}`].join('\n');

  const example = sheet.getCell(2, number);
  example.value = typedExample(field);
  example.style = { font: exampleFont, numFmt: formatOf(field) };

  const validation = validationOf(field, list);
  if (validation) validateColumn(sheet, column.letter, validation);
}

/** Text for everything that is no number or date: Excel must not read `1-2` as a day or shorten `00123`. */
function formatOf({ kind }: Field): NonNullable<Style['numFmt']> {
  if (kind === 'number' || kind === 'yearly') return 'General';
  if (kind === 'share') return '0%';
  return kind === 'date' ? 'yyyy-mm-dd' : '@';
}

function typedExample({ kind, example }: Field): CellValue {
  if (kind === 'date') return new Date(`${example}T00:00:00Z`);
  if (kind === 'share' && example.endsWith('%')) return Number(example.slice(0, -1)) / 100;
  return kind === 'number' || kind === 'yearly' || kind === 'share' ? Number(example) : example;
}

/** exceljs keeps validations by range, but declares them by cell only, which would write thousands of empty cells. */
function validateColumn(sheet: Worksheet, letter: string, validation: DataValidation): void {
  const validations: unknown = Reflect.get(sheet, 'dataValidations');
  if (!canAdd(validations)) throw new Error('the validations of exceljs are not built as expected');
  validations.add(`${letter}2:${letter}${LAST_CHECKED_ROW}`, validation);
}

function canAdd(value: unknown): value is { add(range: string, validation: DataValidation): void } {
  return typeof value === 'object' && value !== null && typeof Reflect.get(value, 'add') === 'function';
}
