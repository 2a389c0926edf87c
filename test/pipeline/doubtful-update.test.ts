// An update of an edited export whose answer never came: it is sent again only over what was exported.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Papa from 'papaparse';
import { afterEach, expect, it } from 'vitest';
import { accountTools } from '../../src/pipeline/account-tools.js';
import { exportData } from '../../src/pipeline/export/export.js';
import { importFile } from '../../src/pipeline/import.js';
import { resumeRun } from '../../src/pipeline/resume.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/start-sandbox.js';
import { purchase } from '../cli/tables.js';

let sandbox: Sandbox | undefined;
let folder = '';
afterEach(async () => {
  await sandbox?.close();
  await rm(folder, { recursive: true, force: true });
});

/** The first row of a CSV file; of two columns with one title, the first. */
async function firstLine(path: string): Promise<Readonly<Record<string, string>>> {
  const [titles = [], cells = []] = Papa.parse<readonly string[]>(await readFile(path, 'utf8')).data;
  return Object.fromEntries(titles.map((title, index) => [title, cells[index] ?? ''] as const).reverse());
}

/** Imports one edited purchase while no change is answered, changes the held one, and resumes the import. */
async function resumedAfter(change: object) {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-doubt-'));
  let isDown = false;
  sandbox = await startSandbox({
    now: Date.now,
    processingMs: 0,
    fault: ({ method }) => (isDown && method === 'PATCH' ? { kind: 'drop-before' } : undefined),
  });
  const { environment, url } = sandbox;
  let moment = Date.now();
  let ids = 0;
  const tools = accountTools({
    settings: environment,
    clock: {
      now: () => moment,
      random: () => 0.5,
      sleep: async (delayMs) => {
        moment += Math.ceil(delayMs);
      },
    },
    newId: () => `id-${++ids}`,
    ledger: join(folder, 'ledger.db'),
    stateFolder: join(folder, 'state'),
    signal: new AbortController().signal,
  });
  const [file, out] = [join(folder, 'new.csv'), join(folder, 'held.csv')];
  const request = { file, runsDir: join(folder, 'runs'), equalRows: 'keep', concurrency: 1, yes: true } as const;
  await writeFile(file, Papa.unparse([purchase({ quantity: '1', description: 'Old' })]));
  const asked = { ...request, onExisting: 'update', invalid: 'stop', via: 'api', canary: false } as const;
  await importFile(asked, tools);
  await exportData({ what: 'purchases', out, runsDir: join(folder, 'exports') }, tools);
  const exported = await firstLine(out);
  await writeFile(file, Papa.unparse([{ ...exported, quantity: '2' }]));
  isDown = true;
  const { summary } = await importFile(asked, tools);
  expect(summary.counts).toMatchObject({ inDoubt: 1 });
  isDown = false;
  await fetch(`${url}/v1/purchases/${exported.carbonsheet_id}`, {
    method: 'PATCH',
    headers: {
      'content-type': 'application/json',
      'x-api-key': environment.DCYCLE_API_KEY ?? '',
      'x-organization-id': environment.DCYCLE_ORGANIZATION_ID ?? '',
    },
    body: JSON.stringify(change),
  });
  await resumeRun({ run: summary.run, acceptChanges: false, yes: true }, tools);
  const result = await firstLine(join(summary.folder, 'results.csv'));
  return { held: sandbox.purchases()[0], result };
}

it.each([
  [{}, { quantity: 2, description: 'Old' }, 'updated', ''],
  [{ quantity: 2 }, { quantity: 2, description: 'Old' }, 'updated', 'CONFIRMED_LATE'],
  [{ description: 'New' }, { quantity: 1, description: 'New' }, 'failed', 'CHANGED_SINCE_EXPORT'],
])('after %j at the service, holds %j, and the row is %s %s', async (change, held, status, code) => {
  const resumed = await resumedAfter(change);
  expect(resumed.held).toMatchObject(held);
  expect(resumed.result).toMatchObject({ status, code });
});
