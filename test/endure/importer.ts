// Runs the built command in a folder, to its end or until it is killed, and tells whether it left the truth behind.

import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { faultsOf, type Held, purchaseFile } from './proof.js';

/** Where an import works, and against what. */
export interface Place {
  /** The built command. */
  readonly main: string;
  /** An empty folder. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  readonly held: () => Promise<readonly Held[]>;
}

/** How a command ended; `code` is null when it was killed. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command; it is killed after the time when one is given. */
async function runCommand(place: Place, args: readonly string[], killAfterMs?: number): Promise<Ended> {
  const own = { CARBONSHEET_STATE_DIR: join(place.folder, 'state'), ...place.env };
  const child = spawn(process.execPath, [place.main, ...args], {
    cwd: place.folder,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...own },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    out.stderr += text;
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const over = new AbortController();
  if (killAfterMs !== undefined) {
    sleep(killAfterMs, undefined, { signal: over.signal }).then(
      () => child.kill('SIGKILL'),
      () => undefined,
    );
  }
  const code = await ended;
  over.abort();
  return { code, ...out };
}

const summarySchema = z.object({ run: z.string().nullable(), folder: z.string().optional() });

export interface Endured {
  /** What is wrong; empty when nothing is. */
  readonly faults: readonly string[];
  readonly kills: number;
  /** Of each command that came to its end with results. */
  readonly exitCodes: readonly (number | null)[];
}

/** An import whose rows are still not all done after so many commands stays undone. */
const MOST_COMMANDS = 8;

/**
 * Imports purchases, killed after each of the times in turn, and takes the import up again until every row is done.
 * The results are compared with what the service holds each time that a command comes to its end.
 */
export async function endure(
  place: Place,
  names: readonly string[],
  killsAfterMs: readonly number[],
  options: readonly string[] = [],
): Promise<Endured> {
  await writeFile(join(place.folder, 'purchases.csv'), purchaseFile(names));
  const begin = ['import', 'purchases.csv', '--yes', '--json', '--quiet', ...options];
  const resume = ['resume', '--yes', '--json', '--quiet'];
  const exitCodes: (number | null)[] = [];
  const kills = [...killsAfterMs];
  let args = begin;
  for (let commands = 0; commands < MOST_COMMANDS; ) {
    const killAfterMs = kills.shift();
    const { code, stdout, stderr } = await runCommand(place, args, killAfterMs);
    const nothingToResume = stdout !== '' && summarySchema.parse(JSON.parse(stdout)).run === null;
    // The ledger knows no run when the import was killed before it had one.
    args = nothingToResume ? begin : resume;
    if (code === null || nothingToResume) continue;
    commands += 1;
    exitCodes.push(code);
    const said = (faults: readonly string[]) => ({ faults, exitCodes, kills: killsAfterMs.length - kills.length });
    if (stdout === '') return said([`exit ${code}: ${stderr.slice(-500)}`]);
    const { folder = '' } = summarySchema.parse(JSON.parse(stdout));
    const results = await readFile(join(place.folder, folder, 'results.csv'), 'utf8');
    const faults = faultsOf({ names, results, held: await place.held(), exitCode: code });
    if (faults.length > 0) return said([...faults, stderr.slice(-500)]);
    if (code === 0) return said(faults);
  }
  return { faults: ['the import does not come to its end'], exitCodes, kills: killsAfterMs.length };
}
