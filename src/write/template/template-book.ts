// The workbook of a template: a sheet to fill in with one example row, a guide, and the lists behind the dropdowns.

import type { Field } from '../../datasets/field.js';
import type { WordedDataset } from '../../datasets/words/template/texts.js';
import { columnLetters } from '../../values/column-letters.js';
import type { CellStyle } from '../../workbook/cell-style.js';
import type { SheetCell, SheetValue } from '../../workbook/sheet-writer.js';
import type { Validation } from '../../workbook/validations.js';
import { orLeave } from '../files/or-leave.js';
import { titleWidth } from '../sheet/cell-size.js';
import { sheetName } from '../sheet/sheet-name.js';
import { exampleFont, onePageWide, softHeader, strongHeader } from '../sheet/style.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import { needOf, ruleOf, shownExample } from './field-rule.js';
import { validationOf } from './field-validation.js';
import { writeGuide } from './template-guide.js';
import { type Country, listsOf, writeLists } from './template-lists.js';

/** Raised when the layout changes, so that programs can tell an old template from a new one. */
const TEMPLATE_VERSION = 1;
/** The date that every template bears: when it was generated says nothing, and must not make it differ. */
const TEMPLATE_DATE = new Date(Date.UTC(2025, 0, 1));
/** The last row that programs check while someone types; they do not check pasted rows anyway. */
const LAST_CHECKED_ROW = 5000;
const HEADER_HEIGHT = 36;
const DAY_MS = 86_400_000;

/** Writes the workbook. Throws a Stop of kind `output`. */
export async function writeTemplateBook(
  path: string,
  worded: WordedDataset,
  countries: readonly Country[],
): Promise<void> {
  const { dataset, optionsOf, phrases } = worded;
  const keywords = `carbonsheet template ${dataset.name} ${TEMPLATE_VERSION}`;
  const file = await openWorkbook(path, TEMPLATE_DATE, keywords);
  await orLeave(file, async () => {
    const lists = listsOf(worded, countries);
    const columns = Object.entries(dataset.fields).map(([name, field], index) => {
      const letters = columnLetters(index);
      const range = `${letters}2:${letters}${LAST_CHECKED_ROW}`;
      const validation = validationOf(field, range, lists.rangeOf(name), worded, optionsOf(name));
      return { field, need: needOf(dataset, name, phrases), look: lookOf(field), validation };
    });
    const sheet = file.sheet({
      name: sheetName(dataset.title),
      // The format of the whole column: a code typed in any row stays as typed.
      columns: columns.map(({ field, look }) => ({ width: widthOf(field), style: look })),
      frozen: { rows: 1, columns: 0 },
      page: onePageWide,
      validations: columns.flatMap(({ validation }): readonly Validation[] => (validation ? [validation] : [])),
    });
    await sheet.add(
      columns.map(({ field, need }) => headerOf(field, need, worded)),
      HEADER_HEIGHT,
    );
    await sheet.add(
      columns.map(({ field, look }) => ({ value: typedExample(field), style: { ...look, font: exampleFont } })),
    );
    await sheet.close();
    await writeGuide(file, worded, lists);
    await writeLists(file, lists, phrases.lists.sheet);
    await file.close();
  });
}

function widthOf({ title, example }: Field): number {
  return Math.min(Math.max(titleWidth(title), example.length + 2), 36);
}

function headerOf(field: Field, need: string, { phrases, language }: WordedDataset): SheetCell {
  const rule = `${ruleOf(field, phrases)}.`;
  return {
    // The star is punctuation, which the mapping of headers does not see.
    value: field.required ? `${field.title} *` : field.title,
    style: need === phrases.no ? softHeader : strongHeader,
    note: [field.note, rule, phrases.example(shownExample(field, language)), phrases.required(need)].join('\n'),
  };
}

/** Text for everything that is no number or date: Excel must not read `1-2` as a day or shorten `00123`. */
function lookOf({ kind }: Field): CellStyle {
  if (kind === 'number' || kind === 'yearly') return { numFmt: 'General' };
  if (kind === 'share') return { numFmt: '0%' };
  return { numFmt: kind === 'date' ? 'yyyy-mm-dd' : '@' };
}

function typedExample({ kind, example }: Field): SheetValue {
  if (kind === 'date') return (Date.parse(`${example}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
  if (kind === 'share' && example.endsWith('%')) return Number(example.slice(0, -1)) / 100;
  return kind === 'number' || kind === 'yearly' || kind === 'share' ? Number(example) : example;
}
