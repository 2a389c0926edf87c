// Files whose rows refer to each other, where a user is asked about the rows that are not fit to send.

import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type FileCommand, runFiles } from '../../src/cli/run-files.js';
import { systemClock } from '../../src/pace/system-clock.js';
import { accountTools } from '../../src/pipeline/account-tools.js';
import { importFile } from '../../src/pipeline/import.js';
import { csvOf, product } from './tables.js';
import { openWorkplace } from './workdir.js';

it.each([
  { answer: true, code: 4, held: 1 },
  { answer: false, code: 3, held: 0 },
])('asks once, and after $answer ends with $code', async ({ answer, code, held }) => {
  const { dir, sandbox } = await openWorkplace();
  const suppliers = [
    { 'Supplier name': 'Nordfrakt AB', 'Custom id': 'S-1' },
    { 'Supplier name': '', 'Custom id': 'S-2' },
  ];
  await dir.write('suppliers.csv', csvOf(suppliers));
  await dir.write('products.csv', csvOf([product({ 'Custom id': 'OAT-1' })]));
  const period = { 'Product custom id': 'OAT-1', 'Supplier custom id': 'S-1', 'Valid from': '2024-01-01' };
  await dir.write('periods.csv', csvOf([period]));
  const files = ['periods.csv', 'suppliers.csv', 'products.csv'].map((name) => join(dir.path, name));
  const questions: string[] = [];
  const signal = new AbortController().signal;
  let ids = 0;
  const command: FileCommand = {
    command: 'import',
    args: {
      files,
      runsDir: join(dir.path, 'runs'),
      netAmounts: false,
      asNew: false,
      equalRows: 'keep',
      quoteRule: 'strict',
      unpivot: false,
      limit: [],
      openapi: [],
      json: false,
      quiet: true,
      verbose: false,
    },
    invalid: 'ask',
    makeTools: () =>
      accountTools({
        settings: sandbox.environment,
        clock: systemClock,
        newId: () => `${++ids}`.padStart(6, '0'),
        ledger: join(dir.path, 'ledger.db'),
        stateFolder: join(dir.path, 'state'),
        signal,
        ask: async (question) => {
          questions.push(question);
          return answer;
        },
      }),
    run: (request, tools, invalid = 'stop') =>
      importFile({ ...request, onExisting: 'skip', concurrency: 1, via: 'api', yes: true, invalid }, tools),
  };
  expect(await runFiles(command)).toBe(code);
  expect(questions).toHaveLength(1);
  expect(sandbox.suppliers()).toHaveLength(held);
  expect(sandbox.resoldProducts()).toHaveLength(held);
});
