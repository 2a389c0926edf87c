// Every file of a collection of real files, which lies beside the project and is no part of it: rows or a Stop, never another
// error; and the cells of workbooks compared with what other readers made of them.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { Stop } from '../../../src/problems/stop.js';
import { openSource } from '../../../src/read/open-source.js';
import type { Cell } from '../../../src/values/cell.js';

const folder = fileURLToPath(new URL('../../../../shared/data', import.meta.url));
const present = existsSync(folder);

const files = present
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(csv|tsv|psv|ssv|txt|xlsx|xlsm|xls|xlsb|ods|zip)$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('_oracles'))
      .sort()
  : [];

describe.skipIf(!present)('every real file (skipped where ../shared/data is absent)', () => {
  it.each(files)('%s', async (file) => {
    const outcome = await readAll(file).catch((error: unknown) => error);
    if (outcome instanceof Map) return;
    expect(outcome).toBeInstanceOf(Stop);
    expect(outcome).toMatchObject({ kind: 'input' });
  });
});

/** The cells of every sheet by their reference, such as `AB12`. */
async function readAll(file: string): Promise<Map<string, Map<string, Cell>>> {
  const source = await openSource(join(folder, file), {});
  try {
    const sheets = new Map<string, Map<string, Cell>>();
    for (const { name } of source.detection.sheets) {
      const cells = new Map<string, Cell>();
      for await (const rows of source.rows(name)) {
        for (const row of rows) {
          for (const [column, cell] of row.cells.entries())
            if (cell !== null) cells.set(letters(column) + row.row, cell);
        }
      }
      sheets.set(name, cells);
    }
    return sheets;
  } finally {
    await source.close();
  }
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

const oracleSchema = z.object({
  sheets: z.array(
    z.object({
      name: z.string(),
      first_cells: z.array(z.tuple([z.string(), z.string(), z.unknown()], z.unknown())).optional(),
    }),
  ),
});

const oracles = files.flatMap((file) => {
  const path = join(folder, '_oracles', `${file}.openpyxl.json`);
  if (!existsSync(path)) return [];
  const parsed = oracleSchema.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  return parsed.success ? [{ file, sheets: parsed.data.sheets }] : [];
});

/** Where this reader means to differ from openpyxl, and why. */
const accepted: Readonly<Record<string, string>> = {
  'poc-shared-strings.xlsx': 'refused: its texts exceed the limit on the length of a cell',
  'file_with_no_sheets_in_workbook_xml.xlsx': 'refused: it has no sheet',
  'test-missing-sheet.xlsx': 'refused: the part with its cells is missing',
  'null_celltype.xlsx': 'built-in format 58 is a date, which openpyxl does not know',
  'dates-leap-year-1900-xlsx.xlsx': 'day 60 is shown as Excel shows it, 29 February 1900',
  '1900-02-29.xlsx': 'day 60 is shown as Excel shows it, 29 February 1900',
  'Test_git_issue_14_InvalidOADate.xlsx': 'a number outside of the calendar stays a number',
  'date-error-test.xlsx': 'a number outside of the calendar stays a number',
  'LONumbers.xlsx': 'a negative date stays a number',
  'LONumbers-2011.xlsx': 'a negative date stays a number',
};

describe.skipIf(!present)('cells as openpyxl read them (skipped where ../shared/data is absent)', () => {
  it.each(oracles.filter(({ file }) => !Object.keys(accepted).some((name) => file.endsWith(`/${name}`))))(
    '$file',
    async ({ file, sheets }) => {
      const read = await readAll(file);
      for (const { name, first_cells: cells = [] } of sheets) {
        const own = read.get(name);
        if (own === undefined) continue;
        const differing = cells
          .filter(([, , value]) => !isBlankText(value) && !isCutOff(value))
          .map(([reference, type, value]) => [reference, comparable(own.get(reference), type), expected(value, type)])
          .filter(([, mine, theirs]) => mine !== theirs);
        expect({ name, differing }).toEqual({ name, differing: [] });
      }
    },
  );

  it('are many', () => {
    expect(oracles.length).toBeGreaterThan(200);
  });
});

/** The other reader's list shortens long texts, and keeps rows of blanks. */
function isCutOff(value: unknown): boolean {
  return typeof value === 'string' && value.length >= 200;
}

function isBlankText(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

function comparable(cell: Cell | undefined, type: string): unknown {
  if (cell === undefined || cell === null) return undefined;
  if (typeof cell === 'number') return Number(cell.toPrecision(15));
  if (typeof cell === 'string') return withoutReturns(cell);
  if (typeof cell === 'boolean') return cell;
  if (cell.kind === 'error') return cell.code;
  // openpyxl takes day 0 for midnight.
  if (cell.iso === '1900-01-00') return 'a time';
  // openpyxl gives durations as differences, and parts of a second.
  return type === 'd' && cell.iso.length > 8 && !/^\d+:/.test(cell.iso) ? Math.round(msOf(cell.iso) / 1000) : 'a time';
}

function expected(value: unknown, type: string): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(15));
  if (type !== 'd' || typeof value !== 'string') {
    return typeof value === 'string' ? withoutReturns(value) : value;
  }
  return /^\d{4}-/.test(value) ? Math.round(msOf(value) / 1000) : 'a time';
}

/** openpyxl leaves the escape of a return as it stands in the file. */
function withoutReturns(text: string): string {
  return text.replaceAll('_x000D_', '').replaceAll('\r', '');
}

function msOf(iso: string): number {
  return Date.parse(iso.includes('T') ? `${iso}Z` : iso);
}
