// `export footprints`: every product of the group with its numbers as the service gives them, blanks with their reason.

import type ExcelJS from 'exceljs';
import { expect, it } from 'vitest';
import { csvOf, product } from './tables.js';
import { openSandbox, openWorkDir, parseCsv, type WorkDir } from './workdir.js';

type Exported = Readonly<Record<string, string | number | null>>;

const names = ['Oat drink 1 l', 'Oat drink 2 l', 'Black beans', 'Chickpeas'];

/** Three products with a footprint and one, the last, that is still being processed. */
async function openGroup(): Promise<WorkDir> {
  let passedMs = 0;
  const processingMs = 60_000;
  const sandbox = await openSandbox({ now: () => Date.now() + passedMs, processingMs });
  const dir = await openWorkDir(sandbox.environment);
  const rows = names.map((name, index) => product({ 'Product name': name, 'Custom id': `P-${index + 1}` }));
  await dir.write('ready.csv', csvOf(rows.slice(0, 3)));
  await dir.write('new.csv', csvOf(rows.slice(3)));
  expect((await dir.run(['import', 'ready.csv'])).code).toBe(0);
  passedMs = processingMs;
  expect((await dir.run(['import', 'new.csv'])).code).toBe(0);
  return dir;
}

function isNumeric(value: unknown): value is number {
  return typeof value === 'number';
}

it('writes one truth in three formats', async () => {
  const dir = await openGroup();

  const lines = await dir.run(['export', 'footprints', '--out', 'footprints.ndjson', '--json']);
  expect(lines.code).toBe(0);
  expect(JSON.parse(lines.stdout)).toMatchObject({ command: 'export', rows: 4, blank: 1, out: 'footprints.ndjson' });
  const rows = (await dir.read('footprints.ndjson'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Exported);
  expect(rows.map(({ name }) => name).sort()).toEqual([...names].sort());
  const keys = Object.keys(rows[0] ?? {});

  // A missing footprint is blank and says why; it is never a zero.
  const [missing, ...others] = rows.filter(({ name }) => name === 'Chickpeas');
  expect(others).toEqual([]);
  expect(missing).toMatchObject({ customId: 'P-4', reason: expect.stringContaining('not calculated') });
  const figures = keys.filter((key) => rows.some((row) => isNumeric(row[key])));
  expect(figures.length).toBeGreaterThan(40);
  for (const key of figures) expect(missing?.[key], key).toBeNull();

  for (const row of rows.filter((one) => one !== missing)) {
    expect(row.reason).toBeNull();
    for (const key of figures) expect(row[key], key).toEqual(expect.any(Number));
    const part = (key: string): number => Number(row[key]);
    const stages = ['processing', 'packaging', 'transportation', 'storage', 'other'].map(part);
    expect(part('flag.total.sum') + stages.reduce((sum, value) => sum + value, 0)).toBeCloseTo(part('total'), 9);
  }

  const csv = await dir.run(['export', 'footprints', '--out', 'footprints.csv']);
  expect(csv.code).toBe(0);
  const [header, ...cells] = parseCsv(await dir.read('footprints.csv'));
  expect(header).toEqual(keys);
  const text = (value: string | number | null | undefined) => (value === null ? '' : String(value));
  expect(cells).toEqual(rows.map((row) => keys.map((key) => text(row[key]))));

  const workbook = await dir.run(['export', 'footprints', '--out', 'footprints.xlsx']);
  expect(workbook.code).toBe(0);
  await checkWorkbook(await dir.readBook('footprints.xlsx'), keys, rows);
});

async function checkWorkbook(book: ExcelJS.Workbook, keys: readonly string[], rows: readonly Exported[]) {
  expect(book.worksheets).toHaveLength(2);
  const [sheet, columns] = book.worksheets;
  const cell = (row: number, column: number) => sheet?.getRow(row).getCell(column + 1);
  expect(sheet?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
  expect(sheet?.autoFilter).toBeTruthy();
  const unitOf = new Map<string, string>();
  columns?.eachRow((row) => unitOf.set(row.getCell(2).text, row.getCell(3).text));
  for (const [column, key] of keys.entries()) {
    expect(unitOf.has(key), `${key} is explained`).toBe(true);
    const unit = unitOf.get(key) ?? '';
    expect(cell(1, column)?.text).toContain(unit);
    for (const [index, row] of rows.entries()) expect(cell(index + 2, column)?.value, key).toBe(row[key]);
    const below = [2, 3, 4, 5].map((row) => cell(rows.length + row, column));
    if (unit) {
      const figures = rows
        .map((row) => row[key])
        .filter(isNumeric)
        .sort((a, b) => a - b);
      expect(below.map((one) => one?.result)).toEqual([3, ...figures]);
      const filled = rows.findIndex((row) => isNumeric(row[key]));
      expect(cell(filled + 2, column)?.numFmt).toMatch(/0/);
    }
  }
  expect(sheet?.rowCount).toBe(rows.length + 5);
  const labels = [2, 3, 4, 5].map((row) => cell(rows.length + row, 0)?.value);
  expect(labels).toEqual(['Count', 'Smallest', 'Median', 'Largest']);
  expect(sheet?.getRow(1).values).toContain('Total (kg CO2e per kg)');
  expect(JSON.stringify(sheet?.getRow(1).values)).not.toContain('assumed');
  const explained = new Map<string, string>();
  columns?.eachRow((row) => explained.set(row.getCell(1).text, row.getCell(2).text));
  expect(explained.get('Assumed')).toContain('per kilogram');
}

it.each([
  { what: 'an unknown ending', args: ['footprints', '--out', 'footprints.doc'], text: '.xlsx, .csv, .ndjson' },
  { what: 'no file', args: ['footprints'], text: 'out' },
  { what: 'an unknown dataset', args: ['footprint', '--out', 'a.csv'], text: 'footprints' },
  { what: 'a folder that is not there', args: ['footprints', '--out', 'no/such/a.xlsx'], text: 'no/such/a.xlsx' },
])('refuses $what', async ({ args, text }) => {
  const sandbox = await openSandbox();
  const dir = await openWorkDir(sandbox.environment);
  const ran = await dir.run(['export', ...args]);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(text);
  expect(ran.stderr).not.toMatch(/bug|\n\s+at /i);
  expect(sandbox.stats().requests).toBe(0);
});

it('leaves no half file behind when an answer is no answer of the service', async () => {
  const sandbox = await openSandbox({
    fault: ({ path }) => (path === '/resold-products/footprints' ? { kind: 'html' } : undefined),
  });
  const dir = await openWorkDir(sandbox.environment);
  await dir.write('products.csv', csvOf([product()]));
  await dir.run(['import', 'products.csv']);
  await dir.write('footprints.csv', 'what was exported last month');
  const ran = await dir.run(['export', 'footprints', '--out', 'footprints.csv', '--force']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('CARBONCLOUD_BASE_URL');
  expect(await dir.read('footprints.csv')).toBe('what was exported last month');
  expect(dir.has('footprints.csv.part')).toBe(false);
});
