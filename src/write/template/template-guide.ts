// The sheet `Guide` of a template: how to fill it in, and every field with its rule.

import type { ImportDataset } from '../../datasets/dataset.js';
import type { Field } from '../../datasets/field.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { rowHeight } from '../sheet/cell-size.js';
import { guideTitles } from '../sheet/explaining-sheets.js';
import { onePageWide, proseStyle, strongHeader, titleStyle } from '../sheet/style.js';
import { needOf, ruleOf } from './field-rule.js';

const WIDTHS = [26, 20, 34, 34, 56, 30, 24];

/** Writes the guide. */
export async function writeGuide(book: WorkbookWriter, dataset: ImportDataset): Promise<void> {
  const lines = [dataset.summary, ...howTo(dataset)];
  const sheet = book.sheet({
    name: 'Guide',
    columns: WIDTHS.map((width) => ({ width })),
    frozen: { rows: lines.length + 3, columns: 0 },
    page: onePageWide,
  });
  await sheet.add([{ value: dataset.title, style: titleStyle }]);
  for (const value of lines) await sheet.add([{ value }]);
  await sheet.add([]);
  await sheet.add(guideTitles.map((value) => ({ value, style: strongHeader })));
  for (const [name, field] of Object.entries(dataset.fields)) {
    const { title, note, example } = field;
    const row = [title, needOf(dataset, name), ruleOf(field), choicesOf(field), note, example, name];
    await sheet.add(
      row.map((value) => ({ value: value === '' ? undefined : value, style: proseStyle })),
      rowHeight(row, WIDTHS),
    );
  }
  await sheet.close();
}

function howTo({ title, name }: ImportDataset): readonly string[] {
  return [
    `Fill in the sheet ${title}, one row each. A column with * must be filled in; the others may be empty or left out.`,
    'Row 2 is an example: write over it or delete it.',
    `Check the file before anything is sent: carbonsheet check FILE --dataset ${name}`,
  ];
}

function choicesOf(field: Field): string {
  if (field.kind === 'choice') return Object.keys(field.options).join(', ');
  return field.kind === 'country' ? 'the codes on the sheet Lists' : '';
}
