// The file with the rows to fix of a run: whether somebody has fixed rows in it, and moving it out of the way of the next one.

import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
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
  const path = resolve(folder, failed.file);
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
export async function fixedRows(folder: string): Promise<string | undefined> {
  const failed = await failedFileOf(folder);
  return failed?.isMended ? failed.path : undefined;
}

/** Removes the failed file of an earlier end. One with fixed rows is somebody's work: it is renamed, and the new name is returned. */
export async function clearFailedFile(folder: string): Promise<string | undefined> {
  const failed = await failedFileOf(folder);
  if (failed === undefined) return undefined;
  if (!failed.isMended) {
    await rm(failed.path, { force: true });
    return undefined;
  }
  const ending = extname(failed.path);
  const kept = `${failed.path.slice(0, -ending.length)}-mended${ending}`;
  await rename(failed.path, kept);
  return kept;
}
