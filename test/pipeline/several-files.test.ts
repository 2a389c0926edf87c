// Files whose rows refer to each other: the order, the question about invalid rows, and what is left when one stops.

import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { systemClock } from '../../src/pace/system-clock.js';
import { accountTools } from '../../src/pipeline/account-tools.js';
import type { FilesRequest, ImportRequest } from '../../src/pipeline/requests.js';
import { checkFiles, importFiles, planFiles, type TableEnds } from '../../src/pipeline/several-files.js';
import { csvOf, product } from '../cli/tables.js';
import { openWorkplace } from '../cli/workdir.js';

const suppliers = [
  { 'Supplier name': 'Nordfrakt AB', 'Custom id': 'S-1' },
  { 'Supplier name': 'Sydfrakt AB', 'Custom id': 'S-2' },
];
const period = { 'Product custom id': 'OAT-1', 'Supplier custom id': 'S-1', 'Valid from': '2024-01-01' };

/** Three files in the wrong order: periods refer to the products and suppliers of the others. */
async function related(
  asked: { readonly suppliers?: readonly Readonly<Record<string, string>>[]; readonly answer?: boolean } = {},
) {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('suppliers.csv', csvOf(asked.suppliers ?? suppliers));
  await dir.write('products.csv', csvOf([product({ 'Custom id': 'OAT-1' })]));
  await dir.write('periods.csv', csvOf([period]));
  const questions: string[] = [];
  let ids = 0;
  const tools = accountTools({
    settings: sandbox.environment,
    clock: systemClock,
    newId: () => `${++ids}`.padStart(6, '0'),
    ledger: join(dir.path, 'ledger.db'),
    stateFolder: join(dir.path, 'state'),
    signal: new AbortController().signal,
    ask: async (question) => {
      questions.push(question);
      return asked.answer;
    },
  });
  const request: FilesRequest<ImportRequest> = {
    files: ['periods.csv', 'suppliers.csv', 'products.csv'].map((name) => join(dir.path, name)),
    runsDir: join(dir.path, 'runs'),
    equalRows: 'keep',
    onExisting: 'skip',
    invalid: 'ask',
    concurrency: 1,
    via: 'api',
    yes: true,
  };
  return { dir, sandbox, tools, request, questions };
}

/** The ends as lines: a table with its exit code, or the tables that are not processed. */
async function linesOf(ends: TableEnds): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const end of ends) {
    if (end.kind === 'unprocessed') lines.push(`not ${end.tables.map(({ file }) => basename(file)).join(' ')}`);
    else lines.push(`${basename(end.table.file)} ${end.finished?.summary.exitCode ?? end.stop?.code}`);
  }
  return lines;
}

it('imports parents first, whatever the order of the files', async () => {
  const { tools, request, sandbox } = await related();
  expect(await linesOf(importFiles(request, tools))).toEqual(['products.csv 0', 'suppliers.csv 0', 'periods.csv 0']);
  expect(sandbox.suppliers()).toHaveLength(2);
});

it('checks and plans them in the same order, and sends nothing', async () => {
  const { tools, request, sandbox } = await related();
  const lines = ['products.csv 0', 'suppliers.csv 0', 'periods.csv 0'];
  expect(await linesOf(checkFiles(request, tools))).toEqual(lines);
  expect(await linesOf(planFiles(request, tools))).toEqual(lines);
  expect(sandbox.suppliers()).toEqual([]);
});

it.each([
  { answer: true, lines: ['products.csv 0', 'suppliers.csv 4', 'periods.csv 0'], held: 1 },
  { answer: false, lines: ['suppliers.csv 3', 'not products.csv periods.csv'], held: 0 },
])('asks once about invalid rows, and after $answer ends with $lines', async ({ answer, lines, held }) => {
  const invalid = [suppliers[0]!, { 'Supplier name': '', 'Custom id': 'S-2' }];
  const { tools, request, sandbox, questions } = await related({ suppliers: invalid, answer });
  expect(await linesOf(importFiles(request, tools))).toEqual(lines);
  expect(questions).toEqual([expect.stringMatching(/suppliers\.csv: .*Send all others\?$/)]);
  expect(sandbox.suppliers()).toHaveLength(held);
  expect(sandbox.resoldProducts()).toHaveLength(held);
});

it('counts --stop-after over all files, and can resume the run that it stopped', async () => {
  const { tools, request, sandbox } = await related();
  const ends: unknown[] = [];
  for await (const end of importFiles({ ...request, canary: false, brakes: { stopAfter: 2 } }, tools)) ends.push(end);
  expect(ends).toMatchObject([
    { kind: 'ended', stop: undefined },
    { kind: 'ended', stop: { kind: 'limit' }, resumable: expect.stringContaining('suppliers'), endsAll: true },
    { kind: 'unprocessed', tables: [{ dataset: 'supplier-periods' }], unfinished: [{ dataset: 'supplier-periods' }] },
  ]);
  expect(sandbox.resoldProducts()).toHaveLength(1);
  expect(sandbox.suppliers()).toHaveLength(1);
});

it('refuses to rehearse files together that refer to each other', async () => {
  const { tools, request } = await related();
  await expect(linesOf(importFiles({ ...request, rehearse: true }, tools))).rejects.toMatchObject({
    code: 'NO_REHEARSAL',
  });
});

it('goes on after a file that is no table, where rows do not refer to each other', async () => {
  const { dir, tools, request, sandbox } = await related();
  await writeFile(join(dir.path, 'notes.txt'), 'nothing to see\n');
  const files = [join(dir.path, 'notes.txt'), join(dir.path, 'suppliers.csv')];
  const ends: unknown[] = [];
  for await (const end of importFiles({ ...request, files }, tools)) ends.push(end);
  expect(ends).toMatchObject([
    { kind: 'ended', finished: undefined, stop: { kind: 'mapping' }, resumable: undefined, endsAll: false },
    { kind: 'ended', finished: { summary: { exitCode: 0 } }, stop: undefined },
  ]);
  expect(sandbox.suppliers()).toHaveLength(2);
});
