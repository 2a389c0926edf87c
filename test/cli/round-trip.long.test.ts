// Every dataset that goes both ways: exported, three cells edited as in Excel, imported with an update: exactly three fields
// have changed at the service, and nothing else. The same without any edit: lists are read, and nothing is written.

import type { CellValue, Worksheet } from 'exceljs';
import { expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { countsOf, openWorkplace, summaryOf, type WorkDir } from './workdir.js';

/** A cell to edit: the row in which a column holds a text, and another column of it. */
interface Edit {
  readonly where: readonly [title: string, value: string];
  readonly set: readonly [title: string, value: CellValue];
}

interface Case {
  readonly dataset: string;
  /** Imported first. */
  readonly samples: readonly string[];
  readonly held: (sandbox: Sandbox) => readonly object[];
  readonly edits: readonly Edit[];
}

const cases: readonly Case[] = [
  {
    dataset: 'purchases',
    samples: ['purchases-clean.csv'],
    held: (sandbox) => sandbox.purchases(),
    edits: [
      { where: ['Product name', 'Papel A4 reciclado'], set: ['Quantity', 190.25] },
      { where: ['Product name', 'Azúcar blanco'], set: ['Description', 'Blanquilla'] },
      { where: ['Product name', 'Café en grano'], set: ['Purchase date', new Date('2024-04-18')] },
    ],
  },
  {
    dataset: 'resold-products',
    samples: ['resold-products-clean.xlsx'],
    held: (sandbox) => sandbox.resoldProducts(),
    edits: [
      { where: ['Custom id', 'FR-1003'], set: ['Brand name', 'Prairie Tendre'] },
      { where: ['Custom id', 'FR-1011'], set: ['Sales 2024 (t)', 48.25] },
      { where: ['Custom id', 'FR-1014'], set: ['Packaging weight', 212] },
    ],
  },
  {
    dataset: 'suppliers',
    samples: ['suppliers-clean.csv'],
    held: (sandbox) => sandbox.suppliers(),
    edits: [
      { where: ['Custom id', 'L-1001'], set: ['Contact first name', 'Annika'] },
      { where: ['Custom id', 'L-1002'], set: ['Supplier name', 'Molkerei Oberallgäu eG'] },
      { where: ['Custom id', 'L-1003'], set: ['Contact last name', 'Meyer-Lund'] },
    ],
  },
  {
    dataset: 'supplier-periods',
    samples: ['resold-products-clean.xlsx', 'suppliers-clean.csv', 'supplier-periods-clean.csv'],
    held: (sandbox) => sandbox.resoldProducts(),
    edits: [
      { where: ['Product custom id', 'FR-1003'], set: ['Valid to', new Date('2025-06-30')] },
      { where: ['Product custom id', 'FR-1005'], set: ['Valid to', new Date('2024-11-30')] },
      { where: ['Product custom id', 'FR-1012'], set: ['Valid from', new Date('2024-07-01')] },
    ],
  },
  {
    dataset: 'variable-products',
    samples: ['variable-products-clean.xlsx'],
    held: (sandbox) => sandbox.variableProducts(),
    edits: [
      { where: ['SKU', 'SHOE-100'], set: ['Description', 'Shoe of recycled mesh'] },
      { where: ['SKU', 'JACK-200'], set: ['Recycled content (%)', 12.5] },
      { where: ['SKU', 'SOCK-300'], set: ['Internal notes', 'Bill of materials reviewed'] },
    ],
  },
];

async function edit(dir: WorkDir, file: string, edits: readonly Edit[]): Promise<void> {
  const book = await dir.readBook(file);
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error(`${file} has no sheet`);
  for (const { where, set } of edits) {
    const column = sheet.getColumn(columnOf(sheet, where[0])).values as readonly CellValue[];
    const row = column.indexOf(where[1]);
    expect(row, where.join(' = ')).toBeGreaterThan(1);
    sheet.getRow(row).getCell(columnOf(sheet, set[0])).value = set[1];
  }
  await book.xlsx.writeFile(`${dir.path}/${file}`);
}

function columnOf(sheet: Worksheet, title: string): number {
  const column = (sheet.getRow(1).values as readonly CellValue[]).indexOf(title);
  expect(column, title).toBeGreaterThan(0);
  return column;
}

/** Every value that the service holds, by where it stands, without those that it stamps or calculates itself. */
function valuesOf(held: readonly object[]): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>();
  const walk = (path: string, value: unknown): void => {
    if (/updated|changed|co2e|impacts|^\d+\.footprint/i.test(path)) return;
    if (typeof value !== 'object' || value === null) values.set(path, value);
    else for (const [key, one] of Object.entries(value)) walk(path === '' ? key : `${path}.${key}`, one);
  };
  walk('', held);
  return values;
}

function differences(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): readonly string[] {
  const paths = new Set([...before.keys(), ...after.keys()]);
  return [...paths].filter((path) => before.get(path) !== after.get(path));
}

it.each(cases)('$dataset', async ({ dataset, samples, held, edits }) => {
  const { dir, sandbox } = await openWorkplace();
  const files = samples.map((name) => new URL(`../../samples/${name}`, import.meta.url).pathname);
  expect((await dir.run(['import', ...files])).code).toBe(0);
  expect((await dir.run(['export', dataset, '--out', 'held.xlsx'])).code).toBe(0);
  const before = valuesOf(held(sandbox));
  const untouched = await dir.run(['import', 'held.xlsx', '--on-existing', 'update', '--json']);
  const { rows, unchanged = 0 } = countsOf(summaryOf(untouched).counts);
  expect([rows, valuesOf(held(sandbox))]).toEqual([unchanged, before]);
  await edit(dir, 'held.xlsx', edits);
  const ran = await dir.run(['import', 'held.xlsx', '--on-existing', 'update', '--json']);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows, updated: 3, unchanged: unchanged - 3 });
  expect(differences(before, valuesOf(held(sandbox)))).toHaveLength(3);
  const again = await dir.run(['import', 'held.xlsx', '--on-existing', 'update', '--json']);
  expect(countsOf(summaryOf(again).counts)).toEqual({ rows, unchanged });
});
