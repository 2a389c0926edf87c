// A stopped export that is resumed: the same file as without the stop where nothing changes, with fewer requests; anew where that would not be safe.

import { readdir, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { type ExportRequest, exportData } from '../../../src/pipeline/export/export.js';
import { storedExport } from '../../../src/pipeline/export/stored-export.js';
import { runNamed } from '../../../src/pipeline/run/latest-run.js';
import type { Progress } from '../../../src/pipeline/tools.js';
import { purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

const HOUR_MS = 3_600_000;

function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

/** A sandbox with so many products, which can be made to end its answers. */
async function openStopping(products: number) {
  let left = Number.POSITIVE_INFINITY;
  let control: AbortController | undefined;
  const resoldProducts = Array.from({ length: products }, (_, at) => {
    return { id: idOf(at + 10), name: `Oat drink ${at}`, updatedAt: '2024-12-01T00:00:00.000000001Z' };
  });
  const scene = await openImporting({
    holdings: { resoldProducts },
    fault: ({ path }) => {
      if (/token|login/.test(path)) return undefined;
      left -= 1;
      if (left >= 0) return undefined;
      control?.abort();
      return control === undefined ? { kind: 'status-before', status: 403 } : undefined;
    },
  });
  const out = join(scene.folder, 'out.csv');
  const told: Progress[] = [];
  const run = (asked: Partial<ExportRequest>) =>
    exportData(
      { what: 'footprints', out, runsDir: join(scene.folder, 'exports'), ...asked },
      { ...scene.tools, signal: control?.signal ?? scene.tools.signal, tell: (one) => void told.push(one) },
    );
  const latest = async () => (await scene.known())[0]?.id ?? '';
  return {
    scene,
    run,
    latest,
    text: () => readFile(out, 'utf8'),
    said: () => told.flatMap((one) => (one.kind === 'said' ? [one.text] : [])),
    /** The service refuses after so many answers. */
    end(answers: number) {
      left = answers;
    },
    /** Starts an export that ends after so many answers: refused, or as by Ctrl-C. The id of its run. */
    async stop(answers: number, by: 'refusal' | 'signal', asked: Partial<ExportRequest> = {}): Promise<string> {
      left = answers;
      control = by === 'signal' ? new AbortController() : undefined;
      await expect(run(asked)).rejects.toMatchObject({ kind: by === 'signal' ? 'interrupted' : 'refused' });
      left = Number.POSITIVE_INFINITY;
      control = undefined;
      return latest();
    },
    async resume(id: string) {
      const stopped = await runNamed(id, scene.tools);
      if (stopped === undefined) throw new Error('the export is not known');
      return run({ ...storedExport(stopped), parent: id });
    },
    async add(name: string) {
      const { session } = await scene.tools.connect('carboncloud');
      const groupId = scene.sandbox.environment.CARBONCLOUD_GROUP_ID;
      const value = { name, groupId, productionLocation: 'Lund', pickUpLocation: 'Lund', shipToLocation: 'Oslo' };
      await session.call('createResoldProduct', { body: { kind: 'json', value } });
    },
    async replace(id: string, name: string) {
      const { session } = await scene.tools.connect('carboncloud');
      const value = { name, productionLocation: 'Lund', pickUpLocation: 'Lund', shipToLocation: 'Oslo' };
      await session.call('replaceResoldProduct', { params: { id }, body: { kind: 'json', value } });
    },
  };
}

const some = Array.from({ length: 20 }, (_, at) => idOf(at + 10));

it.each([
  ['footprints', 1, 'refusal', {}],
  ['footprints', 3, 'signal', {}],
  ['footprints', 4, 'refusal', { withBaseline: true, columns: ['id', 'total', 'difference.total'] }],
  ['resold-products', 2, 'signal', { where: ['name contains 7'] }],
  ['engagements', 20, 'refusal', { filters: { product: some } }],
] as const)(
  '%s are those of an export that was not stopped, after %i answers and a %s',
  async (what, answers, by, more) => {
    const { scene, text, run, stop, resume, said } = await openStopping(300);
    const asked = { what, ...more };
    const stopped = await stop(answers, by, asked);
    const resumed = await resume(stopped);
    expect(said()).toContainEqual(
      expect.stringMatching(`going on with the \\d+ answers that export ${stopped} has had`),
    );
    expect(await readdir(resumed.folder)).not.toContain('replies.part');
    const rows = await text();

    const whole = await run(asked);
    expect(rows).toBe(await text());
    expect(resumed.rows).toBe(whole.rows);
    expect(resumed.requests.sent).toBeLessThan(whole.requests.sent);
    expect((await scene.known())[1]).toMatchObject({ id: resumed.run, parent: stopped });
  },
);

it('goes on again and again, and asks for nothing twice', async () => {
  const { text, run, stop, resume, end, latest } = await openStopping(300);
  let stopped = await stop(2, 'refusal');
  for (const answers of [1, 1, 1]) {
    end(answers);
    await expect(resume(stopped)).rejects.toMatchObject({ kind: 'refused' });
    stopped = await latest();
  }
  end(Number.POSITIVE_INFINITY);
  const resumed = await resume(stopped);
  const rows = await text();
  const whole = await run({});
  expect(rows).toBe(await text());
  expect(resumed.requests.sent).toBeLessThanOrEqual(whole.requests.sent - 4);
});

it('takes the answers that are whole after a kill', async () => {
  const { scene, text, run, stop, resume } = await openStopping(300);
  const stopped = await stop(4, 'refusal');
  const file = join((await scene.known())[0]?.folder ?? '', 'replies.part');
  await truncate(file, (await stat(file)).size - 100);
  const resumed = await resume(stopped);
  const rows = await text();
  const whole = await run({});
  expect(rows).toBe(await text());
  expect(resumed.requests.sent).toBeLessThan(whole.requests.sent);
});

it('starts anew an hour later', async () => {
  const { scene, run, stop, resume, said } = await openStopping(300);
  const stopped = await stop(2, 'refusal');
  scene.pass(HOUR_MS + 60_000);
  const resumed = await resume(stopped);
  expect(said()).toContain(`starting anew: export ${stopped} was read more than an hour ago`);
  expect(resumed.requests.sent).toBe((await run({})).requests.sent);
});

it('says from when to when it was read, and is as old as its oldest answer', async () => {
  const { scene, run, stop, resume, said } = await openStopping(300);
  const began = scene.tools.clock.now();
  const out = scene.path('out.xlsx');
  const stopped = await stop(3, 'refusal', { out });
  scene.pass(HOUR_MS / 2);
  const going = scene.tools.clock.now();
  const resumed = await resume(stopped);
  expect(said()).toContainEqual(expect.stringMatching(/has had (?:at|from) 2025-01-15 12:00:\d\d/));
  const { readFrom, readTo } = resumed;
  expect(Date.parse(readFrom ?? '')).toBeGreaterThanOrEqual(began);
  expect(Date.parse(readFrom ?? '')).toBeLessThan(began + 60_000);
  expect(Date.parse(readTo ?? '')).toBeGreaterThanOrEqual(going);
  expect(JSON.parse(await readFile(join(resumed.folder, 'summary.json'), 'utf8'))).toMatchObject({ readFrom, readTo });
  const shown = (moment: string | null) => `${moment?.slice(0, 19).replace('T', ' ')} UTC`;
  const told = await columnsSheet(out);
  expect(told.get('Exported')).toBe(shown(readFrom));
  expect(told.get('Read until')).toBe(shown(readTo));

  const whole = await run({});
  expect(Date.parse(whole.readFrom ?? '')).toBeGreaterThanOrEqual(Date.parse(whole.startedAt));
});

it('starts anew where the pages of lists are numbered', async () => {
  const { scene, text, stop, resume, said } = await openStopping(0);
  await scene.import('in.csv', [purchase({ quantity: '1' }), purchase({ quantity: '3' })]);
  const asked = { what: 'purchases', columns: ['quantity'] };
  const resumed = await resume(await stop(1, 'refusal', asked));
  expect(said()).toContainEqual(expect.stringContaining('Dcycle numbers the pages of its lists'));
  expect(resumed.rows).toBe(2);
  expect(await text()).toMatch(/^quantity\r\n[13]\r\n[13]\r\n$/);
});

it('counts --since 30d from the stopped export on, also when it is resumed again', async () => {
  const { scene, run, stop, resume, end, latest, said } = await openStopping(300);
  const asked = { filters: { since: '30d' } };
  const from = new Date(scene.tools.clock.now() - 30 * 24 * HOUR_MS).toISOString();
  let stopped = await stop(3, 'refusal', asked);
  scene.pass(HOUR_MS / 3);
  end(1);
  await expect(resume(stopped)).rejects.toMatchObject({ kind: 'refused' });
  stopped = await latest();
  scene.pass(HOUR_MS / 3);
  end(Number.POSITIVE_INFINITY);
  const resumed = await resume(stopped);
  expect(resumed.changes?.since?.slice(0, 16)).toBe(from.slice(0, 16));
  expect(said()).toContainEqual(expect.stringContaining(`answers that export ${stopped} has had`));
  const whole = await run(asked);
  expect(resumed.requests.sent).toBeLessThanOrEqual(whole.requests.sent - 3);
});

describe('--changed', () => {
  it('loses no change between a stop and its end, and moves the cursor only then', async () => {
    const { scene, text, run, stop, resume, replace } = await openStopping(3);
    await run({ changed: true });
    scene.pass(3_600_000);
    await replace(idOf(10), 'first');
    const stopped = await stop(3, 'refusal', { changed: true });
    scene.pass(HOUR_MS / 3);
    await replace(idOf(11), 'second');
    scene.pass(HOUR_MS / 3);
    const resumed = await resume(stopped);
    const atOnce = await idsIn(text);
    expect(resumed.changes).toMatchObject({ changed: atOnce.length });
    expect(atOnce).toContain(idOf(10));
    await run({ changed: true });
    expect([...atOnce, ...(await idsIn(text))]).toContain(idOf(11));
    await run({ changed: true });
    expect(await idsIn(text)).toEqual([]);
  });

  it.each([
    ['footprints', 1, true],
    ['footprints', 2, false],
    ['resold-products', 1, false],
    ['resold-products', 1, true],
    ['resold-products', 2, true],
  ] as const)(
    'repeats no row of %s that came after the list of changes, of %i answers',
    async (what, answers, isLater) => {
      const { scene, text, run, stop, resume, replace, add, said } = await openStopping(3);
      const asked = { what, changed: true };
      if (isLater) await run(asked);
      scene.pass(HOUR_MS);
      const stopped = await stop(answers, 'refusal', asked);
      scene.pass(HOUR_MS / 3);
      await replace(idOf(10), 'renamed');
      await add('New one');
      scene.pass(HOUR_MS / 3);
      await resume(stopped);
      expect(said()).toContainEqual(expect.stringContaining('going on with'));
      const first = await text();
      await run(asked);
      const next = await text();
      for (const name of ['renamed', 'New one'])
        expect([first, next].filter((one) => one.includes(name))).toHaveLength(1);
      await replace(idOf(10), 'again');
      await run(asked);
      expect(await text()).toContain('again');
      await run(asked);
      expect(await text()).not.toContain('again');
    },
  );

  it('starts anew where another export has moved the cursor', async () => {
    const { scene, text, run, stop, resume, replace } = await openStopping(3);
    await run({ changed: true });
    scene.pass(3_600_000);
    await replace(idOf(10), 'first');
    const stopped = await stop(3, 'refusal', { changed: true });
    await run({ changed: true });
    expect(await idsIn(text)).toEqual([idOf(10)]);
    scene.pass(3_600_000);
    await replace(idOf(11), 'second');
    scene.pass(3_600_000);
    const resumed = await resume(stopped);
    expect(await idsIn(text)).toEqual([idOf(11)]);
    expect(resumed.changes).toMatchObject({ appeared: 0, changed: 1, vanished: 0 });
  });
});

async function idsIn(text: () => Promise<string>): Promise<readonly string[]> {
  const { data } = Papa.parse<{ id: string }>(await text(), { header: true, skipEmptyLines: true });
  return data.map(({ id }) => id);
}

/** What a workbook says of itself. */
async function columnsSheet(file: string): Promise<ReadonlyMap<unknown, unknown>> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(file);
  const sheet = book.getWorksheet('Columns');
  return new Map(sheet?.getRows(1, 10)?.map((row) => [row.getCell(1).value, row.getCell(2).value]));
}
