// The workbook of a template: a sheet to fill in with one example row, or with the rows of an account; a guide, and the lists behind
// the dropdowns.

import type { Field } from '../../datasets/field.js';
import type { WordedDataset } from '../../datasets/words/template/texts.js';
import { columnLetters } from '../../values/column-letters.js';
import { SHEET_ROWS, type SheetCell, type SheetWriter } from '../../workbook/sheet-writer.js';
import type { Validation } from '../../workbook/validations.js';
import { addTable } from '../delta/tables-book.js';
import { orLeave } from '../files/or-leave.js';
import { explainingTitle } from '../sheet/explaining-sheets.js';
import { sheetName } from '../sheet/sheet-name.js';
import { onePageWide, softHeader, strongHeader } from '../sheet/style.js';
import { openWorkbook } from '../sheet/workbook-file.js';
import type { AccountContent } from './account-content.js';
import { needOf, ruleOf, shownExample } from './field-rule.js';
import { validationOf } from './field-validation.js';
import { columnsOf, exampleCell, type TemplateColumn, valueCell } from './template-columns.js';
import { writeGuide } from './template-guide.js';
import { type Country, listsOf, writeLists } from './template-lists.js';
import { TEMPLATE_VERSION, writeMark } from './template-mark.js';

/** The date of a template that no account has filled: when it was generated says nothing, and must not make it differ. */
const TEMPLATE_DATE = new Date(Date.UTC(2025, 0, 1));
/** So many rows are checked while someone types, beside those of the account; pasted rows are not checked anyway. */
const CHECKED_ROWS = 5000;
const HEADER_HEIGHT = 36;

/** Writes the workbook. Throws a Stop of kind `output`. */
export async function writeTemplateBook(
  path: string,
  worded: WordedDataset,
  countries: readonly Country[],
  account: AccountContent | undefined,
): Promise<void> {
  const { dataset, optionsOf, phrases } = worded;
  const keywords = `carbonsheet template ${dataset.name} ${TEMPLATE_VERSION}`;
  const file = await openWorkbook(path, account?.filledAt ?? TEMPLATE_DATE, keywords);
  await orLeave(file, async () => {
    const lists = listsOf(worded, countries, account?.lists);
    const rows = account?.rows?.count || account?.rows?.areNew ? account.rows : undefined;
    const columns = columnsOf(worded, rows);
    const last = Math.min(CHECKED_ROWS + (rows?.count ?? 0), SHEET_ROWS);
    const sheet = file.sheet({
      name: sheetName(dataset.title),
      columns: columns.map(({ width, look, field }) => ({ width, style: look, hidden: field === undefined })),
      frozen: { rows: 1, columns: 0 },
      page: onePageWide,
      validations: columns.flatMap(({ field, name }, index): readonly Validation[] => {
        if (field === undefined) return [];
        const letters = columnLetters(index);
        const range = `${letters}2:${letters}${last}`;
        const offered = account?.lists?.get(name);
        const rule = validationOf(field, range, lists.rangeOf(name), worded, optionsOf(name), offered);
        return rule === undefined ? [] : [rule];
      }),
    });
    await sheet.add(
      columns.map((column) => headerOf(column, worded)),
      HEADER_HEIGHT,
    );
    if (rows === undefined) {
      await sheet.add(columns.map(exampleCell));
      await sheet.close();
    } else await addRows(sheet, columns, rows);
    for (const table of account?.explained ?? []) await addTable(file, table, [explainingTitle(table.name)]);
    await writeGuide(file, worded, lists, account);
    await writeLists(file, lists, phrases.lists.sheet);
    await writeMark(file, worded);
    await file.close();
  });
}

async function addRows(
  sheet: SheetWriter,
  columns: readonly TemplateColumn[],
  rows: NonNullable<AccountContent['rows']>,
): Promise<void> {
  for await (const row of rows.rows()) {
    const busy = sheet.add(columns.map((column) => valueCell(column, row[column.key] ?? null)));
    if (busy) await busy;
  }
  // The hidden columns too: who sorts by the filter must not tear the marks from their rows.
  await sheet.close({ rows: rows.count + 1, columns: columns.length });
}

function headerOf({ title, field, name }: TemplateColumn, worded: WordedDataset): SheetCell {
  if (field === undefined) return { value: title, style: softHeader };
  const need = needOf(worded.dataset, name, worded.phrases);
  return {
    // The star is punctuation, which the mapping of headers does not see.
    value: field.required ? `${title} *` : title,
    style: need === worded.phrases.no ? softHeader : strongHeader,
    note: noteOf(field, need, worded),
  };
}

function noteOf(field: Field, need: string, { phrases, language }: WordedDataset): string {
  const example = phrases.example(shownExample(field, language));
  return [field.note, `${ruleOf(field, phrases)}.`, example, phrases.required(need)].join('\n');
}
