// A closed period: rows in it stop an import before anything is sent, whether they are new, moved out of it, or deleted.

import { describe, expect, it } from 'vitest';
import { product, purchase, sale } from '../cli/tables.js';
import { openImporting } from './importing.js';

const march = purchase({ product_name: 'March' });
const april = purchase({ product_name: 'April', purchase_date: '2024-04-01' });

async function closedMarch() {
  const scene = await openImporting();
  await scene.import('before.csv', [march]);
  await scene.close('2024-03');
  return scene;
}

const held = (scene: Awaited<ReturnType<typeof openImporting>>): Promise<number> =>
  scene.export('purchases').then((rows) => rows.length);

describe('rows of a closed period', () => {
  it('stop the import before anything is sent', async () => {
    const scene = await closedMarch();
    const { summary, stop, results } = await scene.import('in.csv', [april, { ...march, quantity: '7' }]);
    expect(stop).toMatchObject({ kind: 'mapping', code: 'PERIOD_CLOSED', message: expect.stringContaining('row 3') });
    expect(summary).toMatchObject({ exitCode: 3, counts: { created: 0, unsent: 2 } });
    expect(results.map(({ status, code }) => [status, code])).toEqual([
      ['unsent', 'NOT_SENT'],
      ['unsent', 'PERIOD_CLOSED'],
    ]);
    expect(await held(scene)).toBe(1);
  });

  it('do not matter where the service has them already', async () => {
    const scene = await closedMarch();
    const { summary } = await scene.import('year-to-date.csv', [march, april]);
    expect(summary).toMatchObject({ exitCode: 0, counts: { created: 1, skipped: 1 } });
  });

  it.each([
    ['2024-03-01', 3],
    ['2024-03-31', 3],
    ['2024-02-29', 0],
    ['2024-04-01', 0],
  ])('begin and end with the day: %s ends with %i', async (purchase_date, exitCode) => {
    const scene = await closedMarch();
    const { summary } = await scene.import('in.csv', [purchase({ purchase_date, quantity: '7' })]);
    expect(summary.exitCode).toBe(exitCode);
  });

  it('pass with a reason, which the run keeps', async () => {
    const scene = await closedMarch();
    const { summary } = await scene.import('in.csv', [{ ...march, quantity: '7' }, april], { restate: 'late invoice' });
    expect(summary).toMatchObject({
      exitCode: 0,
      counts: { created: 2 },
      restated: { reason: 'late invoice', rows: 1, periods: ['2024-03'] },
    });
    const [run] = await scene.known();
    expect(run?.request).toMatchObject({ restate: 'late invoice' });
  });

  it('stop a plan, too', async () => {
    const scene = await closedMarch();
    const { summary } = await scene.plan('in.csv', [{ ...march, quantity: '7' }, april]);
    expect(summary).toMatchObject({ exitCode: 3, plan: { create: 1, conflict: 1 } });
  });

  it('cannot be moved out of it, nor deleted', async () => {
    const scene = await closedMarch();
    const [row = {}] = await scene.export('purchases');
    const moved = await scene.import('moved.csv', [{ ...row, purchase_date: '2024-05-01' }], { onExisting: 'update' });
    expect(moved.stop?.code).toBe('PERIOD_CLOSED');
    const gone = await scene.import('gone.csv', [{ ...row, Action: 'delete' }], { deletes: 1 });
    expect(gone.stop?.code).toBe('PERIOD_CLOSED');
    expect(await scene.export('purchases')).toEqual([row]);
  });

  it('stop an undo before anything is undone', async () => {
    const scene = await openImporting();
    const { summary } = await scene.import('both.csv', [march, april]);
    await scene.close('2024-03');
    for (const dryRun of [true, false])
      await expect(scene.undo(summary.run, { dryRun })).rejects.toMatchObject({
        kind: 'mapping',
        code: 'PERIOD_CLOSED',
        message: expect.stringContaining('both.csv, row 2'),
      });
    expect(await held(scene)).toBe(2);
    await scene.close('2024-03', 'correction');
    expect((await scene.undo(summary.run)).summary.counts).toEqual({ undone: 2, restored: 0, notUndone: 0 });
  });

  it('are undone with a reason, which the run keeps', async () => {
    const scene = await openImporting();
    const { summary } = await scene.import('both.csv', [march, april]);
    await scene.close('2024-03');
    const undone = await scene.undo(summary.run, { restate: 'booked twice' });
    expect(undone.summary).toMatchObject({
      exitCode: 0,
      counts: { undone: 2, notUndone: 0 },
      restated: { reason: 'booked twice', rows: 1, periods: ['2024-03'] },
    });
    expect((await scene.known())[0]).toMatchObject({ undoRestated: 'booked twice' });
    expect(await held(scene)).toBe(0);
  });

  it('stop an undo that would move a row back into one', async () => {
    const scene = await openImporting();
    await scene.import('before.csv', [march]);
    const [row = {}] = await scene.export('purchases');
    const rows = [{ ...row, purchase_date: '2024-05-01' }];
    const { summary } = await scene.import('moved.csv', rows, { onExisting: 'update' });
    await scene.close('2024-03');
    await expect(scene.undo(summary.run)).rejects.toMatchObject({ code: 'PERIOD_CLOSED' });
    expect((await scene.export('purchases'))[0]).toMatchObject({ purchase_date: '2024-05-01' });
  });

  it('are those that share a day with it: sales of a half-year', async () => {
    const scene = await openImporting();
    await scene.close('2024-03');
    const rows = [sale(), sale({ Country: 'NO', 'Start date': '2024-04-01', 'End date': '2024-12-31' })];
    const { stop, results } = await scene.import('sales.csv', rows);
    expect(stop?.code).toBe('PERIOD_CLOSED');
    expect(results.map(({ code }) => code)).toEqual(['PERIOD_CLOSED', 'NOT_SENT']);
  });
});

it('keeps the sales of a closed period from being deleted with their product', async () => {
  const scene = await openImporting();
  await scene.import('sales.csv', [sale()]);
  await scene.close('2024-03');
  const [row = {}] = await scene.export('sold-products');
  const { stop } = await scene.import('gone.csv', [{ ...row, Action: 'delete' }], { deletes: 1 });
  expect(stop?.code).toBe('PERIOD_CLOSED');
  expect(await scene.export('sold-products')).toHaveLength(1);
  const gone = await scene.import('gone.csv', [{ ...row, Action: 'delete' }], { deletes: 1, restate: 'never sold' });
  expect(gone.summary.counts.deleted).toBe(1);
});

describe('amounts of a closed year', () => {
  const oats = product({ 'Sales volume 2024': '100', 'Sales volume 2025': '200' });
  const update = { onExisting: 'update' } as const;

  async function closedYear() {
    const scene = await openImporting();
    const { summary } = await scene.import('before.csv', [oats]);
    await scene.close('2025', undefined, 'carboncloud');
    return { scene, run: summary.run };
  }

  it.each<[string, Record<string, string>, string | undefined]>([
    ['another amount of that year', { 'Sales volume 2025': '99999' }, 'PERIOD_CLOSED'],
    ['another amount of another year', { 'Sales volume 2024': '99' }, undefined],
    ['the same amounts, another name', { 'Product name': 'Oat milk' }, undefined],
    ['an amount of that year for another product', { 'Custom id': 'OAT-2' }, 'PERIOD_CLOSED'],
    ['no amount of that year for another product', { 'Custom id': 'OAT-2', 'Sales volume 2025': '' }, undefined],
    [
      'another amount of another year, and that year blank',
      { 'Sales volume 2024': '99', 'Sales volume 2025': '' },
      undefined,
    ],
  ])('%s', async (_, change, code) => {
    const { scene } = await closedYear();
    const { stop, summary } = await scene.import('in.csv', [{ ...oats, ...change }], update);
    expect(stop?.code).toBe(code);
    expect(summary.counts.created + summary.counts.updated).toBe(code === undefined ? 1 : 0);
  });

  it('stay at the service where the file has no column of their year', async () => {
    const { scene } = await closedYear();
    const volumes = { 'Sales volume 2024': '99', 'Sales volume 2026': '7' };
    const { summary } = await scene.import('in.csv', [product(volumes)], update);
    expect(summary).toMatchObject({ exitCode: 0, counts: { updated: 1 } });
    const [held] = scene.sandbox.resoldProducts() as readonly { readonly yearlySalesVolumes: object }[];
    expect(held?.yearlySalesVolumes).toEqual({ 2024: 99, 2025: 200, 2026: 7 });
  });

  it('are held to in an edited export', async () => {
    const { scene } = await closedYear();
    const [row = {}] = await scene.export('resold-products');
    const year = Object.keys(row).find((title) => title.endsWith('2025')) ?? 'no column of 2025';
    expect((await scene.import('a.csv', [{ ...row, [year]: '1' }], update)).stop?.code).toBe('PERIOD_CLOSED');
    expect((await scene.import('b.csv', [{ ...row, brandName: 'Lind' }], update)).summary.counts.updated).toBe(1);
  });

  it('are not taken away with their product', async () => {
    const { scene, run } = await closedYear();
    const asked = { deletes: 1, dataset: 'resold-products' };
    const gone = await scene.import('gone.csv', [{ 'Custom id': 'OAT-1000', Action: 'delete' }], asked);
    expect(gone.stop?.code).toBe('PERIOD_CLOSED');
    await expect(scene.undo(run)).rejects.toMatchObject({ code: 'PERIOD_CLOSED' });
    expect(await scene.export('resold-products')).toHaveLength(1);
    expect((await scene.undo(run, { restate: 'booked twice' })).summary.counts.undone).toBe(1);
  });

  it('are not emptied by an undo, where they were empty before', async () => {
    const scene = await openImporting();
    await scene.import('before.csv', [product()]);
    const { summary } = await scene.import('in.csv', [oats], update);
    await scene.close('2025', undefined, 'carboncloud');
    await expect(scene.undo(summary.run)).rejects.toMatchObject({ code: 'PERIOD_CLOSED' });
    await scene.close('2025', 'corrected', 'carboncloud');
    expect((await scene.undo(summary.run)).summary.counts.restored).toBe(1);
  });

  it('are not put back by an undo', async () => {
    const scene = await openImporting();
    await scene.import('before.csv', [oats]);
    const { summary } = await scene.import('in.csv', [{ ...oats, 'Sales volume 2025': '201' }], update);
    await scene.close('2025', undefined, 'carboncloud');
    await expect(scene.undo(summary.run)).rejects.toMatchObject({ code: 'PERIOD_CLOSED' });
  });
});

describe('closing', () => {
  it('is done once, is listed, and is taken back with a reason that is kept', async () => {
    const scene = await openImporting();
    expect(await scene.close('March 2024')).toMatchObject({
      period: '2024-03',
      start: '2024-03-01',
      end: '2024-03-31',
      changed: true,
    });
    expect(await scene.close('2024-03')).toMatchObject({ changed: false });
    expect(await scene.close('2024-03', 'late invoices')).toMatchObject({ changed: true });
    await expect(scene.close('2024-03', 'again')).rejects.toMatchObject({ code: 'NOT_CLOSED' });
    await scene.close('2024-Q2');
    await expect(scene.close('2024-05', 'again')).rejects.toMatchObject({
      code: 'NOT_CLOSED',
      message: expect.stringContaining('it lies in the closed 2024-Q2'),
      hint: expect.stringContaining('close 2024-Q2 dcycle --reopen REASON'),
    });
    await expect(scene.close('2024-07', 'again')).rejects.toMatchObject({
      message: expect.stringMatching(/is not closed$/),
    });
    expect((await scene.closed()).map((one) => [one.period, one.reopenedBecause])).toEqual([
      ['2024-03', 'late invoices'],
      ['2024-Q2', undefined],
    ]);
    expect((await scene.import('in.csv', [march])).summary.exitCode).toBe(0);
  });

  it.each(['', 'soon', '2024-13', 'FY2024'])('refuses %j', async (period) => {
    const scene = await openImporting();
    await expect(scene.close(period)).rejects.toMatchObject({ code: 'USAGE' });
  });

  it('holds for an account whose id is set in capitals later', async () => {
    const scene = await closedMarch();
    const { DCYCLE_ORGANIZATION_ID = '' } = scene.sandbox.environment;
    scene.use({ ...scene.sandbox.environment, DCYCLE_ORGANIZATION_ID: DCYCLE_ORGANIZATION_ID.toUpperCase() });
    const { stop } = await scene.import('in.csv', [{ ...march, quantity: '7' }]);
    expect(stop?.code).toBe('PERIOD_CLOSED');
  });

  it('holds for one account', async () => {
    const scene = await openImporting();
    await scene.close('2024-03');
    scene.use(scene.sandbox.second.environment);
    expect((await scene.import('in.csv', [march])).summary.exitCode).toBe(0);
  });
});

describe('days of a closed year that the service keeps', () => {
  const shoe = { SKU: 'S-1', 'Product name': 'Shoe', 'Declared unit': 'pcs' };
  const update = { onExisting: 'update', dataset: 'variable-products' } as const;

  it.each<[string, Record<string, string>, string | undefined]>([
    ['a file without days', { 'Internal notes': 'checked' }, undefined],
    ['another last day', { 'Valid to': '2026-12-31' }, undefined],
    ['a blank first day', { 'Valid from': '', 'Valid to': '2026-12-31' }, undefined],
    ['a first day in the closed year', { 'Valid from': '2024-12-31' }, 'PERIOD_CLOSED'],
  ])('%s', async (_, change, code) => {
    const scene = await openImporting();
    await scene.import('before.csv', [{ ...shoe, 'Valid from': '2025-03-01', 'Valid to': '2026-06-30' }], update);
    await scene.close('2024', undefined, 'variable');
    const { stop, summary } = await scene.import('in.csv', [{ ...shoe, ...change }], update);
    expect(stop?.code).toBe(code);
    expect(summary.counts.updated).toBe(code === undefined ? 1 : 0);
  });
});
