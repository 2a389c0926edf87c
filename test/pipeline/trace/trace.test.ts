// From a cell to its footprint, and from an exported footprint back to the cell.

import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { filePlaceOf } from '../../../src/pipeline/trace/file-place.js';
import { traceRows } from '../../../src/pipeline/trace/trace.js';
import type { Stop } from '../../../src/problems/stop.js';
import { product, purchase } from '../../cli/tables.js';
import { runHeader } from '../../ledger/rows.js';
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

describe('in a ledger that holds exports alone', () => {
  const scene = async () => {
    const importing = await openImporting({
      holdings: {
        purchases: [
          {
            id: 'p-1',
            product_name: 'Steel',
            purchase_type: 'spend_based',
            sector: 'Manufacturing',
            quantity: 10,
            unit_id: 'kg',
            purchase_date: '2024-03-15',
            country: 'GB',
          },
        ],
      },
    });
    importing.pass(3_600_000);
    const exported = await importing.export('purchases');
    expect(Number(exported[0]?.co2e)).toBeGreaterThan(0);
    return { importing, exported, id: exported[0]?.carbonsheet_id ?? '' };
  };

  it('tells what the latest export says of an id', async () => {
    const { importing, exported, id } = await scene();
    importing.pass(3_600_000);
    await importing.export('purchases');
    const [latest] = await importing.known();
    const traced = await traceRows({ what: id }, importing.tools);
    expect(traced).toMatchObject([
      { run: { id: latest?.id }, id, row: 0, unsearched: 0, figures: [{ run: latest?.id }] },
    ]);
    expect(traced[0]?.figures[0]?.figures.co2e).toBe(exported[0]?.co2e);
    expect(traced[0]?.entry).toBeUndefined();
  });

  it('tells it of a row of the file, of a run, and of the last run', async () => {
    const { importing, exported, id } = await scene();
    const [run] = await importing.known();
    const co2e = exported[0]?.co2e;
    for (const what of ['purchases.csv:2', 'purchases.csv:C2', `${run?.id}:2`, 'last:C2', `${run?.id.slice(0, 16)}:2`])
      expect(await traceRows({ what }, importing.tools), what).toMatchObject([
        { id, row: 2, figures: [{ figures: { co2e } }] },
      ]);
    expect(await traceRows({ what: '2', run: 'last' }, importing.tools)).toMatchObject([{ id, row: 2 }]);
  });

  it('says what is so', async () => {
    const { importing } = await scene();
    const [run] = await importing.known();
    const messageOf = (what: string) =>
      traceRows({ what }, importing.tools).then(String, ({ message, hint }: Stop) => `${message}; ${hint}`);
    expect(await messageOf('nothing')).toContain('no run wrote "nothing", and no export that is kept has it');
    expect(await messageOf('5')).toContain('no import in the ledger has a row "5": it holds exports alone');
    expect(await messageOf('purchases.csv:9')).toContain(`run ${run?.id} has no such row: 9`);
    expect(await messageOf(run?.id ?? '')).toContain(`is a run, not a row; carbonsheet runs ${run?.id} shows it`);
    await rm(importing.path('purchases.csv'));
    expect(await messageOf('purchases.csv:2')).toContain(`the file of run ${run?.id} is gone`);
  });

  it('finds the export behind many others', async () => {
    const { importing, id } = await scene();
    const ledger = await importing.ledger();
    const [first] = await importing.known();
    for (let at = 0; at < 260; at += 1)
      await ledger.beginRun({ ...runHeader(`20260101T000000Z-later-${at}`), command: 'export', dataset: 'suppliers' });
    await ledger.close();
    expect(await traceRows({ what: id }, importing.tools)).toMatchObject([
      { run: { id: first?.id }, unsearched: 160, figures: [{ dataset: 'purchases' }] },
    ]);
  });
});

it('says that a ledger holds no run yet', async () => {
  const importing = await openImporting();
  await expect(traceRows({ what: '5' }, importing.tools)).rejects.toMatchObject({
    message: 'the ledger holds no run yet',
  });
});

it('takes the address of a row of a run', async () => {
  const importing = await openImporting();
  const { summary } = await importing.import('q1.csv', [purchase({ product_name: 'Steel' })]);
  await importing.import('q2.csv', [purchase({ product_name: 'Glass' })]);
  for (const what of [`${summary.run}:2`, `${summary.run}:B2`])
    expect(await traceRows({ what }, importing.tools)).toMatchObject([{ run: { id: summary.run }, row: 2 }]);
  await expect(traceRows({ what: `${summary.run}:9` }, importing.tools)).rejects.toMatchObject({ code: 'NO_SUCH_ROW' });
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
