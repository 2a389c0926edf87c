// Imports that were stopped or killed and are taken up again: the rest is sent, nothing twice, and every row has its result.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Sandbox } from '../../src/sandbox/start-sandbox.js';
import { csvOf, product, purchases } from './tables.js';
import { countsOf, openWorkplace, summaryOf, type WorkDir } from './workdir.js';

const rowCount = 40;

const names = (held: readonly object[]) => held.map((one) => String(Reflect.get(one, 'product_name'))).sort();

/** Starts an import and kills it when the service gets its n-th purchase. */
async function killedImport(n: number): Promise<{ readonly dir: WorkDir; readonly sandbox: Sandbox }> {
  let onPost = (): void => undefined;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, count }) => {
      if (method === 'POST' && count === n) onPost();
      return undefined;
    },
  });
  await dir.write('purchases.csv', csvOf(purchases(rowCount)));
  const { child, ended } = dir.start(['import', 'purchases.csv', '--yes']);
  onPost = () => child.kill('SIGKILL');
  expect((await ended).code).toBeNull();
  onPost = () => undefined;
  return { dir, sandbox };
}

it.each([1, 17, rowCount])('finishes an import that was killed at its purchase %i', async (n) => {
  const { dir, sandbox } = await killedImport(n);
  const [killed] = await dir.runNames();
  const resumed = await dir.run(['resume', '--json']);
  expect(resumed.code).toBe(0);
  expect(await dir.runNames()).toEqual([killed]);
  const { results, summary } = await dir.runFolder(resumed);
  expect(summary).toMatchObject({ run: killed, command: 'resume' });
  expect(countsOf(summary.counts)).toEqual({ rows: rowCount, created: rowCount });
  expect(names(sandbox.purchases())).toEqual(
    purchases(rowCount)
      .map((row) => String(row.product_name))
      .sort(),
  );
  const ids = results.map(({ remote_id = '' }) => remote_id).sort();
  expect(ids).toEqual(
    sandbox
      .purchases()
      .map((one) => String(Reflect.get(one, 'id')))
      .sort(),
  );

  const again = await dir.run(['resume']);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing to resume') });
  expect((await dir.run(['resume', String(killed).slice(0, 16), '--json'])).code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(rowCount);
});

it('refuses a source that has changed, names the rows, and goes on with it when it is told to', async () => {
  const { dir, sandbox } = await killedImport(10);
  const rows = purchases(rowCount).map((row, index) =>
    index === 2 ? { ...row, product_name: 'Something else' } : row,
  );
  await dir.write('purchases.csv', csvOf(rows));
  const refused = await dir.run(['resume', '--json']);
  expect(refused.code).toBe(2);
  expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'SOURCE_CHANGED' } });
  expect(refused.stderr).toContain('row 4 has changed');
  expect(refused.stderr).toContain('--accept-changes');

  const accepted = await dir.run(['resume', '--accept-changes', '--json']);
  expect(accepted.code).toBe(4);
  const { counts } = summaryOf(accepted);
  expect([counts.created + counts.skipped, counts.failed]).toEqual([rowCount - 1, 1]);
  // The old third row was sent before the kill; the edited one is proposed as an update of it, and not created beside it.
  expect(accepted.stderr).toContain('use --on-existing update to change that row');
  expect(names(sandbox.purchases())).toEqual(
    purchases(rowCount)
      .map((row) => String(row.product_name))
      .sort(),
  );
  expect((await dir.run(['resume'])).stdout).toContain('nothing to resume');
});

it('takes a file that was only saved again for the same', async () => {
  const { dir, sandbox } = await killedImport(10);
  await dir.write('purchases.csv', `\ufeff${csvOf(purchases(rowCount))}\n\n`);
  expect((await dir.run(['resume'])).code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(rowCount);
});

it('says what is missing: the source file, the account, the run', async () => {
  const { dir } = await killedImport(10);
  const other = { DCYCLE_ORGANIZATION_ID: '11111111-2222-4333-8444-555555555555' };
  expect((await dir.run(['resume'], { env: other })).stderr).toContain('the settings are those of');
  expect(await dir.run(['resume', 'no-such'])).toMatchObject({ code: 2, stderr: expect.stringContaining('no-such') });
  const [run = ''] = await dir.runNames();
  await rm(join(dir.path, 'purchases.csv'));
  const gone = await dir.run(['resume', run]);
  expect(gone).toMatchObject({ code: 2, stderr: expect.stringContaining('is gone') });
});

it('cannot take up what was read from standard input, and says so', async () => {
  const { dir } = await openWorkplace({
    fault: ({ method, count }) => (method === 'POST' && count > 5 ? { kind: 'drop-before' } : undefined),
  });
  const ran = await dir.run(['import', '-', '--yes', '--json'], { stdin: csvOf(purchases(60)) });
  expect(ran.code).toBe(7);
  const resumed = await dir.run(['resume']);
  expect(resumed).toMatchObject({ code: 2, stderr: expect.stringContaining('stdin, which cannot be read again') });
});

/** An import whose purchases 3 and 5 are refused. */
async function partlyRefused(): Promise<{ readonly dir: WorkDir; readonly sandbox: Sandbox; readonly run: string }> {
  let isFussy = true;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, count }) =>
      isFussy && method === 'POST' && (count === 3 || count === 5)
        ? { kind: 'status-before', status: 422, body: { detail: [{ loc: ['body', 'sector'], msg: 'not today' }] } }
        : undefined,
  });
  await dir.write('purchases.csv', csvOf(purchases(rowCount)));
  const ran = await dir.run(['import', 'purchases.csv', '--concurrency', '1', '--yes', '--json']);
  expect(ran.code).toBe(4);
  isFussy = false;
  return { dir, sandbox, run: summaryOf(ran).run };
}

it('retries the failed rows of a run', async () => {
  const { dir, sandbox, run } = await partlyRefused();
  const retried = await dir.run(['retry', run, '--json']);
  expect(retried.code).toBe(0);
  const { summary, files } = await dir.runFolder(retried);
  expect(summary).toMatchObject({ run, command: 'retry' });
  expect(countsOf(summary.counts)).toEqual({ rows: rowCount, created: rowCount });
  expect(files).not.toContain('failed.csv');
  expect(sandbox.purchases()).toHaveLength(rowCount);
});

it('retries the rows that were mended in the failed file, and leaves the others alone', async () => {
  const { dir, sandbox, run } = await partlyRefused();
  const failed = `runs/${run}/failed.csv`;
  const mended = (await dir.read(failed)).replace('Product 3', 'Product three');
  await dir.write(failed, mended);
  const retried = await dir.run(['retry', run, '--json']);
  expect(retried.code).toBe(0);
  expect(summaryOf(retried).run).not.toBe(run);
  expect(countsOf(summaryOf(retried).counts)).toEqual({ rows: 2, created: 2 });
  expect(sandbox.purchases()).toHaveLength(rowCount);
  expect(names(sandbox.purchases())).toContain('Product three');
  expect(await dir.read(failed)).toBe(mended);
});

it('keeps mended rows when the run itself is resumed', async () => {
  const { dir, run } = await partlyRefused();
  await dir.write(`runs/${run}/failed.csv`, 'somebody worked on this\n');
  await dir.run(['resume', run]);
  expect(await dir.read(`runs/${run}/failed-mended.csv`)).toBe('somebody worked on this\n');
});

it('sends an update again whose answer never came, and reports it as updated', async () => {
  let isDown = false;
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method }) => (isDown && method === 'PUT' ? { kind: 'drop-before' } : undefined),
  });
  await dir.write('products.csv', csvOf([product()]));
  expect((await dir.run(['import', 'products.csv', '--yes'])).code).toBe(0);
  await dir.write('products.csv', csvOf([product({ 'Product name': 'Oat drink, new recipe' })]));
  isDown = true;
  let onPut = (): void => undefined;
  const { child, ended } = dir.start(['import', 'products.csv', '--on-existing', 'update', '--yes', '--verbose']);
  onPut = () => child.kill('SIGKILL');
  child.stderr?.on('data', (text: string) => {
    if (/retr|again/i.test(text)) onPut();
  });
  await ended;
  isDown = false;
  const resumed = await dir.run(['resume', '--json']);
  expect(resumed.code).toBe(0);
  expect(countsOf(summaryOf(resumed).counts)).toEqual({ rows: 1, updated: 1 });
  expect(sandbox.resoldProducts()).toMatchObject([{ name: 'Oat drink, new recipe' }]);
});
