// `delta` over runs: each export keeps its rows, and a later one is compared with them, also when the files are gone.

import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import exceljs from 'exceljs';
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

describe('a file and the last export', () => {
  async function scenes(format = 'csv') {
    const scene = await openImporting();
    const rows = ['Oat drink', 'Rice drink'].map((name) => product({ 'Product name': name, 'Custom id': name }));
    await scene.import('products.csv', rows, { dataset: 'resold-products' });
    await scene.import('bought.csv', [bought('Boxes')]);
    const exported = async (what: string, name: string, more: Partial<ExportRequest> = {}) => {
      scene.pass(60_000);
      return exportData({ what, out: scene.path(name), runsDir: scene.path('exports'), ...more }, scene.tools);
    };
    const kept = (await exported('footprints', `kept.${format}`)).out;
    await exported('baselines', `baselines.${format}`);
    const newest = await exported('footprints', `newest.${format}`);
    await exported('purchases', 'purchases.csv');
    return { scene, exported, kept, newest };
  }

  it.each(['csv', 'xlsx', 'ndjson'])('takes the dataset from the run that wrote the .%s', async (format) => {
    const { scene, kept, newest } = await scenes(format);
    const { delta } = await scene.delta(kept, 'last');
    expect(delta).toMatchObject({ dataset: 'footprints', counts: { unchanged: 2 } });
    expect(delta.after.name).toContain(newest.run);
    expect((await scene.delta(kept)).delta).toEqual(delta);
    // Nothing is compared with itself where another export is there.
    expect((await scene.delta('last', newest.out)).delta.before.name).not.toContain(newest.run);
  });

  it('takes it from the columns, or the name of the sheet, where no run knows the file', async () => {
    const { scene, newest } = await scenes('xlsx');
    const book = scene.path('edited.xlsx');
    const workbook = new exceljs.Workbook();
    await workbook.xlsx.readFile(newest.out);
    await workbook.xlsx.writeFile(book);
    expect((await scene.delta(book, 'last')).delta).toMatchObject({ dataset: 'footprints', counts: { unchanged: 2 } });
    const copy = scene.path('copy.csv');
    await writeFile(copy, (await readFile(scene.path('purchases.csv'), 'utf8')).replace('Boxes', 'Tape'));
    const { delta } = await scene.delta(copy, 'last');
    expect(delta).toMatchObject({ dataset: 'purchases', counts: { edited: 1 } });
  });

  it('asks for --dataset where two have the columns, and finds no export of another owner', async () => {
    const { scene, kept } = await scenes();
    const path = scene.path('edited.csv');
    await writeFile(path, (await readFile(kept, 'utf8')).replace('Oat drink', 'Oat'));
    await expect(scene.delta(path, 'last')).rejects.toMatchObject({
      kind: 'usage',
      message: expect.stringContaining('baselines or of footprints'),
      hint: 'add --dataset baselines or --dataset footprints',
    });
    const { delta } = await scene.delta(path, 'last', { dataset: 'footprints' });
    expect(delta).toMatchObject({ dataset: 'footprints', counts: { edited: 1, unchanged: 1 } });
    const foreign = scene.path('foreign.csv');
    const bytes = await readFile(scene.path('purchases.csv'), 'utf8');
    await writeFile(foreign, bytes.replaceAll('dcycle organisation', 'dcycle organisation other'));
    await expect(scene.delta(foreign, 'last')).rejects.toMatchObject({
      code: 'NO_EXPORT',
      message: expect.stringContaining('dcycle organisation other'),
    });
  });
});
