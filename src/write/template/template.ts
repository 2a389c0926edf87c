// Writes a dataset's template: a workbook with dropdowns, notes and an example, or a CSV file with header and example.
// All of it follows from the dataset; the same dataset gives the same file in each language.

import { extname } from 'node:path';
import type { WordedDataset } from '../../datasets/words/template/texts.js';
import { Stop } from '../../problems/stop.js';
import { openCsv } from '../files/csv.js';
import type { AccountContent } from './account-content.js';
import { shownExample } from './field-rule.js';
import { writeTemplateBook } from './template-book.js';
import type { Country } from './template-lists.js';

/**
 * Writes a template to a path that ends in `.xlsx` or `.csv`.
 * @param countries ISO 3166-1 alpha-2 codes with their names, in the order of the dropdown.
 * @param account What an account adds; only in a workbook.
 * @throws Stop of kind `usage` for another ending, `output` when the file cannot be written.
 */
export async function writeTemplate(
  worded: WordedDataset,
  path: string,
  countries: readonly Country[],
  account?: AccountContent,
): Promise<void> {
  const ending = extname(path).toLowerCase();
  if (ending === '.csv') return writeCsv(worded, path);
  if (ending !== '.xlsx') {
    throw new Stop(
      'usage',
      'TEMPLATE_FORMAT',
      `cannot tell the format of ${path}`,
      'let its name end in .xlsx or .csv',
    );
  }
  return writeTemplateBook(path, worded, countries, account);
}

/** With U+FEFF, by which Excel recognises UTF-8 when someone opens the file to fill it in. */
async function writeCsv({ dataset, language }: WordedDataset, path: string): Promise<void> {
  const all = Object.values(dataset.fields);
  const columns = all.map(({ title }) => title);
  const file = await openCsv(path, { delimiter: language === 'en' ? ',' : ';', byteOrderMark: true, columns });
  await file.write(all.map((field) => shownExample(field, language)));
  await file.close();
}
