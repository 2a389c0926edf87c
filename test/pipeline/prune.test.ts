// `runs prune`: what goes, and what stays because a later command needs it.

import { existsSync } from 'node:fs';
import { appendFile, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { exportData } from '../../src/pipeline/export/export.js';
import { csvOf, purchase, purchases } from '../cli/tables.js';
import { openImporting } from './importing.js';

const DAY_MS = 86_400_000;

/** The sandbox answers the n-th create with this. */
const failing = (nth: number, status: 422 | 500) => ({
  fault: ({ method, path, count }: { readonly method: string; readonly path: string; readonly count: number }) =>
    method === 'POST' && path === '/v1/purchases' && count === nth
      ? ({ kind: 'status-before', status } as const)
      : undefined,
});

async function rowsOf(one: Awaited<ReturnType<typeof openImporting>>, run: string): Promise<number> {
  const ledger = await one.ledger();
  let rows = 0;
  for await (const _ of ledger.results(run)) rows += 1;
  await ledger.close();
  return rows;
}

it('removes folders of old runs, and keeps what recognises, undoes and compares', async () => {
  const one = await openImporting();
  const first = await one.import('may.csv', csvOf(purchases(4)));
  one.pass(DAY_MS);
  const same = await one.import('june.csv', csvOf([...purchases(4), purchase({ quantity: 'x' })]));
  const checked = await one.check('june.csv', csvOf(purchases(4)));
  one.pass(100 * DAY_MS);
  const young = await one.import('july.csv', csvOf([...purchases(5)]));

  const trial = await one.prune(90 * DAY_MS, { dryRun: true });
  expect(trial).toMatchObject({ dryRun: true, ledger: { rows: 4, before: null, after: null } });
  expect(existsSync(first.summary.folder)).toBe(true);

  const pruned = await one.prune(90 * DAY_MS);
  expect(pruned.removed.map(({ run }) => run).sort()).toEqual(
    [first, same]
      .map(({ summary }) => summary.run)
      .concat(checked.run)
      .sort(),
  );
  expect(pruned).toMatchObject({ kept: [], ledger: { rows: 4 }, bytes: trial.bytes });
  expect(pruned.bytes).toBeGreaterThan(1_000);
  for (const { folder } of [first.summary, same.summary, checked]) expect(existsSync(folder)).toBe(false);
  expect(existsSync(young.summary.folder)).toBe(true);
  // Of a run that wrote nothing the invalid row is left, of one that wrote all are.
  expect(await rowsOf(one, same.summary.run)).toBe(1);
  expect(await rowsOf(one, first.summary.run)).toBe(4);
  expect((await one.prune(90 * DAY_MS)).removed).toEqual([]);

  const again = await one.import('may.csv', csvOf(purchases(4)));
  expect(again.results.map(({ code }) => code)).toEqual(Array.from({ length: 4 }, () => 'ALREADY_THERE'));
  expect((await one.undo(first.summary.run)).summary.counts).toEqual({ undone: 4, restored: 0, notUndone: 0 });
  expect(one.sandbox.purchases()).toHaveLength(1);
  expect((await one.prune(90 * DAY_MS)).ledger.rows).toBe(4);
  expect((await one.known()).map(({ id }) => id)).not.toContain(first.summary.run);
});

it('takes no row of a pruned run for one that the run did not come to', async () => {
  const one = await openImporting();
  const { summary } = await one.import('may.csv', csvOf([...purchases(3), purchase({ quantity: 'x' })]));
  await one.undo(summary.run);
  expect((await one.retry(summary.run)).summary.counts).toMatchObject({ created: 3, unsent: 0 });
  one.pass(DAY_MS);
  await one.import('june.csv', csvOf([purchase({ product_name: 'Another' })]));
  one.pass(DAY_MS);
  expect((await one.prune(0)).removed.map(({ run }) => run)).toEqual([summary.run]);
  const [, pruned] = await one.known();
  expect(pruned).toMatchObject({ id: summary.run, prunedAt: expect.stringMatching(/^2025-01-17T/) });

  const before = one.sandbox.purchases().length;
  const refused = { code: 'RUN_PRUNED', kind: 'usage' };
  await expect(one.retry(summary.run)).rejects.toMatchObject(refused);
  await expect(one.resume(summary.run)).rejects.toMatchObject(refused);
  await expect(one.resume(summary.run, false, true)).rejects.toMatchObject(refused);
  await expect(one.reconcile(summary.run)).rejects.toMatchObject(refused);
  await expect(one.pack(summary.run, 'may.zip')).rejects.toMatchObject(refused);
  await expect(one.pack(summary.run, 'may.zip', { anonymous: true })).rejects.toMatchObject(refused);
  expect([existsSync(summary.folder), existsSync(one.path('may.zip'))]).toEqual([false, false]);
  expect(one.sandbox.purchases()).toHaveLength(before);
});

it('keeps the latest run of each account and dataset, also where it is old', async () => {
  const one = await openImporting();
  const old = await one.import('may.csv', csvOf(purchases(2)));
  one.pass(200 * DAY_MS);
  expect(await one.prune(90 * DAY_MS)).toMatchObject({
    removed: [],
    kept: [{ run: old.summary.run, why: 'latest of its account and dataset' }],
  });
  expect(existsSync(old.summary.folder)).toBe(true);
});

it.each([
  ['rows failed', 3, failing(3, 422)],
  ['rows in doubt', 1, failing(1, 500)],
] as const)('keeps a run with %s whole', async (why, count, options) => {
  const one = await openImporting(options);
  const { summary } = await one.import('may.csv', csvOf(purchases(count)), { concurrency: 1 });
  one.pass(DAY_MS);
  await one.import('june.csv', csvOf([purchase({ product_name: 'Another' })]));
  one.pass(100 * DAY_MS);
  const { kept } = await one.prune(0);
  expect(kept).toContainEqual({ run: summary.run, why });
  const ledger = await one.ledger();
  const rows = [];
  for await (const row of ledger.results(summary.run)) rows.push(row);
  expect(await ledger.attempts(summary.run, count - 1)).not.toEqual([]);
  await ledger.close();
  expect(rows).toHaveLength(count);
  expect(existsSync(summary.folder)).toBe(true);
});

it('keeps what can be resumed, until it is', async () => {
  const one = await openImporting();
  const { summary } = await one.import('may.csv', csvOf(purchases(5)), { concurrency: 1, brakes: { stopAfter: 2 } });
  one.pass(DAY_MS);
  await one.import('june.csv', csvOf(purchases(1)));
  one.pass(DAY_MS);
  expect((await one.prune(0)).kept).toContainEqual({ run: summary.run, why: 'rows unsent' });
  expect((await one.resume(summary.run)).summary.counts).toMatchObject({ rows: 5, unsent: 0 });
  one.pass(DAY_MS);
  expect((await one.prune(0)).removed).toContainEqual(expect.objectContaining({ run: summary.run }));
});

it('keeps a run that has not ended', async () => {
  const one = await openImporting();
  const { summary } = await one.import('may.csv', csvOf(purchases(1)));
  const ledger = await one.ledger();
  const [known] = await ledger.runs(1);
  if (known === undefined) throw new Error('there is a run');
  await ledger.beginRun({ ...known, id: '20250101T000000Z-purchases-abcdef' });
  await ledger.close();
  one.pass(300 * DAY_MS);
  const { kept } = await one.prune(DAY_MS);
  expect(kept).toEqual([
    { run: '20250101T000000Z-purchases-abcdef', why: 'not ended' },
    { run: summary.run, why: 'latest of its account and dataset' },
  ]);
});

it('keeps the last good export of each question, and no failed one for it', async () => {
  let isDown = false;
  const one = await openImporting({
    fault: ({ method }) => (isDown && method === 'GET' ? { kind: 'status-before', status: 403 } : undefined),
  });
  await one.import('may.csv', csvOf(purchases(3)));
  const asked = { what: 'purchases', out: one.path('out.csv'), runsDir: one.path('exports') };
  const exported = async (more: object = {}) => {
    one.pass(DAY_MS);
    return (await exportData({ ...asked, ...more }, one.tools)).run;
  };
  const older = await exported({ changed: false, where: [], filters: {} });
  const full = await exported({ columns: ['quantity'], out: one.path('short.csv') });
  const narrow = [
    await exported({ where: ['quantity > 2'] }),
    await exported({ filters: { 'expense-type': 'capex' } }),
  ];
  isDown = true;
  await expect(exported()).rejects.toMatchObject({ kind: 'refused' });
  const [failed] = await one.known();
  const again = exported({ where: ['quantity > 2'] });
  await expect(again).rejects.toMatchObject({ kind: 'refused' });
  const [narrowFailed] = await one.known();
  one.pass(DAY_MS);
  const { removed, kept } = await one.prune(0);
  expect(removed.map(({ run }) => run).sort()).toEqual([older, failed?.id, narrowFailed?.id].sort());
  const good = [full, ...narrow].map((run) => ({ run, why: 'latest of its account and dataset' }));
  expect(kept).toEqual(expect.arrayContaining(good));
  expect(existsSync(join(one.path('exports'), full, 'rows.ndjson'))).toBe(true);
  const known = (await one.known()).filter(({ command }) => command === 'export');
  expect(known.map(({ id }) => id).sort()).toEqual([full, ...narrow].sort());
});

it('removes an export that was killed, once it can no longer go on', async () => {
  const one = await openImporting();
  await one.import('may.csv', csvOf(purchases(1)));
  const { run } = (await one.exportSome('purchases')).exported;
  const ledger = await one.ledger();
  const whole = await ledger.run(run);
  if (whole === undefined) throw new Error('there is an export');
  const id = '20250115T130000Z-purchases-abcdef';
  const folder = join(dirname(whole.folder), id);
  await mkdir(folder);
  await writeFile(join(folder, 'rows.ndjson.part'), '{}');
  const { finishedAt: _, exitCode: __, ...begun } = whole;
  await ledger.beginRun({ ...begun, id, folder, parent: run, sha256: '' });
  await ledger.cursors.noteMarks(id, [{ id: 'p-1', mark: { stamp: '2025-01-01T00:00:00Z', digest: 'x' } }]);
  await ledger.close();
  one.pass(DAY_MS / 2);
  expect((await one.prune(0)).kept).toContainEqual({ run: id, why: 'not ended' });
  one.pass(DAY_MS);
  const { removed } = await one.prune(0);
  expect(removed).toEqual([{ run: id, folder, bytes: 2 }]);
  expect(existsSync(folder)).toBe(false);
  expect((await one.known()).map((known) => known.id)).not.toContain(id);
  expect((await one.prune(0)).ledger.later).toBe(false);
});

it('touches nothing that somebody made or edited, and nothing outside', async () => {
  const one = await openImporting();
  const { folder, run } = await one.check('may.csv', csvOf([purchase({ quantity: 'x' })]));
  const runs = dirname(folder);
  await appendFile(join(folder, 'failed.csv'), '\n');
  const edited = existsSync(join(folder, 'results.xlsx'));
  expect(edited).toBe(true);
  await appendFile(join(folder, 'results.xlsx'), ' ');
  await mkdir(join(runs, 'notes'));
  await mkdir(join(runs, '20240101T000000Z-purchases-00ff00'));
  const outside = join(runs, '..', '20240102T000000Z-purchases-00ff01');
  await mkdir(outside);
  const finished = {
    run: '20240102T000000Z-purchases-00ff01',
    command: 'check',
    finishedAt: '2024-01-02T00:00:00.000Z',
    exitCode: 0,
  };
  await writeFile(join(outside, 'summary.json'), JSON.stringify(finished));
  await symlink(outside, join(runs, '20240102T000000Z-purchases-00ff01'));
  one.pass(100 * DAY_MS);
  expect(await one.prune(0)).toMatchObject({ removed: [], kept: [{ run, why: 'files edited' }] });
  expect(existsSync(outside)).toBe(true);
  expect(existsSync(join(runs, 'notes'))).toBe(true);
});

it('keeps folders of imports that another ledger may know', async () => {
  const one = await openImporting();
  const { summary } = await one.import('may.csv', csvOf(purchases(1)));
  one.pass(100 * DAY_MS);
  const { kept, removed } = await one.prune(0);
  expect({ kept: kept.length, removed }).toEqual({ kept: 1, removed: [] });
  const other = await openImporting();
  const stopped = await other.import('bad.csv', csvOf([purchase({ quantity: 'x' })]), { invalid: 'stop' });
  const elsewhere = await other.prune(-DAY_MS, { runsDir: dirname(summary.folder) });
  expect(elsewhere.kept).toEqual([{ run: summary.run, why: 'not in this ledger' }]);
  other.pass(DAY_MS);
  expect((await other.prune(0)).removed.map(({ run }) => run)).toEqual([stopped.summary.run]);
});

it('removes nothing where nobody agrees', async () => {
  const one = await openImporting();
  const { folder } = await one.check('may.csv', csvOf(purchases(1)));
  one.pass(DAY_MS);
  await expect(one.prune(0, { yes: false })).rejects.toMatchObject({ code: 'PRUNE_NOT_CONFIRMED', kind: 'usage' });
  expect(existsSync(folder)).toBe(true);
});

it('makes the file of the ledger smaller while a run goes on, which loses nothing', async () => {
  const one = await openImporting();
  const { summary } = await one.import('may.csv', csvOf(purchases(1)));
  const ledger = await one.ledger();
  const header = (await ledger.runs(1))[0];
  if (header === undefined) throw new Error('there is a run');
  const row = (ordinal: number) => ({
    ordinal,
    sheet: '',
    row: ordinal + 2,
    identity: `identity-${ordinal}`.padEnd(64, 'x'),
  });
  const result = (ordinal: number) =>
    ({ ...row(ordinal), status: 'skipped', remoteId: '', field: '', requestId: '', attempts: 0 }) as const;
  const many = '20250102T000000Z-purchases-aaaaaa';
  await ledger.beginRun({ ...header, id: many });
  await ledger.settle(
    many,
    Array.from({ length: 20_000 }, (_, ordinal) => result(ordinal)),
  );
  await ledger.finishRun(many, {
    finishedAt: header.startedAt,
    exitCode: 0,
    counts: { ...header.counts, created: 0, skipped: 20_000, rows: 20_000 },
  });
  const june = await one.import('june.csv', csvOf(purchases(1)));
  const next = '20250103T000000Z-purchases-bbbbbb';
  await ledger.beginRun({ ...header, id: next });
  one.pass(10 * DAY_MS);
  const goesOn = (async () => {
    for (let ordinal = 0; ordinal < 200; ordinal += 1) {
      await ledger.intend(next, [{ ...row(ordinal), action: 'create' }]);
      await ledger.settle(next, [{ ...result(ordinal), status: 'created', remoteId: `id-${ordinal}` }]);
    }
  })();
  const [pruned] = await Promise.all([one.prune(DAY_MS), goesOn]);
  expect(pruned.ledger).toMatchObject({ rows: 20_000, later: false });
  expect(pruned.ledger.after ?? 0).toBeLessThan((pruned.ledger.before ?? 0) / 4);
  const rows = [];
  for await (const { status } of ledger.results(next)) rows.push(status);
  expect(rows).toEqual(Array.from({ length: 200 }, () => 'created'));
  await ledger.close();
  expect((await one.known()).map(({ id }) => id)).toEqual([next, june.summary.run, summary.run]);
});
