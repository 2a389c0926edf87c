// The trial of an import: the first row of each kind is read back before the rest is sent.

import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults/faults.js';
import { csvOf, product, purchases, sale } from './tables.js';
import { countsOf, openWorkplace, type Ran, type RunFolder, summaryOf, type WorkDir } from './workdir.js';

/** Answers for single purchases with other values, as of a service that changes them. */
function holding(change: (purchase: Readonly<Record<string, unknown>>) => object) {
  return ({ method, path }: { readonly method: string; readonly path: string }): Fault | undefined =>
    method === 'GET' && /^\/v1\/purchases\/.+/.test(path)
      ? { kind: 'rewritten', change: (answer) => change(answer as Readonly<Record<string, unknown>>) }
      : undefined;
}

async function importing(dir: WorkDir, ...options: readonly string[]): Promise<{ ran: Ran; run: RunFolder }> {
  const ran = await dir.run(['import', 'in.csv', '--json', ...options]);
  return { ran, run: await dir.runFolder(ran) };
}

const reads = 'GET /v1/purchases/{id}';

describe('a service that keeps what it is sent', () => {
  it('is asked once for each kind of row', async () => {
    const { dir, sandbox } = await openWorkplace();
    const plain = purchases(20).map((row) => ({ ...row, description: '', supplier_id: '' }));
    const rows = plain.map((row, index) => (index % 5 === 4 ? { ...row, description: `Note ${index}` } : row));
    await dir.write('in.csv', csvOf(rows));
    const { ran, run } = await importing(dir);
    expect([ran.code, countsOf(run.summary.counts)]).toEqual([0, { rows: 20, created: 20 }]);
    expect(sandbox.stats().byRoute[reads]).toBe(2);
    expect(run.results.every(({ code }) => code === '')).toBe(true);
    expect(sandbox.purchases()).toHaveLength(20);
  });

  it('is not asked with --no-canary', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(5)));
    expect((await importing(dir, '--no-canary')).ran.code).toBe(0);
    expect(sandbox.stats().byRoute).not.toHaveProperty(reads);
  });

  it('is asked again by a resume only about rows that were not written', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(9)));
    const { run } = await importing(dir, '--stop-after', '4');
    expect(sandbox.stats().byRoute[reads]).toBe(1);
    expect((await dir.run(['resume', run.summary.run])).code).toBe(0);
    expect(sandbox.stats().byRoute[reads]).toBe(2);
    expect(sandbox.stats().byRoute['POST /v1/purchases']).toBe(9);
  });

  it('is asked about updates, too, years and all', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf([product({ '2024': '1' }), product({ 'Custom id': 'OAT-2', '2024': '2' })]));
    await importing(dir);
    await dir.write('in.csv', csvOf([product({ '2025': '3' }), product({ 'Custom id': 'OAT-3', '2025': '4' })]));
    const { run } = await importing(dir, '--on-existing', 'update');
    expect(countsOf(run.summary.counts)).toEqual({ rows: 2, created: 1, updated: 1 });
    expect(run.results.map(({ code }) => code)).toEqual(['', '']);
    // One before the update, two afterwards, one after the first import; two at the end of each import, which reads back.
    expect(sandbox.stats().byRoute['GET /resold-products/{id}']).toBe(8);
  });
});

describe('a service that changes values', () => {
  it('is told of before the rest is sent, and in the results', async () => {
    const { dir, sandbox } = await openWorkplace({
      fault: holding((purchase) => ({ ...purchase, file_name: String(purchase.file_name).slice(0, 4), status: null })),
    });
    const rows = purchases(4).map((row) => ({ ...row, 'File name': 'quarter-1.csv', status: 'in_review' }));
    await dir.write('in.csv', csvOf(rows));
    const { ran, run } = await importing(dir);
    expect([ran.code, countsOf(run.summary.counts)]).toEqual([0, { rows: 4, created: 4 }]);
    const common = { row: '2', code: 'SERVER_CHANGED', severity: 'warning' };
    expect(run.problems.filter(({ code }) => code === 'SERVER_CHANGED').map((one) => ({ ...one }))).toMatchObject([
      { ...common, column: 'File name', field: 'file_name', value: 'quarter-1.csv' },
      { ...common, column: 'status', field: 'status', value: 'in_review' },
    ]);
    expect(ran.stderr).toContain('the service holds "quar"');
    expect(ran.stderr).toContain('the service dropped "in_review"');
    expect(run.results[0]).toMatchObject({ status: 'created', code: 'SERVER_CHANGED', field: 'file_name' });
    expect(run.results[1]?.code).toBe('');
    expect(sandbox.stats().byRoute[reads]).toBe(1);
  });

  it('ends the import where rows would not be found again', async () => {
    const fault = holding((purchase) => ({ ...purchase, quantity: Math.round(Number(purchase.quantity)) }));
    const { dir, sandbox } = await openWorkplace({ fault });
    await dir.write('in.csv', csvOf(purchases(6)));
    const { ran, run } = await importing(dir);
    expect([ran.code, countsOf(run.summary.counts)]).toEqual([7, { rows: 6, created: 1, unsent: 5 }]);
    expect(ran.stderr).toContain('quantity: sent "1.25", held "1"');
    expect(ran.stderr).toContain('--no-canary');
    expect(ran.stderr).toMatch(new RegExp(`^Next: carbonsheet undo ${run.summary.run}`, 'm'));
    expect(sandbox.purchases()).toHaveLength(1);
  });
});

describe('a canary row that fails', () => {
  const refusing = (isRefused: (count: number) => boolean) =>
    openWorkplace({
      fault: ({ method, path, count }) =>
        method === 'POST' && path === '/v1/purchases' && isRefused(count)
          ? { kind: 'status-before', status: 422, body: { detail: [{ loc: ['body', 'sector'], msg: 'unknown' }] } }
          : undefined,
    });

  it('is replaced by the next one of its kind, and the rest is sent', async () => {
    const { dir, sandbox } = await refusing((count) => count <= 2);
    await dir.write('in.csv', csvOf(purchases(6)));
    const { ran, run } = await importing(dir);
    expect([ran.code, countsOf(run.summary.counts)]).toEqual([4, { rows: 6, created: 4, failed: 2 }]);
    expect(sandbox.purchases()).toHaveLength(4);
  });

  it('ends a large import when the first three of a kind are refused, and a small one is sent all the same', async () => {
    const small = await refusing((count) => count <= 3);
    await small.dir.write('in.csv', csvOf(purchases(100)));
    expect((await importing(small.dir)).run.summary.counts).toMatchObject({ created: 97, failed: 3 });

    const large = await refusing((count) => count <= 3);
    await large.dir.write('in.csv', csvOf(purchases(101)));
    const { ran, run } = await importing(large.dir);
    expect([ran.code, countsOf(run.summary.counts)]).toEqual([7, { rows: 101, failed: 3, unsent: 98 }]);
    expect(ran.stderr).toMatch(/the service refused the canary rows, the last one at in\.csv, row 4: .*unknown/);
    const next = await large.dir.run(['import', 'in.csv', '--json']);
    expect(countsOf(summaryOf(next).counts)).toEqual({ rows: 101, created: 101 });
    expect(large.sandbox.purchases()).toHaveLength(101);
  });

  it('that the service does not show is told, and is no reason to stop', async () => {
    const { dir } = await openWorkplace({
      fault: ({ method, path }) =>
        method === 'GET' && /^\/v1\/purchases\/.+/.test(path) ? { kind: 'status-before', status: 404 } : undefined,
    });
    await dir.write('in.csv', csvOf(purchases(3)));
    const { ran, run } = await importing(dir);
    expect([ran.code, countsOf(run.summary.counts)]).toEqual([0, { rows: 3, created: 3 }]);
    expect(ran.stderr).toContain('was written, and the service does not show it yet');
  });

  it('is none whose answer is lost: the next row is tried', async () => {
    const { dir, sandbox } = await openWorkplace({
      fault: ({ method, path, count }) =>
        method === 'POST' && path === '/v1/purchases' && count <= 2 ? { kind: 'drop-after' } : undefined,
    });
    await dir.write('in.csv', csvOf(purchases(6)));
    const { ran, run } = await importing(dir);
    expect([ran.code, countsOf(run.summary.counts)]).toEqual([0, { rows: 6, created: 6 }]);
    expect(sandbox.stats().byRoute[reads]).toBe(1);
    expect(sandbox.purchases()).toHaveLength(6);
  });

  it('is no reason to stop where the service lets nothing be read back', async () => {
    const { dir } = await openWorkplace({
      fault: ({ method, path }) =>
        method === 'GET' && /^\/v1\/purchases\/.+/.test(path) ? { kind: 'status-before', status: 405 } : undefined,
    });
    await dir.write('in.csv', csvOf(purchases(3)));
    const { ran } = await importing(dir);
    expect(ran.code).toBe(0);
    expect(ran.stderr.match(/cannot be read back/g)).toHaveLength(1);
  });
});

it('tries rows of batches in a batch of their own, which reads them back itself', async () => {
  const rounding = (answer: unknown) =>
    (answer as { quantity: number }[]).map((one) => ({ ...one, quantity: Math.round(one.quantity) }));
  let isRounding = true;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ path }) =>
      isRounding && path.endsWith('/country-sales') ? { kind: 'rewritten', change: rounding } : undefined,
  });
  const rows = Array.from({ length: 12 }, (_, index) =>
    sale({ 'Product name': `Fryer ${index}`, 'Quantity sold': '1.5' }),
  );
  await dir.write('in.csv', csvOf(rows));
  const { ran, run } = await importing(dir);
  expect(ran.code).toBe(7);
  expect(countsOf(run.summary.counts)).toEqual({ rows: 12, inDoubt: 1, unsent: 11 });
  expect(ran.stderr).toContain('the service has 2 in its place');
  isRounding = false;
  const next = await dir.run(['import', 'in.csv', '--json']);
  expect(countsOf(summaryOf(next).counts)).toEqual({ rows: 12, skipped: 1, created: 11 });
  expect(sandbox.imports()).toHaveLength(3);
});
