// The failed file in a run's folder, once the run is over: whether somebody has mended rows in it, and making room for the next.

import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fileSha256 } from '../table/file-sha256.js';

const summary = z.object({ failed: z.object({ file: z.string(), sha256: z.string() }).optional() });

interface FailedFile {
  readonly path: string;
  readonly isMended: boolean;
}

/** The failed file that the run wrote, as far as it is still there. */
async function failedFileOf(folder: string): Promise<FailedFile | undefined> {
  const text = await readFile(join(folder, 'summary.json'), 'utf8').catch(() => '{}');
  const { failed } = summary.catch({}).parse(jsonOf(text));
  if (failed === undefined) return undefined;
  const path = join(folder, failed.file);
  return existsSync(path) ? { path, isMended: (await fileSha256(path)) !== failed.sha256 } : undefined;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The path of the run's failed file when it is not as the run wrote it. */
export async function mendedRows(folder: string): Promise<string | undefined> {
  const failed = await failedFileOf(folder);
  return failed?.isMended ? failed.path : undefined;
}

/** Takes the failed file of an earlier end away. One with mended rows is somebody's work: it gets another name, which is returned. */
export async function clearFailedFile(folder: string): Promise<string | undefined> {
  const failed = await failedFileOf(folder);
  if (failed === undefined) return undefined;
  if (!failed.isMended) {
    await rm(failed.path, { force: true });
    return undefined;
  }
  const kept = failed.path.replace(/failed(\.\w+)$/, 'failed-mended$1');
  await rename(failed.path, kept);
  return kept;
}
