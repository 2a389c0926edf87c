// `--changed` at services whose lists of changes have undocumented ways: what is exported, put together, is the full export.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { type ExportRequest, exportData } from '../../../src/pipeline/export/export.js';
import { parseListHabits } from '../../../src/sandbox/habits/list-habits.js';
import { openImporting } from '../importing.js';

type Row = Readonly<Record<string, string>>;

const PRODUCTS = 130;

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String((number * 37) % 997).padStart(12, '0')}`;
}

/** Of three stretches of time, with ties: the largest page of changes ends among them. */
function changedAt(number: number): string {
  const second = number < 40 ? number : number < 110 ? 40 : number;
  return `${new Date(Date.UTC(2024, 11, 1) + 1000 * second).toISOString().slice(0, 19)}.000000${number}`.padEnd(
    29,
    '0',
  );
}

async function openChanging(lists: string) {
  const resoldProducts = Array.from({ length: PRODUCTS }, (_, at) => {
    return { id: idOf(at + 1), name: `Oat drink ${at}`, updatedAt: `${changedAt(at)}Z` };
  });
  const scene = await openImporting({ holdings: { resoldProducts }, lists: parseListHabits(lists) });
  const { session } = await scene.tools.connect('carboncloud');
  return {
    scene,
    async export(more: Partial<ExportRequest> = {}): Promise<readonly Row[]> {
      const out = join(scene.folder, 'out.csv');
      await exportData({ what: 'footprints', out, runsDir: join(scene.folder, 'exports'), ...more }, scene.tools);
      return Papa.parse<Row>(await readFile(out, 'utf8'), { header: true, skipEmptyLines: true }).data;
    },
    async replace(id: string, name: string) {
      const value = { name, productionLocation: 'Lund', pickUpLocation: 'Lund', shipToLocation: 'Oslo' };
      await session.call('replaceResoldProduct', { params: { id }, body: { kind: 'json', value } });
    },
    remove: (id: string) => session.call('deleteResoldProduct', { params: { id } }),
  };
}

it.each([
  'stamps=seconds',
  'changes=shuffled',
  'changes=repeated',
  'changes=deleted',
  'stamps=seconds,changes=shuffled,cap=90',
])('%s', async (lists) => {
  const { scene, replace, remove, ...place } = await openChanging(lists);
  const joined = new Map<string, Row>();
  const exportChanged = async (): Promise<readonly (string | undefined)[]> => {
    const rows = await place.export({ changed: true });
    for (const { change, ...row } of rows) {
      if (change === 'vanished') joined.delete(row.id ?? '');
      else joined.set(row.id ?? '', row);
    }
    return rows.map(({ id, change }) => `${id} ${change}`);
  };
  expect(await exportChanged()).toHaveLength(PRODUCTS);
  expect(await exportChanged()).toEqual([]);

  scene.pass(3_600_000);
  for (const number of [3, 5, 8]) await replace(idOf(number), `new ${number}`);
  await remove(idOf(9));
  const told = ['3 changed', '5 changed', '8 changed', '9 vanished'].map((one) => {
    const [number, change] = one.split(' ');
    return `${idOf(Number(number))} ${change}`;
  });
  expect(new Set(await exportChanged())).toEqual(new Set(told));
  // Within the same second.
  await replace(idOf(3), 'newer');
  expect(await exportChanged()).toEqual([`${idOf(3)} changed`]);
  expect(await exportChanged()).toEqual([]);
  scene.pass(3_600_000);
  expect(await exportChanged()).toEqual([]);

  expect(joined).toEqual(new Map((await place.export()).map((row) => [row.id ?? '', row])));
});
