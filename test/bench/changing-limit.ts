// How well imports use a limit of 50 requests a second that falls to 10 for half a minute and returns, by what the server
// says of it, alone and two at a time for one account. Real time, real processes; two cases run side by side.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const host = fileURLToPath(new URL('./changing-host.js', import.meta.url));

const SECONDS = 120;
const ALLOWED = 50 * 90 + 10 * 30;

const startedSchema = z.object({ url: z.string(), settings: z.record(z.string(), z.string()) });
const statsSchema = z.object({
  firstAt: z.number().optional(),
  perSecond: z.array(z.object({ second: z.number(), allowed: z.number(), refused: z.number() })),
});
const summarySchema = z.object({ counts: z.object({ created: z.number() }) });

/** What became of one case. */
interface Figures {
  readonly used: number;
  readonly refused: number;
  /** The most requests in one second after the limit had returned. */
  readonly most: number;
  /** Rows by process. */
  readonly rows: readonly number[];
}

async function measure(says: readonly string[], processes: number): Promise<Figures> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-bench-'));
  const server = spawn(process.execPath, [host, ...says], { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const { url, settings } = startedSchema.parse(JSON.parse(await firstOf(server)));
    const runs = await Promise.all(
      Array.from({ length: processes }, (_, index) => startImport(folder, index, settings)),
    );
    const ends = runs.map(createdBy);
    const stats = async (): Promise<z.infer<typeof statsSchema>> =>
      statsSchema.parse(await (await fetch(`${url}/_sandbox/stats`)).json());
    let firstAt = (await stats()).firstAt;
    for (; firstAt === undefined; firstAt = (await stats()).firstAt) await sleep(20);
    await sleep(firstAt + SECONDS * 1_000 - Date.now());
    const { perSecond } = await stats();
    for (const run of runs) run.kill('SIGINT');
    return { ...figuresOf(perSecond, firstAt), rows: await Promise.all(ends) };
  } finally {
    server.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(perSecond: z.infer<typeof statsSchema>['perSecond'], firstAt: number): Omit<Figures, 'rows'> {
  const allowed = perSecond.reduce((sum, second) => sum + second.allowed, 0);
  const refused = perSecond.reduce((sum, second) => sum + second.refused, 0);
  const after = perSecond.filter(({ second }) => second * 1_000 >= firstAt + 60_000);
  return {
    used: allowed / ALLOWED,
    refused: refused / (allowed + refused),
    most: Math.max(...after.map((second) => second.allowed + second.refused)),
  };
}

async function startImport(folder: string, index: number, settings: Record<string, string>): Promise<ChildProcess> {
  const lines = ['product_name,sector,country,quantity,unit_id,purchase_date,expense_type'];
  for (let row = 0; row < 6_000; row += 1) {
    lines.push(`Box ${index}-${row},Manufacturing,SE,${row + 0.25},EUR,2025-03-01,opex`);
  }
  const file = `purchases-${index}.csv`;
  await writeFile(join(folder, file), `${lines.join('\n')}\n`);
  const options = ['--json', '--quiet', '--yes', '--concurrency', '16', '--ledger', `ledger-${index}.db`];
  return spawn(process.execPath, [main, 'import', file, ...options], {
    cwd: folder,
    env: { ...process.env, ...settings, CARBONSHEET_STATE_DIR: join(folder, 'state') },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
}

async function firstOf({ stdout }: ChildProcess): Promise<string> {
  for await (const chunk of stdout ?? []) return String(chunk);
  throw new Error('the sandbox did not start');
}

async function createdBy({ stdout }: ChildProcess): Promise<number> {
  let printed = '';
  for await (const chunk of stdout ?? []) printed += chunk;
  return summarySchema.parse(JSON.parse(printed)).counts.created;
}

const hosts: readonly (readonly [string, readonly string[]])[] = [
  ['nothing', []],
  ['Retry-After', ['retry-after']],
  ['RateLimit', ['draft']],
  ['RateLimit, Retry-After', ['draft', 'retry-after']],
  ['X-RateLimit, Retry-After', ['legacy', 'retry-after']],
];

/** Prints a line for each case. */
export async function showChangingLimit(): Promise<void> {
  console.log(
    'A limit of 50 requests a second that falls to 10 after 30 seconds and returns after 60, for 120 seconds',
  );
  console.log('processes   the server says            of the limit   refused   most in a second then   rows');
  for (const [name, says] of hosts) {
    const cases = [1, 2].map(async (processes) => ({ processes, ...(await measure(says, processes)) }));
    for (const figures of await Promise.all(cases)) printLine(name, figures);
  }
}

function printLine(name: string, figures: Figures & { readonly processes: number }): void {
  const { processes, used, refused, most, rows } = figures;
  const shares = [`${(100 * used).toFixed(1)} %`.padEnd(14), `${(100 * refused).toFixed(2)} %`.padEnd(9)];
  console.log(
    `${String(processes).padEnd(11)} ${name.padEnd(26)} ${shares.join(' ')} ${String(most).padEnd(23)} ${rows.join(' + ')}`,
  );
}
