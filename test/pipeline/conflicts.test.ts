// Rows that the service has in part, or has already: what a plan, an import and a file for the service make of them.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { openImporting, type ResultLine, type Row } from './importing.js';

const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());

describe('a period with other days than the service has', () => {
  const link = { 'Product custom id': 'P-1', 'Supplier custom id': 'S-1' };
  const held = { ...link, 'Valid from': '2024-01-01', 'Valid to': '2024-12-31' };
  const moved = { ...held, 'Valid from': '2024-02-01' };

  async function openHeld() {
    const scene = await openImporting();
    await scene.import('suppliers.csv', [{ 'Supplier name': 'Oat farm', 'Custom id': 'S-1' }], {
      dataset: 'suppliers',
    });
    const places = { 'Production location': 'Lund', 'Pick-up location': 'Lund', 'Ship-to location': 'Oslo' };
    const product = { 'Product name': 'Oat drink 1 l', 'Custom id': 'P-1', ...places };
    await scene.import('products.csv', [product], { dataset: 'resold-products' });
    await scene.import('held.csv', [held], { dataset: 'supplier-periods' });
    const days = async () => (await scene.export('supplier-periods')).map((row) => `${row.validFrom} ${row.validTo}`);
    return { scene, days };
  }

  it('is a conflict that shows both, and changes nothing', async () => {
    const { scene, days } = await openHeld();
    const { results, summary } = await scene.import('moved.csv', [moved], { dataset: 'supplier-periods' });
    expect(told(results)).toEqual(['failed PERIOD_DIFFERS']);
    expect(results[0]?.message).toContain('2024-02-01 to 2024-12-31');
    expect(results[0]?.message).toContain('2024-01-01 to 2024-12-31');
    expect(summary.exitCode).toBe(4);
    expect(await days()).toEqual(['2024-01-01 2024-12-31']);
  });

  it('is moved where that is wanted', async () => {
    const { scene, days } = await openHeld();
    const terms = { dataset: 'supplier-periods', onExisting: 'update' } as const;
    const { results, summary } = await scene.import('moved.csv', [moved], terms);
    expect(told(results)).toEqual(['updated']);
    expect(summary.exitCode).toBe(0);
    expect(await days()).toEqual(['2024-02-01 2024-12-31']);
  });

  it('makes a plan end with 4, and with the reason of each row that could not be written', async () => {
    const { scene, days } = await openHeld();
    const rows = [
      moved,
      { ...held, 'Product custom id': 'P-9' },
      { ...link, 'Valid from': '2025-01-01', 'Valid to': '' },
    ];
    const { results, summary } = await scene.plan('plan.csv', rows, { dataset: 'supplier-periods' });
    expect(told(results)).toEqual(['unsent PERIOD_DIFFERS', 'unsent NO_SUCH_PARENT', 'unsent NOT_SENT']);
    expect(results[0]?.message).toContain('2024-01-01 to 2024-12-31');
    expect(results[1]?.message).toContain('"P-9"');
    expect(summary).toMatchObject({ exitCode: 4, plan: { conflict: 2, create: 1 } });
    expect(await days()).toEqual(['2024-01-01 2024-12-31']);
  });

  it('lets a plan without conflicts end with 0', async () => {
    const { scene } = await openHeld();
    const { summary } = await scene.plan('plan.csv', [held], { dataset: 'supplier-periods' });
    expect(summary).toMatchObject({ exitCode: 0, plan: { conflict: 0, skip: 1 } });
  });
});

it('leaves rows that the service has out of a file for it, and sends nothing', async () => {
  const scene = await openImporting();
  const sale = (country: string): Row => ({
    'Product name': 'Kettle',
    Country: country,
    Quantity: '12',
    'Start date': '2024-01-01',
    'End date': '2024-03-31',
  });
  const made = await scene.import('sales.csv', [sale('SE')], { dataset: 'country-sales' });
  expect(told(made.results)).toEqual(['created']);
  const writes = () => Object.entries(scene.sandbox.stats().byRoute).filter(([route]) => !route.startsWith('GET'));
  const before = writes();
  const terms = { dataset: 'country-sales', via: 'file' } as const;
  const { summary, results } = await scene.import('more.csv', [sale('SE'), sale('NO')], terms);
  expect(told(results)).toEqual(['skipped PERIOD_TAKEN', 'unsent NOT_SENT']);
  const [header = [], ...lines] = Papa.parse<string[]>(await readFile(join(summary.folder, 'upload.csv'), 'utf8'), {
    skipEmptyLines: true,
  }).data;
  expect(lines.map((line) => line.find((cell, at) => /country/i.test(header[at] ?? '') && cell !== ''))).toEqual([
    'NO',
  ]);
  expect(writes()).toEqual(before);
});
