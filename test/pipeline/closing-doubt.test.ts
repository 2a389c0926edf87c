// A period that is closed while rows are in doubt, or after a reason was given: nothing more is written into it unasked.

import { expect, it } from 'vitest';
import type { ImportRequest } from '../../src/pipeline/requests.js';
import { resumeRun, retryRun } from '../../src/pipeline/resume.js';
import { purchase } from '../cli/tables.js';
import { openImporting } from './importing.js';

const HOUR = 3_600_000;
const rows = ['A', 'B', 'C'].map((product_name) => purchase({ product_name }));
const request = { acceptChanges: false, yes: true };

/** An import whose second row never reached the service, which is seen three hours later: the lists lag until then. */
async function openDoubt(terms: Partial<ImportRequest> = {}, closed?: string) {
  let posts = 0;
  const scene = await openImporting({
    fault: ({ method, path }) => {
      if (method !== 'POST' || path !== '/v1/purchases') return undefined;
      posts += 1;
      return posts === 2 ? { kind: 'drop-before' } : { kind: 'late', delayMs: 2 * HOUR, answer: 'given' };
    },
  });
  if (closed) await scene.close(closed);
  const { summary } = await scene.import('in.csv', rows, terms);
  expect(summary.counts).toMatchObject({ created: 2, inDoubt: 1 });
  scene.pass(3 * HOUR);
  return { scene, run: summary.run, posts: () => posts };
}

it.each(['resume', 'retry'] as const)(
  '%s sends no row in doubt into a period that was closed since',
  async (command) => {
    const { scene, run, posts } = await openDoubt();
    await scene.close('2024-03');
    const { stop, summary } = await scene[command](run);
    expect(stop).toMatchObject({ code: 'PERIOD_CLOSED', message: expect.stringContaining('in.csv, row 3') });
    expect(summary).toMatchObject({ exitCode: 3, counts: { created: 2, inDoubt: 1 } });
    expect(posts()).toBe(3);
  },
);

it('sends it with a reason, which the run keeps', async () => {
  const { scene, run, posts } = await openDoubt();
  await scene.close('2024-03');
  const { summary } = await resumeRun({ run, ...request, restate: 'late invoices' }, scene.tools);
  expect(summary).toMatchObject({
    counts: { created: 3, inDoubt: 0 },
    restated: { reason: 'late invoices', rows: 1, periods: ['2024-03'] },
  });
  expect(posts()).toBe(4);
});

it('takes a reason for the periods that were closed when it was given, and for no others', async () => {
  const { scene, run, posts } = await openDoubt({ restate: 'correction of 2023' });
  await scene.close('2024-03');
  const { stop } = await retryRun({ run, ...request }, scene.tools);
  expect(stop?.code).toBe('PERIOD_CLOSED');
  expect(posts()).toBe(3);
});

it('keeps the reason for the rest of the run', async () => {
  const { scene, run } = await openDoubt({ restate: 'late invoices' }, '2024-03');
  const { summary } = await scene.resume(run);
  expect(summary).toMatchObject({ counts: { created: 3 }, restated: { reason: 'late invoices' } });
});

it('takes the reason of a plan for the periods that were closed when it was made', async () => {
  const scene = await openImporting();
  const { path } = await scene.keep({ 'in.csv': rows }, ['plan.json'], { restate: 'correction of 2023' });
  scene.pass(HOUR);
  await scene.close('2024-03');
  const { stop } = await scene.apply(path);
  expect(stop?.code).toBe('PLAN_OUT_OF_DATE');
  expect(scene.sandbox.purchases()).toEqual([]);
});
