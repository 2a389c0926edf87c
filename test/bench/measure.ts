// Runs a Node program in a process of its own and says how long it took and how much memory it needed at the most.

import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

/** What a program took. The start of Node itself is part of it. */
export interface Measured {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The largest resident set. */
  readonly peakMegabytes: number;
  /** What it printed. */
  readonly printed: string;
}

const usageSchema = z.object({ cpuSeconds: z.number(), peakMegabytes: z.number() });

/** Runs a program. Throws an Error with its last words when it does not end with one of the exit codes. */
export async function measure(program: readonly string[], fine: readonly number[] = [0]): Promise<Measured> {
  const usage = new URL('usage.js', import.meta.url).href;
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', usage, ...program], { stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const [, out, complaints, usages] = child.stdio;
  if (!(out instanceof Readable && complaints instanceof Readable && usages instanceof Readable)) {
    throw new Error('a pipe to the child is missing');
  }
  const [printed, complaint, used] = await Promise.all([text(out), text(complaints), text(usages)]);
  const exitCode = await ended;
  const seconds = (performance.now() - started) / 1000;
  if (exitCode === null || !fine.includes(exitCode)) {
    throw new Error(complaint.split('\n').find((line) => /Error|Stop/.test(line)) ?? `exit code ${exitCode}`);
  }
  return { seconds, printed, ...usageSchema.parse(JSON.parse(used)) };
}

/** Runs a program several times; the run of middle duration. */
export async function measureMedian(
  program: readonly string[],
  runs: number,
  fine?: readonly number[],
): Promise<Measured> {
  const all: Measured[] = [];
  for (let run = 0; run < runs; run += 1) all.push(await measure(program, fine));
  const middle = all.sort((one, other) => one.seconds - other.seconds)[Math.floor(runs / 2)];
  if (middle === undefined) throw new Error('nothing was measured');
  return middle;
}
