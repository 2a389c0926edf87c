// Corrected copies of workbooks: the answers, with the look of their cells, and everything else as it was.

import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/pace/system-clock.js';
import { checkFile } from '../../../src/pipeline/check.js';
import { fixFile } from '../../../src/pipeline/fix.js';
import type { TableRequest } from '../../../src/pipeline/requests.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import { flat, rowsOf } from '../../read/files.js';

const HEADER = ['Product name', 'Sector', 'Country', 'Quantity', 'Unit', 'Purchase date', 'Expense type'];
const day = (text: string) => new Date(`${text}T00:00:00Z`);

type Fill = (sheet: ExcelJS.Worksheet, book: ExcelJS.Workbook) => void;

async function openBook(rows: readonly (readonly ExcelJS.CellValue[])[], fill: Fill = () => undefined) {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-fix-book-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Q1');
  sheet.addRows(rows.map((row) => [...row]));
  fill(sheet, book);
  await book.xlsx.writeFile(at('in.xlsx'));
  const refuse = () => Promise.reject(new Error('a check needs none'));
  const tools: Tools = {
    clock: systemClock,
    newId: () => '00000000-0000-4000-8000-000000000000',
    connect: refuse,
    openLedger: refuse,
    findLedger: async () => undefined,
    holdAccount: refuse,
    tell: () => undefined,
    ask: async () => undefined,
    signal: new AbortController().signal,
  };
  return {
    at,
    names: () => readdir(folder),
    async fix(
      lines: string,
      { from = 'in.xlsx', out = 'out.xlsx', ...more }: Partial<TableRequest> & { from?: string; out?: string } = {},
    ) {
      await writeFile(at('fixes.csv'), `column,value,use\n${lines}\n`);
      const request = { file: at(from), fixes: at('fixes.csv'), out: at(out), dataset: 'purchases', ...more };
      return fixFile(request, { clock: systemClock });
    },
    async check(name: string, more: Partial<TableRequest> & { result?: string } = {}) {
      const request = {
        file: at(name),
        dataset: 'purchases',
        runsDir: at('runs'),
        equalRows: 'keep' as const,
        ...more,
      };
      return checkFile(request, tools);
    },
    rows: async (sheet = 'Q1', name = 'out.xlsx') => flat(await rowsOf(at(name), { sheet })),
    async excel(name = 'out.xlsx') {
      const read = new ExcelJS.Workbook();
      await read.xlsx.readFile(at(name));
      return read;
    },
  };
}

const ROWS = [
  HEADER,
  ['Boxes', 'Paper', 'ES', 12, 'EUR', day('2024-05-02'), 'opexx'],
  ['Tape', 'Paper', 'Grmany', 'seven', 'EUR', 'soon', 'opexx'],
  [],
  ['Glue', 'Paper', 'FR', 8, null, day('2024-05-03'), 'opex'],
];
const red: ExcelJS.Fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFF0000' } };

it('changes the cells that are answered, with their looks, and lists the changes', async () => {
  const { fix, rows, excel, check } = await openBook(ROWS, (sheet) => {
    sheet.getCell('G2').fill = red;
    sheet.getCell('F3').numFmt = 'dd.mm.yyyy';
    sheet.getCell('E5').numFmt = '@';
    sheet.getCell('E5').fill = red;
    sheet.getColumn(4).numFmt = '#,##0.00';
  });
  const fixed = await fix(
    'Expense type,opexx,opex\nCountry,Grmany,DE\nQuantity,seven,7\nPurchase date,soon,2024-05-09\nUnit,,EUR\nSector,Paper,',
  );
  expect(fixed).toMatchObject({
    cells: 6,
    added: [],
    changes: 'Changes',
    unanswered: 1,
    formulasReplaced: [],
    notChanged: [],
  });
  const date = (iso: string, serial: number) => ({ kind: 'date', iso, serial });
  expect(await rows()).toEqual([
    [1, HEADER],
    [2, ['Boxes', 'Paper', 'ES', 12, 'EUR', date('2024-05-02', 45414), 'opex']],
    [3, ['Tape', 'Paper', 'DE', 7, 'EUR', date('2024-05-09', 45421), 'opex']],
    [5, ['Glue', 'Paper', 'FR', 8, 'EUR', date('2024-05-03', 45415), 'opex']],
  ]);
  expect(await rows('Changes')).toEqual([
    [1, ['Row', 'Column', 'Before', 'After', 'Reason']],
    [2, [2, 'Expense type', 'opexx', 'opex', expect.stringContaining('expected capex or opex')]],
    [3, [3, 'Country', 'Grmany', 'DE', expect.stringContaining('expected a country')]],
    [4, [3, 'Quantity', 'seven', '7', expect.stringContaining('expected a number')]],
    [5, [3, 'Purchase date', 'soon', '2024-05-09', expect.stringContaining('expected a date')]],
    [6, [3, 'Expense type', 'opexx', 'opex', expect.stringContaining('expected capex or opex')]],
    [7, [5, 'Unit', null, 'EUR', expect.stringContaining('a value is required')]],
  ]);
  const sheet = (await excel()).getWorksheet('Q1');
  expect(sheet?.getCell('G2').fill).toMatchObject({ fgColor: { argb: 'FFFF0000' } });
  expect(sheet?.getCell('E5').fill).toMatchObject({ fgColor: { argb: 'FFFF0000' } });
  expect(sheet?.getCell('F3').numFmt).toBe('dd.mm.yyyy');
  expect(sheet?.getCell('D3').numFmt).toBe('#,##0.00');
  expect((await check('out.xlsx')).summary.counts).toMatchObject({ rows: 3, invalid: 0 });
});
