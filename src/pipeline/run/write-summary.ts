// Writes the summary of a run into its folder.

import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { visibleLines } from '../../problems/visible.js';
import { outputStop } from '../../write/files/part-file.js';

/** Writes summary.json; its path. Throws a Stop of kind `output`. */
export async function writeSummary(summary: { readonly folder: string }): Promise<string> {
  const path = join(summary.folder, 'summary.json');
  await writeJson(path, summary);
  return path;
}

/** Writes data as JSON for people and programs. Throws a Stop of kind `output`. */
export async function writeJson(path: string, data: object): Promise<void> {
  await writeFile(path, `${visibleLines(JSON.stringify(data, null, 2))}\n`).catch((cause: unknown) => {
    throw outputStop(path, cause);
  });
}
