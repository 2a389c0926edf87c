// What of the rows cannot be carried over, counted, and which rows the target does not have.

import type { ImportDataset } from '../../datasets/dataset.js';
import { fieldTitle } from '../../datasets/field.js';
import type { LostPart, RowLeft } from '../../report/migration.js';
import type { IdMaps } from './movable.js';
import { copyOf, isThere, isToSend, type MovedRow, movedRows } from './moved-rows.js';
import { snapshotRows } from './source-rows.js';

const OWN_ID = 'an id of the source, which means nothing at the target';
const HISTORY = 'the history of the source stays there; the target notes its own times';

const reasons: Readonly<Record<string, string>> = {
  createdAt: HISTORY,
  updatedAt: HISTORY,
  created_at: HISTORY,
  updated_at: HISTORY,
  created: HISTORY,
  updated: HISTORY,
  'contact without an address': 'a contact is created by its address',
  status: 'a status that only the service sets; at the target, it begins anew',
};

/** Fields of Variable. */
const MODELLED = /^(modeled|dataQuality)/;

function reasonOf(dataset: ImportDataset, name: string): string {
  const known = reasons[name];
  if (known !== undefined) return known;
  if (MODELLED.test(name)) return 'the service works it out from the bill of materials, which does not move';
  if (name.startsWith('item of ')) return 'a file separates the items of a list by these characters';
  if (dataset.fields[name]?.kind === 'url') return 'an address with an id of the source: what it leads to stays there';
  return dataset.fields[name]?.kind === 'uuid' ? OWN_ID : 'no field of an import; the value stays at the source';
}

/** What is lost of a dataset's rows. */
export async function lostParts(dataset: ImportDataset, folder: string): Promise<readonly LostPart[]> {
  const found = new Map<string, { rows: number; readonly example: LostPart['example'] }>();
  for await (const { key, lost } of snapshotRows(folder, dataset.name)) {
    for (const [name, value] of Object.entries(lost)) {
      const one = found.get(name) ?? { rows: 0, example: { key, value } };
      one.rows += 1;
      found.set(name, one);
    }
  }
  const shown = new Map(dataset.exported?.columns.map(({ key, title }) => [key, title]));
  return [...found].map(([name, { rows, example }]) => ({
    dataset: dataset.name,
    what: name in dataset.fields ? fieldTitle(dataset.fields, name) : (shown.get(name) ?? name),
    why: reasonOf(dataset, name),
    rows,
    example,
  }));
}

/** The rows of a run that the target does not have, or perhaps not. */
export async function rowsLeft(
  dataset: string,
  runFolder: string,
  { ids, isPlan }: { readonly ids: IdMaps; readonly isPlan: boolean },
): Promise<readonly RowLeft[]> {
  const left: RowLeft[] = [];
  for await (const row of movedRows(runFolder)) {
    const { key, sourceId, status, code, message } = row;
    const copy = copyOf(row, ids, dataset);
    const isFine = copy !== undefined && status !== 'failed' && status !== 'invalid';
    if (isPlan && isToSend(row)) continue;
    // Further contacts have no id of their own.
    if (isFine || (status === 'unchanged' && row.remoteId === '')) continue;
    const isContested = isThere(row) && copy !== row.remoteId;
    left.push({ dataset, key, sourceId, status, code, message: isContested ? contested(row) : message });
  }
  return left;
}

function contested({ remoteId }: Pick<MovedRow, 'remoteId'>): string {
  return `several rows of the source have its key, and nothing proves that ${remoteId} of the target is its copy`;
}
