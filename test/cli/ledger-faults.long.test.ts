// What an import does when its ledger or its disk lets it down, and when another import writes to the same account.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { csvOf, purchases } from './tables.js';
import { countsOf, openWorkplace, summaryOf } from './workdir.js';

it('tells the second of two imports who holds the account, and sends nothing for it', async () => {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const seen = { posts: 0 };
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, path }) => {
      if (method === 'POST' && path === '/v1/purchases') {
        seen.posts += 1;
        open();
        // Waited for, so that the first import is still at it while the second begins.
        if (seen.posts === 1) return { kind: 'status-before', status: 429, headers: { 'retry-after': '20' } };
      }
      return undefined;
    },
  });
  await dir.write('purchases.csv', csvOf(purchases(3)));
  const first = dir.start(['import', 'purchases.csv', '--concurrency', '1', '--json']);
  await opened;
  const second = await dir.run([
    'import',
    'purchases.csv',
    '--ledger',
    'other/ledger.db',
    '--runs-dir',
    'other',
    '--json',
  ]);
  expect(second.code).toBe(7);
  expect(second.stderr).toMatch(/being written by run \S+-purchases-\w+ \(carbonsheet import, process \d+ on /);
  expect(second.stderr).toContain('Next: carbonsheet import purchases.csv');
  expect(countsOf(summaryOf(second).counts)).toEqual({ rows: 3, unsent: 3 });
  const ended = await first.ended;
  expect(ended.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(3);
  const third = await dir.run(['import', 'purchases.csv', '--ledger', 'other/ledger.db', '--json']);
  expect(countsOf(summaryOf(third).counts)).toEqual({ rows: 3, skipped: 3 });
});

it('writes the results of a run whose ledger takes no more, and stops', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('purchases.csv', csvOf(purchases(400)));
  // No file may grow beyond 300 blocks of 512 or 1024 bytes: the ledger's log is the first to come there.
  const ran = await dir.run(['import', 'purchases.csv', '--concurrency', '2', '--json'], { fileBlocks: 300 });
  expect(ran.code).toBe(7);
  expect(ran.stderr).toContain('the ledger');
  expect(ran.stderr).toContain('Next: carbonsheet resume ');
  const { results, summary } = await dir.runFolder(ran);
  expect(results).toHaveLength(400);
  const held = sandbox.purchases().map((one) => String(Reflect.get(one, 'id')));
  expect(held.length).toBeGreaterThan(0);
  expect(held.length).toBeLessThan(400);
  const created = results.filter(({ status }) => status === 'created').map(({ remote_id }) => remote_id ?? '');
  expect(created.sort()).toEqual(held.sort());
  expect(countsOf(summary.counts)).toEqual({ rows: 400, created: held.length, unsent: 400 - held.length });
  const again = await dir.run(['import', 'purchases.csv', '--json']);
  expect(again.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(400);
});

it('says what is known when no result can be written either', async () => {
  const { dir, sandbox } = await openWorkplace();
  // The results hold the file's own columns too, and so come to the limit like the ledger's log.
  await dir.write('wide.csv', csvOf(purchases(300).map((row) => ({ ...row, padding: 'x'.repeat(900) }))));
  const ran = await dir.run(['import', 'wide.csv', '--concurrency', '2'], { fileBlocks: 300 });
  expect(ran.code).toBe(7);
  const held = sandbox.purchases().length;
  expect(ran.stderr).toMatch(new RegExp(`cannot be written \\(${held} created`));
  expect(ran.stderr).toContain('Next: carbonsheet import wide.csv');
});

it.each([
  [
    'damaged',
    /ledger \S+ is damaged/,
    async (path: string) => writeFile(path, (await readFile(path)).fill(0xff, 0, 200)),
  ],
  ['newer', /was written by a newer version/, async (path: string) => change(path, 'PRAGMA user_version = 99')],
  ['foreign', /is a database of another program/, async (path: string) => change(path, 'PRAGMA application_id = 7')],
  // Byte 18 is the version needed for writing; SQLite only reads a file whose version it does not know.
  ['read-only', /is read-only/, async (path: string) => writeFile(path, (await readFile(path)).fill(3, 18, 19))],
  ['locked', /is held by another process/, async (path: string) => change(path, 'BEGIN IMMEDIATE')],
])('sends nothing with a %s ledger', async (_, says, spoil) => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('one.csv', csvOf(purchases(1)));
  await dir.run(['import', 'one.csv']);
  const release = await spoil(join(dir.path, '.carbonsheet', 'ledger.db'));
  await dir.write('two.csv', csvOf(purchases(2)));
  const ran = await dir.run(['import', 'two.csv', '--json']);
  release?.();
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(says);
  expect(ran.stderr).toContain('--ledger FILE');
  expect(countsOf(summaryOf(ran).counts)).toEqual({ rows: 2, unsent: 2 });
  expect(sandbox.stats().byRoute['POST /v1/purchases']).toBe(1);
});

/** Changes a ledger behind its back. Returns what lets go of it. */
function change(path: string, statement: string): () => void {
  const database = new Database(path);
  database.exec(statement);
  return () => void database.close();
}
