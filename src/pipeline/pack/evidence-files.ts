// The files of a run's archive: the source, the run's folder, and what the ledger knows of the run.

import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { csvText } from '../../write/files/csv.js';
import type { PackedFile } from '../../write/pack/pack-file.js';
import { RESULT_COLUMNS } from '../../write/results/result-cells.js';
import { sourceFileOf } from '../run/source-of-run.js';
import { fileSha256 } from '../table/file-sha256.js';
import { readCsvRows } from './csv-rows.js';
import { ledgerLines, type PackBasis, runFile } from './run-facts.js';
import { SALT_FILE } from './salt.js';

/** What of a run's folder repeats the rows of the source. */
const OF_SOURCE = /^(?:results\.xls[xm]|failed\.csv|upload\.csv|plan\.xlsx)$/i;

/** The files, one after the other. */
export async function* evidenceFiles(
  basis: PackBasis & { readonly withoutSource: boolean },
): AsyncGenerator<PackedFile> {
  const { run, folder, withoutSource } = basis;
  const source = sourceFileOf(run);
  const isAsRead = source !== undefined && existsSync(source) && (await fileSha256(source)) === run.sha256;
  const isPacked = isAsRead && !withoutSource;
  const why = withoutSource ? 'left out' : isAsRead ? 'packed' : 'gone, or changed since the run';
  yield* runFile(basis, { file: basename(run.file), source: why });
  yield { name: 'ledger.ndjson', bytes: ledgerLines(basis) };
  if (isPacked) yield { name: `source/${basename(source)}`, bytes: createReadStream(source) };
  for (const name of await filesIn(folder)) {
    const path = join(folder, name);
    if (!withoutSource) yield { name: `run/${name}`, bytes: createReadStream(path) };
    else if (name === 'results.csv') yield { name: `run/${name}`, bytes: ownColumns(path) };
    else if (!OF_SOURCE.test(name)) yield { name: `run/${name}`, bytes: createReadStream(path) };
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return names.filter((name) => name !== SALT_FILE && !name.endsWith('.part')).sort();
}

/** results.csv without the columns of the source. */
async function* ownColumns(path: string): AsyncGenerator<Uint8Array> {
  for await (const row of readCsvRows(path)) yield Buffer.from(csvText([row.slice(0, RESULT_COLUMNS.length)], ','));
}
