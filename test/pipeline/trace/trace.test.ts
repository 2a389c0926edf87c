// From a cell to its footprint, and from an exported footprint back to the cell.

import { expect, it } from 'vitest';
import { filePlaceOf } from '../../../src/pipeline/trace/file-place.js';
import { traceRows } from '../../../src/pipeline/trace.js';
import { product, purchase } from '../../cli/tables.js';
import { openImporting } from '../importing.js';

it('goes from a cell to the emissions of the latest export, and back', async () => {
  const importing = await openImporting();
  const rows = [
    purchase({ product_name: 'Steel', quantity: '10' }),
    purchase({ product_name: 'Paper', quantity: '20' }),
  ];
  const { results } = await importing.import('q1.csv', rows);
  await importing.import('q2.csv', [purchase({ product_name: 'Glass', quantity: '30' })]);
  importing.pass(3_600_000);
  const exported = await importing.export('purchases');
  const at = exported.findIndex(({ carbonsheet_id }) => carbonsheet_id === results[1]?.remote_id);
  const [traced] = await traceRows({ what: 'q1.csv:A3' }, importing.tools);
  expect(traced?.entry?.remoteId).toBe(results[1]?.remote_id);
  expect(traced?.figures).toMatchObject([{ dataset: 'purchases', figures: { co2e: exported[at]?.co2e } }]);
  expect(Number(exported[at]?.co2e)).toBeGreaterThan(0);
  const back = await traceRows({ what: `purchases.csv:B${at + 2}` }, importing.tools);
  expect(back).toMatchObject([{ row: 3, run: { file: expect.stringContaining('q1.csv') } }]);
  expect(back[0]?.cells?.find(({ field }) => field === 'product_name')).toMatchObject({ address: 'A3', text: 'Paper' });
  // Without a file, the latest import.
  expect(await traceRows({ what: '2' }, importing.tools)).toMatchObject([
    { run: { file: expect.stringContaining('q2.csv') } },
  ]);
});

it('goes from a product to its footprint', async () => {
  const importing = await openImporting();
  const { results } = await importing.import('products.csv', [product()]);
  importing.pass(3_600_000);
  const [footprint] = await importing.export('footprints');
  expect(footprint).toBeDefined();
  const [traced] = await traceRows({ what: results[0]?.remote_id ?? '' }, importing.tools);
  expect(traced?.figures.map(({ dataset }) => dataset)).toContain('footprints');
  expect(await traceRows({ what: 'footprints.csv:2' }, importing.tools)).toMatchObject([{ row: 2 }]);
});

it('says that no run knows the file', async () => {
  const importing = await openImporting();
  await importing.import('q1.csv', [purchase()]);
  await expect(traceRows({ what: 'q9.csv:A2' }, importing.tools)).rejects.toMatchObject({ code: 'NO_SUCH_ROW' });
  await expect(traceRows({ what: 'q1.csv:A9' }, importing.tools)).rejects.toMatchObject({ code: 'NO_SUCH_ROW' });
});

it.each([
  ['purchases.xlsx:Q1!C14', { file: 'purchases.xlsx', address: 'Q1!C14' }],
  ['C:\\data\\purchases.csv:14', { file: 'C:\\data\\purchases.csv', address: '14' }],
  ["my file.xlsx:'Q1: all'!C14", { file: 'my file.xlsx', address: "'Q1: all'!C14" }],
  ['Q1!C14', { file: undefined, address: 'Q1!C14' }],
  ['14', { file: undefined, address: '14' }],
])('takes %s apart', (what, expected) => {
  expect(filePlaceOf(what)).toEqual(expected);
});
