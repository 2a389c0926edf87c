// Corrected copies of workbooks: the answers, with the look of their cells, and everything else as it was.

import { mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../../src/pace/system-clock.js';
import { checkFile } from '../../../src/pipeline/check.js';
import { fixFile } from '../../../src/pipeline/fixes/fix.js';
import type { TableRequest } from '../../../src/pipeline/requests.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import { flat, rowsOf } from '../../read/files.js';
import { partsOf } from '../../workbook/patch/books.js';

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

/** Checks a file; the workbook that comes back. */
async function checked(
  check: (name: string, more: { result: string }) => ReturnType<typeof checkFile>,
  name = 'out.xlsx',
) {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-fix-result-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const workbook = join(folder, 'results.xlsx');
  return { workbook, ...(await check(name, { result: workbook })) };
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

it('keeps all other parts of the workbook', async () => {
  const { fix, at } = await openBook(ROWS, (sheet, book) => {
    book.addWorksheet('Notes').getCell('A1').value = 'kept';
    sheet.getCell('A2').note = 'kept, too';
  });
  await fix('Expense type,opexx,opex');
  const [before, after] = [await partsOf(at('in.xlsx')), await partsOf(at('out.xlsx'))];
  const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
  expect(changed.sort()).toEqual([
    '[Content_Types].xml',
    'xl/_rels/workbook.xml.rels',
    'xl/styles.xml',
    'xl/workbook.xml',
    'xl/worksheets/sheet1.xml',
  ]);
});

it('adds a column for a field that the file lacks, within the table of the sheet', async () => {
  const lacking = [
    ['Name', 'Sector', 'Country', 'Quantity', 'Purchase date', 'Expense type'],
    ['A', 'P', 'FR', 1, '2024-05-02', 'opex'],
    ['B', 'P', 'Grmany', 2, '2024-05-02', 'opex'],
  ];
  const { fix, rows, excel, check } = await openBook([], (sheet) => {
    sheet.addTable({
      name: 'T',
      ref: 'A1',
      columns: (lacking[0] ?? []).map((name) => ({ name: String(name) })),
      rows: lacking.slice(1),
    });
    sheet.getRow(1).font = { bold: true };
  });
  const fixed = await fix('unit_id,,EUR');
  expect(fixed).toMatchObject({ cells: 2, added: ['Unit'] });
  expect((await rows()).map(([, cells]) => cells[6])).toEqual(['Unit', 'EUR', 'EUR']);
  expect((await rows('Changes')).map(([, cells]) => cells.slice(0, 4))).toEqual([
    ['Row', 'Column', 'Before', 'After'],
    [2, 'Unit', null, 'EUR'],
    [3, 'Unit', null, 'EUR'],
  ]);
  const sheet = (await excel()).getWorksheet('Q1');
  expect(sheet?.getCell('G1').font).toMatchObject({ bold: true });
  expect(sheet?.getTable('T')).toMatchObject({ table: { tableRef: 'A1:G3' } });
  // It is the user's own from now on: a check does not take it for one of its own, and an answer changes its cells.
  const { workbook } = await checked(check);
  expect((await rowsOf(workbook, { sheet: 'Q1' }))[0]?.cells[6]).toBe('Unit');
  const again = await fix('Unit,EUR,USD', { from: 'out.xlsx', out: 'twice.xlsx' });
  expect(again).toMatchObject({ cells: 2, added: [] });
});

it('puts values in the place of formulas, but for those that other cells need, and names both', async () => {
  const { fix, rows } = await openBook(ROWS, (sheet) => {
    sheet.getCell('G2').value = { formula: 'LOWER("OPEXX")', result: 'opexx' };
    const first = { formula: 'PROPER("GRMANY")', result: 'Grmany', shareType: 'shared', ref: 'C3:C5' };
    sheet.getCell('C3').value = first;
    sheet.getCell('C5').value = { sharedFormula: 'C3', result: 'Frnce' };
    const filling = { formula: 'LOWER(H2:H3)', result: 'Papier', shareType: 'array', ref: 'B2:B3' };
    sheet.getCell('B2').value = filling;
    sheet.getCell('B3').value = 'Papier';
    sheet.getCell('B5').value = 'Papier';
  });
  const fixed = await fix('Expense type,opexx,opex\nCountry,Grmany,DE\nCountry,Frnce,FR\nSector,Papier,Paper');
  expect(fixed).toMatchObject({ cells: 4, formulasReplaced: ['G2', 'C5'], notChanged: ['B2', 'B3', 'C3'] });
  const cells = Object.fromEntries(await rows());
  expect([cells[2]?.[6], cells[3]?.[2], cells[5]?.[2]]).toEqual(['opex', 'Grmany', 'FR']);
  expect([2, 3, 5].map((row) => cells[row]?.[1])).toEqual(['Papier', 'Papier', 'Paper']);
  const listed = (await rows('Changes')).slice(1).filter(([, [, column]]) => column !== 'Sector');
  expect(listed.map(([, [row, , , after, reason]]) => [row, after, reason])).toEqual([
    [2, 'opex', expect.stringMatching(/expected capex or opex.*formula of the cell gave way/)],
    [3, 'Grmany', expect.stringMatching(/^not changed: this cell and others/)],
    [3, 'opex', expect.not.stringContaining('formula')],
    [5, 'FR', expect.stringContaining('formula of the cell gave way')],
  ]);
});

it('lists the changes of a second time in place of the first, beside a sheet of the same name', async () => {
  const { fix, rows, excel } = await openBook(ROWS, (_, book) => {
    book.addWorksheet('Changes').getCell('A1').value = 'of the user';
  });
  await fix('Expense type,opexx,opex');
  await fix('Country,Grmany,DE\nExpense type,opexx,opex', { from: 'out.xlsx', out: 'twice.xlsx' });
  expect((await excel('twice.xlsx')).worksheets.map(({ name }) => name)).toEqual(['Q1', 'Changes', 'Changes (2)']);
  expect(await rows('Changes', 'twice.xlsx')).toEqual([[1, ['of the user']]]);
  expect((await rows('Changes (2)', 'twice.xlsx')).slice(1).map(([, cells]) => cells.slice(0, 4))).toEqual([
    [3, 'Country', 'Grmany', 'DE'],
  ]);
});

it('writes a number as text where the look of the cell would make another one of it', async () => {
  const { fix, rows } = await openBook(
    [
      HEADER,
      ['A', 'P', 'ES', 'one', 'EUR', '2024-05-02', 'opex'],
      ['B', 'P', 'ES', 'two', 'EUR', 'soon', 'opex'],
      ['C', 'P', 'ES', 'three', 'EUR', '2024-05-02', 'opex'],
      ['D', 'P', 'ES', 'four', 'EUR', '2024-05-02', 'opex'],
      ['E', 'P', 'ES', 'five', 'EUR', '2024-05-02', 'opex'],
    ],
    (sheet) => {
      sheet.getCell('D2').numFmt = '0%';
      sheet.getCell('D3').numFmt = 'dd.mm.yyyy';
      sheet.getCell('D4').numFmt = '#,##0.00 "EUR"';
      sheet.getCell('D6').numFmt = '#,##0,';
      // No other cell of the column is a typed day.
      sheet.getCell('F3').numFmt = 'dd.mm.yyyy';
    },
  );
  await fix(
    'Quantity,one,1\nQuantity,two,2\nQuantity,three,"3,5"\nQuantity,four,4.5\nQuantity,five,5\nPurchase date,soon,2024-05-09',
  );
  expect((await rows()).slice(1).map(([, cells]) => cells[3])).toEqual(['1', '2', '3,5', 4.5, '5']);
  expect((await rows())[2]?.[1][5]).toBe('2024-05-09');
});

it('counts days from 1904 where the workbook does', async () => {
  const { fix, rows } = await openBook(ROWS, (sheet, book) => {
    book.properties.date1904 = true;
    sheet.getCell('F3').numFmt = 'dd.mm.yyyy';
  });
  await fix('Purchase date,soon,2024-05-09');
  const days = (await rows()).slice(1).map(([, cells]) => cells[5]);
  expect(days).toEqual([
    { kind: 'date', iso: '2024-05-02', serial: 43952 },
    { kind: 'date', iso: '2024-05-09', serial: 43959 },
    { kind: 'date', iso: '2024-05-03', serial: 43953 },
  ]);
});

it('leaves the status columns and the summary of a result workbook as they are', async () => {
  const { fix, check, rows, excel } = await openBook(ROWS);
  const { workbook } = await checked(check, 'in.xlsx');
  await fix('Expense type,opexx,opex\nCountry,Grmany,DE\nUnit,,EUR', { file: workbook });
  expect((await excel()).worksheets.map(({ name }) => name)).toEqual([
    'Run summary',
    'Q1',
    'Reconciliation',
    'carbonsheet reading',
    'Changes',
  ]);
  const sheet = (await excel()).getWorksheet('Q1');
  expect(sheet?.getRow(1).values).toEqual([undefined, ...HEADER, 'Status', 'Message', 'carbonsheet cells']);
  expect(sheet?.getCell('H3').value).toBe('invalid');
  expect((await rows())[1]?.[1][6]).toBe('opex');
  const { summary } = await check('out.xlsx');
  expect(summary.counts).toMatchObject({ rows: 3, invalid: 1 });
});

it.each([
  ['a value', 'Expense type,Rent,opex', {}, /line 2: in\.xlsx has no "Rent" in the column Expense type/],
  ['an empty cell', 'Sector,,Paper', {}, /line 2: in\.xlsx has no cell to fill in the column Sector/],
  ['a name of another kind', 'Expense type,opexx,opex', { out: 'out.csv' }, /is a workbook, and its copy must be one/],
  ['a name without macros', 'Expense type,opexx,opex', { out: 'out.xlsm' }, /is a workbook, and its copy must be one/],
  ['the file itself', 'Expense type,opexx,opex', { out: 'in.xlsx' }, /is the file itself/],
])('refuses %s that does not fit, and writes nothing', async (_, lines, more, message) => {
  const { fix, names, at } = await openBook(ROWS);
  const before = await partsOf(at('in.xlsx'));
  await expect(fix(lines, more)).rejects.toThrow(message);
  expect((await names()).sort()).toEqual(['fixes.csv', 'in.xlsx']);
  expect(await partsOf(at('in.xlsx'))).toEqual(before);
});

it('writes nothing over the file through a link', async () => {
  const { fix, at, names } = await openBook(ROWS);
  await symlink(at('in.xlsx'), at('link.xlsx'));
  await expect(fix('Expense type,opexx,opex', { out: 'link.xlsx' })).rejects.toThrow(/is the file itself/);
  expect((await names()).sort()).toEqual(['fixes.csv', 'in.xlsx', 'link.xlsx']);
});

it('keeps a workbook with macros one', async () => {
  const { fix, at, rows } = await openBook(ROWS);
  await rename(at('in.xlsx'), at('in.xlsm'));
  await fix('Expense type,opexx,opex', { from: 'in.xlsm', out: 'out.xlsm' });
  expect((await rows('Q1', 'out.xlsm'))[1]?.[1][6]).toBe('opex');
});

it('fills the cells of a matrix', async () => {
  const { fix, rows, excel } = await openBook([
    ['Product name', 'Retail', 'Sweden', 'Norway'],
    ['A', 'x', 'many', 5],
    ['B', 'x', 7, 'many'],
  ]);
  const fixed = await fix('Sweden,many,12\nNorway,many,13', { dataset: 'country-sales', unpivot: true });
  expect(fixed).toMatchObject({ cells: 2 });
  expect((await rows()).slice(1).map(([, cells]) => cells.slice(2))).toEqual([
    [12, 5],
    [7, 13],
  ]);
  expect((await excel()).getWorksheet('Changes')?.rowCount).toBe(3);
});
