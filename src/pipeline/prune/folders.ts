// The folders of old runs: their size, whether one may go, and removing it. A folder that is no run's is never touched.

import { lstat, readdir, readFile, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import type { RunRow } from '../../ledger/ledger.js';
import { outputStop } from '../../write/files/part-file.js';
import { fixedRows, isKept } from '../run/fixed-rows.js';
import type { KeptReason } from './keep-run.js';

/** A run's folder. */
export interface FolderToPrune {
  readonly path: string;
  /** The size of all its files. */
  readonly bytes: number;
}

/** `<UTC stamp>-<dataset>-<short id>`, see run-folder.ts. */
const RUN_FOLDER = /^\d{8}T\d{6}Z-[a-z-]+-[\da-f]{6}$/;

const summaryShape = z.object({
  run: z.string(),
  command: z.string(),
  finishedAt: z.iso.datetime(),
  exitCode: z.int(),
  rehearsed: z.boolean().optional(),
});

/** The folder of a run of the ledger; undefined where it is gone, or is no folder of this run. */
export async function ranFolder(
  path: string,
  run: Pick<RunRow, 'id' | 'finishedAt'>,
): Promise<(FolderToPrune & { readonly why?: KeptReason }) | undefined> {
  // The name is the ledger's; a run that was killed has not written its summary.
  const isOwn = run.finishedAt === undefined ? await isFolder(path) : (await summaryOf(path))?.run === run.id;
  if (basename(path) !== run.id || !isOwn) return undefined;
  const folder = { path, bytes: await sizeOf(path) };
  return (await isEdited(path)) ? { ...folder, why: 'files edited' } : folder;
}

/** Folders of runs that ended before a moment and that the ledger does not know: those of checks and plans may go. */
export async function foldersWithoutRun(runsDir: string, olderThan: number, known: ReadonlySet<string>) {
  const names = await readdir(runsDir).catch(() => []);
  const found: { readonly folder: FolderToPrune; readonly why: KeptReason | undefined }[] = [];
  for (const name of names.filter((one) => RUN_FOLDER.test(one) && !known.has(one)).sort()) {
    const path = join(runsDir, name);
    const summary = await summaryOf(path);
    if (summary?.run !== name || Date.parse(summary.finishedAt) >= olderThan) continue;
    const folder = { path, bytes: await sizeOf(path) };
    found.push({ folder, why: (await isEdited(path)) ? 'files edited' : reasonOf(summary) });
  }
  return found;
}

/** Another ledger may know what was sent: only what stopped before sending may go. */
function reasonOf({ command, exitCode, rehearsed }: z.output<typeof summaryShape>): KeptReason | undefined {
  const sentNothing = command === 'check' || command === 'plan' || rehearsed || exitCode === 3;
  return sentNothing ? undefined : 'not in this ledger';
}

/** Removes a folder. Throws a Stop of kind `output`. */
export async function pruneFolder({ path }: FolderToPrune): Promise<void> {
  await rm(path, { recursive: true, force: true }).catch((cause: unknown) => {
    throw outputStop(path, cause);
  });
}

/** Somebody's work is not removed with a run. */
async function isEdited(path: string): Promise<boolean> {
  return (await readdir(path)).some(isKept) || (await fixedRows(path)) !== undefined;
}

/** Whether a path is a folder, and no link to one. */
async function isFolder(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

/** The summary in a folder; undefined where the path is a link or no folder, or its run has not written one. */
async function summaryOf(path: string): Promise<z.output<typeof summaryShape> | undefined> {
  if (!(await isFolder(path))) return undefined;
  try {
    return summaryShape.safeParse(JSON.parse(await readFile(join(path, 'summary.json'), 'utf8'))).data;
  } catch {
    return undefined;
  }
}

async function sizeOf(path: string): Promise<number> {
  const names = await readdir(path, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => (await lstat(join(path, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}
