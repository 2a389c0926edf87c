// The files of a run's archive: the source, the run's folder, and what the ledger knows of the run.

import { createReadStream, existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PackedFile } from '../../write/pack/pack-file.js';
import { sourceFileOf } from '../run/source-of-run.js';
import { fileSha256 } from '../table/file-sha256.js';
import { ledgerLines, type PackBasis, runFile } from './run-facts.js';
import { SALT_FILE } from './salt.js';
import { withoutValues } from './without-values.js';

/** A migration keeps what it read from the source here. */
const SNAPSHOTS = 'source';

/** The files, one after the other. */
export async function* evidenceFiles(
  basis: PackBasis & { readonly withoutSource: boolean },
): AsyncGenerator<PackedFile> {
  const { run, folder, withoutSource } = basis;
  const source = sourceFileOf(run);
  const isAsRead = source !== undefined && existsSync(source) && (await fileSha256(source)) === run.sha256;
  const isPacked = isAsRead && !withoutSource;
  const why = withoutSource ? 'left out' : isAsRead ? 'packed' : 'gone, or changed since the run';
  const snapshots = run.command === 'migrate' ? await filesIn(join(folder, SNAPSHOTS)) : undefined;
  const file = { file: basename(run.file), source: snapshots && !withoutSource ? 'packed' : why };
  yield* runFile(basis, file, withoutSource);
  yield { name: 'ledger.ndjson', bytes: ledgerLines(basis, withoutSource) };
  if (isPacked) yield { name: `source/${basename(source)}`, bytes: createReadStream(source) };
  if (snapshots && !withoutSource)
    for (const name of snapshots)
      yield { name: `source/${name}`, bytes: createReadStream(join(folder, SNAPSHOTS, name)) };
  for (const name of await filesIn(folder)) {
    const path = join(folder, name);
    if (!withoutSource) yield { name: `run/${name}`, bytes: createReadStream(path) };
    else {
      const bytes = withoutValues(name, path);
      if (bytes) yield { name: `run/${name}`, bytes };
    }
  }
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  return names.filter((name) => name !== SALT_FILE && !name.endsWith('.part')).sort();
}
