// The sheet `Guide` of a template: how to fill it in, and every field with its rule.

import type { Row, Workbook } from 'exceljs';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { Field } from '../../datasets/field.js';
import { rowHeight } from '../sheet/cell-size.js';
import { guideTitles } from '../sheet/explaining-sheets.js';
import { onePageWide, proseStyle, strongHeader, titleStyle } from '../sheet/style.js';
import { needOf, ruleOf } from './field-rule.js';

const WIDTHS = [26, 20, 34, 34, 56, 30, 24];

/** Adds the guide. */
export function addGuide(book: Workbook, dataset: ImportDataset): void {
  const sheet = book.addWorksheet('Guide', { pageSetup: onePageWide });
  sheet.columns = WIDTHS.map((width) => ({ width }));
  sheet.addRow([dataset.title]).getCell(1).style = titleStyle;
  for (const line of [dataset.summary, ...howTo(dataset)]) sheet.addRow([line]);
  sheet.addRow([]);
  const header = sheet.addRow(guideTitles);
  styleAll(header, strongHeader);
  for (const [name, field] of Object.entries(dataset.fields)) {
    const { title, note, example } = field;
    const row = [title, needOf(dataset, name), ruleOf(field), choicesOf(field), note, example, name];
    const target = sheet.addRow(row);
    target.height = rowHeight(row, WIDTHS);
    styleAll(target, proseStyle);
  }
  sheet.views = [{ state: 'frozen', ySplit: header.number }];
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

function styleAll(row: Row, style: typeof proseStyle): void {
  for (let column = 1; column <= guideTitles.length; column += 1) row.getCell(column).style = style;
}
