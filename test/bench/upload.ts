// How well an import uses what a server allows, and whether its memory grows with the rows. `npm run bench:upload`: the built
// command against the sandbox, each in its own process, at 500 requests a second; with `-- --rows 1000000`, so many rows to a
// service that is never the brake.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { showChangingLimit } from './changing-limit.js';
import { showFastUpload } from './fast-upload.js';
import { showGateCost } from './gate-cost.js';

const ALLOWED_PER_SECOND = 500;
// The compiled benchmark stands in build/bench.
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

interface Measured {
  readonly rows: number;
  readonly created: number;
  /** Requests that the server let through, from the first to the last. */
  readonly perSecond: number;
  /** Requests answered 429, of all. */
  readonly refusedShare: number;
  readonly peakMegabytes: number;
}

function purchases(rows: number): string {
  const lines = ['product_name,sector,country,quantity,unit_id,purchase_date,expense_type'];
  for (let row = 0; row < rows; row += 1) {
    const day = String((row % 28) + 1).padStart(2, '0');
    lines.push(`Corrugated box ${row},Manufacturing,SE,${row + 0.25},EUR,2025-03-${day},opex`);
  }
  return `${lines.join('\n')}\n`;
}

const startedSchema = z.object({ url: z.string(), settings: z.record(z.string(), z.string()) });

async function startSandbox(
  folder: string,
): Promise<{ process: ChildProcess; env: Record<string, string>; url: string }> {
  const server = spawn(
    process.execPath,
    [main, 'sandbox', '--port', '0', '--rate', String(ALLOWED_PER_SECOND), '--json'],
    {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  for await (const chunk of server.stdout) {
    const { url, settings } = startedSchema.parse(JSON.parse(String(chunk)));
    return { process: server, env: settings, url };
  }
  throw new Error('the sandbox did not start');
}

const summarySchema = z.object({ counts: z.object({ created: z.number() }) });
const statsSchema = z.object({
  requests: z.number(),
  throttled: z.number(),
  firstAt: z.number(),
  lastAt: z.number(),
});

async function measure(rows: number, options: readonly string[]): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-'));
  const sandbox = await startSandbox(folder);
  try {
    await writeFile(join(folder, 'purchases.csv'), purchases(rows));
    const run = spawn(process.execPath, [main, 'import', 'purchases.csv', '--yes', '--json', '--quiet', ...options], {
      cwd: folder,
      env: { ...process.env, ...sandbox.env, CARBONSHEET_STATE_DIR: join(folder, 'state') },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const peak = watchMemory(run);
    let printed = '';
    for await (const chunk of run.stdout) printed += chunk;
    const { counts } = summarySchema.parse(JSON.parse(printed));
    const stats = statsSchema.parse(await (await fetch(`${sandbox.url}/_sandbox/stats`)).json());
    return {
      rows,
      created: counts.created,
      perSecond: (stats.requests - stats.throttled) / ((stats.lastAt - stats.firstAt) / 1000),
      refusedShare: stats.throttled / stats.requests,
      peakMegabytes: await peak,
    };
  } finally {
    sandbox.process.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
}

/** The largest resident set of a process while it lives, in megabytes; 0 where /proc does not tell. */
async function watchMemory(child: ChildProcess): Promise<number> {
  let peak = 0;
  while (child.exitCode === null && child.signalCode === null) {
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
    const found = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
    if (found) peak = Math.max(peak, Number(found) / 1024);
    await sleep(50);
  }
  return peak;
}

const cases: readonly { readonly rows: number; readonly options: readonly string[] }[] = [
  { rows: 10_000, options: [] },
  { rows: 10_000, options: ['--rate', String(ALLOWED_PER_SECOND)] },
  { rows: 40_000, options: [] },
];

async function showLimits(): Promise<void> {
  console.log(`An import against a server that allows ${ALLOWED_PER_SECOND} requests a second`);
  console.log('rows     options      created   of the limit   refused   peak memory');
  for (const { rows, options } of cases) {
    const { created, perSecond, refusedShare, peakMegabytes } = await measure(rows, options);
    const used = `${((100 * perSecond) / ALLOWED_PER_SECOND).toFixed(1)} %`;
    const refused = `${(100 * refusedShare).toFixed(2)} %`;
    const cells = [String(rows).padEnd(8), options.join(' ').padEnd(12), String(created).padEnd(9), used.padEnd(14)];
    console.log(`${cells.join(' ')} ${refused.padEnd(9)} ${peakMegabytes.toFixed(0)} MB`);
  }

  await showGateCost();
  await showChangingLimit();
}

const { values } = parseArgs({ options: { rows: { type: 'string' }, profile: { type: 'string' } } });
if (values.rows === undefined) await showLimits();
else {
  const { profile } = values;
  await showFastUpload(Number(values.rows), profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`]);
}
