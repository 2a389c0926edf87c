// `footprints --with-baseline`: both figures of a product and their difference in one table.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { exportData } from '../../../src/pipeline/export/export.js';
import { product } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

type Row = Readonly<Record<string, string | number | null>>;

async function linesOf(path: string): Promise<readonly Row[]> {
  const text = await readFile(path, 'utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

/** Decimal text as so many of 10^-20. */
function units(value: number): bigint {
  const [whole = '0', fraction = ''] = value.toFixed(20).split('.');
  return BigInt(whole + fraction.padEnd(20, '0'));
}

it('says what each of them says alone, and the difference to the last decimal', async () => {
  const scene = await openImporting();
  const rows = ['Oat drink', 'Rice drink', 'Soy drink'].map((name, at) =>
    product({ 'Product name': name, 'Custom id': `P-${at}` }),
  );
  await scene.import('in.csv', rows, { dataset: 'resold-products' });
  scene.pass(3_600_000);
  const runsDir = join(scene.folder, 'exports');
  const out = (name: string) => join(scene.folder, `${name}.ndjson`);
  for (const what of ['footprints', 'baselines']) await exportData({ what, out: out(what), runsDir }, scene.tools);
  await exportData({ what: 'footprints', withBaseline: true, out: out('both'), runsDir }, scene.tools);
  const [footprints, baselines, both] = await Promise.all(
    ['footprints', 'baselines', 'both'].map((name) => linesOf(out(name))),
  );
  expect(both).toHaveLength(3);
  for (const [index, row] of (both ?? []).entries()) {
    const [own, other] = [footprints?.[index] ?? {}, baselines?.[index] ?? {}];
    for (const [key, value] of Object.entries(own)) expect(row[key], key).toBe(value);
    const differences = Object.keys(row).filter((key) => key.startsWith('difference.'));
    expect(differences.length).toBeGreaterThan(30);
    for (const column of differences) {
      const key = column.slice('difference.'.length);
      expect(row[`baseline.${key}`], key).toBe(other[key]);
      const exact = units(Number(own[key])) - units(Number(other[key]));
      // A number holds 15 digits.
      const off = units(Number(row[column])) - exact;
      expect(off < 0n ? -off : off, key).toBeLessThan(100_000n);
      expect(String(row[column]).length, key).toBeLessThan(20);
    }
  }
});

it('leaves the difference blank where a figure is missing', async () => {
  const scene = await openImporting({
    fault: ({ path }) =>
      path === '/resold-products/footprint-baselines' ? { kind: 'status-before', status: 200, body: [] } : undefined,
  });
  await scene.import('in.csv', [product()], { dataset: 'resold-products' });
  scene.pass(3_600_000);
  const out = join(scene.folder, 'out.ndjson');
  await exportData(
    {
      what: 'footprints',
      withBaseline: true,
      out,
      runsDir: scene.folder,
      columns: ['total', 'Total: difference', 'baseline.reason'],
    },
    scene.tools,
  );
  const [row] = await linesOf(out);
  expect(row).toEqual({ total: expect.any(Number), 'difference.total': null, 'baseline.reason': 'not calculated yet' });
});

it.each([
  ['baselines', {}],
  ['footprints', { changed: true }],
])('is for footprints only, and for all of them: %s %j', async (what, more) => {
  const scene = await openImporting();
  const request = { what, withBaseline: true, out: join(scene.folder, 'out.csv'), runsDir: scene.folder, ...more };
  await expect(exportData(request, scene.tools)).rejects.toMatchObject({
    kind: 'usage',
    message: expect.stringContaining('baseline'),
  });
});
