// `--changed` where more changes have one moment than the service lists: all of them are exported, and nothing else.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { expect, it } from 'vitest';
import { type ExportRequest, exportData } from '../../../src/pipeline/export/export.js';
import { parseListHabits } from '../../../src/sandbox/habits/list-habits.js';
import { openImporting } from '../importing.js';

type Row = Readonly<Record<string, string>>;

const [OLD, LATE] = [300, 40];

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** Some changed long before all footprints are calculated anew, the others within half a minute after it. */
function changedAt(number: number): string {
  if (number <= OLD)
    return `${new Date(Date.UTC(2024, 11, 1) + 60_000 * number).toISOString().slice(0, 19)}.000000001Z`;
  const ms = number <= OLD + 10 ? 500 + number : 1000 * (number - OLD);
  return `${new Date(Date.UTC(2025, 0, 20) + ms).toISOString().slice(0, -1)}000001Z`;
}

async function openRecalculating() {
  const numbers = Array.from({ length: OLD + LATE }, (_, at) => at + 1);
  const resoldProducts = numbers.map((number) => {
    return { id: idOf(number), name: `Oat drink ${number}`, updatedAt: changedAt(number) };
  });
  const lists = parseListHabits('recalculated=2025-01-20T00:00:00Z');
  const scene = await openImporting({ holdings: { resoldProducts }, lists });
  const out = join(scene.folder, 'out.csv');
  return {
    scene,
    async export(more: Partial<ExportRequest> = {}): Promise<readonly Row[]> {
      await exportData({ what: 'footprints', out, runsDir: join(scene.folder, 'exports'), ...more }, scene.tools);
      return Papa.parse<Row>(await readFile(out, 'utf8'), { header: true, skipEmptyLines: true }).data;
    },
  };
}

const DAY_MS = 86_400_000;
const old = Array.from({ length: OLD }, (_, at) => idOf(at + 1));

it('exports what has changed, once', async () => {
  const { scene, export: exported } = await openRecalculating();
  const changes = async () => (await exported({ changed: true })).map(({ id, change }) => `${id} ${change}`);
  expect(await changes()).toHaveLength(OLD + LATE);
  expect(await changes()).toEqual([]);

  scene.pass(6 * DAY_MS);
  expect(await changes()).toEqual(old.map((id) => `${id} changed`));
  // The list of changes is as full as before.
  expect(await changes()).toEqual([]);

  const { session } = await scene.tools.connect('carboncloud');
  const value = { name: 'Soy drink', productionLocation: 'Lund', pickUpLocation: 'Lund', shipToLocation: 'Oslo' };
  await session.call('replaceResoldProduct', { params: { id: idOf(7) }, body: { kind: 'json', value } });
  expect(await changes()).toEqual([`${idOf(7)} changed`]);
  scene.pass(DAY_MS);
  expect(await changes()).toEqual([]);
});

it('begins with such a moment, and exports since it', async () => {
  const { scene, export: exported } = await openRecalculating();
  scene.pass(6 * DAY_MS);
  expect(await exported({ changed: true })).toHaveLength(OLD + LATE);
  expect(await exported({ changed: true })).toEqual([]);
  const since = await exported({ filters: { since: '2025-01-20' } });
  expect(since).toHaveLength(OLD + LATE);
  const later = await exported({ filters: { since: '2025-01-20T00:00:01Z' } });
  expect(later.map(({ id }) => id)).toEqual(Array.from({ length: LATE - 10 }, (_, at) => idOf(OLD + 11 + at)));
});

it('lists no part of such a moment for the whole', async () => {
  const { scene, export: exported } = await openRecalculating();
  scene.pass(6 * DAY_MS);
  await expect(exported({ what: 'updated-footprints', filters: { since: '2025-01-01' } })).rejects.toMatchObject({
    message: expect.stringContaining('does not advance'),
  });
});
