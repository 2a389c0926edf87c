// `--delta-from RUN`: only rows that are new or changed since that run are sent; those that are missing are told, never deleted.

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { purchase } from '../cli/tables.js';
import { openImporting } from './importing.js';

const row = (name: string, changes = {}) => purchase({ product_name: name, ...changes });

/** A row that nobody takes for another one that was edited. */
const other = row('Paper', { sector: 'Retail', country: 'DE', quantity: '3', purchase_date: '2024-05-02' });

it('sends what is new, skips what was there, and names what is missing', async () => {
  const scene = await openImporting();
  const march = await scene.import('march.csv', [row('Rent'), row('Boxes'), row('Tape')]);
  const april = await scene.import('april.csv', [row('Tape'), other, row('Rent')], {
    deltaFrom: march.summary.run,
  });
  expect(april.results.map(({ status, code }) => [status, code])).toEqual([
    ['skipped', 'SAME_AS_BEFORE'],
    ['created', ''],
    ['skipped', 'SAME_AS_BEFORE'],
  ]);
  const [id] = march.results.filter((line) => line.row === '3').map((line) => line.remote_id);
  const missing = await readFile(join(april.summary.folder, 'missing.csv'), 'utf8');
  expect(missing).toBe(`sheet,row,remote_id,imports,of\r\n,3,${id},1,1\r\n`);
  // What is missing stays at the service.
  expect((await scene.export('purchases')).length).toBe(4);
});

it('takes a changed row for changed, not for missing', async () => {
  const scene = await openImporting();
  const first = await scene.import('in.csv', [row('Rent'), row('Boxes'), row('Tape')]);
  const edited = [row('Rent'), row('Boxes', { quantity: '99' }), row('Tape')];
  const terms = { deltaFrom: first.summary.run, onExisting: 'update' } as const;
  const { summary } = await scene.import('in.csv', edited, terms);
  expect(summary.counts).toMatchObject({ updated: 1, skipped: 2, created: 0 });
  await expect(readFile(join(summary.folder, 'missing.csv'))).rejects.toMatchObject({ code: 'ENOENT' });
});

it('sends nothing where somebody answers no about the missing rows', async () => {
  const scene = await openImporting({ ask: async () => false });
  const first = await scene.import('in.csv', [row('Rent'), row('Boxes')]);
  const terms = { deltaFrom: first.summary.run, yes: false };
  const { summary, stop } = await scene.import('next.csv', [row('Rent'), other], terms);
  expect(stop?.code).toBe('DECLINED');
  expect(summary.counts).toMatchObject({ created: 0 });
});

it('sends rows of the run that were undone since', async () => {
  const scene = await openImporting();
  const first = await scene.import('in.csv', [row('Rent'), row('Boxes')]);
  await scene.undo(first.summary.run);
  const terms = { deltaFrom: first.summary.run };
  const { summary } = await scene.import('next.csv', [row('Rent'), row('Boxes'), row('Tape')], terms);
  expect(summary.counts).toMatchObject({ created: 3, skipped: 0 });
  expect(scene.sandbox.purchases()).toHaveLength(3);
});

it('sends rows again that an import before that run sent, and that were undone since', async () => {
  const scene = await openImporting();
  const first = await scene.import('in.csv', [row('Rent'), row('Boxes')]);
  const second = await scene.import('in.csv', [row('Rent'), row('Boxes')], { deltaFrom: first.summary.run });
  await scene.undo(first.summary.run);
  const terms = { deltaFrom: second.summary.run };
  const { summary } = await scene.import('in.csv', [row('Rent'), row('Boxes')], terms);
  expect(summary.counts).toMatchObject({ created: 2, skipped: 0 });
  expect(scene.sandbox.purchases()).toHaveLength(2);
});

it('says in how many imports a missing row was', async () => {
  const asked: string[] = [];
  const scene = await openImporting({ ask: async (question) => asked.push(question) > 0 });
  const months = [
    [row('Rent'), row('Boxes')],
    [row('Rent'), row('Boxes'), row('Tape')],
    [row('Rent'), row('Tape'), other],
  ];
  let run = '';
  for (const [month, rows] of months.entries()) run = (await scene.import(`${month}.csv`, rows)).summary.run;
  const { summary } = await scene.import('april.csv', [other], { deltaFrom: run, yes: false });
  expect(asked.find((question) => question.includes('not in this file'))).toContain(
    'row 2: there in 3 of the last 3 imports; row 3: there in 2 of the last 3 imports',
  );
  const missing = await readFile(join(summary.folder, 'missing.csv'), 'utf8');
  expect(missing.split('\r\n').map((line) => line.split(',').slice(3).join())).toEqual([
    'imports,of',
    '3,3',
    '2,3',
    '',
  ]);
});

it('refuses a run that was pruned', async () => {
  const scene = await openImporting();
  const first = await scene.import('in.csv', [row('Rent')]);
  scene.pass(86_400_000);
  await scene.import('next.csv', [row('Rent'), row('Tape')]);
  scene.pass(86_400_000);
  expect((await scene.prune(0)).removed).toHaveLength(1);
  const { stop } = await scene.import('next.csv', [row('Paper')], { deltaFrom: first.summary.run });
  expect(stop?.code).toBe('RUN_PRUNED');
});

it.each([
  ['a run that nobody knows', async () => '20990101', 'NO_SUCH_RUN'],
  ['an export', async (scene: Scene) => (await scene.exportSome('purchases')).exported.run, 'OTHER_RUN'],
])('refuses %s', async (_, runOf, code) => {
  const scene = await openImporting();
  await scene.import('in.csv', [row('Rent')]);
  const { stop } = await scene.import('next.csv', [row('Paper')], { deltaFrom: await runOf(scene) });
  expect(stop?.code).toBe(code);
});

type Scene = Awaited<ReturnType<typeof openImporting>>;
