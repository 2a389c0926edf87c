// Names of suppliers and products that the service does not have, and nearly has.

import { describe, expect, it } from 'vitest';
import { openImporting } from './importing.js';

const places = { 'Production location': 'Lund', 'Pick-up location': 'Lund', 'Ship-to location': 'Oslo' };
const held = ['Oat drink', 'Rice drink', 'Soy drink'];
const days = { 'Valid from': '2024-01-01', 'Valid to': '2024-12-31' };

/** A service with some suppliers and a product. */
async function openHeld() {
  const scene = await openImporting();
  const suppliers = ['Oat farm', 'Åkerö Gård', 'Mill 1', 'Mill 12'].map((name) => ({ 'Supplier name': name }));
  await scene.import('suppliers.csv', suppliers, { dataset: 'suppliers' });
  const products = held.map((name) => ({ 'Product name': name, ...places }));
  await scene.import('products.csv', products, { dataset: 'resold-products' });
  return scene;
}

const row = { 'Product name': 'Oat drink', 'Supplier name': 'Oat farm', ...days };
const terms = { dataset: 'supplier-periods' } as const;

describe.each(['plan', 'import'] as const)('%s', (command) => {
  it('names what the service has, once for all rows that have the value', async () => {
    const scene = await openHeld();
    const rows = [
      { ...row, 'Supplier name': 'Oat frm' },
      { ...row, 'Supplier name': 'Oat frm', 'Product name': 'Rice drink' },
      { ...row, 'Supplier name': 'Akerö-gard', 'Product name': 'Soy drink' },
      { ...row, 'Product name': 'Oat drnk' },
    ];
    const { results, summary } = await scene[command]('periods.csv', rows, terms);
    expect(results.map(({ code }) => code)).toEqual(rows.map(() => 'NO_SUCH_PARENT'));
    expect(results[0]?.message).toContain('did you mean "Oat farm"?');
    expect(
      summary.causes?.map((cause) => [cause.column, cause.value, cause.rows, cause.first, cause.suggestion]),
    ).toEqual([
      ['Supplier name', 'Oat frm', 2, 2, 'Oat farm'],
      ['Supplier name', 'Akerö-gard', 1, 4, 'Åkerö Gård'],
      ['Product name', 'Oat drnk', 1, 5, 'Oat drink'],
    ]);
    const [typed, spelt] = summary.causes ?? [];
    expect(typed?.confidence).toBeLessThan(0.8);
    expect(spelt?.confidence).toBe(0.95);
  });

  it('suggests nothing for other names and other numbers', async () => {
    const scene = await openHeld();
    const rows = ['Barley farm', 'Mill 2', 'Mill 11'].map((name, index) => {
      return { ...row, 'Product name': held[index] ?? '', 'Supplier name': name };
    });
    const { summary } = await scene[command]('periods.csv', rows, terms);
    expect(summary.causes?.map(({ code, value, suggestion }) => [code, value, suggestion])).toEqual([
      ['NO_SUCH_PARENT', 'Barley farm', ''],
      ['NO_SUCH_PARENT', 'Mill 2', ''],
      ['NO_SUCH_PARENT', 'Mill 11', ''],
    ]);
  });
});

it('asks the service nothing more', async () => {
  const scene = await openHeld();
  const right = await scene.plan('right.csv', [row], terms);
  const wrong = await scene.plan('wrong.csv', [{ ...row, 'Supplier name': 'Oat frm' }], terms);
  expect(right.summary.causes).toBeUndefined();
  expect(wrong.summary.requests.sent).toBeLessThanOrEqual(right.summary.requests.sent);
});
