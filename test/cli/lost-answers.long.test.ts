// Answers that get lost: the service ends up with each row exactly once, and the results say so.

import { expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults/faults.js';
import { csvOf, product, purchases, sale } from './tables.js';
import { countsOf, openWorkplace, summaryOf } from './workdir.js';

/** What goes wrong with the n-th request of a method and path. */
function faultsOf(path: string, faults: readonly (Fault | undefined)[]) {
  return (request: { readonly method: string; readonly path: string; readonly count: number }) =>
    request.method === 'POST' && path === request.path ? faults[request.count - 1] : undefined;
}

const names = (held: readonly object[], key: string) => held.map((one) => String(Reflect.get(one, key))).sort();

it('settles purchases whose answer was lost, with every row once at the service', async () => {
  const faults: readonly (Fault | undefined)[] = [
    { kind: 'drop-after' },
    { kind: 'status-after', status: 500 },
    { kind: 'drop-before' },
    { kind: 'status-before', status: 503 },
    { kind: 'html-after' },
    { kind: 'status-before', status: 429, headers: { 'retry-after': '1' } },
    undefined,
    { kind: 'status-before', status: 422, body: { detail: [{ loc: ['body', 'sector'], msg: 'unknown sector' }] } },
  ];
  const { dir, sandbox } = await openWorkplace({ fault: faultsOf('/v1/purchases', faults) });
  const rows = purchases(9);
  await dir.write('purchases.csv', csvOf(rows));
  // One after the other, so that the faults meet the rows in order.
  const ran = await dir.run(['import', 'purchases.csv', '--concurrency', '1', '--json']);
  expect(ran.code).toBe(4);
  const { results, summary } = await dir.runFolder(ran);
  expect(results.map(({ status, code }) => `${status} ${code}`)).toEqual([
    'created CONFIRMED_LATE',
    'created CONFIRMED_LATE',
    'created ',
    'created ',
    'created CONFIRMED_LATE',
    'created ',
    'failed REFUSED',
    'created ',
    'created ',
  ]);
  expect(results[6]).toMatchObject({ field: 'sector', message: expect.stringContaining('unknown sector') });
  expect(results[5]?.attempts).toBe('2');
  expect(countsOf(summary.counts)).toEqual({ rows: 9, created: 8, failed: 1 });
  expect(summary.requests.throttled).toBe(1);
  const sent = rows.filter((_, index) => index !== 6).map(({ product_name = '' }) => product_name);
  expect(names(sandbox.purchases(), 'product_name')).toEqual(sent.sort());
  const ids = results.filter(({ status }) => status === 'created').map(({ remote_id }) => remote_id ?? '');
  expect(ids.sort()).toEqual(names(sandbox.purchases(), 'id'));
});

it('keeps rows in doubt that cannot be settled, and leaves them out when they turn out to be there', async () => {
  let down = true;
  let lost = false;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, path }) => {
      if (path !== '/v1/purchases' || !down) return undefined;
      // The row arrives, its answer does not, and from then on the list is out of order.
      if (method === 'POST') lost = true;
      if (method === 'POST') return { kind: 'drop-after' };
      return lost ? { kind: 'html' } : undefined;
    },
  });
  await dir.write('purchases.csv', csvOf(purchases(2)));
  const first = await dir.run(['import', 'purchases.csv', '--json']);
  expect(countsOf(summaryOf(first).counts)).toEqual({ rows: 2, inDoubt: 2 });
  expect((await dir.runFolder(first)).results.map(({ status, code }) => `${status} ${code}`)).toEqual([
    'in-doubt NO_ANSWER',
    'in-doubt NO_ANSWER',
  ]);
  expect(first.stderr).toContain('Next: carbonsheet resume ');
  expect([5, 7]).toContain(first.code);
  expect(sandbox.purchases()).toHaveLength(2);

  down = false;
  const second = await dir.run(['import', 'purchases.csv', '--json']);
  expect(second.code).toBe(0);
  expect(countsOf(summaryOf(second).counts)).toEqual({ rows: 2, skipped: 2 });
  expect(sandbox.purchases()).toHaveLength(2);
});

it('settles resold products and country sales, too', async () => {
  const faults: readonly Fault[] = [{ kind: 'drop-after' }, { kind: 'status-after', status: 502 }];
  const { dir, sandbox } = await openWorkplace({
    fault: (request) => {
      if (request.path.endsWith('/submit')) return request.count === 1 ? { kind: 'drop-after' } : undefined;
      return faultsOf('/resold-products', faults)(request);
    },
  });
  await dir.write('products.csv', csvOf([product(), product({ 'Custom id': 'OAT-2' })]));
  await dir.write('sales.csv', csvOf([sale(), sale({ Country: 'NO' })]));
  const ran = await dir.run(['import', 'products.csv', 'sales.csv', '--json']);
  expect(ran.code).toBe(0);
  const summaries = ran.stdout
    .trim()
    .split('\n')
    .map((line) => summaryOf({ ...ran, stdout: line }));
  expect(summaries.map(({ counts }) => countsOf(counts))).toEqual([
    { rows: 2, created: 2 },
    { rows: 2, created: 2 },
  ]);
  expect(names(sandbox.resoldProducts(), 'customId')).toEqual(['OAT-1000', 'OAT-2']);
  expect(sandbox.imports()).toHaveLength(1);
});
