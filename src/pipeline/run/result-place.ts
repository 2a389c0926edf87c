// Where the result workbook is written when the user names the place: decided before anything is read or sent.

import { existsSync } from 'node:fs';
import { extname } from 'node:path';
import { Stop } from '../../problems/stop.js';
import { isWrittenResult } from '../../read/xlsx/written-result.js';
import { openPartFile } from '../../write/files/part-file.js';
import { isSameFile } from '../../write/files/same-file.js';
import type { RunRequest } from '../requests.js';
import type { Tools } from '../tools.js';

/**
 * Makes sure that the results of these files can be written where they are wanted.
 * @throws Stop of kind `usage` for a place that will not do, of kind `output` for one that cannot be written.
 */
export async function requireResultPlace(
  { result, replaceResult = false }: Pick<RunRequest, 'result' | 'replaceResult'>,
  files: readonly string[],
  { ask }: Pick<Tools, 'ask'>,
): Promise<void> {
  if (result === undefined) return;
  const [file = '', ...others] = new Set(files);
  if (others.length > 0) throw forSeveral(result, others.length + 1);
  const ending = resultEnding(file);
  if (extname(result).toLowerCase() !== ending) throw otherEnding(result, file, ending);
  if (await isSameFile(result, file)) throw overSource(result);
  // Nothing is written yet: this only tries the place.
  await (await openPartFile(result)).discard();
  if (replaceResult || !existsSync(result) || (await isWrittenResult(result))) return;
  if (await ask(`Replace ${result}, which is not as carbonsheet wrote it?`)) return;
  throw notOurs(result);
}

/** The ending of the result workbook of a file: programs refuse macros under another one. */
export function resultEnding(file: string): '.xlsx' | '.xlsm' {
  return /\.xlsm$/i.test(file) ? '.xlsm' : '.xlsx';
}

function forSeveral(result: string, files: number): Stop {
  const hint = 'give one file at a time, or leave out --result: each run folder has a result workbook';
  return new Stop('usage', 'RESULT_FOR_SEVERAL', `--result ${result} is for one file, and ${files} are given`, hint);
}

function otherEnding(result: string, file: string, ending: string): Stop {
  const message = `--result ${result}: the result workbook of ${file} ends in ${ending}`;
  return new Stop('usage', 'RESULT_FORMAT', message, `choose a name that ends in ${ending}`);
}

function overSource(result: string): Stop {
  const hint = 'choose another name: the source is never written over';
  return new Stop('usage', 'RESULT_OVER_SOURCE', `--result ${result} is the file that is read`, hint);
}

function notOurs(result: string): Stop {
  const message = `${result} already exists, and is not a result workbook as carbonsheet wrote it; nothing was written`;
  return new Stop('usage', 'FILE_EXISTS', message, 'replace it with --force, or give another name with --result');
}
