// Which rows of a workbook are rows of its table.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTable } from '../../../src/pipeline/table/open-table.js';
import type { SourceRow } from '../../../src/values/cell.js';
import { workbookOf } from '../../read/files.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-table-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const TITLES = ['Product', 'Sector', 'Country', 'Amount', 'Unit', 'Purchase date', 'Expense type', 'Check'];
const FORMULA = '<c><f>1+1</f></c>';
const EMPTY = '<c/>';

function row(cells: readonly string[]): string {
  const xml = cells.map((cell) => (cell.startsWith('<') ? cell : `<c t="str"><v>${cell}</v></c>`));
  return `<row>${xml.join('')}</row>`;
}

it('are not those with formulas that were never calculated in unused columns alone', async () => {
  const file = join(folder, 'purchases.xlsx');
  const bought = ['Boxes', 'Manufacturing', 'ES', '5', 'EUR', '2024-03-15', 'opex', FORMULA];
  const inUse = [EMPTY, EMPTY, EMPTY, FORMULA, EMPTY, EMPTY, EMPTY, FORMULA];
  const below = [...Array<string>(7).fill(EMPTY), FORMULA];
  await writeFile(file, workbookOf({ rows: [TITLES, bought, inUse, below, below].map(row).join('') }));
  const table = await openTable({ file, dataset: 'purchases' });
  const rows: SourceRow[] = [];
  for await (const batch of table.rows()) rows.push(...batch);
  await table.source.close();
  expect(table.blocked).toBe(false);
  expect(rows.map((one) => one.row)).toEqual([2, 3]);
});

it('are judged on the way only while what there is to report is small', async () => {
  const file = join(folder, 'long.xlsx');
  const bought = (product: string): string => row([product, 'x', 'ES', '5', 'EUR', '2024-03-15', 'opex']);
  const judged = async (product: string): Promise<boolean> => {
    const rows = [row(TITLES.slice(0, 7)), bought(product).repeat(140)].join('');
    await writeFile(file, workbookOf({ rows }));
    const { source, earlyFindings } = await openTable({ file }, 'keep');
    await source.close();
    return earlyFindings !== undefined;
  };
  expect(await judged('a'.repeat(1000))).toBe(true);
  expect(await judged('a'.repeat(150_000))).toBe(false);
});

it.each([
  ['none', TITLES, ['x', 'x', 'ES', '5', 'EUR', '2024-03-15', 'opex', '1'], []],
  ['an empty one', [...TITLES, EMPTY], ['x', 'x', 'ES', '5', 'EUR', '2024-03-15', 'opex', '1', ' '], []],
  ['one between others', [EMPTY, ...TITLES], ['7', 'x', 'x', 'ES', '5', 'EUR', '2024-03-15', 'opex'], ['A']],
  [
    'two beside the table',
    TITLES,
    ['x', 'x', 'ES', '5', 'EUR', '2024-03-15', 'opex', '1', 'see', EMPTY, '!'],
    ['I, K'],
  ],
])('says which columns without a title hold something: %s', async (_, titles, cells, letters) => {
  const file = join(folder, 'untitled.xlsx');
  await writeFile(file, workbookOf({ rows: [titles, cells].map(row).join('') }));
  const { source, said } = await openTable({ file });
  await source.close();
  const told = said.filter((text) => text.includes('without a title'));
  expect(told).toEqual(letters.map((one) => `columns without a title are not used: ${one}`));
});
