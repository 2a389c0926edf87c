// `import --rehearse`: what it says of each row is what the import then does, and the service is only read.

import { describe, expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { csvOf, product, purchase, purchases, type Row, sale } from './tables.js';
import { countsOf, openWorkplace, type RunFolder, type RunOptions, summaryOf } from './workdir.js';

/** Nobody has said yes: a rehearsal needs none. */
const unasked: RunOptions = { env: { CARBONSHEET_YES: undefined } };

/** All that the service holds. */
const heldBy = (sandbox: Sandbox): unknown =>
  structuredClone([sandbox.purchases(), sandbox.soldProducts(), sandbox.imports(), sandbox.resoldProducts()]);

/** Requests that may change something; logins do not. */
const changesAt = (sandbox: Sandbox): readonly string[] =>
  Object.keys(sandbox.stats().byRoute).filter((route) => !/^GET |login|token/.test(route));

const outcomes = ({ results }: RunFolder) =>
  results.map(({ row, status, code, field }) => ({ row, status, code, field }));

interface Case {
  readonly what: string;
  readonly held: readonly Row[];
  readonly rows: readonly Row[];
  readonly options: readonly string[];
  readonly counts: object;
}

const oat = { 'Custom id': 'A-1', 'Brand name': 'Nord', '2024': '7' };
const march = { 'Start date': '2024-03-01', 'End date': '2024-03-31' };
const july = { 'Start date': '2024-07-01', 'End date': '2024-12-31' };

const cases: readonly Case[] = [
  {
    what: 'purchases',
    held: purchases(3),
    rows: [...purchases(5), purchase({ country: 'nowhere' }), purchase({ supplier_id: 'S-1' })],
    options: ['--invalid', 'skip'],
    counts: { rows: 7, created: 3, skipped: 3, invalid: 1 },
  },
  {
    what: 'resold products, updated',
    held: [product(oat), product({ 'Custom id': 'A-2' })],
    rows: [
      product({ ...oat, 'Brand name': 'Nordhafer' }),
      product({ 'Custom id': 'A-2', 'Brand name': '', '2024': '' }),
      product({ 'Custom id': 'A-3', 'Brand name': '', '2024': '' }),
    ],
    options: ['--on-existing', 'update'],
    counts: { rows: 3, created: 1, updated: 1, unchanged: 1 },
  },
  {
    what: 'country sales',
    held: [sale(), sale({ Country: 'NO' }), sale({ 'Product name': 'Toaster' })],
    rows: [
      sale(),
      sale(july),
      sale({ Country: 'DK' }),
      sale({ ...march, Country: 'NO' }),
      sale({ 'Product name': 'New' }),
    ],
    options: [],
    counts: { rows: 5, created: 3, skipped: 1, failed: 1 },
  },
];

describe.each(cases)('of $what', ({ held, rows, options, counts }) => {
  it('says what the import does', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('held.csv', csvOf(held));
    await dir.write('in.csv', csvOf(rows));
    expect((await dir.run(['import', 'held.csv', '--ledger', 'held.db'])).code).toBe(0);
    const before = { held: heldBy(sandbox), changes: changesAt(sandbox), routes: { ...sandbox.stats().byRoute } };

    const ran = await dir.run(['import', 'in.csv', ...options, '--rehearse', '--json'], unasked);
    const rehearsed = await dir.runFolder(ran);
    expect(countsOf(rehearsed.summary.counts)).toEqual(counts);
    expect(rehearsed.summary.rehearsed).toBe(true);
    expect(heldBy(sandbox)).toEqual(before.held);
    const { byRoute } = sandbox.stats();
    for (const route of before.changes) expect(byRoute[route], route).toBe(before.routes[route]);
    expect(changesAt(sandbox)).toEqual(before.changes);
    expect(dir.has('.carbonsheet')).toBe(false);
    expect(rehearsed.files).toContain('rehearsal.db');
    const invented = rehearsed.results.filter(({ status, remote_id }) => status === 'created' && remote_id !== '');
    expect(invented).toEqual([]);
    expect(rehearsed.results.filter(({ request_id }) => request_id !== '')).toEqual([]);

    const real = await dir.run(['import', 'in.csv', ...options, '--json']);
    expect(real.code).toBe(ran.code);
    expect(outcomes(await dir.runFolder(real))).toEqual(outcomes(rehearsed));
    expect(summaryOf(real).rehearsed).toBeUndefined();
    expect(summaryOf(real).totals).toEqual(rehearsed.summary.totals);
  });
});

it('says that it is one, and what it does not know', async () => {
  const { dir } = await openWorkplace();
  await dir.write('sales.csv', csvOf([{ ...sale(), 'Product id': '6f1b9c1e-0a51-4c3e-9f0e-3d5c2b7a8e10' }]));
  const ran = await dir.run(['import', 'sales.csv', '--rehearse'], unasked);
  expect(ran.code).toBe(0);
  expect(ran.stdout).toContain('nothing was written to the service');
  expect(ran.stderr).toContain('rehearsing in a copy of what Dcycle holds (0 entries)');
  expect(ran.stderr).toContain('the copy does not know your import template');
  expect(ran.stderr).toContain('the copy does not know whether product ids of the file that have no sales yet (1)');
  expect(ran.stderr).toContain('Next: carbonsheet import sales.csv');
});

it('stops as the import would when the service refuses the credentials', async () => {
  const { dir } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(2)));
  const ran = await dir.run(['import', 'in.csv', '--rehearse', '--json'], { env: { DCYCLE_API_KEY: 'sk_wrong' } });
  expect(ran.code).toBe(6);
  expect(summaryOf(ran)).toMatchObject({ rehearsed: true, counts: { rows: 2, unsent: 2 } });
});

it('is not paced: a limit of the service is not the copy’s', async () => {
  const { dir, sandbox } = await openWorkplace({ rate: 5 });
  await dir.write('in.csv', csvOf(purchases(200)));
  const ran = await dir.run(['import', 'in.csv', '--rehearse', '--rate', '5', '--json'], unasked);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 200, created: 200 });
  expect(ran.stderr).toContain('about 200 requests, about 41 s at 4.9 requests a second');
  expect(sandbox.purchases()).toHaveLength(0);
});
