// The workbook that comes back is given back: nothing is there twice, and nothing of the user's own is lost.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import { openImporting } from './importing.js';

const titles = ['product_name', 'quantity', 'country', 'sector', 'unit_id', 'purchase_date', 'expense_type'];
type Cells = readonly (string | number)[];

const row = (name: string, quantity: number | string = 1): Cells => {
  return [name, quantity, 'ES', 'Manufacturing', 'EUR', '2024-03-15', 'opex'];
};

async function bookOf(rows: readonly Cells[], header: readonly string[] = titles): Promise<Buffer> {
  const book = new exceljs.Workbook();
  book.addWorksheet('Rows').addRows([header, ...rows].map((cells) => [...cells]));
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A result workbook with other cells, as somebody saves it. */
async function edited(path: string, cells: Readonly<Record<string, string | number>>): Promise<Buffer> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  for (const [at, value] of Object.entries(cells)) book.getWorksheet('Rows')!.getCell(at).value = value;
  return Buffer.from(await book.xlsx.writeBuffer());
}

const names = ['Boxes', 'Film', 'Tape', 'Glue', 'Foil'];

it('never creates a row again that the service already had and that was edited since', async () => {
  const importing = await openImporting();
  await importing.import('first.xlsx', await bookOf(names.map((name) => row(name))));
  const again = await importing.import('second.xlsx', await bookOf(names.map((name) => row(name))));
  expect(again.summary.counts).toMatchObject({ skipped: 5 });
  const changed = await edited(join(again.summary.folder, 'results.xlsx'), { B2: 7, B3: 8, B4: 9 });
  const third = await importing.import('third.xlsx', changed);
  expect(third.results.map(({ status, code }) => `${status} ${code}`)).toEqual([
    ...new Array(3).fill('skipped EDITED_EXPORT'),
    ...new Array(2).fill('unchanged AS_EXPORTED'),
  ]);
  const fourth = await importing.import('fourth.xlsx', changed, { onExisting: 'update' });
  expect(fourth.summary.counts).toMatchObject({ created: 0, updated: 3 });
  expect(await importing.export('purchases')).toHaveLength(5);
});

it('finishes an import with all its results where the workbook cannot be written', async () => {
  const importing = await openImporting();
  const rows = Array.from({ length: 600 }, (_, index) => row(`Box ${index}`));
  const terms = { result: '/no-such-folder/results.xlsx' };
  const { summary, results } = await importing.import('many.xlsx', await bookOf(rows), terms);
  expect(summary).toMatchObject({ exitCode: 0, counts: { created: 600 } });
  expect(summary.workbook).toBeUndefined();
  expect(results).toHaveLength(600);
  expect(JSON.parse(await readFile(join(summary.folder, 'summary.json'), 'utf8'))).toMatchObject({ run: summary.run });
});

it('takes no column of the user for one of its own', async () => {
  const importing = await openImporting();
  const own = await bookOf([[...row('Boxes'), 'mine-1', 'active']], [...titles, 'Remote ID', 'Status']);
  const { summary } = await importing.import('own.xlsx', own);
  const again = await importing.import('again.xlsx', await readFile(join(summary.folder, 'results.xlsx')));
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(join(again.summary.folder, 'results.xlsx'));
  const sheet = book.getWorksheet('Rows')!;
  expect([1, 2].map((at) => [8, 9, 10].map((column) => sheet.getRow(at).getCell(column).value))).toEqual([
    ['Remote ID', 'Status', 'Status'],
    ['mine-1', 'active', 'unchanged'],
  ]);
});

it('refuses a row whose visible cells were sorted away from its hidden ones', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('sorted.xlsx', await bookOf([row('Lamb', 5), row('Beef', 'x')]));
  const swapped = await edited(join(summary.folder, 'results.xlsx'), { A2: 'Beef', B2: 6, A3: 'Lamb', B3: 5 });
  const again = await importing.import('again.xlsx', swapped, { onExisting: 'update' });
  expect(again.summary.counts).toMatchObject({ updated: 0, created: 0 });
  expect(again.results[0]).toMatchObject({ status: 'failed', code: 'TORN_ROW' });
});

it('keeps what was corrected in the workbook of a run that is resumed', async () => {
  const importing = await openImporting();
  const sent = await importing.import('sent.xlsx', await bookOf([row('Boxes'), row('Film', 'x')]));
  const path = join(sent.summary.folder, 'results.xlsx');
  await writeFile(path, await edited(path, { B3: 4 }));
  await importing.resume(sent.summary.run);
  expect((await readFile(join(sent.summary.folder, 'results-mended.xlsx'))).length).toBeGreaterThan(0);
});
