// The hidden sheet of a template that says what it was made from: the fields of its dataset then. By it an older one is recognised.

import type { WordedDataset } from '../../datasets/words/template/texts.js';
import type { SourceRow } from '../../values/cell.js';
import { cellText } from '../../values/cell.js';
import type { WorkbookWriter } from '../../workbook/workbook-writer.js';
import { explainingTitle } from '../sheet/explaining-sheets.js';

/** The name of the sheet. */
export const markSheet = 'carbonsheet template';

/** Raised when the layout changes, so that programs can tell an old template from a new one. */
export const TEMPLATE_VERSION = 2;

/** What a template was made from. */
export interface TemplateMark {
  readonly dataset: string;
  /** Title by field. */
  readonly fields: ReadonlyMap<string, string>;
}

/** Writes the sheet. */
export async function writeMark(book: WorkbookWriter, { dataset, language }: WordedDataset): Promise<void> {
  const sheet = book.sheet({ name: markSheet, columns: [{ width: 40 }, { width: 40 }], hidden: true });
  const lines = [
    [explainingTitle('template'), String(TEMPLATE_VERSION)],
    ['dataset', dataset.name],
    ['language', language],
    ...Object.entries(dataset.fields).map(([name, { title }]) => [name, title]),
  ];
  for (const line of lines) await sheet.add(line.map((value) => ({ value })));
  await sheet.close();
}

/** What the rows of the sheet say; undefined where they are no such sheet's. */
export function readMark(rows: readonly SourceRow[]): TemplateMark | undefined {
  const [first, dataset, language, ...fields] = rows.map(({ cells }) => cells.map(cellText));
  if (first?.[0] !== explainingTitle('template') || dataset?.[0] !== 'dataset' || language?.[0] !== 'language')
    return undefined;
  return { dataset: dataset[1] ?? '', fields: new Map(fields.map(([name = '', title = '']) => [name, title])) };
}
