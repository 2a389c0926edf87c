// An export is a run: the ledger knows it, its folder holds its summary, and imports take it for none of theirs.

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import footprints from '../../../src/datasets/carboncloud/footprints.js';
import { KEPT_ROWS } from '../../../src/pipeline/comparison/kept-row.js';
import { exportData } from '../../../src/pipeline/export/export.js';
import { keepRows } from '../../../src/pipeline/export/keep-rows.js';
import { storedExport } from '../../../src/pipeline/export/stored-export.js';
import { runNamed } from '../../../src/pipeline/run/latest-run.js';
import type { Progress } from '../../../src/pipeline/tools.js';
import { purchase } from '../../cli/tables.js';
import { temporaryLedger } from '../../ledger/rows.js';
import { openImporting } from '../importing.js';

it('is in the ledger with its counts, and has its summary in its folder', async () => {
  const scene = await openImporting();
  const { summary } = await scene.import('in.csv', [purchase(), purchase({ quantity: '0.1' })]);
  expect(summary.counts).toMatchObject({ created: 2 });
  const { exported } = await scene.exportSome('purchases');

  const [run, ...others] = await scene.known();
  expect(others.map(({ command }) => command)).toEqual(['import']);
  expect(run).toMatchObject({
    id: exported.run,
    command: 'export',
    dataset: 'purchases',
    provider: 'dcycle',
    file: exported.out,
    folder: exported.folder,
    exitCode: 0,
    counts: { rows: 2, exported: 2, created: 0, unsent: 0 },
    accountKey: expect.stringContaining('dcycle'),
  });
  const sha256 = createHash('sha256')
    .update(await readFile(exported.out))
    .digest('hex');
  expect(run?.sha256).toBe(sha256);
  expect(exported).toMatchObject({ version: 1, file: exported.out, sha256, rows: 2, counts: { rows: 2, exported: 2 } });
  expect(exported.folder).toMatch(/[\\/]\d{8}T\d{6}Z-purchases-[0-9a-f]{6}$/);
  expect(JSON.parse(await readFile(join(exported.folder, 'summary.json'), 'utf8'))).toEqual(exported);
});

it('sums the amounts of its rows by unit, in exact decimals', async () => {
  const scene = await openImporting();
  const rows = ['0.1', '0.2', '1204.35'].map((quantity) => purchase({ quantity, unit_id: 'EUR' }));
  await scene.import('in.csv', [...rows, purchase({ quantity: '7', unit_id: 'SEK' })]);
  const { exported, rows: held } = await scene.exportSome('purchases');
  const units = new Map(held.map((row) => [row.quantity, row.unit_id]));
  const totals = { [units.get('0.1') ?? '']: '1204.65', [units.get('7') ?? '']: '7' };
  expect(exported.totals).toEqual({ field: 'quantity', checked: totals, written: totals });
});

it('ends in the ledger also where the service refuses', async () => {
  const scene = await openImporting({ fault: () => ({ kind: 'status-before', status: 403 }) });
  await expect(scene.export('purchases')).rejects.toMatchObject({ kind: 'refused' });
  const [run] = await scene.known();
  expect(run).toMatchObject({ command: 'export', exitCode: 6, counts: { rows: 0 }, sha256: '' });
  const summary = JSON.parse(await readFile(join(run?.folder ?? '', 'summary.json'), 'utf8'));
  expect(summary).toMatchObject({ exitCode: 6, sha256: '', error: { kind: 'refused' }, requests: { sent: 1 } });
});

it('is done again as it was asked for, after it was stopped', async () => {
  let isDown = true;
  const scene = await openImporting({
    fault: ({ method }) => (isDown && method === 'GET' ? { kind: 'status-before', status: 403 } : undefined),
  });
  const out = join(scene.folder, 'out.csv');
  const asked = {
    what: 'purchases',
    out,
    runsDir: join(scene.folder, 'exports'),
    columns: ['quantity'],
    where: ['quantity > 2'],
  };
  await expect(exportData(asked, scene.tools)).rejects.toMatchObject({ kind: 'refused' });
  isDown = false;
  await scene.import('in.csv', [purchase({ quantity: '1' }), purchase({ quantity: '3' })]);
  const stopped = (await scene.known()).find(({ command }) => command === 'export');
  const run = await runNamed(stopped?.id ?? '', scene.tools);
  expect(run?.id).toBe(stopped?.id);
  const again = await exportData({ ...storedExport(run), parent: run.id }, scene.tools);
  expect(await readFile(out, 'utf8')).toBe('quantity\r\n3\r\n');
  expect((await scene.known())[0]).toMatchObject({ id: again.run, parent: run.id });
  await expect(scene.resume(run.id)).rejects.toMatchObject({ kind: 'usage', hint: expect.stringContaining(run.id) });
});

it('is no import before another import of the same account', async () => {
  const scene = await openImporting({ ask: async () => false });
  await scene.export('purchases');
  // An account is confirmed once; that it was read from is no consent to write to it.
  const { stop } = await scene.import('in.csv', [purchase()], { yes: false });
  expect(stop?.code).toBe('DECLINED');
});

it('tells its beginning, before the first request, and its end', async () => {
  let isDown = false;
  const scene = await openImporting({
    fault: ({ method }) => (isDown && method === 'GET' ? { kind: 'status-before', status: 403 } : undefined),
  });
  await scene.import('in.csv', [purchase()]);
  const out = join(scene.folder, 'out.csv');
  const told: Progress[] = [];
  const tell = (one: Progress) => told.push(one);
  const asked = { what: 'purchases', out, runsDir: join(scene.folder, 'exports') };
  const { run, folder } = await exportData(asked, { ...scene.tools, tell });
  expect(told.at(0)).toEqual({ kind: 'began', run, command: 'export', folder });
  expect(told.at(-1)).toEqual({ kind: 'finished', run, exitCode: 0, counts: expect.objectContaining({ exported: 1 }) });
  isDown = true;
  told.length = 0;
  await expect(exportData(asked, { ...scene.tools, tell })).rejects.toMatchObject({ kind: 'refused' });
  const stopped = (await scene.known())[0]?.id;
  expect(told.at(0)).toMatchObject({ kind: 'began', run: stopped });
  expect(told.at(-1)).toEqual({ kind: 'finished', run: stopped, exitCode: 6 });
});

it('keeps rows of one key apart', async () => {
  const { ledger, path } = await temporaryLedger();
  const folder = dirname(path);
  const about = { id: 'r', startedAt: '', accountKey: '', owner: 'us', out: 'out.csv', folder, ledger };
  const watcher = await keepRows({ ...about, dataset: footprints });
  for (const id of ['p-1', 'p-2', 'p-1', 'p-1', 'p-2']) await watcher?.row({ id, total: 1 }, 0);
  await watcher?.finish();
  const [, ...rows] = (await readFile(join(folder, KEPT_ROWS), 'utf8')).trimEnd().split('\n');
  expect(rows.map((row) => JSON.parse(row).key)).toEqual(['p-1', 'p-2', 'p-1 #2', 'p-1 #3', 'p-2 #2']);
});
