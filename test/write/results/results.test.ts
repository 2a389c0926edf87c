import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type Result, type Status, statuses } from '../../../src/plan/result.js';
import { finding } from '../../../src/problems/problem.js';
import type { Cell, SourceRow } from '../../../src/values/cell.js';
import { orLeave } from '../../../src/write/files/or-leave.js';
import type { SourceLayout } from '../../../src/write/results/failed-file.js';
import { openResults } from '../../../src/write/results/results.js';
import { openResultsBook } from '../../../src/write/results/results-book.js';
import { canBeFull, fillDisk } from '../full-disk.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();
const titles = ['Artikel', 'Menge', 'Datum', 'EAN'];
const date = { kind: 'date', iso: '2024-03-15', serial: 45366 } as const;

const csv: SourceLayout = {
  format: 'csv',
  delimiter: ';',
  byteOrderMark: true,
  sheet: '',
  lead: [
    { sheet: '', row: 1, cells: ['Einkauf 2024'] },
    { sheet: '', row: 4, cells: titles },
  ],
  headerRow: 4,
  titles,
};
const xlsx: SourceLayout = {
  ...csv,
  format: 'xlsx',
  delimiter: '',
  byteOrderMark: false,
  sheet: 'Q1 & Q2',
  lead: csv.lead.map((row) => ({ ...row, sheet: 'Q1 & Q2' })),
};

function row(number: number, cells: readonly Cell[], sheet = ''): SourceRow {
  return { sheet, row: number, cells };
}

function result(status: Status, more: Partial<Result> = {}): Result {
  return { status, remoteId: '', field: '', requestId: '', attempts: 0, ...more };
}

async function write(source: SourceLayout, rows: readonly (readonly [SourceRow, Result])[]) {
  const files = await openResults(path('run'), source);
  for (const [source, outcome] of rows) await files.add(source, outcome);
  return files.close();
}

async function csvLines(name: string, delimiter: string) {
  const text = await readFile(path('run', name), 'utf8');
  return papaparse.parse<string[]>(text.replace(/\r\n$/, ''), { delimiter }).data;
}

async function sheetOf(file: string) {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(file);
  return book.worksheets[0]!;
}

describe('results.csv', () => {
  it('has one line per row, in order, with the original columns behind', async () => {
    await write(csv, [
      [
        row(5, ['Karton', '12,50', '15.03.2024', '0012']),
        result('created', { remoteId: 'r-1', requestId: 'q-1', attempts: 2 }),
      ],
      [
        row(7, ['Folie', '12,5 t']),
        result('invalid', { field: 'quantity', finding: finding('NOT_A_NUMBER', { suggestion: '12.5' }) }),
      ],
    ]);
    expect(await csvLines('results.csv', ',')).toEqual([
      ['sheet', 'row', 'status', 'remote_id', 'code', 'field', 'message', 'request_id', 'attempts', ...titles],
      ['', '5', 'created', 'r-1', '', '', '', 'q-1', '2', 'Karton', '12,50', '15.03.2024', '0012'],
      [
        '',
        '7',
        'invalid',
        '',
        'NOT_A_NUMBER',
        'quantity',
        'expected a number → 12.5',
        '',
        '0',
        'Folie',
        '12,5 t',
        '',
        '',
      ],
    ]);
  });

  it('keeps cells beyond the header, and writes typed cells as people see them', async () => {
    await write(xlsx, [
      [row(5, [1250.5, true, date, { kind: 'error', code: '#N/A' }, 'more'], 'Q1 & Q2'), result('skipped')],
    ]);
    const [, line] = await csvLines('results.csv', ',');
    expect(line?.slice(0, 3)).toEqual(['Q1 & Q2', '5', 'skipped']);
    expect(line?.slice(9)).toEqual(['1250.5', 'TRUE', '2024-03-15', '#N/A', 'more']);
  });

  it('grows under a name that says it is unfinished', async () => {
    const files = await openResults(path('run'), csv);
    for (let index = 0; index < 300; index += 1) await files.add(row(5 + index, ['x'.repeat(1000)]), result('unsent'));
    expect(existsSync(path('run', 'results.csv'))).toBe(false);
    expect((await stat(path('run', 'results.csv.part'))).size).toBeGreaterThan(100_000);
    await files.close();
  });
});

describe('results.xlsx', () => {
  it('has the same columns, a filter, and a header and first columns that stay in view', async () => {
    const everyStatus = statuses.map(
      (status, index) => [row(5 + index, [`Karton ${index}`, index]), result(status)] as const,
    );
    await write(csv, everyStatus);
    const sheet = await sheetOf(path('run', 'results.xlsx'));
    expect(sheet.getRow(1).values).toEqual([
      undefined,
      ...['sheet', 'row', 'status', 'remote_id', 'code', 'field', 'message', 'request_id', 'attempts'],
      ...titles,
    ]);
    expect(sheet.autoFilter).toBe(`A1:M${statuses.length + 1}`);
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 3, ySplit: 1 });
    expect(statuses.map((_, index) => sheet.getCell(index + 2, 3).value)).toEqual([...statuses]);
    const colours = statuses.map((_, index) => JSON.stringify(sheet.getCell(index + 2, 3).fill));
    expect(colours[statuses.indexOf('created')]).not.toBe(colours[statuses.indexOf('invalid')]);
    expect(colours[statuses.indexOf('failed')]).toBe(colours[statuses.indexOf('invalid')]);
    expect(colours[statuses.indexOf('in-doubt')]).not.toBe(colours[statuses.indexOf('created')]);
  });

  it('keeps the types of the original cells', async () => {
    const time = { kind: 'date', iso: '12:00:00', serial: 0.5 } as const;
    const moment = { kind: 'date', iso: '2024-03-15T18:00:00', serial: 45366.75 } as const;
    const cells = ['=1+1', 12.5, true, date, moment, time, { kind: 'error', code: '#N/A' } as const, null, '00123'];
    await write(xlsx, [[row(5, cells), result('created')]]);
    const sheet = await sheetOf(path('run', 'results.xlsx'));
    const found = cells.map((_, index) => sheet.getCell(2, 10 + index));
    expect(found.map(({ value }) => value)).toEqual([
      '=1+1',
      12.5,
      true,
      new Date('2024-03-15T00:00:00Z'),
      new Date('2024-03-15T18:00:00Z'),
      new Date('1899-12-30T12:00:00Z'),
      { error: '#N/A' },
      null,
      '00123',
    ]);
    expect(found.map(({ numFmt }) => numFmt)).toMatchObject({
      3: 'yyyy-mm-dd',
      4: 'yyyy-mm-dd hh:mm:ss',
      5: 'hh:mm:ss',
      8: '@',
    });
  });

  it.each([
    ['a date of the 1904 system', { iso: '2024-03-15', serial: 43904 }, 45366],
    ['a moment of the 1904 system', { iso: '2024-03-15T06:00:00', serial: 43904.25 }, 45366.25],
    ['the last day before the leap day that never was', { iso: '1900-02-28', serial: 59 }, 59],
    ['the first day after it', { iso: '1900-03-01', serial: 61 }, 61],
    ['a moment just before midnight', { iso: '2024-03-16T00:00:00', serial: 45366.999999 }, 45366.999999],
  ])('stores %s in the 1900 system', async (_, { iso, serial }, expected) => {
    await write(xlsx, [[row(5, [{ kind: 'date', iso, serial }]), result('created')]]);
    const { value } = (await sheetOf(path('run', 'results.xlsx'))).getCell('J2');
    const days = (value as Date).getTime() / 86_400_000 + 25_569;
    expect(days).toBeCloseTo(expected, 5);
  });

  it('cuts a text that no cell can hold, and says so by its end', async () => {
    await write(csv, [[row(5, ['x'.repeat(32_767), 'x'.repeat(32_768)]), result('created')]]);
    const sheet = await sheetOf(path('run', 'results.xlsx'));
    expect(sheet.getCell('J2').value).toBe('x'.repeat(32_767));
    const cut = String(sheet.getCell('K2').value);
    expect([cut.length, /^x+… \[cut from 32768 characters, [0-9a-f]{8}\]$/.test(cut)]).toEqual([32_767, true]);
  });

  it.each([
    ['just fits', 3, ['r1', 'r2', 'r3', undefined]],
    ['does not fit', 5, ['r1', 'r2', 'r3', 'A sheet holds no more rows. 2 more results are in results.csv.']],
  ])('stops at the rows that a sheet can hold: %s', async (_, rows, expected) => {
    const book = await openResultsBook(path('results.xlsx'), [], 5);
    for (let index = 1; index <= rows; index += 1) await book.add([`r${index}`], 'created', []);
    await book.close();
    const sheet = await sheetOf(path('results.xlsx'));
    expect([2, 3, 4, 5].map((number) => sheet.getCell(number, 1).value ?? undefined)).toEqual(expected);
    expect(sheet.autoFilter).toBe('A1:I4');
  });

  it('goes to the disk as rows come', async () => {
    const book = await openResultsBook(path('results.xlsx'), []);
    for (let index = 0; index < 10_000; index += 1)
      await book.add([`sheet ${index * 7919}`, index], 'created', [`${index * 104_729}`]);
    expect((await stat(path('results.xlsx.part'))).size).toBeGreaterThan(50_000);
    await book.close();
    expect((await sheetOf(path('results.xlsx'))).rowCount).toBe(10_001);
  });
});

describe('the rows to fix', () => {
  const rows = [
    [row(5, ['Karton', '1']), result('created')],
    [row(6, ['Folie; dünn', '12,5 t', null, '001']), result('invalid')],
    [row(9, ['Band']), result('failed')],
    [row(10, ['Leim']), result('in-doubt')],
  ] as const;

  it('are a CSV file in the layout of the source', async () => {
    expect(await write(csv, rows)).toEqual([
      path('run', 'results.csv'),
      path('run', 'results.xlsx'),
      path('run', 'failed.csv'),
    ]);
    expect(await readFile(path('run', 'failed.csv'), 'utf8')).toBe(
      '\uFEFFEinkauf 2024\r\n\r\n\r\nArtikel;Menge;Datum;EAN\r\n"Folie; dünn";12,5 t;;001\r\nBand;;;\r\n',
    );
  });

  it('are a workbook in the layout of the source', async () => {
    const typed = [row(6, ['Folie', 12.5, date, '001'], 'Q1 & Q2'), result('invalid')] as const;
    expect((await write(xlsx, [typed, ...rows])).at(-1)).toBe(path('run', 'failed.xlsx'));
    const sheet = await sheetOf(path('run', 'failed.xlsx'));
    expect(sheet.name).toBe('Q1 & Q2');
    expect(sheet.getCell('A1').value).toBe('Einkauf 2024');
    expect(sheet.getRow(2).hasValues).toBe(false);
    expect(sheet.getRow(4).values).toEqual([undefined, ...titles]);
    expect(sheet.getRow(5).values).toEqual([undefined, 'Folie', 12.5, new Date('2024-03-15T00:00:00Z'), '001']);
    expect([6, 7, 8].map((number) => sheet.getCell(number, 1).value)).toEqual(['Folie; dünn', 'Band', null]);
  });

  it('make no file when there are none', async () => {
    const unfixable = statuses.filter((status) => status !== 'invalid' && status !== 'failed');
    const paths = await write(
      csv,
      unfixable.map((status, index) => [row(5 + index, ['x']), result(status)] as const),
    );
    expect(paths).toHaveLength(2);
    expect(existsSync(path('run', 'failed.csv'))).toBe(false);
  });
});

describe('what the file system refuses', () => {
  it('a file where the folder should be', async () => {
    await writeFile(path('run'), '');
    await expect(openResults(path('run', 'deeper'), csv)).rejects.toMatchObject({
      kind: 'output',
      code: 'NO_SUCH_FOLDER',
    });
  });

  it.skipIf(!canBeFull).each(['results.csv', 'results.xlsx', 'failed.csv'])('a full disk under %s', async (name) => {
    await mkdir(path('run'));
    await fillDisk(name);
    const all = openResults(path('run'), csv).then((files) =>
      orLeave(files, async () => {
        for (let index = 0; index < 3000; index += 1) {
          await files.add(row(5 + index, [`${index * 104_729} ${'x'.repeat(100)}`]), result('failed'));
        }
        await files.close();
      }),
    );
    await expect(all).rejects.toMatchObject({ kind: 'output', code: 'DISK_FULL' });
    expect(existsSync(path('run', name))).toBe(false);
  });
});
