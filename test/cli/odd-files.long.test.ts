// Files that change under an import, hold several tables, or are written in another encoding.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvOf, purchases } from './tables.js';
import { countsOf, openWorkDir, openWorkplace, summaryOf } from './workdir.js';

it('imports the file as it was at the start, whoever saves it meanwhile', async () => {
  let onFifth = (): void => undefined;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, count }) => {
      if (method === 'POST' && count === 5) onFifth();
      return undefined;
    },
  });
  const rows = purchases(30);
  await dir.write('purchases.csv', csvOf(rows));
  const saved = csvOf(rows.slice(9).map((row) => ({ ...row, product_name: `Changed ${row.product_name}` })));
  let saving: Promise<void> = Promise.resolve();
  onFifth = () => {
    saving = writeFile(join(dir.path, 'purchases.csv'), saved);
  };
  const ran = await dir.run(['import', 'purchases.csv', '--rate', '100', '--json']);
  await saving;

  expect(ran.code).toBe(0);
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 30, created: 30 });
  const { results, summary } = await dir.runFolder(ran);
  expect(summary.file).toBe('purchases.csv');
  expect(results.map(({ product_name }) => product_name)).toEqual(rows.map(({ product_name }) => product_name));
  expect(sandbox.purchases()).toHaveLength(30);
});

it('asks which sheet is meant where several hold the same kind of rows', async () => {
  const { dir, sandbox } = await openWorkplace();
  const [header = [], ...rows] = [Object.keys(purchases(1)[0] ?? {}), ...purchases(2).map((row) => Object.values(row))];
  await dir.writeBook('two.xlsx', { Q1: [header, ...rows], Q2: [header, ...rows], Notes: [['nothing'], ['to see']] });
  const ran = await dir.run(['import', 'two.xlsx']);
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain('several sheets of two.xlsx hold purchases: Q1, Q2');
  expect(ran.stderr).toContain('--sheet "Q1" or --sheet "Q2"');
  expect(sandbox.stats().requests).toBe(0);
  expect((await dir.run(['import', 'two.xlsx', '--sheet', 'Q2'])).code).toBe(0);
});

it('writes the rows to fix so that they read as they did, with the same options', async () => {
  const dir = await openWorkDir();
  const [row] = purchases(1);
  const text = csvOf([{ ...row, product_name: 'Käse', country: 'Nirgendwo' }]);
  await dir.write('latin.csv', Buffer.from(text, 'latin1'));
  await dir.run(['check', 'latin.csv', '--encoding', 'windows-1252']);
  const { path } = await dir.runFolder();
  const failed = await dir.read(join(path, 'failed.csv'));
  await dir.write('mended.csv', failed.replace('Nirgendwo', 'ES'));
  const again = await dir.run(['check', 'mended.csv', '--encoding', 'windows-1252', '--json']);
  expect(again.code).toBe(0);
  expect(failed).toContain('Käse');
});

it('stops sending when one row after the other gets no clear answer', async () => {
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method }) => (method === 'POST' ? { kind: 'status-before', status: 500 } : undefined),
  });
  await dir.write('purchases.csv', csvOf(purchases(100)));
  const ran = await dir.run(['import', 'purchases.csv', '--rate', '1000', '--concurrency', '4', '--json']);
  expect(ran.code).toBe(7);
  const { counts } = summaryOf(ran);
  expect(counts.inDoubt).toBeGreaterThanOrEqual(20);
  expect(counts.inDoubt).toBeLessThanOrEqual(24);
  expect(counts.inDoubt + counts.unsent).toBe(100);
  expect(sandbox.purchases()).toHaveLength(0);
});
