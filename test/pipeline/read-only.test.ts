// Where only reading is allowed: what would write is stopped before it is connected, what reads goes on.

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/pace/system-clock.js';
import { accountTools } from '../../src/pipeline/account-tools.js';
import { exportData } from '../../src/pipeline/export/export.js';
import { importFile } from '../../src/pipeline/import.js';
import { planFile } from '../../src/pipeline/plan.js';
import type { ImportRequest } from '../../src/pipeline/requests.js';
import { resumeRun, retryRun } from '../../src/pipeline/resume.js';
import { undoRun } from '../../src/pipeline/undo/undo.js';
import { ServiceError } from '../../src/providers/http/http.js';
import { providers } from '../../src/providers/index.js';
import { startSandbox } from '../../src/sandbox/start-sandbox.js';
import { csvOf, purchase } from '../cli/tables.js';

async function openPlace() {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-read-only-'));
  const sandbox = await startSandbox({ now: Date.now, processingMs: 0 });
  onTestFinished(async () => {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  });
  const file = join(folder, 'in.csv');
  await writeFile(file, csvOf([purchase()]));
  const toolsOf = (readOnly: boolean) =>
    accountTools({
      settings: sandbox.environment,
      clock: systemClock,
      newId: randomUUID,
      ledger: join(folder, 'ledger.db'),
      stateFolder: join(folder, 'state'),
      signal: new AbortController().signal,
      readOnly,
    });
  const request: ImportRequest = {
    file,
    runsDir: join(folder, 'runs'),
    equalRows: 'keep',
    onExisting: 'skip',
    concurrency: 2,
    invalid: 'stop',
    via: 'api',
    yes: true,
  };
  return { folder, sandbox, request, toolsOf };
}

it('stops import, resume, retry and undo before anything is asked of the service', async () => {
  const { sandbox, request, toolsOf } = await openPlace();
  const { summary } = await importFile(request, toolsOf(false));
  const before = sandbox.stats();
  const tools = toolsOf(true);
  const going = { run: summary.run, acceptChanges: false, concurrency: 1 };
  for (const work of [
    () => importFile(request, tools),
    () => resumeRun(going, tools),
    () => retryRun(going, tools),
    () => undoRun({ run: summary.run, dryRun: false, yes: true, concurrency: 1 }, tools),
  ])
    await expect(work()).rejects.toMatchObject({ kind: 'usage', code: 'READ_ONLY' });
  expect(sandbox.stats()).toEqual(before);
  expect(sandbox.purchases()).toHaveLength(1);
});

it('lets everything through that only reads', async () => {
  const { folder, sandbox, request, toolsOf } = await openPlace();
  const tools = toolsOf(true);
  expect((await planFile(request, tools)).summary).toMatchObject({ exitCode: 0, plan: { create: 1 } });
  expect((await importFile({ ...request, rehearse: true }, tools)).summary.counts).toMatchObject({ created: 1 });
  const toFile = { ...request, via: 'file', dataset: 'country-sales', file: join(folder, 'sales.csv') } as const;
  await writeFile(
    toFile.file,
    'Product name,Country,Quantity,Start date,End date\nKettle,SE,12,2024-01-01,2024-03-31\n',
  );
  expect((await importFile(toFile, tools)).summary).toMatchObject({ exitCode: 0, counts: { unsent: 1 } });
  for (const what of ['purchases', 'footprints', 'baselines', 'product-impacts'])
    await exportData({ what, out: join(folder, `${what}.csv`), filters: {}, runsDir: request.runsDir }, tools);
  expect(sandbox.purchases()).toHaveLength(0);
});

it.each(providers.map(({ name, routes }) => [name, routes] as const))(
  'has sessions of %s that refuse every route that may change something',
  async (name, routes) => {
    const { sandbox, toolsOf } = await openPlace();
    const { session } = await toolsOf(true).connect(name);
    const writing = routes.filter(({ method, reads }) => method !== 'GET' && !reads);
    expect(writing.length).toBeGreaterThan(2);
    for (const route of writing) await expect(session.call(route.name)).rejects.toMatchObject({ code: 'READ_ONLY' });
    const [list] = routes.filter(({ method, path }) => method === 'GET' && !path.includes('{'));
    await expect(session.call(list?.name ?? '', { method: 'DELETE' })).rejects.toMatchObject({ code: 'READ_ONLY' });
    await expect(
      session.put('https://example.org', { type: 'text/csv', bytes: new Uint8Array() }),
    ).rejects.toMatchObject({
      code: 'READ_ONLY',
    });
    expect(Object.keys(sandbox.stats().byRoute)).toEqual([]);
  },
);

it('asks for footprints, which takes a POST', async () => {
  const { sandbox, toolsOf } = await openPlace();
  const { session } = await toolsOf(true).connect('carboncloud');
  const asking = { body: { kind: 'json', value: {} } } as const;
  await expect(session.call('listFootprints', asking).catch((cause) => cause)).resolves.toBeInstanceOf(ServiceError);
  expect(Object.keys(sandbox.stats().byRoute).filter((route) => /footprints$/.test(route))).toHaveLength(1);
});
