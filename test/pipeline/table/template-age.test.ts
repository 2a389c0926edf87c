// A template of an older version is read, and says which columns are new or gone.

import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { ImportDataset } from '../../../src/datasets/dataset.js';
import purchases from '../../../src/datasets/dcycle/purchases.js';
import { inLanguage } from '../../../src/datasets/words/template/texts.js';
import { openTable } from '../../../src/pipeline/table/open-table.js';
import { writeTemplate } from '../../../src/write/template/template.js';
import { temporaryFolder } from '../../write/temporary-folder.js';

const path = temporaryFolder();

async function warnings(file: string) {
  const table = await openTable({ file });
  await table.source.close();
  expect(table.dataset.name).toBe('purchases');
  expect(table.said.join()).not.toContain('hidden');
  return table.problems
    .filter(({ code }) => code === 'OLDER_TEMPLATE')
    .map(({ args, severity }) => ({ severity, ...args }));
}

it('says nothing of a template of this version, also after it was saved elsewhere', async () => {
  await writeTemplate(await inLanguage(purchases, 'de'), path('new.xlsx'), []);
  expect(await warnings(path('new.xlsx'))).toEqual([]);
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path('new.xlsx'));
  await book.xlsx.writeFile(path('saved.xlsx'));
  expect(await warnings(path('saved.xlsx'))).toEqual([]);
});

it('names the columns that are new and those that are gone, and reads the others', async () => {
  const { recycled: _, ...others } = purchases.fields;
  const older: ImportDataset = {
    ...purchases,
    fields: { ...others, tax: { ...others.description, title: 'Tax office' } },
  };
  await writeTemplate(await inLanguage(older, 'en'), path('old.xlsx'), []);
  expect(await warnings(path('old.xlsx'))).toEqual([
    { severity: 'warning', dataset: 'purchases', added: ['Recycled share'], gone: ['Tax office'] },
  ]);
});
