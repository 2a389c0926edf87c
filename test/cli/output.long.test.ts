// What is printed where: results on stdout, everything else on stderr, and work that goes on when nobody reads any more.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { csvOf, purchase, purchases } from './tables.js';
import { countsOf, openWorkDir, openWorkplace, summaryOf, type WorkDir } from './workdir.js';

/** Runs the command in a shell, which is what pipes are made by. */
async function inShell(dir: WorkDir, script: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn('bash', ['-c', script], { cwd: dir.path, env: dir.shellEnvironment() });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    out.stderr += text;
  });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...out };
}

const bad = csvOf([...purchases(2), purchase({ quantity: 'x' }), purchase({ country: 'Germany' })]);

it.each(['>(true)', '>(head -c 1 >/dev/null)'])('finishes an import whose output %s is closed', async (reader) => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf([...purchases(30), purchase({ quantity: 'x' })]));
  const ran = await inShell(dir, `carbonsheet import in.csv --invalid skip --verbose > ${reader} 2> ${reader}`);
  expect(ran.code).toBe(4);
  expect(sandbox.purchases()).toHaveLength(30);
  const { summary, results } = await dir.runFolder();
  expect(countsOf(summary.counts)).toEqual({ rows: 31, created: 30, invalid: 1 });
  expect(results).toHaveLength(31);
});

it('ends a command that only prints quietly when its reader has seen enough', async () => {
  const dir = await openWorkDir();
  await dir.write('in.csv', csvOf(purchases(50_000)));
  const ran = await inShell(dir, 'set -o pipefail; carbonsheet peek in.csv --rows all | head -2');
  expect(ran).toMatchObject({ code: 0, stderr: '' });
  expect(ran.stdout.split('\n')).toHaveLength(3);
});

it.runIf(process.platform === 'linux')('does not call lost output a success', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(2)));
  const ran = await inShell(dir, 'carbonsheet import in.csv --json > /dev/full');
  expect(ran.code).toBe(2);
  expect(sandbox.purchases()).toHaveLength(2);
  expect((await dir.runFolder()).summary.exitCode).toBe(0);
});

it.runIf(process.platform === 'linux')('says that a file could not take the end of an export', async () => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', csvOf(purchases(30)));
  await dir.run(['import', 'in.csv']);
  expect(sandbox.purchases()).toHaveLength(30);
  // The output may grow by 2,000 bytes; every other file is far from the limit.
  const script = 'ulimit -f 20480; truncate -s 20969520 out.csv; carbonsheet export purchases --out - >> out.csv';
  const ran = await inShell(dir, script);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain('standard output');
  expect(ran.stderr).not.toContain('30 rows written');
});

it.runIf(process.platform === 'linux')('says that a file could not take the end of what is printed', async () => {
  const dir = await openWorkDir();
  const ran = await inShell(dir, 'ulimit -f 1024; truncate -s 1048573 out.txt; carbonsheet --version >> out.txt');
  expect(ran.code).toBe(2);
});

it('prints results on stdout, and problems, conclusions and stops on stderr', async () => {
  const { dir } = await openWorkplace();
  await dir.write('bad.csv', bad);
  const ran = await dir.run(['import', 'bad.csv', '--verbose']);
  expect(ran.code).toBe(3);
  expect(ran.stdout).toMatch(/^ +4 rows in bad\.csv\n/);
  expect(ran.stdout).toContain('problems.csv');
  expect(ran.stdout).not.toMatch(/row 4|header in row|Stopped|Next/);
  for (const text of ['bad.csv, row 4, column quantity', 'header in row 1', 'Stopped:', 'Next:'])
    expect(ran.stderr).toContain(text);
});

it('prints the JSON alone on stdout with --json', async () => {
  const { dir } = await openWorkplace();
  await dir.write('bad.csv', bad);
  const ran = await dir.run(['import', 'bad.csv', '--json', '--verbose']);
  expect(summaryOf(ran).exitCode).toBe(3);
  expect(ran.stderr).toContain('4 rows in bad.csv');
});

it('prints only what went wrong with --quiet, on stderr', async () => {
  const { dir } = await openWorkplace();
  await dir.write('good.csv', csvOf([...purchases(2), purchase({ country: 'Germany', quantity: '5' })]));
  await dir.write('bad.csv', bad);
  expect(await dir.run(['import', 'good.csv', '--quiet'])).toMatchObject({ code: 0, stdout: '', stderr: '' });
  const ran = await dir.run(['import', 'bad.csv', '--quiet', '--verbose']);
  expect(ran).toMatchObject({ code: 3, stdout: '' });
  expect(ran.stderr).toContain('bad.csv, row 4, column quantity');
  expect(ran.stderr).toContain('1 of 4 rows is not valid');
  expect(ran.stderr).not.toMatch(/Germany|header in row|rows in bad/);
});

it('prints one message for rows that the service refused with --quiet', async () => {
  const { dir } = await openWorkplace({
    fault: ({ method, path, count }) =>
      method === 'POST' && path === '/v1/purchases' && count === 2 ? { kind: 'status-before', status: 422 } : undefined,
  });
  await dir.write('in.csv', csvOf(purchases(3)));
  const ran = await dir.run(['import', 'in.csv', '--quiet', '--concurrency', '1']);
  expect(ran).toMatchObject({ code: 4, stdout: '' });
  expect(ran.stderr).toMatch(
    /^Finished with exit code 4: in\.csv: 3 rows, 2 created, 1 failed; see runs\S+\nNext.*retry.*\n$/,
  );
});

it.each([
  { args: ['import', 'in.csv', '--fast'], where: { command: 'import' }, code: 'USAGE' },
  { args: ['export', 'footprints', '--out', 'x.pdf'], where: { command: 'export' }, code: undefined },
  { args: ['peek', 'none.csv'], where: { command: 'peek', file: 'none.csv' }, code: 'FILE_MISSING' },
  { args: ['runs', 'x'], where: { command: 'runs' }, code: 'NO_SUCH_RUN' },
  { args: ['template'], where: { command: 'template' }, code: 'USAGE' },
  { args: ['imprt'], where: {}, code: 'USAGE' },
])('tells a stop of $args as JSON too', async ({ args, where, code }) => {
  const dir = await openWorkDir();
  const ran = await dir.run([...args, '--json']);
  expect(ran.code).toBe(2);
  expect(ran.stdout.trim().split('\n')).toHaveLength(1);
  const error = { kind: 'usage', message: expect.any(String), hint: expect.any(String), ...(code ? { code } : {}) };
  const kind = code === 'FILE_MISSING' ? 'input' : 'usage';
  expect(JSON.parse(ran.stdout)).toMatchObject({ version: 1, ...where, error: { ...error, kind }, exitCode: 2 });
  expect(ran.stderr).toContain('Stopped:');
});

it.each([
  { input: '<(cat in.csv)', shown: 'with the same input sent again: carbonsheet import - --invalid skip --yes' },
  { input: '- < in.csv', shown: 'with the same input sent again: carbonsheet import - --invalid skip --yes' },
  { input: '- < <(cat in.csv)', shown: 'with the same input sent again: carbonsheet import - --invalid skip --yes' },
])('reads $input, and says that it must be sent again', async ({ input, shown }) => {
  const { dir, sandbox } = await openWorkplace();
  await dir.write('in.csv', bad);
  const ran = await inShell(dir, `carbonsheet import ${input}`);
  expect(ran.code).toBe(3);
  expect(ran.stderr).toContain(`Next, ${shown}\n`);
  const other = await inShell(dir, `carbonsheet import --invalid skip ${input}`);
  expect(other.code).toBe(4);
  expect(sandbox.purchases()).toHaveLength(3);
});

it('reads no device, which may never end', async () => {
  const dir = await openWorkDir();
  const ran = await inShell(dir, 'carbonsheet check /dev/null');
  expect([ran.code, ran.stderr]).toEqual([2, expect.stringContaining('/dev/null is a device, not a file')]);
});

it.each(['<(true)', '- < /dev/null'])('says that %s is empty, by the name it was given', async (input) => {
  const dir = await openWorkDir();
  const spool = await mkdtemp(join(tmpdir(), 'carbonsheet-spool-'));
  const ran = await inShell(dir, `TMPDIR=${spool} carbonsheet check ${input}`);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toMatch(/^Stopped: (stdin|\/dev\/\S+) is empty/);
  expect(ran.stderr).not.toContain(spool);
  await rm(spool, { recursive: true });
});
