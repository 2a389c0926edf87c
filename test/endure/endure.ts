// The long proofs that nothing is lost and nothing doubled. `npm run endure` runs all; `-- chaos`, `-- kills` one of them,
// with `--rows N`, `--imports N`, `--seed N`, `--at-once N`. The built command and the sandbox run in processes of their own.

import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type Endured, endure } from './importer.js';
import { purchaseNames } from './proof.js';
import { seededChance } from './seeded-chance.js';

// The compiled script stands in build/endure.
const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const FAILURES = 'drop-after=5%,429=5%,500-after=2%,reset=1%';
/** Failures of the imports that are killed: some, so that there is doubt to settle, and doubt to be killed in. */
const FEW_FAILURES = 'drop-after=1%,reset=0.5%';
const MOST_KILLS = 5;
/** Kills fall into this time after the start: from before the file is read until after the results are written. */
const KILLED_WITHIN_MS = 14_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rows: { type: 'string' },
    imports: { type: 'string', default: '100' },
    seed: { type: 'string', default: '1' },
    'at-once': { type: 'string', default: '8' },
  },
});
const firstSeed = Number(values.seed);

const startedSchema = z.object({ url: z.string(), settings: z.record(z.string(), z.string()) });
const stateSchema = z.object({ purchases: z.array(z.object({ id: z.string(), product_name: z.string() })) });

/** One import against a sandbox of its own. */
async function trial(rows: number, chaos: string, seed: number, kills: readonly number[]): Promise<Endured> {
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-endure-'));
  const options = ['--port', '0', '--chaos', chaos, '--seed', String(seed), '--json'];
  const server = spawn(process.execPath, [main, 'sandbox', ...options], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const { url, settings } = startedSchema.parse(JSON.parse(await firstText(server.stdout)));
    const held = async () => stateSchema.parse(await (await fetch(`${url}/_sandbox/state`)).json()).purchases;
    return await endure({ main, folder, env: settings, held }, purchaseNames(rows), kills);
  } finally {
    server.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  }
}

async function firstText(chunks: AsyncIterable<unknown>): Promise<string> {
  for await (const chunk of chunks) return String(chunk);
  throw new Error('the sandbox did not start');
}

let failed = false;

function show(seed: number, rows: number, startedAt: number, { faults, kills, exitCodes }: Endured): void {
  failed ||= faults.length > 0;
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  const cells = [String(seed).padEnd(6), String(rows).padEnd(7), String(kills).padEnd(7), `${seconds} s`.padEnd(8)];
  console.log(
    `${cells.join(' ')} ${exitCodes.join(', ').padEnd(12)} ${faults[0] ?? 'every row once, every result right'}`,
  );
}

const HEAD = 'seed   rows    kills   took     exit codes   result';

async function showChaos(): Promise<void> {
  const rows = Number(values.rows ?? 10_000);
  console.log(`A service that fails at random: ${FAILURES}\n${HEAD}`);
  const startedAt = Date.now();
  show(firstSeed, rows, startedAt, await trial(rows, FAILURES, firstSeed, []));
}

async function showKills(): Promise<void> {
  const rows = Number(values.rows ?? 2_000);
  const imports = Number(values.imports);
  console.log(`${imports} imports, each killed up to ${MOST_KILLS} times; the service: ${FEW_FAILURES}\n${HEAD}`);
  const seeds = Array.from({ length: imports }, (_, index) => firstSeed + index);
  let killed = 0;
  const work = async (): Promise<void> => {
    for (let seed = seeds.shift(); seed !== undefined; seed = seeds.shift()) {
      const chance = seededChance(seed);
      const kills = Array.from({ length: 1 + Math.floor(chance() * MOST_KILLS) }, () => chance() * KILLED_WITHIN_MS);
      const startedAt = Date.now();
      const endured = await trial(rows, FEW_FAILURES, seed, kills);
      killed += endured.kills;
      show(seed, rows, startedAt, endured);
    }
  };
  await Promise.all(Array.from({ length: Number(values['at-once']) }, work));
  console.log(`${imports} imports, ${killed} kills`);
}

const [what] = positionals;
console.log(`${availableParallelism()} cores, load ${loadavg()[0]?.toFixed(1)}\n`);
if (what === undefined || what === 'chaos') await showChaos();
if (what === undefined || what === 'kills') await showKills();
process.exitCode = failed ? 1 : 0;
