// `--log-file`: what a command leaves there, however it ends. The lines themselves are tested in log/.

import { expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { openWorkDir, openWorkplace, summaryOf, type WorkDir } from './workdir.js';

type Line = Readonly<Record<string, unknown>>;

async function logOf(dir: WorkDir): Promise<readonly Line[]> {
  const text = await dir.read('log.ndjson');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

it('tells of an import with a refused and a repeated request, by route and without any text of the file', async () => {
  const { dir, sandbox } = await openWorkplace({
    fault: ({ method, path, count }) => {
      if (method !== 'POST' || path !== '/v1/purchases') return undefined;
      return { 1: { kind: 'status-before', status: 429 } as const, 3: { kind: 'status-before', status: 422 } as const }[
        count
      ];
    },
  });
  await dir.write('in.csv', csvOf([...purchases(3), purchase({ country: 'Nowhere-Land' })]));
  const ran = await dir.run([
    'import',
    'in.csv',
    '--invalid',
    'skip',
    '--log-file',
    'log.ndjson',
    '--json',
    '--concurrency',
    '1',
  ]);
  expect(ran.code).toBe(4);
  const { run } = summaryOf(ran);
  const lines = await logOf(dir);
  expect(lines[0]).toMatchObject({ level: 'info', event: 'command', command: 'import' });
  expect(lines.at(-1)).toMatchObject({ level: 'warn', event: 'end', exitCode: 4, run });
  expect(lines).toContainEqual(expect.objectContaining({ event: 'run-end', run, exitCode: 4 }));
  expect(lines).toContainEqual(expect.objectContaining({ event: 'row', level: 'warn', run, row: 3 }));
  const posts = lines.filter(({ path, method }) => path === '/v1/purchases' && method === 'POST');
  expect(posts.map(({ status, attempt, level }) => [status, attempt, level])).toEqual([
    [429, 1, 'warn'],
    [201, 2, 'info'],
    [422, 1, 'warn'],
    [201, 1, 'info'],
  ]);
  for (const { requestId, run: own, time, waitedMs, tookMs } of posts) {
    expect(requestId).toMatch(/^[\da-f-]{36}$/);
    expect(own).toBe(run);
    expect(time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect([waitedMs, tookMs]).toEqual([expect.any(Number), expect.any(Number)]);
  }
  const text = JSON.stringify(lines);
  const { DCYCLE_API_KEY: key } = sandbox.environment;
  expect(key).toMatch(/.{4}/);
  expect(text).not.toContain(key);
  expect(text).not.toContain('Nowhere-Land');
  expect(text).not.toContain(String(purchases(1)[0]?.product_name));
});

it('quotes no value that the service has changed or refused', async () => {
  const { dir } = await openWorkplace({
    fault: ({ method, path }) =>
      method === 'GET' && /^\/v1\/purchases\/.+/.test(path)
        ? {
            kind: 'rewritten',
            change: (answer) => ({ ...(answer as object), product_name: 'Electricidad de la nave' }),
          }
        : undefined,
  });
  await dir.write('in.csv', csvOf(purchases(3)));
  const ran = await dir.run(['import', 'in.csv', '--log-file', 'log.ndjson']);
  expect(ran.stderr).toContain('Electricidad de la nave');
  const lines = await logOf(dir);
  expect(lines).toContainEqual(expect.objectContaining({ event: 'stop', code: 'CANARY_CHANGED', level: 'warn' }));
  expect(JSON.stringify(lines)).not.toContain('Electricidad de la nave');
  expect(JSON.stringify(lines)).not.toContain(String(purchases(1)[0]?.product_name));
});

it.each([
  ['a wrong option', ['import', 'in.csv', '--fast'], 'USAGE', 2],
  ['a missing file', ['check', 'none.csv'], 'FILE_MISSING', 2],
])('tells why %s stopped the command', async (_, args, code, exitCode) => {
  const dir = await openWorkDir({ CARBONSHEET_LOG_FILE: 'log.ndjson' });
  expect((await dir.run(args)).code).toBe(exitCode);
  const lines = await logOf(dir);
  expect(lines.map(({ event }) => event)).toEqual(['command', 'stop', 'end']);
  expect(lines[1]).toMatchObject({ level: 'error', code });
});

it('sends nothing where the log cannot be written', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(1)));
  await dir.write('carbonsheet.yaml', 'version: 1\noptions: { log-file: logs/log.ndjson }\n');
  const ran = await dir.run(['import', 'in.csv']);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('its folder does not exist');
  expect(sandbox.stats().byRoute).toEqual({});
  const over = await dir.run(['import', 'in.csv', '--log-file', 'in.csv']);
  expect(over.code).toBe(2);
  expect(await dir.read('in.csv')).toBe(csvOf(purchases(1)));
});

it('is shared by commands that run at the same time', async () => {
  const dir = await openWorkDir();
  const ran = await Promise.all([1, 2, 3].map(() => dir.run(['datasets', '--log-file', 'log.ndjson'])));
  expect(ran.map(({ code }) => code)).toEqual([0, 0, 0]);
  expect((await logOf(dir)).map(({ event }) => event).sort()).toEqual([
    'command',
    'command',
    'command',
    'end',
    'end',
    'end',
  ]);
});

it.runIf(process.platform === 'linux')('does not fail with a full disk, and says what is missing', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(2)));
  const ran = await dir.run(['import', 'in.csv', '--log-file', '/dev/full']);
  expect(ran.code).toBe(0);
  expect(sandbox.purchases()).toHaveLength(2);
  expect(ran.stderr).toMatch(/the log \/dev\/full could not be written: its newest \d+ events are missing/);
  expect(await dir.run(['check', 'in.csv', '--log-file', '/dev/full', '--quiet'])).toMatchObject({
    code: 0,
    stdout: '',
    stderr: '',
  });
});

it('tells of an export as of a run, in each of its lines', async () => {
  const { dir } = await openWorkplace();
  const args = ['export', 'purchases', '--out', 'out.csv', '--log-file', 'log.ndjson', '--json'];
  const { run, folder } = summaryOf(await dir.run(args));
  const [first, ...others] = await logOf(dir);
  expect(first).toMatchObject({ event: 'command', command: 'export' });
  expect(others).toContainEqual(expect.objectContaining({ event: 'run', run, folder }));
  expect(others.filter(({ event }) => event === 'request').map((line) => line.run)).toContain(run);
  expect(others.filter((line) => line.event !== 'note' && line.run !== run)).toEqual([]);
  expect(others.slice(-2)).toMatchObject([
    { event: 'run-end', run, exitCode: 0, counts: { exported: expect.any(Number) } },
    { event: 'end', run, exitCode: 0 },
  ]);
});
