// How fast rows go from a file to a service that never is the brake, ledger and results included, and in how much memory.

import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { purchasesFile } from './purchases.js';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const server = fileURLToPath(new URL('./fast-server.js', import.meta.url));
const CONCURRENCY = 256;
/** The kernel counts processor time in hundredths of a second. */
const TICKS_PER_SECOND = 100;

const summarySchema = z.object({ counts: z.object({ created: z.number() }) });

/** Imports so many rows and prints what it took. */
export async function showFastUpload(rows: number, options: readonly string[]): Promise<void> {
  const file = await purchasesFile(rows, 'csv');
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-'));
  const service = spawn(process.execPath, [server], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const url = `http://127.0.0.1:${(await firstText(service.stdout)).trim()}`;
    const env = {
      PATH: process.env.PATH,
      DCYCLE_BASE_URL: url,
      DCYCLE_API_KEY: 'key',
      DCYCLE_ORGANIZATION_ID: '7d0f3a52-6c1e-4b8e-9a55-0c1b8f0e2d11',
      CARBONSHEET_STATE_DIR: join(folder, 'state'),
    };
    const startedAt = performance.now();
    const args = [
      'import',
      file,
      '--yes',
      '--invalid',
      'skip',
      '--json',
      '--quiet',
      '--concurrency',
      String(CONCURRENCY),
    ];
    const run = spawn(process.execPath, [...options, main, ...args], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const used = watch(run.pid ?? 0, () => run.exitCode !== null || run.signalCode !== null);
    let printed = '';
    for await (const chunk of run.stdout) printed += chunk;
    const seconds = (performance.now() - startedAt) / 1000;
    const { counts } = summarySchema.parse(JSON.parse(printed));
    const held = Number(await (await fetch(`${url}/count`)).text());
    const { peakMegabytes, cpuSeconds } = await used;
    console.log(`${rows} rows: ${counts.created} created, ${held} at the service, in ${seconds.toFixed(0)} s`);
    const perRow = ((cpuSeconds * 1e6) / rows).toFixed(0);
    console.log(
      `${(rows / seconds).toFixed(0)} rows a second; ${peakMegabytes.toFixed(0)} MB at the most; ` +
        `${cpuSeconds.toFixed(0)} s of processor time, ${perRow} µs a row; load ${loadavg()[0]?.toFixed(1)}`,
    );
  } finally {
    service.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

async function firstText(chunks: AsyncIterable<unknown>): Promise<string> {
  for await (const chunk of chunks) return String(chunk);
  throw new Error('the service did not start');
}

interface Used {
  readonly peakMegabytes: number;
  readonly cpuSeconds: number;
}

/** What a process has used when it ends, as far as /proc tells. */
async function watch(pid: number, ended: () => boolean): Promise<Used> {
  let used: Used = { peakMegabytes: 0, cpuSeconds: 0 };
  while (!ended()) {
    const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const times = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const kilobytes = Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
    const ticks = Number(times[11] ?? 0) + Number(times[12] ?? 0);
    used = {
      peakMegabytes: Math.max(used.peakMegabytes, kilobytes / 1024),
      cpuSeconds: Math.max(used.cpuSeconds, ticks / TICKS_PER_SECOND),
    };
    await sleep(100);
  }
  return used;
}
