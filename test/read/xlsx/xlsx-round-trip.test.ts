// What exceljs writes is read back as it was meant: random cells of every kind.

import ExcelJS from 'exceljs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, isBlank } from '../../../src/values/cell.js';
import { flat, rowsOf, temporaryFolder } from '../files.js';

const write = temporaryFolder();

interface Sample {
  readonly written: ExcelJS.CellValue;
  readonly read: Cell;
  readonly format?: string;
}

// XML holds no control characters; those that a workbook escapes are tested on their own.
const text = fc
  .string({
    unit: fc.constantFrom('a', 'Z', '0', ' ', 'é', '東', '🌍', '&', '<', '>', '"', "'", '\n', '\t', ']', ';'),
    maxLength: 12,
  })
  .filter((value) => value === '' || value.trim() === value);
const number = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
  fc.integer({ min: -1e9, max: 1e9 }).map((value) => value / 100),
);
const day = fc.integer({ min: 61, max: 2_958_465 });

const sample: fc.Arbitrary<Sample> = fc.oneof(
  fc.constant<Sample>({ written: null, read: null }),
  text.map((value) => ({ written: value, read: value === '' ? null : value })),
  number.map((value) => ({ written: value, read: value === 0 ? 0 : value })),
  fc.boolean().map((value) => ({ written: value, read: value })),
  fc.constantFrom('#N/A', '#REF!', '#DIV/0!').map((code) => ({
    written: { error: code } as ExcelJS.CellErrorValue,
    read: { kind: 'error' as const, code },
  })),
  day.map((serial) => ({
    written: serial,
    format: 'yyyy-mm-dd',
    read: { kind: 'date' as const, iso: new Date((serial - 25_569) * 86_400_000).toISOString().slice(0, 10), serial },
  })),
  fc.tuple(text.filter(Boolean), text.filter(Boolean)).map(([a, b]) => ({
    written: { richText: [{ text: a }, { font: { bold: true }, text: b }] },
    read: a + b,
  })),
  number.map((value) => ({ written: { formula: 'A1+"<"', result: value }, read: value === 0 ? 0 : value })),
  text.filter(Boolean).map((value) => ({ written: { formula: 'A1&"x"', result: value }, read: value })),
);

const table = fc.array(fc.array(sample, { maxLength: 6 }), { maxLength: 12 });

// As a whole, exceljs writes shared texts; as a stream, each cell has its own.
describe.each(['as a whole', 'as a stream'])('random cells written by exceljs %s', (way) => {
  it('are read as they were meant', async () => {
    await fc.assert(
      fc.asyncProperty(table, async (rows) => {
        const path = write('random.xlsx', '');
        if (way === 'as a whole') {
          const book = new ExcelJS.Workbook();
          fill(book.addWorksheet('Data'), rows);
          await book.xlsx.writeFile(path);
        } else {
          const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useStyles: true });
          fill(book.addWorksheet('Data'), rows);
          await book.commit();
        }
        expect(flat(await rowsOf(path))).toEqual(expected(rows));
      }),
      { numRuns: 60 },
    );
  });
});

function fill(sheet: ExcelJS.Worksheet, rows: readonly (readonly Sample[])[]): void {
  for (const [i, samples] of rows.entries()) {
    for (const [j, { written, format }] of samples.entries()) {
      const cell = sheet.getRow(i + 1).getCell(j + 1);
      cell.value = written;
      if (format !== undefined) cell.numFmt = format;
    }
  }
}

function expected(rows: readonly (readonly Sample[])[]): [number, readonly Cell[]][] {
  const result: [number, readonly Cell[]][] = [];
  for (const [i, samples] of rows.entries()) {
    const cells = samples.map(({ read }) => read);
    if (cells.every(isBlank)) continue;
    while (cells.at(-1) === null) cells.pop();
    result.push([i + 1, cells]);
  }
  return result;
}
