// Rows in doubt whose file is given back: each is found or stays open, and none is sent twice.

import { readFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/faults/faults.js';
import { purchase } from '../cli/tables.js';
import { openImporting, type ResultLine } from './importing.js';

const HOUR = 3_600_000;
const rows = ['A', 'B', 'C'].map((name) => purchase({ product_name: name }));
const told = (results: readonly ResultLine[]) => results.map(({ status, code }) => `${status} ${code}`.trim());

/** A service whose lists lag by two hours, and that answers the second row as the fault says. */
async function openLagging(fault: Fault) {
  let posts = 0;
  const scene = await openImporting({
    fault: ({ method, path }) => {
      if (method !== 'POST' || path !== '/v1/purchases') return undefined;
      posts += 1;
      return posts === 2 ? fault : { kind: 'late', delayMs: 2 * HOUR, answer: 'given' };
    },
  });
  const first = await scene.import('a.csv', rows);
  expect(told(first.results)).toEqual(['created', 'in-doubt NO_ANSWER', 'created']);
  return { scene, first, posts: () => posts };
}

it('is not sent again by a new import while the service may come to list it', async () => {
  const { scene, first, posts } = await openLagging({ kind: 'late', delayMs: 2 * HOUR, answer: 'dropped' });
  const workbook = await readFile(first.summary.workbook ?? '');
  const again = await scene.import('b.xlsx', workbook);
  expect(told(again.results)).toEqual(['unchanged AS_EXPORTED', 'failed STILL_IN_DOUBT', 'unchanged AS_EXPORTED']);
  expect(again.results[1]?.message).toContain(`carbonsheet resume ${first.summary.run}`);
  expect(again.summary.failed).toBeUndefined();
  expect(told((await scene.import('a.csv', rows)).results)[1]).toBe('failed STILL_IN_DOUBT');
  expect(posts()).toBe(3);
  scene.pass(3 * HOUR);
  expect(told((await scene.resume(first.summary.run)).results)).toEqual([
    'created',
    'created CONFIRMED_LATE',
    'created',
  ]);
  const last = await scene.import('c.xlsx', await readFile(again.summary.workbook ?? ''));
  expect(told(last.results)).toEqual(['unchanged AS_EXPORTED', 'skipped ALREADY_THERE', 'unchanged AS_EXPORTED']);
  expect([posts(), scene.sandbox.purchases().length]).toEqual([3, 3]);
});

it('is sent by a new import where the row asks for it', async () => {
  const { scene } = await openLagging({ kind: 'drop-before' });
  const asked = rows.map((row, index) => ({ ...row, Action: index === 1 ? 'create' : '' }));
  const again = await scene.import('a.csv', asked);
  expect(again.results[1]?.status).toBe('created');
  scene.pass(3 * HOUR);
  expect(scene.sandbox.purchases()).toHaveLength(3);
});

it('is sent once its hour is over and the service does not list it', async () => {
  const { scene, first } = await openLagging({ kind: 'drop-before' });
  scene.pass(3 * HOUR);
  const again = await scene.import('b.xlsx', await readFile(first.summary.workbook ?? ''));
  expect(told(again.results)).toEqual(['unchanged AS_EXPORTED', 'created', 'unchanged AS_EXPORTED']);
  expect(scene.sandbox.purchases()).toHaveLength(3);
});

it('settles an update in doubt over a row in which the service has more than the file', async () => {
  let isDown = false;
  const scene = await openImporting({
    fault: ({ method }) => (isDown && method === 'PATCH' ? { kind: 'drop-before' } : undefined),
  });
  const { results } = await scene.import('a.csv', rows);
  // The file has no such column, so that its hash knows nothing of it.
  await scene.dcycle('PATCH', `/v1/purchases/${results[1]?.remote_id}`, { description: 'from the service' });
  const again = await scene.import('a.csv', rows);
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(again.summary.workbook ?? '');
  const sheet = book.worksheets[1]!;
  const titles = sheet.getRow(1).values as readonly unknown[];
  sheet.getRow(3).getCell(titles.indexOf('quantity')).value = 77;
  isDown = true;
  const edited = Buffer.from(await book.xlsx.writeBuffer());
  const { summary } = await scene.import('b.xlsx', edited, { onExisting: 'update' });
  expect(summary.counts).toMatchObject({ inDoubt: 1 });
  isDown = false;
  const resumed = await scene.resume(summary.run);
  expect(told(resumed.results)).toEqual(['unchanged AS_EXPORTED', 'updated', 'unchanged AS_EXPORTED']);
  const held = scene.sandbox.purchases() as readonly {
    readonly quantity: number;
    readonly description: string | null;
  }[];
  expect(held.map(({ quantity, description }) => [quantity, description])).toContainEqual([77, 'from the service']);
  expect(held).toHaveLength(3);
});
