// The guide of a template: how to fill it in, and every field with its rule.

import type { WordedDataset } from '../../datasets/words/template/texts.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { rowHeight } from '../sheet/cell-size.js';
import { explainingTitle } from '../sheet/explaining-sheets.js';
import { onePageWide, proseStyle, strongHeader, titleStyle } from '../sheet/style.js';
import { needOf, ruleOf, shownExample } from './field-rule.js';
import type { Lists } from './template-lists.js';

const WIDTHS = [26, 20, 34, 34, 56, 30, 24];

/** Writes the guide. */
export async function writeGuide(book: WorkbookWriter, worded: WordedDataset, lists: Lists): Promise<void> {
  const { dataset, phrases, language } = worded;
  const { guide } = phrases;
  const command = `carbonsheet check FILE --dataset ${dataset.name}`;
  const lines = [dataset.summary, guide.fill(dataset.title), guide.exampleRow, guide.check(command)];
  const sheet = book.sheet({
    name: guide.sheet,
    columns: WIDTHS.map((width) => ({ width })),
    frozen: { rows: lines.length + 3, columns: 0 },
    page: onePageWide,
  });
  await sheet.add([{ value: explainingTitle(dataset.title), style: titleStyle }]);
  for (const value of lines) await sheet.add([{ value }]);
  await sheet.add([]);
  await sheet.add(guide.titles.map((value) => ({ value, style: strongHeader })));
  for (const [name, field] of Object.entries(dataset.fields)) {
    const { title, note } = field;
    const need = needOf(dataset, name, phrases);
    const row = [
      title,
      need,
      ruleOf(field, phrases),
      choicesOf(name, worded, lists),
      note,
      shownExample(field, language),
      name,
    ];
    await sheet.add(
      row.map((value) => ({ value: value === '' ? undefined : value, style: proseStyle })),
      rowHeight(row, WIDTHS),
    );
  }
  await sheet.close();
}

function choicesOf(name: string, { dataset, phrases, optionsOf }: WordedDataset, lists: Lists): string {
  const field = dataset.fields[name];
  if (field?.kind !== 'choice')
    return lists.rangeOf(name) === undefined ? '' : phrases.guide.onLists(phrases.lists.sheet);
  const meanings = optionsOf(name);
  const said = (option: string): string =>
    meanings[option] === undefined ? option : `${option} (${meanings[option]})`;
  return Object.keys(field.options).map(said).join(', ');
}
