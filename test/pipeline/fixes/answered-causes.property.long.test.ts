// A cause that was answered does not come back: neither in a corrected copy, be it a workbook, nor through a mapping file, whatever the columns are.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { expect, it, onTestFinished } from 'vitest';
import { parseSavedMapping } from '../../../src/mapping/saved/saved-mapping.js';
import { systemClock } from '../../../src/pace/system-clock.js';
import { checkFile } from '../../../src/pipeline/check.js';
import { isAnswerable } from '../../../src/pipeline/fixes/answerable.js';
import { fixFile, fixMapping } from '../../../src/pipeline/fixes/fix.js';
import { writeFixes } from '../../../src/pipeline/fixes/fixes-file.js';
import type { TableRequest } from '../../../src/pipeline/requests.js';
import type { Tools } from '../../../src/pipeline/tools.js';
import type { Cause } from '../../../src/problems/causes.js';

/** By field, a text that it accepts. */
const VALID: Readonly<Record<string, string>> = {
  product_name: 'Cardboard',
  sector: 'Paper',
  country: 'DE',
  quantity: '77',
  unit_id: 'EUR',
  purchase_date: '2024-05-09',
  expense_type: 'opex',
  purchase_type: 'spend_based',
  custom_emission_factor_id: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
};

async function openFiles() {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-answered-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const at = (name: string) => join(folder, name);
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
  const check = async (request: TableRequest): Promise<readonly Cause[]> =>
    (await checkFile({ ...request, runsDir: at('runs'), equalRows: 'keep' }, tools)).causes;
  return { at, check, tools };
}

/** What a list of fixes knows a cause by. */
function keyOf({ problem: { code, column, field, value } }: Cause): string {
  return JSON.stringify([code, column || field, value]);
}

/** Fills every `use` of the list of a file's causes; the keys of those that have one. */
async function fillAll(path: string, causes: readonly Cause[]): Promise<readonly string[]> {
  const answers = causes.filter(isAnswerable);
  const answerOf = (cause: Cause) => ({ text: VALID[cause.problem.field] ?? 'x', confidence: 1 });
  await writeFixes(
    path,
    causes.map((cause) => (cause.instead ? cause : { ...cause, answer: answerOf(cause) })),
  );
  return answers.map(keyOf);
}

const columns = {
  'Product name': ['Boxes', 'Tape', '', ' '],
  Sector: ['Paper', ''],
  Country: ['ES', 'Grmany', 'grmany', '', 'Nowhere'],
  Quantity: ['12', '1.5', 'many', '', '-3', '7 kg'],
  Unit: ['EUR', '', 'EUR '],
  'Purchase date': ['2024-05-02', '2024-02-30', '', 'soon'],
  'Expense type': ['opex', 'Rent', 'Freight', 'opexx', 'OPEXX', ''],
  'Purchase type': ['spend_based', 'supplier_specific', 'guess', ''],
  'Emission factor id': ['', '7c9e6679-7425-40de-944b-e07fc1f90ae7', 'x1'],
} as const;
type Title = keyof typeof columns;
const titles = Object.keys(columns) as readonly Title[];

const files = fc
  .record({
    gone: fc.uniqueArray(fc.constantFrom<Title[]>(...titles.filter((title) => title !== 'Quantity')), { maxLength: 4 }),
    rows: fc.array(fc.tuple(...titles.map((title) => fc.constantFrom(...columns[title]))), {
      minLength: 1,
      maxLength: 7,
    }),
    hasTotal: fc.boolean(),
  })
  .map(({ gone, rows, hasTotal }) => {
    const kept = titles.flatMap((title, at) => (gone.includes(title) ? [] : [{ title, at }]));
    const lines = rows.map((row) => kept.map(({ at }) => row[at] ?? '').join(','));
    const total = kept.map(({ title }, at) => (at === 0 ? 'Total' : title === 'Quantity' ? '99' : '')).join(',');
    return [kept.map(({ title }) => title).join(','), ...lines, ...(hasTotal ? [total] : [])].join('\n');
  });

/** The rows as a workbook: numbers and every second day are typed, and looks are mixed. */
async function writeBook(path: string, source: string): Promise<void> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Rows');
  const looks = ['General', 'dd.mm.yyyy', '0.00', '@', '0%', '#,##0.00 "EUR"'];
  for (const [row, line] of source.split('\n').entries())
    for (const [column, text] of line.split(',').entries()) {
      const cell = sheet.getCell(row + 1, column + 1);
      cell.value = text === '' ? null : typedIn(text, row);
      if (typeof cell.value === 'string' || text === '') cell.numFmt = looks[(row * 5 + column) % looks.length] ?? '';
    }
  await book.xlsx.writeFile(path);
}

function typedIn(text: string, row: number): ExcelJS.CellValue {
  if (/^-?[\d.]+$/.test(text)) return Number(text);
  const isDay = /^\d{4}-\d\d-\d\d$/.test(text) && !text.endsWith('-30');
  return isDay && row % 2 === 0 ? new Date(`${text}T00:00:00Z`) : text;
}

/** Where the answers of a file go; the causes of the next check, and why there is none. */
async function answered(source: string, way: 'out' | 'mapping', kind: 'csv' | 'xlsx' = 'csv') {
  const { at, check, tools } = await openFiles();
  const file = at(`in.${kind}`);
  if (kind === 'csv') await writeFile(file, source);
  else await writeBook(file, source);
  const request = { file, dataset: 'purchases' };
  const keys = await fillAll(at('fixes.csv'), await check(request));
  const fix = { ...request, fixes: at('fixes.csv') };
  if (keys.length === 0) return { keys, after: [], refused: '' };
  if (way === 'out') {
    const out = at(`out.${kind}`);
    await fixFile({ ...fix, out }, tools);
    return { keys, after: await check({ ...request, file: out }), refused: '' };
  }
  const refused = await fixMapping({ ...fix, mappingFile: at('m.yaml') }, tools).then(
    () => '',
    (cause: Error) => cause.message,
  );
  if (refused !== '') return { keys, after: [], refused };
  const mapping = parseSavedMapping(await readFile(at('m.yaml'), 'utf8'), at('m.yaml'));
  return { keys, after: await check({ ...request, mapping }), refused };
}

it('does not bring an answered cause back, in a copy', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (source) => {
      const { keys, after } = await answered(source, 'out');
      expect(after.map(keyOf).filter((key) => keys.includes(key))).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

it('does not bring an answered cause back, in a copy of a workbook', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (source) => {
      const { keys, after } = await answered(source, 'out', 'xlsx');
      expect(after.map(keyOf).filter((key) => keys.includes(key))).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

it('does not bring an answered cause back, through a mapping file', async () => {
  await fc.assert(
    fc.asyncProperty(files, async (source) => {
      const { keys, after, refused } = await answered(source, 'mapping');
      expect(after.map(keyOf).filter((key) => keys.includes(key))).toEqual([]);
      // It is refused only where a mapping file would say more than the list does.
      expect(refused).toMatch(/^$|needs no value in|compares without case/);
    }),
    { numRuns: 20 },
  );
});
