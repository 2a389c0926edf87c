// An export of more rows than a sheet holds goes on in further sheets, and all of them are read again.

import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import { exportData } from '../../../src/pipeline/export/export.js';
import { purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

async function threeSheets() {
  const scene = await openImporting();
  const rows = Array.from({ length: 8 }, (_, at) => purchase({ product_name: `Box ${at}`, quantity: String(at + 1) }));
  await scene.import('in.csv', rows, { acceptSuspects: true });
  const exported = (name: string, sheetRows?: number) => {
    const more = { out: scene.path(name), runsDir: scene.path('exports'), sheetRows };
    return exportData({ what: 'purchases', ...more }, scene.tools);
  };
  return { scene, exported, full: await exported('full.xlsx', 4) };
}

it('is the same export for delta and reconcile', async () => {
  const { scene, exported, full } = await threeSheets();
  const whole = await exported('whole.csv');
  for (const [before, after] of [
    [full.out, whole.out],
    [whole.out, full.out],
    [full.run, whole.run],
    [full.out, 'last'],
  ] as const) {
    const { delta } = await scene.delta(before, after);
    expect(delta.counts).toEqual({ new: 0, gone: 0, moved: 0, edited: 0, recalculated: 0, unchanged: 8 });
  }
  const { reconciliation, exitCode } = await scene.reconcile(full.run);
  expect(exitCode).toBe(0);
  expect(reconciliation).toMatchObject({ isEqual: true, totals: { rows: { stored: 8, written: 8 } } });
});

it.each([{}, { dataset: 'purchases' }])('is imported sheet by sheet, with its edits: %j', async (asked) => {
  const { scene, full } = await threeSheets();
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(full.out);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['Purchases', 'Purchases (2)', 'Purchases (3)', 'Columns']);
  const last = book.getWorksheet('Purchases (3)');
  const titles = last?.getRow(1).values as readonly string[];
  const cell = last?.getRow(2).getCell(titles.indexOf('Quantity'));
  if (cell) cell.value = 99.5;
  const bytes = Buffer.from(await book.xlsx.writeBuffer());
  const runs = await scene.everySheet('import', 'edited.xlsx', bytes, { ...asked, onExisting: 'update' });
  expect(runs.map(({ counts: { rows, unchanged, updated } }) => [rows, unchanged, updated])).toEqual([
    [3, 3, 0],
    [3, 3, 0],
    [2, 1, 1],
  ]);
  expect(scene.sandbox.purchases().filter((one) => 'quantity' in one && one.quantity === 99.5)).toHaveLength(1);
  expect(scene.sandbox.purchases()).toHaveLength(8);
  const unedited = await scene.everySheet('check', 'full-again.xlsx', await readFile(full.out), asked);
  expect(unedited.map(({ counts }) => counts.rows)).toEqual([3, 3, 2]);
});
