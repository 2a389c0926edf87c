// How long the command takes to start, as a user has it: packed, installed into an empty folder, and run beside `node -e 0`.
// `npm run bench:start`; with `-- --rounds 21` more rounds, with `-- --tarball FILE` another package.

import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const project = fileURLToPath(new URL('../..', import.meta.url));

/** What is run, and how many times as long as bare Node it may take. */
interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly target?: number;
}

/** Packs the checkout, unless a package is given, and installs it. Gives the folder with its node_modules. */
async function install(folder: string, tarball: string | undefined): Promise<void> {
  const npm = (args: readonly string[], cwd: string): string =>
    execFileSync('npm', [...args], { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  const packed = (): string => npm(['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], project);
  const file = tarball === undefined ? join(folder, packed().trim()) : resolve(tarball);
  await writeFile(join(folder, 'package.json'), '{"private":true}');
  npm(['install', '--prefer-offline', '--no-audit', '--no-fund', file], folder);
}

const lockSchema = z.object({ packages: z.record(z.string(), z.unknown()) });

/** How many packages the installation brought, ours among them. */
async function countPackages(folder: string): Promise<number> {
  const lock = lockSchema.parse(JSON.parse(await readFile(join(folder, 'node_modules/.package-lock.json'), 'utf8')));
  return Object.keys(lock.packages).filter((path) => path !== '').length;
}

const startedSchema = z.object({ url: z.string(), settings: z.record(z.string(), z.string()) });

async function startSandbox(main: string, folder: string): Promise<{ process: ChildProcess; env: NodeJS.ProcessEnv }> {
  const server = spawn(process.execPath, [main, 'sandbox', '--port', '0', '--json'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for await (const chunk of server.stdout) {
    return { process: server, env: startedSchema.parse(JSON.parse(String(chunk))).settings };
  }
  throw new Error('the sandbox did not start');
}

/** One run of a program. */
interface Run {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Processor time of all children that have ended, where /proc has it; the kernel counts in hundredths of a second. */
async function childrenCpuSeconds(): Promise<number> {
  const stat = await readFile('/proc/self/stat', 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100;
}

async function time(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Run> {
  const cpuBefore = await childrenCpuSeconds();
  const startedAt = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd, env, encoding: 'utf8' });
  const seconds = (performance.now() - startedAt) / 1000;
  if (status !== 0) throw new Error(`${args.join(' ')}: exit code ${status}\n${stderr}`);
  return { seconds, cpuSeconds: (await childrenCpuSeconds()) - cpuBefore };
}

function median(numbers: readonly number[]): number {
  return [...numbers].sort((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

function show(subjects: readonly Subject[], runs: readonly (readonly Run[])[]): void {
  const seconds = (index: number): number => median((runs[index] ?? []).map((run) => run.seconds));
  const cpu = (index: number): number => mean((runs[index] ?? []).map((run) => run.cpuSeconds));
  const cells = subjects.map(({ name, target }, index) => [
    name,
    `${(seconds(index) * 1000).toFixed(0)} ms`,
    (seconds(index) / seconds(0)).toFixed(1),
    (cpu(index) / cpu(0)).toFixed(1),
    target === undefined ? '' : `at most ${target}`,
  ]);
  const table = [['', 'median', 'ratio', 'processor time', 'target'], ...cells];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  for (const row of table) console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '));
}

const { values } = parseArgs({ options: { rounds: { type: 'string' }, tarball: { type: 'string' } } });
const rounds = Number(values.rounds ?? 11);
const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-'));
let server: ChildProcess | undefined;
try {
  await install(folder, values.tarball);
  const installed = join(folder, 'node_modules', 'carbonsheet');
  const main = join(installed, 'dist/cli/main.js');
  const sandbox = await startSandbox(main, folder);
  server = sandbox.process;
  const { PATH, HOME } = process.env;
  const env = { PATH, HOME, ...sandbox.env, CARBONSHEET_STATE_DIR: join(folder, 'state'), CARBONSHEET_YES: '1' };
  await time([main, 'import', join(installed, 'samples/resold-products-clean.xlsx')], folder, env);
  const sample = join(installed, 'samples/purchases-clean.csv');
  const subjects: readonly Subject[] = [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: '--version', args: [main, '--version'], target: 2 },
    { name: '--help', args: [main, '--help'], target: 3 },
    { name: 'datasets', args: [main, 'datasets'], target: 3 },
    { name: 'check purchases-clean.csv', args: [main, 'check', sample], target: 5 },
    {
      name: 'export footprints',
      args: [main, 'export', 'footprints', '--out', 'footprints.csv', '--force'],
      target: 6,
    },
  ];
  const runs = subjects.map((): Run[] => []);
  // Subjects take turns, so that other work on the machine slows all of them alike. The first round warms the disk's cache.
  for (let round = 0; round <= rounds; round += 1) {
    for (const [index, { args }] of subjects.entries()) {
      const run = await time(args, folder, env);
      if (round > 0) runs[index]?.push(run);
    }
  }
  const load = loadavg()[0]?.toFixed(1);
  console.log(`Node ${process.version}, ${availableParallelism()} cores, load ${load}, ${rounds} rounds`);
  console.log(`${await countPackages(folder)} packages installed\n`);
  show(subjects, runs);
} finally {
  server?.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
}
