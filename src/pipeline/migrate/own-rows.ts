// The rows that the target has from elsewhere: those that it had when the migration began, and those of other imports.

import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { ImportDataset } from '../../datasets/dataset.js';
import type { Ledger } from '../../ledger/ledger.js';
import type { Session } from '../../providers/session.js';
import { openLines } from '../../write/files/lines.js';
import { orLeave } from '../../write/files/or-leave.js';
import { idKey } from './movable.js';
import { sourceRows } from './source-rows.js';

function pathOf(folder: string, dataset: string): string {
  return join(folder, 'source', `${dataset}.target.ndjson`);
}

/** Notes the ids of the rows that the target has before anything is sent. */
export async function noteOwnRows(dataset: ImportDataset, target: Session, folder: string): Promise<void> {
  const lines = await openLines(pathOf(folder, dataset.name));
  await orLeave(lines, async () => {
    for await (const { id } of sourceRows(dataset, target)) if (id !== '') await lines.write(`${JSON.stringify(id)}\n`);
    await lines.close();
  });
}

/**
 * The ids, by `idKey`, of rows that the target has from elsewhere; undefined where no migration has noted them.
 * @param folders those of the migrations between both accounts, the latest first.
 */
export async function ownRows(
  { name }: Pick<ImportDataset, 'name'>,
  folders: readonly string[],
  { ledger, accountKey }: { readonly ledger: Ledger; readonly accountKey: string },
): Promise<ReadonlySet<string> | undefined> {
  const path = folders.map((folder) => pathOf(folder, name)).find((one) => existsSync(one));
  if (path === undefined) return undefined;
  const own = new Set<string>();
  const file = createReadStream(path, 'utf8');
  for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY }))
    if (line !== '') own.add(idKey(z.string().parse(JSON.parse(line))));
  for (const { id } of await ledger.runsInto({ accountKey, dataset: name }))
    for await (const { remoteId } of ledger.written(id)) own.add(idKey(remoteId));
  return own;
}
