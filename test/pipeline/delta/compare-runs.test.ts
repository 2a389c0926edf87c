// `delta` over runs: each export keeps its rows, and a later one is compared with them, also when the files are gone.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type ExportRequest, exportData } from '../../../src/pipeline/export/export.js';
import { product, purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

const bought = (name: string, changes = {}) => purchase({ product_name: name, quantity: '10', ...changes });

async function twoExports() {
  const scene = await openImporting();
  await scene.import('may.csv', [bought('Boxes'), bought('Tape')]);
  const may = (await scene.exportSome('purchases')).exported;
  scene.pass(60_000);
  await scene.import('june.csv', [bought('Paper', { purchase_date: '2024-04-01' })]);
  const june = (await scene.exportSome('purchases')).exported;
  return { scene, may, june };
}

it('keeps each row with its key, figures, inputs, period and when it was read', async () => {
  const { may } = await twoExports();
  const [header, ...rows] = (await readFile(join(may.folder, 'rows.ndjson'), 'utf8')).trimEnd().split('\n');
  expect(JSON.parse(header ?? '')).toEqual({
    version: 1,
    dataset: 'purchases',
    owner: expect.stringContaining('dcycle'),
  });
  expect(rows.map((row) => JSON.parse(row))).toEqual([
    {
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
      label: expect.stringMatching(/Boxes|Tape/),
      period: '2024-03',
      inputs: expect.stringMatching(/^\S{20}$/),
      figures: { co2e: expect.stringMatching(/^\d/), 'quantity EUR': '10' },
      readAt: expect.stringMatching(/^2025-01-15T/),
    },
    expect.anything(),
  ]);
});

describe('two runs are compared', () => {
  it('by their ids, by last, and by their rows where the files were replaced', async () => {
    const { scene, may, june } = await twoExports();
    // Both were written to one file: that of May is only kept by its run.
    const { delta } = await scene.delta(may.run, june.run);
    expect(delta.counts).toEqual({ new: 1, gone: 0, moved: 0, edited: 0, recalculated: 0, unchanged: 2 });
    expect(delta.owner).toContain('dcycle');
    for (const words of [['last'], ['last', 'last'], [may.run], [may.run, 'last']]) {
      const [before = '', after] = words;
      expect((await scene.delta(before, after)).delta.counts).toEqual(delta.counts);
    }
    await rm(june.out);
    expect((await scene.delta('last')).delta.measures).toEqual(delta.measures);
  });

  it('a run and a file: kept rows and the file of one export are the same', async () => {
    const { scene, may, june } = await twoExports();
    const copy = join(may.folder, 'copy.csv');
    await writeFile(copy, await readFile(june.out));
    await rm(june.out);
    const { delta } = await scene.delta(june.run, copy);
    expect(delta.counts).toMatchObject({ unchanged: 3, new: 0, gone: 0, edited: 0, recalculated: 0, moved: 0 });
  });

  it('says that they were narrowed differently', async () => {
    const { scene, may } = await twoExports();
    const { exported } = await scene.exportSome('purchases', { 'expense-type': 'capex' });
    const { delta, warnings } = await scene.delta(may.run, exported.run);
    expect(delta.counts.gone).toBe(2);
    expect(warnings).toEqual(['the exports were narrowed differently: rows outside of one are told as new or gone']);
    // Nothing was asked like this before.
    await expect(scene.delta('last')).rejects.toMatchObject({ code: 'NO_EXPORT' });
  });
});

describe('an export of changes', () => {
  it.each([{ changed: true }, { filters: { since: 'last' } }, { filters: { since: '2025-01-01' } }])(
    'is no last export: %j',
    async (narrowed) => {
      const scene = await openImporting();
      const rows = ['Oat drink', 'Rice drink'].map((name) => product({ 'Product name': name, 'Custom id': name }));
      await scene.import('in.csv', rows, { dataset: 'resold-products' });
      const out = scene.path('out.csv');
      const exported = (more: Partial<ExportRequest>) =>
        exportData({ what: 'footprints', out, runsDir: scene.path('exports'), ...more }, scene.tools);
      await exported({});
      await exported(narrowed);
      await exported({ filters: {}, columns: ['id'], where: [], changed: false });
      const changes = await exported(narrowed);
      const { delta, warnings } = await scene.delta('last');
      expect(delta.counts).toMatchObject({ new: 0, gone: 0, unchanged: 2 });
      expect(warnings).toEqual([]);
      await expect(scene.delta('last', changes.run)).rejects.toMatchObject({ code: 'NO_EXPORT' });
    },
  );
});

describe('what cannot be compared', () => {
  it('is an unknown run, an import, or an export whose rows are gone', async () => {
    const { scene, may, june } = await twoExports();
    await expect(scene.delta('20990101', june.run)).rejects.toMatchObject({ code: 'NO_SUCH_RUN' });
    const imported = (await scene.known()).find(({ command }) => command === 'import')?.id ?? '';
    await expect(scene.delta(imported, june.run)).rejects.toMatchObject({ code: 'NO_EXPORT' });
    await rm(join(may.folder, 'rows.ndjson'));
    await expect(scene.delta(may.run, june.run)).rejects.toMatchObject({ code: 'NO_KEPT_ROWS' });
  });

  it('is a run that kept damaged rows', async () => {
    const { scene, may, june } = await twoExports();
    const path = join(may.folder, 'rows.ndjson');
    await writeFile(path, `${await readFile(path, 'utf8')}{"key":1}\n`);
    await expect(scene.delta(may.run, june.run)).rejects.toMatchObject({ code: 'NO_KEPT_ROWS' });
  });
});
