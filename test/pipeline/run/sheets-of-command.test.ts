// Several sheets of one workbook in one command, and one of them taken up again: the workbook that comes back keeps telling of all.

import { writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { FaultPlan } from '../../../src/sandbox/faults/faults.js';
import { product } from '../../cli/tables.js';
import { openImporting, type Row } from '../importing.js';

const suppliers: readonly Row[] = [
  { 'Supplier name': 'Nordfrakt AB', 'Custom id': 'S-1' },
  { 'Supplier name': 'Sydfrakt AB', 'Custom id': 'S-2' },
];
const products: readonly Row[] = [product(), product({ 'Custom id': 'OAT-2', 'Product name': 'Oat drink 2 l' })];

async function bookOf(sheets: Readonly<Record<string, readonly Row[]>>): Promise<Buffer> {
  const book = new exceljs.Workbook();
  for (const [name, rows] of Object.entries(sheets))
    book.addWorksheet(name).addRows([Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]);
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** The statuses of each sheet, and the sheets and causes that the one in front tells of. */
async function told(path: string | undefined) {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path ?? '');
  const statuses = (name: string): readonly string[] => {
    const sheet = book.getWorksheet(name)!;
    const column = (sheet.getRow(1).values as readonly unknown[]).lastIndexOf('Status');
    return [2, 3].map((row) => sheet.getRow(row).getCell(column).text);
  };
  const front: string[] = [];
  book.worksheets[0]!.getColumn(3).eachCell((cell) => void (/^sheet /.test(cell.text) && front.push(cell.text)));
  return { suppliers: statuses('Suppliers'), products: statuses('Products'), front };
}

const all = {
  suppliers: ['created', 'created'],
  products: ['created', 'created'],
};

/** Refuses the second supplier, once. */
function refuseOnce(): FaultPlan {
  let posts = 0;
  return ({ method, path }) => {
    if (method !== 'POST' || !path.endsWith('/suppliers')) return undefined;
    posts += 1;
    return posts === 2 ? { kind: 'status-before', status: 409 } : undefined;
  };
}

it.each([false, true])('keeps the other sheets; a place for all of them: %s', async (isPlaced) => {
  const scene = await openImporting({ fault: refuseOnce() });
  await scene.write('probe.csv', [product()]);
  const folder = dirname(dirname((await scene.check('probe.csv', [product()])).folder));
  const terms = isPlaced ? { result: join(folder, 'out.xlsx') } : {};
  const book = await bookOf({ Suppliers: suppliers, Products: products });
  const runs = await scene.everySheet('import', 'two.xlsx', book, terms);
  const failed = runs.find(({ counts }) => counts.failed === 1);
  expect(failed?.dataset).toBe('suppliers');
  expect(await told(runs.at(-1)?.workbook)).toEqual({
    ...all,
    suppliers: ['created', 'failed'],
    front: ['sheet Suppliers', 'sheet Products'],
  });

  const again = await scene.retry(failed?.run ?? '');
  expect(again.summary).toMatchObject({ run: failed?.run, counts: { created: 2, failed: 0 } });
  expect(await told(again.summary.workbook)).toEqual({ ...all, front: ['sheet Products', 'sheet Suppliers'] });
  // The other run is taken up after this one: it begins with the newest workbook.
  const last = await scene.resume(runs.at(-1)?.run ?? '');
  expect(await told(last.summary.workbook)).toEqual({ ...all, front: ['sheet Suppliers', 'sheet Products'] });
});

it('keeps what somebody corrected in the shared workbook', async () => {
  const scene = await openImporting({ fault: refuseOnce() });
  const runs = await scene.everySheet('import', 'two.xlsx', await bookOf({ Suppliers: suppliers, Products: products }));
  const last = runs.at(-1)?.workbook ?? '';
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(last);
  book.getWorksheet('Suppliers')!.getCell('A3').value = 'Sydfrakt Nya AB';
  const saved = Buffer.from(await book.xlsx.writeBuffer());
  await writeFile(last, saved);
  const again = await scene.retry(runs[0]?.run ?? '');
  expect(again.summary.counts).toMatchObject({ created: 2 });
  const now = new exceljs.Workbook();
  await now.xlsx.readFile(last);
  expect(now.getWorksheet('Suppliers')!.getCell('A3').value).toBe('Sydfrakt Nya AB');
});
