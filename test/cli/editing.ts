// Six purchases at the service, their export, and what a person does to it, for tests of edited exports.

import type { CellValue, Worksheet } from 'exceljs';
import { expect } from 'vitest';
import { csvOf, purchase } from './tables.js';
import { openWorkplace, type RunFolder, type WorkDir } from './workdir.js';

const rows = Array.from({ length: 6 }, (_, index) => purchase({ product_name: `Boxes ${index + 1}` }));
export const names = rows.map(({ product_name }) => product_name);

export interface Held {
  readonly id: string;
  readonly product_name: string;
  readonly quantity: number;
  readonly description: string | null;
  readonly updated_at: string;
}

/** Six purchases at the service, and their export. */
export async function openExport(out: string) {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('new.csv', csvOf(rows));
  expect((await dir.run(['import', 'new.csv'])).code).toBe(0);
  expect((await dir.run(['export', 'purchases', '--out', out])).code).toBe(0);
  const held = (): readonly Held[] => sandbox.purchases() as readonly Held[];
  const patch = async (name: string, change: object): Promise<void> => {
    const id = held().find(({ product_name }) => product_name === name)?.id;
    const { DCYCLE_API_KEY = '', DCYCLE_ORGANIZATION_ID = '' } = sandbox.environment;
    const headers = { 'x-api-key': DCYCLE_API_KEY, 'x-organization-id': DCYCLE_ORGANIZATION_ID };
    const body = JSON.stringify(change);
    const url = `${sandbox.url}/v1/purchases/${id}`;
    const { status } = await fetch(url, {
      method: 'PATCH',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
    });
    expect(status).toBe(200);
  };
  return { dir, sandbox, held, patch };
}

type Edit = Readonly<Record<string, CellValue>>;

/** Edits rows of an exported workbook, told by the name of their product; a column that is not there is added. */
export async function edit(dir: WorkDir, from: string, to: string, edits: Readonly<Record<string, Edit>>) {
  const book = await dir.readBook(from);
  const sheet = book.worksheets[0];
  if (!sheet) throw new Error(`${from} has no sheet`);
  for (const [name, cells] of Object.entries(edits)) {
    const row = rowOf(sheet, name);
    for (const [title, value] of Object.entries(cells)) sheet.getRow(row).getCell(columnOf(sheet, title)).value = value;
  }
  await book.xlsx.writeFile(`${dir.path}/${to}`);
}

export function columnOf(sheet: Worksheet, title: string): number {
  const titles = sheet.getRow(1).values as readonly CellValue[];
  const found = titles.indexOf(title);
  if (found > 0) return found;
  sheet.getRow(1).getCell(titles.length).value = title;
  return titles.length;
}

function rowOf(sheet: Worksheet, name: string): number {
  const names = sheet.getColumn(columnOf(sheet, 'Product name')).values as readonly CellValue[];
  return names.indexOf(name);
}

/** The result of the row of that product. */
export function resultOf(folder: RunFolder, name: string) {
  return folder.results.find((result) => result['Product name'] === name);
}

export const update = ['--on-existing', 'update', '--json'];

/** Without what the service calculates or stamps anew. */
export function withoutDerived(held: readonly object[]): readonly object[] {
  return held.map((one) => ({ ...one, co2e: undefined, updated_at: undefined }));
}
