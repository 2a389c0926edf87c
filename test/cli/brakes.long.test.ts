// Limits that the user sets: the import ends with exit 7, a result for every row, and the command that goes on.

import { describe, expect, it } from 'vitest';
import { csvOf, product, purchases, sale } from './tables.js';
import { countsOf, openWorkplace, type Ran, summaryOf } from './workdir.js';

const refused = {
  kind: 'status-before',
  status: 422,
  body: { detail: [{ loc: ['body', 'sector'], msg: 'no' }] },
} as const;

/** The command that is said to come next. */
const nextOf = ({ stderr }: Ran): string => /^Next: (.*)$/m.exec(stderr)?.[1] ?? '';

describe('--stop-after', () => {
  it.each([1, 4])('writes that many rows and no more, %i in flight', async (concurrency) => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(12)));
    const ran = await dir.run(['import', 'in.csv', '--stop-after', '5', '--concurrency', `${concurrency}`, '--json']);
    expect(ran.code).toBe(7);
    const { results, summary } = await dir.runFolder(ran);
    expect(countsOf(summary.counts)).toEqual({ rows: 12, created: 5, unsent: 7 });
    expect(results.map(({ status }) => status)).toEqual([...Array(5).fill('created'), ...Array(7).fill('unsent')]);
    expect(results[5]?.message).toContain('5 rows are written');
    expect(sandbox.purchases()).toHaveLength(5);
    expect(nextOf(ran)).toBe(`carbonsheet resume ${summary.run} --yes`);

    const next = await dir.run(['resume', summary.run, '--stop-after', '4', '--json']);
    expect(next.code).toBe(7);
    expect(countsOf(summaryOf(next).counts)).toEqual({ rows: 12, created: 9, unsent: 3 });
    expect((await dir.run(['resume'])).code).toBe(0);
    expect(sandbox.purchases()).toHaveLength(12);
  });

  it('takes another row for one that fails, and says nothing when all rows are done', async () => {
    const { dir, sandbox } = await openWorkplace({
      fault: ({ method, path, count }) =>
        method === 'POST' && path === '/v1/purchases' && count === 2 ? refused : undefined,
    });
    await dir.write('in.csv', csvOf(purchases(5)));
    const ran = await dir.run(['import', 'in.csv', '--stop-after', '4', '--json']);
    expect(ran.code).toBe(4);
    expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 5, created: 4, failed: 1 });
    expect(sandbox.purchases()).toHaveLength(4);
  });

  it('cuts a batch short', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(['SE', 'NO', 'DK', 'FI', 'IS'].map((Country) => sale({ Country }))));
    const ran = await dir.run(['import', 'in.csv', '--stop-after', '3', '--json']);
    expect(ran.code).toBe(7);
    expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 5, created: 3, unsent: 2 });
    expect(sandbox.imports()).toHaveLength(1);
  });

  it('counts the rows of all files together', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('a.csv', csvOf([product()]));
    await dir.write('b.csv', csvOf(purchases(3)));
    await dir.write('c.csv', csvOf(purchases(3)));
    const ran = await dir.run(['import', 'a.csv', 'b.csv', 'c.csv', '--stop-after', '3']);
    expect(ran.code).toBe(7);
    expect(sandbox.resoldProducts()).toHaveLength(1);
    expect(sandbox.purchases()).toHaveLength(2);
    const second = (await dir.runNames()).find((name) => name.includes('purchases'));
    expect(nextOf(ran)).toBe(`carbonsheet resume ${second} --yes`);
    expect(ran.stderr).toContain('Not processed: c.csv');
    expect(ran.stderr).toMatch(/^Next: carbonsheet import c\.csv --stop-after 3 --yes/m);
  });
});

describe('--max-failures', () => {
  it.each([
    { limit: '2', rows: 10, failed: 3 },
    { limit: '10%', rows: 60, failed: 50 },
  ])('$limit ends the import', async ({ limit, rows, failed }) => {
    const { dir } = await openWorkplace({
      fault: ({ method, path }) => (method === 'POST' && path === '/v1/purchases' ? refused : undefined),
    });
    await dir.write('in.csv', csvOf(purchases(rows)));
    const ran = await dir.run([
      'import',
      'in.csv',
      '--max-failures',
      limit,
      '--concurrency',
      '1',
      '--no-canary',
      '--json',
      '--quiet',
    ]);
    expect(ran.code).toBe(7);
    const { results, summary } = await dir.runFolder(ran);
    expect(countsOf(summary.counts)).toEqual({ rows, failed, unsent: rows - failed });
    expect(results.at(-1)?.message).toContain(`${failed} of ${failed} rows`);
    expect(nextOf(ran)).toBe(`carbonsheet resume ${summary.run} --yes`);
  });
});

describe('--deadline', () => {
  it('starts nothing new after it, and finishes what is in flight', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(60)));
    const ran = await dir.run(['import', 'in.csv', '--deadline', '2s', '--rate', '10', '--json'], {
      env: { CARBONSHEET_CONCURRENCY: '2' },
    });
    expect(ran.code).toBe(7);
    const { results, summary } = await dir.runFolder(ran);
    const { created, unsent, rows } = summary.counts;
    expect({ rows, sum: created + unsent }).toEqual({ rows: 60, sum: 60 });
    expect(unsent).toBeGreaterThan(0);
    expect(sandbox.purchases()).toHaveLength(created);
    expect(results.at(-1)?.message).toContain('the deadline (2s) has come');
    expect(nextOf(ran)).toBe(`carbonsheet resume ${summary.run} --rate 10 --yes`);
  });

  it('keeps no finished command alive', async () => {
    const { dir } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(2)));
    expect((await dir.run(['import', 'in.csv', '--deadline', '2h'])).code).toBe(0);
  });
});

it('says before the first write what it takes', async () => {
  const { dir } = await openWorkplace({ rate: 50 });
  await dir.write('in.csv', csvOf(purchases(120)));
  await dir.write('sales.csv', csvOf([sale()]));
  const plan = await dir.run(['plan', 'in.csv', '--rate', '5']);
  expect(plan.stdout).toContain('about 120 requests, about 25 s at 4.8 requests a second');
  const ran = await dir.run(['import', 'in.csv', '--rate', '10', '--stop-after', '1']);
  expect(ran.stderr).toContain('120 rows to create, about 120 requests, about 13 s at 9.2 requests a second');
  // What the service has stated bounds it too.
  const stated = await dir.run(['import', 'in.csv', '--stop-after', '1']);
  expect(stated.stderr).toMatch(/119 rows to create, about 119 requests, about \d s$/m);
  const batch = await dir.run(['plan', 'sales.csv', '--json']);
  expect(summaryOf(batch).plan?.estimate).toMatchObject({ requests: 8 });
  const none = await dir.run(['import', 'in.csv', '--stop-after', '1', '--via', 'file']);
  expect(none.stderr).not.toContain('requests');
});

describe('values', () => {
  it.each([
    [['--deadline', 'soon'], {}, '45m'],
    [[], { CARBONSHEET_DEADLINE: '25:00' }, '18:30'],
    [['--max-failures', 'many'], {}, '5%'],
    [['--stop-after', '0'], {}, '1 or more'],
  ])('%j %j are refused, with good ones', async (args, env, good) => {
    const { dir } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(2)));
    const ran = await dir.run(['import', 'in.csv', ...args], { env });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toContain(good);
  });

  it('come from the config file, too', async () => {
    const { dir, sandbox } = await openWorkplace();
    await dir.write('in.csv', csvOf(purchases(4)));
    await dir.write(
      'carbonsheet.yaml',
      'version: 1\noptions:\n  stop-after: 2\n  max-failures: 5\n  deadline: 23:59\n',
    );
    expect((await dir.run(['import', 'in.csv'])).code).toBe(7);
    expect(sandbox.purchases()).toHaveLength(2);
  });
});
