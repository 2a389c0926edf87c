// The files of a run in which rows are fixed: whether somebody has done so, and moving those out of the way of the next ones.

import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import { z } from 'zod';
import { fileSha256 } from '../table/file-sha256.js';

const written = z.object({ file: z.string(), sha256: z.string() });
const summary = z.object({ failed: written.optional(), results: written.optional() });

interface WrittenFile {
  readonly path: string;
  readonly isEdited: boolean;
}

/** The files that the run wrote, as far as they are still there. @param others what other runs wrote to the same place, by digest. */
async function filesOf(folder: string, others: readonly string[]): Promise<readonly WrittenFile[]> {
  const { failed, results } = await writtenBy(folder);
  const files = new Map([failed, results].flatMap((one) => (one ? [[resolve(folder, one.file), one.sha256]] : [])));
  return Promise.all(
    [...files]
      .filter(([path]) => existsSync(path))
      .map(async ([path, sha256]) => {
        const now = await fileSha256(path);
        return { path, isEdited: now !== sha256 && !others.includes(now) };
      }),
  );
}

/** What the run wrote for people to work in, with the digests. */
async function writtenBy(folder: string): Promise<z.infer<typeof summary>> {
  const text = await readFile(join(folder, 'summary.json'), 'utf8').catch(() => '{}');
  return summary.catch({}).parse(jsonOf(text));
}

/** The result workbook that a run wrote, with its digest. */
export async function workbookOf(
  folder: string,
): Promise<{ readonly path: string; readonly sha256: string } | undefined> {
  const { results } = await writtenBy(folder);
  return results && { path: resolve(folder, results.file), sha256: results.sha256 };
}

/** The absolute paths of the files of a run in which rows can be fixed, as far as it wrote them. */
export async function filesToFix(
  folder: string,
): Promise<{ readonly workbook: string | undefined; readonly failed: string | undefined }> {
  const { failed, results } = await writtenBy(folder);
  const pathOf = (written: WrittenBy | undefined): string | undefined => written && resolve(folder, written.file);
  return { workbook: pathOf(results), failed: pathOf(failed) };
}

type WrittenBy = z.infer<typeof written>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

/** The path of a file of the run that is not as the run wrote it: the rows to fix first. */
export async function fixedRows(folder: string, others: readonly string[] = []): Promise<string | undefined> {
  return (await editedFiles(folder, others))[0];
}

/** The paths of all files of the run that are not as the run wrote them: the rows to fix first. */
export async function editedFiles(folder: string, others: readonly string[] = []): Promise<readonly string[]> {
  return (await filesOf(folder, others)).filter(({ isEdited }) => isEdited).map(({ path }) => path);
}

/** Removes the files of an earlier end. One with fixed rows is somebody's work: it is renamed, and the new name is returned. */
export async function clearFixedFiles(folder: string, others: readonly string[] = []): Promise<string | undefined> {
  let kept: string | undefined;
  for (const { path, isEdited } of await filesOf(folder, others)) {
    if (!isEdited) {
      await rm(path, { force: true });
      continue;
    }
    kept = freeName(path);
    await rename(path, kept);
  }
  return kept;
}

/** As `results-mended.xlsx`, and with a number where there is one already. */
function freeName(path: string): string {
  const ending = extname(path);
  const stem = `${path.slice(0, -ending.length)}-mended`;
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}${ending}` : `${stem}-${number}${ending}`;
    if (!existsSync(name)) return name;
  }
}

/** Whether a file of a run's folder is somebody's work. */
export function isKept(name: string): boolean {
  return /-mended(?:-\d+)?\.\w+$/.test(name);
}
