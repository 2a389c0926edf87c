// The workbook that comes back is given back: nothing is there twice, and nothing of the user's own is lost.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { Tools } from '../../src/pipeline/tools.js';
import { product } from '../cli/tables.js';
import { canBeFull, fillDisk } from '../write/full-disk.js';
import { openImporting, type Row } from './importing.js';

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

it.skipIf(!canBeFull)('finishes an import with all its results where the workbook cannot be written', async () => {
  const importing = await openImporting();
  const rows = Array.from({ length: 300 }, (_, index) => row(`Box ${index}`));
  await fillDisk('results.xlsx');
  const { summary, results } = await importing.import('many.xlsx', await bookOf(rows));
  expect(summary).toMatchObject({ exitCode: 0, counts: { created: 300 } });
  expect(summary.workbook).toBeUndefined();
  expect(results).toHaveLength(300);
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

it('knows rows by content whose visible cells were sorted away from their hidden ones', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('sorted.xlsx', await bookOf([row('Lamb', 5), row('Beef', 'x')]));
  const swapped = await edited(join(summary.folder, 'results.xlsx'), { A2: 'Beef', B2: 6, A3: 'Lamb', B3: 5 });
  const again = await importing.import('again.xlsx', swapped, { onExisting: 'update' });
  expect(again.results.map(({ status, code }) => `${status} ${code}`.trim())).toEqual([
    'created',
    'unchanged AS_EXPORTED',
  ]);
});

it('keeps what was corrected in the workbook of a run that is resumed', async () => {
  const importing = await openImporting();
  const sent = await importing.import('sent.xlsx', await bookOf([row('Boxes'), row('Film', 'x')]));
  const path = join(sent.summary.folder, 'results.xlsx');
  await writeFile(path, await edited(path, { B3: 4 }));
  await importing.resume(sent.summary.run);
  expect((await readFile(join(sent.summary.folder, 'results-mended.xlsx'))).length).toBeGreaterThan(0);
});

/** The texts of a sheet's cells, row by row. */
async function textsOf(path: string | undefined, sheet: string): Promise<readonly (readonly string[])[]> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path ?? '');
  const rows: string[][] = [];
  book.getWorksheet(sheet)?.eachRow((one) => {
    rows.push((one.values as exceljs.CellValue[]).slice(1).map(String));
  });
  return rows;
}

async function bookOfSheets(sheets: Readonly<Record<string, readonly Row[]>>): Promise<Buffer> {
  const book = new exceljs.Workbook();
  for (const [name, rows] of Object.entries(sheets))
    book.addWorksheet(name).addRows([Object.keys(rows[0] ?? {}), ...rows.map((one) => Object.values(one))]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const supplier = { 'Supplier name': 'Nordfrakt AB', 'Custom id': 'S-1' };
const sheetNames = (lines: readonly (readonly string[])[]) =>
  lines.filter(([name]) => name === 'File').map(([, , sheet]) => sheet);

it('tells a check of all sheets in the last workbook, also where the last sheet has no problem', async () => {
  const importing = await openImporting();
  const book = await bookOfSheets({
    Suppliers: [supplier, { ...supplier, 'Supplier name': '' }],
    Products: [product()],
  });
  const runs = await importing.everySheet('check', 'several.xlsx', book);
  const last = runs.at(-1)?.workbook;
  expect(runs.map(({ dataset }) => dataset)).toEqual(['suppliers', 'resold-products']);
  expect(last).toBe(join(runs[1]?.folder ?? '', 'results.xlsx'));
  expect(sheetNames(await textsOf(last, 'Run summary'))).toEqual(['sheet Suppliers', 'sheet Products']);
  expect((await textsOf(last, 'Suppliers')).map((cells) => cells[2])).toEqual(['Status', 'unsent', 'invalid']);
});

it('tells of a sheet without a problem in the summary of a check of the others', async () => {
  const importing = await openImporting();
  const book = await bookOfSheets({
    Suppliers: [supplier],
    Products: [product(), product({ 'Custom id': 'P-2', 'Product name': '' })],
  });
  const [first, second] = await importing.everySheet('check', 'several.xlsx', book);
  expect([first?.workbook, first?.counts.invalid, second?.counts.invalid]).toEqual([undefined, 0, 1]);
  expect(sheetNames(await textsOf(second?.workbook, 'Run summary'))).toEqual(['sheet Suppliers', 'sheet Products']);
});

it('counts no row as one to correct that an option answers', async () => {
  const importing = await openImporting();
  await importing.import('first.xlsx', await bookOf([row('Boxes', 3), row('Film', 4)]));
  const { summary } = await importing.import('second.xlsx', await bookOf([row('Boxes', 3), row('Film', 5)]));
  expect(summary.counts.failed).toBe(1);
  expect(summary.failed).toBeUndefined();
  const texts = (await textsOf(summary.workbook, 'Run summary')).flat().join('\n');
  expect(texts).toContain(`carbonsheet import ${summary.workbook} --on-existing update`);
  expect(texts).not.toContain('Correct the coloured cells');
  const third = await importing.import('third.xlsx', await readFile(summary.workbook ?? ''), { onExisting: 'update' });
  expect(third.summary.counts).toMatchObject({ updated: 1, created: 0, failed: 0 });
});

it('updates a row that the service held otherwise, from the workbook that says so', async () => {
  const importing = await openImporting();
  const book = await bookOf([row('Boxes', 3), row('Film', 4)]);
  const { results } = await importing.import('first.xlsx', book);
  await importing.dcycle('PATCH', `/v1/purchases/${results[1]?.remote_id}`, { product_name: 'Film 2', quantity: 40 });
  const { summary } = await importing.import('first.xlsx', book);
  expect(summary.counts.skipped).toBe(2);
  const given = await readFile(summary.workbook ?? '');
  const again = await importing.import('again.xlsx', given, { onExisting: 'update' });
  expect(again.results.map(({ status, code }) => `${status} ${code}`.trim())).toEqual([
    'unchanged AS_EXPORTED',
    'updated',
  ]);
  expect(importing.sandbox.purchases()).toHaveLength(2);
  expect(importing.sandbox.purchases()[1]).toMatchObject({ product_name: 'Film', quantity: 4 });
});

it('says which rows of a CSV file no sheet can hold', async () => {
  const importing = await openImporting();
  // Blank lines count, as a spreadsheet counts rows.
  const line = (name: string) => `${name},x,ES,Manufacturing,EUR,2024-03-15,opex\n`;
  const csv = `${titles.join(',')}\n${line('First')}${'\n'.repeat(1_048_572)}${['a', 'b', 'c', 'd'].map(line).join('')}`;
  const said: string[] = [];
  const tell: Tools['tell'] = (one) => void (one.kind === 'warned' && said.push(one.text));
  const summary = await importing.check('long.csv', csv, { tell });
  const left = '2 rows below row 1,048,576, the last that a sheet can have: their problems are in problems.csv';
  expect(said.join()).toContain(left);
  expect((await textsOf(summary.workbook, 'Run summary')).flat()).toContain(left);
  expect(await importing.problems(summary.folder)).toHaveLength(5);
});

it('reads amounts as the run did, whatever is typed into the cell that decided', async () => {
  const importing = await openImporting();
  const german = [
    'Artikel;Branche;Land;Betrag netto;Währung;Datum;Kostenart',
    'Kisten;Papier;Deutschland;1.234;EUR;01.01.2024;opex',
    'Folie;Papier;Nowhere;3.240;EUR;03.03.2024;opex',
    'Klebeband;Papier;Deutschland;1.252,50;EUR;25.07.2024;opex',
  ].join('\n');
  const { summary } = await importing.import('german.csv', german);
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(summary.workbook ?? '');
  const sheet = book.worksheets[1]!;
  sheet.getCell('C3').value = 'Deutschland';
  sheet.getCell('D4').value = 1252.5;
  const given = Buffer.from(await book.xlsx.writeBuffer());
  const again = await importing.import('given.xlsx', given, { onExisting: 'update' });
  expect(again.summary.counts).toMatchObject({ created: 1, unchanged: 2, updated: 0 });
  expect((await importing.export('purchases')).map((one) => one.Quantity ?? one.quantity).sort()).toEqual([
    '1234',
    '1252.5',
    '3240',
  ]); // prettier-ignore
});

it('shows a row that is held back, and takes a yes beside it', async () => {
  const importing = await openImporting();
  const usual = Array.from({ length: 30 }, (_, index) => row(`Box ${index}`, 9000 + 37 * index));
  const { summary } = await importing.import('odd.xlsx', await bookOf([...usual, row('Odd box', 7_000_100)]));
  expect(summary).toMatchObject({ exitCode: 4, heldBack: 1, counts: { created: 30, unsent: 1 } });
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(summary.workbook ?? '');
  const sheet = book.getWorksheet('Rows')!;
  const header = (sheet.getRow(1).values as exceljs.CellValue[]).map(String);
  const [accept, message, faulty] = ['Accept', 'Message', 'carbonsheet cells'].map((title) => header.indexOf(title));
  expect(header.slice(accept, (accept ?? 0) + 3)).toEqual(['Accept', 'Status', 'Message']);
  const held: number[] = [];
  sheet.eachRow((one, at) => {
    if (String(one.getCell(message ?? 0).value ?? '').startsWith('Held back: ')) held.push(at);
  });
  expect(held).toEqual([32]);
  expect(sheet.getRow(32).getCell(faulty ?? 0).value).toBe('|2|');
  expect(JSON.stringify(sheet.getCell('B32').note)).toContain('7,000,100.00');
  sheet.getRow(32).getCell(accept ?? 0).value = 'yes';
  const again = await importing.import('again.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
  expect(again.summary).toMatchObject({ exitCode: 0, counts: { created: 1, unchanged: 30 } });
});
