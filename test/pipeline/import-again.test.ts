// A file that was imported before is imported again: as it was, edited, moved, or while the service does not list its rows yet.

import { describe, expect, it } from 'vitest';
import { openImporting, type ResultLine, type Row } from './importing.js';

const base = {
  product_name: 'Boxes',
  sector: 'Manufacturing',
  country: 'ES',
  quantity: '10',
  unit_id: 'EUR',
  purchase_date: '2024-03-15',
  expense_type: 'opex',
};
const purchase = (changes: Row): Row => ({ ...base, ...changes });
const three = [1, 2, 3].map((n) => purchase({ product_name: `Boxes ${n}`, quantity: `${n}0` }));
const edited = (row: number, changes: Row): Row[] =>
  three.map((one, index) => (index === row ? { ...one, ...changes } : one));
const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());
const quantities = (held: readonly object[]) =>
  held.map((one) => 'quantity' in one && one.quantity).sort((one, other) => Number(one) - Number(other));

describe('the same file', () => {
  it('creates nothing again while the service does not list its rows', async () => {
    const scene = await openImporting({ fault: ({ method }) => (method === 'POST' ? late : undefined) });
    await scene.import('a.csv', three);
    const { summary, results } = await scene.import('a.csv', three);
    expect(told(results)).toEqual(Array(3).fill('skipped ALREADY_THERE'));
    expect(summary.exitCode).toBe(0);
    expect(scene.sandbox.purchases()).toHaveLength(3);
  });

  it('is found by the ledger where the service changed its values, with a warning', async () => {
    const scene = await openImporting();
    const { results: first } = await scene.import('a.csv', three);
    await scene.dcycle('PATCH', `/v1/purchases/${first[1]?.remote_id}`, { product_name: 'boxes 2', quantity: 20.4 });
    const { results } = await scene.import('a.csv', three);
    expect(told(results)).toEqual(['skipped ALREADY_THERE', 'skipped HELD_OTHERWISE', 'skipped ALREADY_THERE']);
    expect(results[1]?.message).toContain('"20" in the file, "20.4" at the service');
    expect(scene.sandbox.purchases()).toHaveLength(3);
  });

  it('creates anew what was deleted at the service', async () => {
    const scene = await openImporting();
    const { results: first } = await scene.import('a.csv', three);
    await scene.dcycle('DELETE', `/v1/purchases/${first[1]?.remote_id}`);
    expect(told((await scene.import('a.csv', three)).results)).toEqual([
      'skipped ALREADY_THERE',
      'created',
      'skipped ALREADY_THERE',
    ]);
  });
});

describe('an edited row', () => {
  it.each([
    ['one cell', { quantity: '25' }],
    ['three cells', { quantity: '25', product_name: 'Crates', purchase_date: '2024-04-01' }],
  ])('is proposed as an update of the row that it was: %s', async (_what, changes) => {
    const scene = await openImporting();
    const { results: first } = await scene.import('a.csv', three);
    const { summary, results } = await scene.import('a.csv', edited(1, changes));
    expect(told(results)).toEqual(['skipped ALREADY_THERE', 'failed EDITED_SINCE_IMPORT', 'skipped ALREADY_THERE']);
    expect([summary.exitCode, results[1]?.remote_id]).toEqual([4, first[1]?.remote_id]);
    // In a file of its own, nothing would tell where it came from.
    expect(summary.failed).toBeUndefined();
    expect(quantities(scene.sandbox.purchases())).toEqual([10, 20, 30]);
    const { summary: planned } = await scene.plan('a.csv', edited(1, changes), { onExisting: 'update' });
    expect(planned.plan).toMatchObject({ create: 0, update: 1, conflict: 0 });
    const { results: updated } = await scene.import('a.csv', edited(1, changes), { onExisting: 'update' });
    expect([updated[1]?.status, updated[1]?.remote_id]).toEqual(['updated', first[1]?.remote_id]);
    expect(quantities(scene.sandbox.purchases())).toEqual([10, 25, 30]);
    expect(told((await scene.import('a.csv', edited(1, changes))).results)).toEqual(
      Array(3).fill('skipped ALREADY_THERE'),
    );
  });

  it.each([
    ['another name and place of the file', 'copy.csv', (rows: Row[]) => rows.toReversed()],
    ['a row before it', 'a.csv', (rows: Row[]) => [purchase({ product_name: 'New' }), ...rows]],
  ])('is known in %s', async (_what, file, arranged) => {
    const scene = await openImporting();
    await scene.import('a.csv', three);
    const { results } = await scene.import(file, arranged(edited(1, { quantity: '25' })));
    expect(told(results).filter((one) => one === 'failed EDITED_SINCE_IMPORT')).toHaveLength(1);
    expect(quantities(scene.sandbox.purchases()).filter((one) => one === 25)).toEqual([]);
  });

  it('is known by its document number, however much was edited, also where all rows were', async () => {
    const scene = await openImporting();
    const numbered = (rows: readonly Row[]) => rows.map((row, index) => ({ ...row, 'Invoice no.': `A-${index}` }));
    await scene.import('a.csv', numbered(three));
    const all = three.map((_, n) =>
      purchase({ product_name: `Lamp ${n}`, quantity: `${n + 5}`, country: 'SE', purchase_date: '2024-05-01' }),
    );
    const { results } = await scene.import('a.csv', numbered(all));
    expect(told(results)).toEqual(Array(3).fill('failed EDITED_SINCE_IMPORT'));
    await scene.import('a.csv', numbered(all), { onExisting: 'update' });
    expect(quantities(scene.sandbox.purchases())).toEqual([5, 6, 7]);
  });

  it('is known when it is edited again, after an update that wrote one cell', async () => {
    const scene = await openImporting();
    await scene.import('a.csv', three);
    const once = edited(1, { product_name: 'Cartons' });
    expect(told((await scene.import('a.csv', once, { onExisting: 'update' })).results)[1]).toBe('updated');
    const twice = edited(1, { product_name: 'Cartons', quantity: '7' });
    expect(told((await scene.import('a.csv', twice)).results)[1]).toBe('failed EDITED_SINCE_IMPORT');
    expect(told((await scene.import('a.csv', twice, { onExisting: 'update' })).results)[1]).toBe('updated');
    expect(quantities(scene.sandbox.purchases())).toEqual([7, 10, 30]);
  });

  it('is added beside the other where the row asks for it', async () => {
    const scene = await openImporting();
    await scene.import('a.csv', three);
    const rows = edited(1, { quantity: '25' }).map((row, index) => ({ ...row, Action: index === 1 ? 'create' : '' }));
    const { results } = await scene.import('a.csv', rows);
    expect(results[1]?.status).toBe('created');
  });

  it('leaves alone what somebody changed at the service, and overwrites no cell that both changed', async () => {
    const scene = await openImporting();
    const { results: first } = await scene.import('a.csv', three);
    await scene.dcycle('PATCH', `/v1/purchases/${first[0]?.remote_id}`, { country: 'SE' });
    await scene.dcycle('PATCH', `/v1/purchases/${first[1]?.remote_id}`, { quantity: 21 });
    const rows = three.map((row, index) => (index < 2 ? { ...row, quantity: '99' } : row));
    const { results } = await scene.import('a.csv', rows, { onExisting: 'update' });
    expect(told(results)).toEqual(['updated', 'failed CHANGED_SINCE_IMPORT', 'unchanged ALREADY_THERE']);
    const [held] = scene.sandbox.purchases().filter((one) => 'id' in one && one.id === first[0]?.remote_id);
    expect(held).toMatchObject({ country: 'SE', quantity: 99 });
  });
});

describe("next month's rows under the same name", () => {
  const june = [1, 2, 3].map((n) =>
    purchase({ product_name: `Boxes ${n}`, quantity: `${n}1`, purchase_date: '2024-06-30' }),
  );

  it('are new rows where nothing of the old ones is left', async () => {
    const scene = await openImporting();
    await scene.import('purchases.csv', three);
    expect(told((await scene.import('purchases.csv', june)).results)).toEqual(Array(3).fill('created'));
  });

  it('are new rows in a file of their own', async () => {
    const scene = await openImporting();
    await scene.import('may.csv', three);
    expect(told((await scene.import('june.csv', june)).results)).toEqual(Array(3).fill('created'));
  });
});

describe('document numbers', () => {
  const invoice = (number: string): Row => purchase({ 'Invoice no.': number });

  it('keep an invoice of the same amount from being taken for another one', async () => {
    const scene = await openImporting();
    await scene.import('may.csv', [invoice('A-1')]);
    expect(told((await scene.import('june.csv', [invoice('A-2')])).results)).toEqual(['created']);
    const { results } = await scene.import('all.csv', [invoice('A-3'), invoice('A-2'), invoice('A-1')]);
    expect(told(results)).toEqual(['created', 'skipped ALREADY_THERE', 'skipped ALREADY_THERE']);
    expect(scene.sandbox.purchases()).toHaveLength(3);
  });

  it('keep a lost invoice from being taken for one of the same amount that was there before', async () => {
    let isLost = false;
    const scene = await openImporting({
      fault: ({ method }) => (isLost && method === 'POST' ? { kind: 'drop-before' } : undefined),
    });
    await scene.import('may.csv', [invoice('A-1')]);
    isLost = true;
    const { results, summary } = await scene.import('june.csv', [invoice('A-2')]);
    expect([told(results), summary.exitCode]).toEqual([['in-doubt NO_ANSWER'], 5]);
  });

  it('do not double what was imported without them', async () => {
    const scene = await openImporting();
    await scene.import('may.csv', [base]);
    expect(told((await scene.import('june.csv', [invoice('A-1')])).results)).toEqual(['skipped ALREADY_THERE']);
  });
});

const late = { kind: 'late', delayMs: 600_000, answer: 'given' } as const;
