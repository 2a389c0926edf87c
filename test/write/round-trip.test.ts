// What is written comes back as it was when the program's own reader opens it.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSource } from '../../src/read/open-source.js';
import { type Cell, isBlank, type SourceRow } from '../../src/values/cell.js';
import { openResults } from '../../src/write/results/results.js';
import { writeRowsWorkbook } from '../../src/write/results/rows-workbook.js';
import { temporaryFolder } from './temporary-folder.js';

const path = temporaryFolder();
const titles = ['Artikel', '=Menge', '-', 'EAN', 'more'];

async function failedRows(delimiter: string, rows: readonly SourceRow[]) {
  const lead = leadOf('');
  const files = await openResults(path('run'), { format: 'csv', delimiter, byteOrderMark: true, lead, titles });
  for (const row of rows) {
    await files.add(row, { status: 'failed', remoteId: '', field: '', requestId: '', attempts: 1 });
  }
  await files.close();
  const found = await rowsOf(path('run', 'failed.csv'), '', delimiter);
  return { found, expected: [...lead, ...rows.map((row, index) => ({ ...row, row: 5 + index }))] };
}

async function workbookRows(rows: readonly SourceRow[]) {
  async function* batches() {
    yield [...leadOf('Q1'), ...rows];
  }
  await writeRowsWorkbook(path('rows.xlsx'), { name: 'Q1', headerRow: 4, titles }, batches());
  const found = await rowsOf(path('rows.xlsx'), 'Q1');
  return { found, expected: [...leadOf('Q1'), ...rows.map((row) => ({ ...row, sheet: 'Q1' }))] };
}

function leadOf(sheet: string): readonly SourceRow[] {
  return [
    { sheet, row: 2, cells: ['Einkauf', '2024'] },
    { sheet, row: 4, cells: titles },
  ];
}

async function rowsOf(file: string, sheet: string, delimiter?: string): Promise<readonly SourceRow[]> {
  const source = await openSource(file, { delimiter });
  const found: SourceRow[] = [];
  for await (const batch of source.rows(sheet))
    found.push(...batch.map(({ sheet, row, cells }) => ({ sheet, row, cells })));
  await source.close();
  return found;
}

/** Rows as a reader gives them: no blank rows, no trailing empty cells, an empty text is no cell. */
function asRead(table: readonly (readonly Cell[])[]): readonly SourceRow[] {
  return table
    .filter((cells) => cells.some((cell) => !isBlank(cell)))
    .map((cells, index) => {
      const kept = cells.map((cell) => (cell === '' ? null : cell));
      return { sheet: '', row: 9 + index, cells: kept.slice(0, kept.findLastIndex((cell) => cell !== null) + 1) };
    });
}

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', "'", '"', ';', ',', ' ', '1', 'a', 'å') }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('-5', '-12,5', '+1', '00123', '_x0041_', "'=1", "''=1", "'"),
);
/** The reader takes a CR at the end of a line for a part of the line end. */
const csvText = text.filter((value) => !value.endsWith('\r'));

it('CSV: every text comes back, formulas and all', async () => {
  const tables = fc.array(fc.array(csvText, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(tables, fc.constantFrom(',', ';', '\t'), async (table, delimiter) => {
      fc.pre(asRead(table).length > 0);
      const { found, expected } = await failedRows(delimiter, asRead(table));
      expect(found).toEqual(expected);
    }),
    { numRuns: 60 },
  );
});

const date = fc.constantFrom<Cell>(
  { kind: 'date', iso: '2024-03-15', serial: 45366 },
  { kind: 'date', iso: '2024-03-15T18:00:00', serial: 45366.75 },
  { kind: 'date', iso: '12:00:00', serial: 0.5 },
  { kind: 'date', iso: '1900-02-28', serial: 59 },
);
const other = fc.constantFrom<Cell>(
  null,
  true,
  false,
  { kind: 'error', code: '#N/A' },
  { kind: 'error', code: '#DIV/0!' },
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));

it('xlsx: every cell comes back with its type', async () => {
  const cell = fc.oneof(
    text.filter((value) => !/[^\P{Cc}\t\n]/u.test(value)),
    number,
    date,
    other,
  );
  const tables = fc.array(fc.array(cell, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(tables, async (table) => {
      fc.pre(asRead(table).length > 0);
      const { found, expected } = await workbookRows(asRead(table));
      expect(found).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});
