// Standard input as a file: it is read several times, so it is kept in a temporary folder until the command ends.

import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Runs the work with a readable path for each file; `-` becomes the spooled input, removed afterwards. */
export async function withInput<T>(file: string, input: Readable, work: (path: string) => Promise<T>): Promise<T> {
  if (file !== '-') return work(file);
  const folder = await mkdtemp(join(tmpdir(), 'carbonsheet-'));
  try {
    const path = join(folder, 'stdin.csv');
    await pipeline(input, createWriteStream(path));
    return await work(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
