// The name and the folder of a run, whatever it does.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunRow } from '../../ledger/ledger.js';
import { Stop } from '../../problems/stop.js';
import { makePrivateFolder } from '../../write/files/make-folder.js';
import type { Tools } from '../tools.js';

/** `<UTC stamp>-<dataset>-<short id>`: runs are sorted by when each was opened. */
export function newRunId(dataset: string, { clock, newId }: Pick<Tools, 'clock' | 'newId'>): string {
  const stamp = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '');
  return `${stamp}-${dataset}-${newId().slice(0, 6)}`;
}

const located = z.object({ runsDir: z.string() });

/** The folder of an earlier run: as it was named where it is seen from here, else where its runs folder is. */
export function folderOf({ id, folder, request }: Pick<RunRow, 'id' | 'folder' | 'request'>): string {
  const { runsDir } = located.safeParse(request).data ?? {};
  return runsDir === undefined || existsSync(folder) ? folder : join(runsDir, id);
}

/** Makes the folder of a run. Throws a Stop of kind `output`. */
export async function makeRunFolder(folder: string): Promise<void> {
  await makePrivateFolder(folder).catch((cause: unknown) => {
    throw runFolderStop(cause);
  });
}

/** Why the folder of a run cannot be used. */
export function runFolderStop(cause: unknown): Stop {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = 'set --runs-dir to a folder that you may write to';
  return new Stop('output', 'RUNS_DIR', `the run's folder cannot be created: ${reason}`, hint, cause);
}
