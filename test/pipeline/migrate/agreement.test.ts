// What was agreed to before a migration began, and what happens where it goes on.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inGroup, openMigrating, product, supplier, toGroup } from './migrating.js';

const holdings = { suppliers: [supplier(1), supplier(2)], resoldProducts: [1, 2, 3].map((number) => product(number)) };

/** A migration that is stopped at its second product. @param agree how somebody agrees at first */
async function stopped(agree: 'yes' | 'answer') {
  const stopping = new AbortController();
  const asked: string[] = [];
  let answer: boolean | undefined = true;
  let posts = 0;
  const at = await openMigrating({
    holdings,
    fault: ({ method, path }) => {
      if (method === 'POST' && path === '/resold-products') posts += 1;
      if (posts === 2) stopping.abort();
      return undefined;
    },
    ask: async (question) => {
      asked.push(question);
      return answer;
    },
  });
  const first = await at.migrate({ concurrency: 1, yes: agree === 'yes' }, { signal: stopping.signal });
  expect(first.summary.exitCode).toBe(130);
  at.said();
  asked.length = 0;
  const nobody = (): void => {
    answer = undefined;
  };
  const products = () => inGroup(at.sandbox.resoldProducts(), toGroup);
  return { at, first, asked, nobody, products };
}

it.each([
  [
    'answer',
    [
      'agreed to its plan on 2025-01-15 at 12:00 UTC',
      'suppliers: 2 to create, 2 written, 0 left',
      'resold-products: 3 to create, 2 written, 1 left',
    ],
  ],
  [
    'yes',
    [
      'agreed with --yes to all rows of the source on 2025-01-15 at 12:00 UTC',
      'suppliers: up to 2 to create, 2 written, 0 left',
      'resold-products: up to 3 to create, 2 written, 1 left',
    ],
  ],
] as const)('says what was agreed to and what is left, and goes on: %s', async (agree, lines) => {
  const { at, first, asked, products } = await stopped(agree);
  const resumed = await at.migrate({ yes: false });
  const said = at.said().filter((text) => /^(going on| {2})/.test(text));
  expect(said).toEqual([`going on with ${first.summary.run}`, ...lines.map((line) => `  ${line}`)]);
  expect(asked).toEqual([]);
  expect(resumed.summary).toMatchObject({ run: first.summary.run, exitCode: 0 });
  expect(products()).toHaveLength(3);
});

it('asks where more would be written than was agreed to, and sends nothing where nobody answers', async () => {
  const { at, first, asked, nobody, products } = await stopped('answer');
  const [one] = inGroup(at.sandbox.suppliers(), toGroup);
  await at.put('DELETE', `/suppliers/${one?.id}`);
  nobody();
  const unconfirmed = await at.migrate({ yes: false });
  expect(unconfirmed).toMatchObject({ isUnconfirmed: true, summary: { exitCode: 2, run: first.summary.run } });
  expect(asked).toEqual([expect.stringMatching(/Migrate 2 rows .* Nobody has agreed to 1 of them/)]);
  expect(products()).toHaveLength(2);
  const resumed = await at.migrate({ yes: true });
  expect(resumed.summary.run).toBe(first.summary.run);
  expect(products()).toHaveLength(3);
});

it('asks where nothing tells what was agreed to', async () => {
  const { at, first, asked, products } = await stopped('answer');
  await rm(join(first.summary.folder, 'agreed.json'));
  await at.migrate({ yes: false });
  expect(asked).toEqual([expect.stringMatching(/Migrate 1 row from .* Nobody has agreed to 1 of them/)]);
  expect(products()).toHaveLength(3);
});

it.each([
  ['other datasets', { datasets: ['resold-products'] }],
  ['other terms', { onExisting: 'update' }],
] as const)('takes %s for another migration, says so, and asks', async (_, change) => {
  const { at, first, asked } = await stopped('answer');
  const other = await at.migrate({ yes: false, ...change });
  expect(other.summary.run).not.toBe(first.summary.run);
  expect(at.said()).toEqual(
    expect.arrayContaining([`${first.summary.run} was stopped before its end; this is another migration.`]),
  );
  expect(asked).toHaveLength(1);
  expect(asked[0]).not.toContain('Nobody has agreed');
});

it('goes on after a plan that was only looked at', async () => {
  const { at, first, products } = await stopped('answer');
  const planned = await at.migrate({ dryRun: true });
  expect(planned.summary).toMatchObject({ run: first.summary.run, dryRun: true });
  const resumed = await at.migrate({ yes: false });
  expect(resumed.summary).toMatchObject({ run: first.summary.run, exitCode: 0 });
  expect(products()).toHaveLength(3);
  expect(resumed.lines).toHaveLength(5);
});

it('tells of which run everything is', async () => {
  const at = await openMigrating({ holdings });
  const { summary } = await at.migrate({ datasets: ['suppliers'] });
  const runs = at.told.flatMap((one) =>
    one.kind === 'began' || one.kind === 'finished' || one.kind === 'within' ? [[one.kind, one.run]] : [],
  );
  const [part] = summary.datasets;
  expect(runs).toEqual([
    ['began', summary.run],
    ['began', part?.run],
    ['finished', part?.run],
    ['within', summary.run],
    ['finished', summary.run],
  ]);
});
