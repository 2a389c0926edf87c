// Exports to standard output, with chosen columns, and with conditions.

import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { expect, it } from 'vitest';
import type { ExportRequest } from '../../../src/pipeline/export/export.js';
import { exportData } from '../../../src/pipeline/export/export.js';
import { product, purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

/** A stream that takes so many bytes, and then is closed as a pipe to `head`. */
function reader(most = Number.POSITIVE_INFINITY) {
  const chunks: Buffer[] = [];
  let left = most;
  const stream = new Writable({
    write(chunk: Buffer, _, done) {
      left -= chunk.length;
      if (left < 0) return done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }));
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

async function openPurchases() {
  const scene = await openImporting();
  const rows = ['10', '2.5', '300'].map((quantity, at) => purchase({ product_name: `Box ${at}`, quantity }));
  await scene.import('in.csv', rows);
  const run = (more: Partial<ExportRequest>) =>
    exportData({ what: 'purchases', out: '-', runsDir: join(scene.folder, 'exports'), ...more }, scene.tools);
  return { scene, run };
}

it('gives standard output what a file would hold, and leaves no copy', async () => {
  const { scene, run } = await openPurchases();
  await scene.export('purchases');
  const file = await readFile(join(scene.folder, 'purchases.csv'), 'utf8');
  const { stream, text } = reader();
  const exported = await run({ stdout: stream });
  expect(text()).toBe(file);
  expect(exported).toMatchObject({
    file: '-',
    counts: { rows: 3, exported: 3 },
    sha256: expect.stringMatching(/^\w{64}$/),
  });
  expect((await readdir(exported.folder)).sort()).toEqual([
    'reconciliation.json',
    'reconciliation.xlsx',
    'rows.ndjson',
    'summary.json',
  ]);
  const lines = reader();
  await run({ stdout: lines.stream, format: 'ndjson' });
  expect(
    lines
      .text()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).quantity)
      .sort(),
  ).toEqual([10, 2.5, 300]);
});

it('ends quietly where nobody reads on', async () => {
  const { run } = await openPurchases();
  expect(await run({ stdout: reader(1).stream })).toMatchObject({ exitCode: 0, rows: 3 });
});

it('writes the columns that are named, in that order, of the rows that meet every condition', async () => {
  const { run } = await openPurchases();
  const { stream, text } = reader();
  const where = ['quantity >= 2.5', 'Product name != Box 0'];
  const exported = await run({ stdout: stream, columns: ['Quantity,product_name'], where });
  expect(text().split('\r\n').slice(0, -1).sort()).toEqual(['2.5,Box 1', '300,Box 2', 'quantity,product_name']);
  // The sums are those of the rows in the file.
  expect(exported).toMatchObject({ rows: 2, counts: { exported: 2 }, totals: { written: { EUR: '302.5' } } });
});

it.each([
  [{ columns: ['quantty'] }, 'quantty'],
  [{ where: ['quantity > x'] }, 'Quantity'],
  [{ out: 'out.xlsx', format: 'csv' }, '--format csv'],
] as const)('refuses %j before the service is asked', async (more, named) => {
  const { scene, run } = await openPurchases();
  const before = scene.sandbox.stats().requests;
  await expect(run({ stdout: reader().stream, ...more })).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining(named),
  });
  expect(scene.sandbox.stats().requests).toBe(before);
});

it('has one column for each year, whatever rows have it', async () => {
  const scene = await openImporting();
  const rows = [2024, 2023, 2025].map((year, at) =>
    product({ 'Custom id': `P-${at}`, 'Product name': `Oat ${at}`, [`Sales volume ${year} (t)`]: '1.5' }),
  );
  for (const [at, row] of rows.entries()) await scene.import(`${at}.csv`, [row], { dataset: 'resold-products' });
  const out = join(scene.folder, 'out.csv');
  await exportData({ what: 'resold-products', out, runsDir: join(scene.folder, 'exports') }, scene.tools);
  const [header = ''] = (await readFile(out, 'utf8')).split('\r\n');
  const years = header.split(',').filter((key) => /\.\d{4}$/.test(key));
  expect(years).toEqual(['yearlySalesVolumes.2023', 'yearlySalesVolumes.2024', 'yearlySalesVolumes.2025']);
  expect((await stat(out)).size).toBeGreaterThan(0);
});
