import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type Result, type Status, statuses } from '../../../src/plan/result.js';
import { finding } from '../../../src/problems/problem.js';
import type { Cell, SourceRow } from '../../../src/values/cell.js';
import { orLeave } from '../../../src/write/files/or-leave.js';
import type { SourceLayout } from '../../../src/write/results/failed-file.js';
import { openResults } from '../../../src/write/results/results.js';
import { canBeFull, fillDisk } from '../full-disk.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();
const titles = ['Artikel', 'Menge', 'Datum', 'EAN'];
const date = { kind: 'date', iso: '2024-03-15', serial: 45366 } as const;

const csv: SourceLayout = {
  format: 'csv',
  delimiter: ';',
  byteOrderMark: true,
  lead: [
    { sheet: '', row: 1, cells: ['Einkauf 2024'] },
    { sheet: '', row: 4, cells: titles },
  ],
  titles,
};
const xlsx: SourceLayout = {
  ...csv,
  format: 'xlsx',
  delimiter: '',
  byteOrderMark: false,
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

describe('the rows to fix', () => {
  const rows = [
    [row(5, ['Karton', '1']), result('created')],
    [row(6, ['Folie; dünn', '12,5 t', null, '001']), result('invalid')],
    [row(9, ['Band']), result('failed')],
    [row(10, ['Leim']), result('in-doubt')],
  ] as const;

  it('are a CSV file in the layout of the source', async () => {
    const failed = path('run', 'failed.csv');
    expect(await write(csv, rows)).toEqual({ paths: [path('run', 'results.csv'), failed], failed });
    expect(await readFile(path('run', 'failed.csv'), 'utf8')).toBe(
      '\uFEFFEinkauf 2024\r\n\r\n\r\nArtikel;Menge;Datum;EAN\r\n"Folie; dünn";12,5 t;;001\r\nBand;;;\r\n',
    );
  });

  it('of a workbook are in its result workbook alone', async () => {
    const typed = [row(6, ['Folie', 12.5, date, '001'], 'Q1 & Q2'), result('invalid')] as const;
    expect(await write(xlsx, [typed, ...rows])).toEqual({ paths: [path('run', 'results.csv')], failed: undefined });
  });

  it('make no file when there are none', async () => {
    const unfixable = statuses.filter((status) => status !== 'invalid' && status !== 'failed');
    const { paths } = await write(
      csv,
      unfixable.map((status, index) => [row(5 + index, ['x']), result(status)] as const),
    );
    expect(paths).toHaveLength(1);
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

  it.skipIf(!canBeFull).each(['results.csv', 'failed.csv'])('a full disk under %s', async (name) => {
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
