import { readFile, writeFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import fc from 'fast-check';
import papaparse from 'papaparse';
import { describe, expect, it } from 'vitest';
import footprints from '../../../src/datasets/carboncloud/footprints.js';
import type { ExportColumn, ExportDataset } from '../../../src/datasets/dataset.js';
import { openExport } from '../../../src/write/export/export.js';
import { openExportBook } from '../../../src/write/export/export-book.js';
import type { ExportRow } from '../../../src/write/export/export-file.js';
import { canBeFull, fillDisk } from '../full-disk.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();

function column(key: string, more: Partial<ExportColumn> = {}): ExportColumn {
  return { key, title: key.toUpperCase(), kind: 'text', unit: '', note: `Note on ${key}.`, ...more };
}

const dataset: ExportDataset = {
  direction: 'export',
  ways: 'export',
  name: 'weights',
  title: 'Weights: all',
  provider: 'carboncloud',
  summary: 'What things weigh.',
  columns: [
    column('id'),
    column('gtin'),
    column('at', { kind: 'datetime' }),
    column('share', { kind: 'number' }),
    column('weight', { kind: 'number', unit: 'kg', below: 'total' }),
    column('loss', { kind: 'number', unit: 'kg', below: 'total' }),
  ],
};
const origin = { exportedAt: new Date('2025-05-06T07:08:09.123Z'), from: 'CarbonCloud, group 12' };

const rows: readonly ExportRow[] = [
  { id: 'a', gtin: '0952000000001', at: '2025-01-01T00:00:00Z', share: 0.25, weight: 0.1, loss: null },
  { id: '=b', gtin: null, share: null, weight: 0.2 },
  { id: 'c', gtin: 9520000000011, weight: 1e-9, loss: null },
];

async function write(name: string, rows: readonly ExportRow[]) {
  const file = await openExport(path(name), dataset, origin);
  for (const row of rows) await file.add(row);
  await file.close();
}

async function sheets(name: string) {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path(name));
  return { book, data: book.worksheets[0]!, columns: book.worksheets[1]! };
}

describe('a workbook', () => {
  it('has titles with units, a filter over header and rows, and a header and first columns that stay in view', async () => {
    await write('out.xlsx', rows);
    const { data } = await sheets('out.xlsx');
    expect(data.name).toBe('Weights  all');
    expect(data.getRow(1).values).toEqual([undefined, 'ID', 'GTIN', 'AT', 'SHARE', 'WEIGHT (kg)', 'LOSS (kg)']);
    expect(data.autoFilter).toBe('A1:F4');
    expect(data.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 1 });
  });

  it('keeps text as text, datetimes verbatim, blanks blank', async () => {
    await write('out.xlsx', rows);
    const { data } = await sheets('out.xlsx');
    const values = (row: number) => [1, 2, 3, 4, 5, 6].map((cell) => data.getCell(row, cell).value);
    expect(values(2)).toEqual(['a', '0952000000001', '2025-01-01T00:00:00Z', 0.25, 0.1, null]);
    expect(values(3)).toEqual(['=b', null, null, null, 0.2, null]);
    expect(values(4)).toEqual(['c', '9520000000011', null, null, 1e-9, null]);
    expect([data.getCell('B2').numFmt, data.getCell('B4').numFmt, data.getCell('C2').numFmt]).toEqual(['@', '@', '@']);
  });

  it.each([
    [0, '#,##0.000000'],
    [0.1, '#,##0.000000'],
    [-1234.5, '#,##0.000000'],
    [0.000001, '#,##0.000000'],
    [0.00000099, '0.00E+00'],
    [-1e-9, '0.00E+00'],
  ])('shows %d as %s, so that no amount looks like zero', async (weight, format) => {
    await write('out.xlsx', [{ weight, share: weight }]);
    const { data } = await sheets('out.xlsx');
    expect(data.getCell('E2').numFmt).toBe(format);
    expect(data.getCell('D2').numFmt ?? 'General').toBe('General');
  });

  it('ends in totals that are exact, below the filter; the total of no figures is blank', async () => {
    await write('out.xlsx', rows);
    const { data } = await sheets('out.xlsx');
    expect(data.getCell('A5').value).toBe('Total');
    expect(data.getCell('E5').value).toEqual({ formula: 'SUBTOTAL(109,E2:E4)', result: 0.300000001 });
    expect(data.getCell('F5').value).toBeNull();
    expect(data.getCell('D5').value).toBeNull();
    expect(data.rowCount).toBe(5);
  });

  it('gives of intensities how many, the smallest, the median and the largest, and no sum', async () => {
    const intensities: ExportDataset = {
      ...dataset,
      columns: [
        column('id'),
        column('each', { kind: 'number', unit: 'kg per kg', below: 'spread' }),
        column('weight', { kind: 'number', unit: 'kg', below: 'total' }),
      ],
    };
    const figures = [3, -1, 0.5, null, 2];
    const file = await openExport(path('out.xlsx'), intensities, origin);
    for (const each of figures) await file.add({ id: 'a', each, weight: 1 });
    await file.close();
    const { data, columns } = await sheets('out.xlsx');
    const below = [7, 8, 9, 10, 11].map((row) => [1, 2, 3].map((cell) => data.getCell(row, cell)));
    expect(below.map(([label, each, weight]) => [label?.value, each?.result, weight?.result])).toEqual([
      ['Total', undefined, 5],
      ['Count', 4, undefined],
      ['Smallest', -1, undefined],
      ['Median', 1.25, undefined],
      ['Largest', 3, undefined],
    ]);
    expect(below.map(([, each]) => each?.formula)).toEqual([
      undefined,
      'SUBTOTAL(102,B2:B6)',
      'SUBTOTAL(105,B2:B6)',
      '_xlfn.AGGREGATE(12,5,B2:B6)',
      'SUBTOTAL(104,B2:B6)',
    ]);
    expect(columns.getColumn(1).values).toContain('Figures below');
  });

  it('has no totals without rows', async () => {
    await write('out.xlsx', []);
    const { data } = await sheets('out.xlsx');
    expect(data.rowCount).toBe(1);
    expect(data.autoFilter).toBe('A1:F1');
  });

  it('adds as decimals are added by hand', async () => {
    const cents = fc.array(fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 })), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(cents, async (parts) => {
        await write(
          'out.xlsx',
          parts.map(([units, decimals]) => ({ weight: Number(`${units}e-${decimals}`) })),
        );
        const { data } = await sheets('out.xlsx');
        const millionths = parts.reduce(
          (sum, [units, decimals]) => sum + BigInt(units) * 10n ** BigInt(6 - decimals),
          0n,
        );
        expect(data.getCell(parts.length + 2, 5).result).toBe(Number(`${millionths}e-6`));
      }),
      { numRuns: 25 },
    );
  });

  it('explains itself on a second sheet', async () => {
    await write('out.xlsx', rows);
    const { columns, book } = await sheets('out.xlsx');
    expect(columns.name).toBe('Columns');
    const table = columns
      .getSheetValues()
      .slice(1)
      .map((row) => (Array.isArray(row) ? row.slice(1) : []));
    expect(table).toContainEqual(['Exported', '2025-05-06 07:08:09 UTC']);
    expect(table).toContainEqual(['From', 'CarbonCloud, group 12']);
    expect(table).toContainEqual(['Rows', 3]);
    expect(table.find(([label]) => label === 'A blank cell')?.[1]).toContain('never stands for zero');
    expect(table.slice(-7)).toEqual([
      ['Column', 'Key', 'Unit', 'Meaning'],
      ...dataset.columns.map(({ title, key, unit, note }) => [title, key, unit || undefined, note]),
    ]);
    expect(book.created).toEqual(new Date('2025-05-06T07:08:09Z'));
  });

  it('goes on in a further sheet where one is full, each with its own figures below', async () => {
    const file = await openExportBook(
      path('out.xlsx'),
      { ...dataset, title: 'Weights of all things, one by one' },
      origin,
      4,
    );
    for (let at = 0; at < 5; at += 1) await file.add({ id: `${at}`, weight: 0.1 * at });
    await file.close();
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path('out.xlsx'));
    expect(book.worksheets.map(({ name }) => name)).toEqual([
      'Weights of all things, one by o',
      'Weights of all things, one (2)',
      'Weights of all things, one (3)',
      'Columns',
    ]);
    const [first, , third, columns] = book.worksheets;
    expect(first?.getColumn(1).values).toEqual([undefined, 'ID', '0', '1', 'Total']);
    expect(third?.getColumn(1).values).toEqual([undefined, 'ID', '4', 'Total']);
    expect(third?.autoFilter).toBe('A1:F2');
    expect(third?.getCell('E3').value).toEqual({ formula: 'SUBTOTAL(109,E2:E2)', result: 0.4 });
    const labels = columns?.getColumn(1).values ?? [];
    expect(columns?.getCell(`B${labels.indexOf('Rows')}`).value).toBe(5);
    expect(columns?.getCell(`B${labels.indexOf('Sheets')}`).value).toContain(
      '2 in Weights of all things, one (2), 1 in Weights of all things, one (3)',
    );
  });

  it.skipIf(!canBeFull)('says when the disk is full, and keeps an older file', async () => {
    await writeFile(path('out.xlsx'), 'old');
    await fillDisk('out.xlsx');
    await expect(write('out.xlsx', rows)).rejects.toMatchObject({ kind: 'output', code: 'DISK_FULL' });
    expect(await readFile(path('out.xlsx'), 'utf8')).toBe('old');
  });

  it('holds every column of the footprints', async () => {
    const file = await openExport(path('out.xlsx'), footprints, origin);
    await file.add(
      Object.fromEntries(footprints.columns.map(({ key, kind }, index) => [key, kind === 'number' ? index / 10 : key])),
    );
    await file.close();
    const { data } = await sheets('out.xlsx');
    for (const [index, { key, kind, below }] of footprints.columns.entries()) {
      expect(data.getCell(2, index + 1).value).toBe(kind === 'number' ? index / 10 : key);
      const figures = below === undefined ? [undefined] : [1, index / 10, index / 10, index / 10];
      for (const [row, figure] of figures.entries()) expect(data.getCell(3 + row, index + 1).result).toBe(figure);
    }
  });
});

describe('a CSV file', () => {
  it('has the keys as header, guarded text and no totals', async () => {
    await write('out.CSV', rows);
    const text = await readFile(path('out.CSV'), 'utf8');
    expect(papaparse.parse(text.trimEnd()).data).toEqual([
      ['id', 'gtin', 'at', 'share', 'weight', 'loss'],
      ['a', '0952000000001', '2025-01-01T00:00:00Z', '0.25', '0.1', ''],
      ["'=b", '', '', '', '0.2', ''],
      ['c', '9520000000011', '', '', '1e-9', ''],
    ]);
  });
});

describe('an NDJSON file', () => {
  it('has one object per line with all keys, null for a blank', async () => {
    await write('out.ndjson', [...rows, { weight: 0.1 + 0.2 }]);
    const lines = (await readFile(path('out.ndjson'), 'utf8')).split('\n');
    expect(lines.pop()).toBe('');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: 'a', gtin: '0952000000001', at: '2025-01-01T00:00:00Z', share: 0.25, weight: 0.1, loss: null },
      { id: '=b', gtin: null, at: null, share: null, weight: 0.2, loss: null },
      { id: 'c', gtin: 9520000000011, at: null, share: null, weight: 1e-9, loss: null },
      { id: null, gtin: null, at: null, share: null, weight: 0.30000000000000004, loss: null },
    ]);
  });
});

it.each(['out', 'out.xls', 'out.json', 'xlsx'])('refuses the name %s', async (name) => {
  await expect(openExport(path(name), dataset, origin)).rejects.toMatchObject({ kind: 'usage', code: 'EXPORT_FORMAT' });
});
