// The same rows give the same file, in whatever order they come and whenever their columns are found.

import { mkdir, readdir, readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ExportColumn, ExportDataset } from '../../../src/datasets/dataset.js';
import { type ExportFormat, openExport } from '../../../src/write/export/export.js';
import type { ExportRow } from '../../../src/write/export/export-file.js';
import { SortedExport } from '../../../src/write/export/sorted-export.js';
import { temporaryFolder } from '../temporary-folder.js';

const path = temporaryFolder();
const origin = { exportedAt: new Date(Date.UTC(2025, 1, 3)), from: 'here' };

function column(key: string, kind: ExportColumn['kind'] = 'text'): ExportColumn {
  return { key, title: key, kind, unit: '', note: '' };
}

/** Unknown keys stand before the last column. */
function tableOf(seen: ReadonlySet<string>): ExportDataset {
  const known = [column('id'), column('name'), column('figure', 'number')];
  const keys = new Set([...known.map(({ key }) => key), 'mark']);
  const late = [...seen].filter((key) => !keys.has(key)).sort();
  return {
    direction: 'export',
    ways: 'export',
    name: 'things',
    title: 'Things',
    provider: 'dcycle',
    summary: '',
    columns: [...known, ...late.map((key) => column(key)), column('mark')],
  };
}

async function write(rows: readonly ExportRow[], format: ExportFormat, mostRows: number): Promise<Buffer> {
  const folder = path(`run-${format}`);
  await mkdir(folder, { recursive: true });
  const out = path(`out.${format}`);
  const file = new SortedExport({ out, format, folder, origin, tableOf, keyOf: ({ id }) => String(id), mostRows });
  for (const row of rows) await file.add(row);
  await file.close();
  expect(await readdir(folder)).toEqual([]);
  return readFile(out);
}

/** What it is to be: all rows sorted, all columns known. */
async function expected(rows: readonly ExportRow[], format: ExportFormat): Promise<Buffer> {
  const table = tableOf(new Set(rows.flatMap((row) => Object.keys(row))));
  const out = path(`expected.${format}`);
  const keys = table.columns.map(({ key }) => key);
  const shown = (row: ExportRow) => JSON.stringify(keys.map((key) => row[key] ?? null));
  const sorted = [...rows].sort((one, other) =>
    String(one.id) === String(other.id)
      ? shown(one) < shown(other)
        ? -1
        : 1
      : String(one.id) < String(other.id)
        ? -1
        : 1,
  );
  const file = await openExport(out, table, origin);
  for (const row of sorted) await file.add(row);
  await file.close();
  return readFile(out);
}

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('a,b', 'say "no"', 'two\r\nlines', '=1+1', "'=x", '', 'é😀', '"', '","'),
);
const rowsOf = fc.uniqueArray(
  fc.record(
    {
      id: fc.oneof(fc.uuid(), fc.string({ minLength: 1 })),
      name: fc.option(text),
      figure: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      'extra.b': text,
      'extra.a': text,
      mark: text,
    },
    { requiredKeys: ['id', 'mark'] },
  ),
  { selector: ({ id }) => id, maxLength: 40 },
);

it.each(['csv', 'ndjson', 'xlsx'] as const)('is the same for any order: .%s', async (format) => {
  await fc.assert(
    fc.asyncProperty(rowsOf, fc.integer({ min: 1, max: 9 }), fc.infiniteStream(fc.nat()), async (rows, most, order) => {
      const shuffled = [...rows].sort(() => (order.next().value % 3) - 1);
      expect(await write(shuffled, format, most)).toEqual(await expected(rows, format));
    }),
    { numRuns: format === 'xlsx' ? 15 : 60 },
  );
});

it('puts rows of one key in an order of their own', async () => {
  const rows = ['b', 'c', 'a', 'b'].map((name) => ({ id: 'same', name }));
  const forth = await write(rows, 'csv', 1);
  const back = await write([...rows].reverse(), 'csv', 3);
  expect(forth).toEqual(back);
  expect(forth.toString().match(/same,./g)).toEqual(['same,a', 'same,b', 'same,b', 'same,c']);
});

it('merges more runs than files can be open', async () => {
  const rows = Array.from({ length: 3_000 }, (_, index) => ({ id: String(9_999 - index), figure: index }));
  const lines = (await write(rows, 'ndjson', 1)).toString().trim().split('\n');
  expect(lines.map((line) => JSON.parse(line).figure)).toEqual(rows.map(({ figure }) => figure).reverse());
});

it('writes a header without rows', async () => {
  expect((await write([], 'csv', 4)).toString()).toBe('id,name,figure,mark\r\n');
  expect((await write([], 'ndjson', 4)).toString()).toBe('');
});

it('leaves nothing behind when it is given up, and an older file as it was', async () => {
  const before = await write([{ id: 'old' }], 'csv', 4);
  const folder = path('run-csv');
  const file = new SortedExport({
    out: path('out.csv'),
    format: 'csv',
    folder,
    origin,
    tableOf,
    keyOf: () => '',
    mostRows: 1,
  });
  await file.add({ id: 'new' });
  await file.discard();
  expect(await readdir(folder)).toEqual([]);
  expect(await readFile(path('out.csv'))).toEqual(before);
});
