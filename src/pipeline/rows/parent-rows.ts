// The results of a command's tables, for rows of its other tables that refer to them.

import type { ImportDataset, Key, Values } from '../../datasets/dataset.js';
import { firstShelf, KeyIndex } from '../../dedup/key-index.js';
import type { Result } from '../../plan/result.js';
import type { ParentLookup, ParentState } from '../../providers/session.js';
import type { JudgedRow } from './judge-row.js';

/** A row that others may refer to; its state may improve. */
interface Entry {
  state: ParentState;
}

/** Remembers rows by their keys. */
export class ParentRows implements ParentLookup {
  readonly #datasets = new Map<string, KeyIndex<Entry>>();

  /** Records the result of a row. `isPlan`: nothing was sent, so an unsent row is one that would be sent. */
  note(dataset: ImportDataset, row: Pick<JudgedRow, 'values' | 'leftOut'>, result: Result, isPlan: boolean): void {
    if (dataset.identity.by !== 'key' || row.leftOut !== undefined || !isComplete(dataset, row.values)) return;
    const keys = dataset.identity.keys(row.values);
    const index = this.#datasets.get(dataset.name) ?? new KeyIndex<Entry>(firstShelf);
    this.#datasets.set(dataset.name, index);
    const state = parentStateOf(result, isPlan);
    const known = index.find(keys)?.thing;
    if (known === undefined) index.add(keys, { state });
    else if (known.state === 'failed') known.state = state;
  }

  find(dataset: string, keys: readonly Key[]): ParentState | undefined {
    return this.#datasets.get(dataset)?.find(keys)?.thing.state;
  }
}

function parentStateOf({ status, remoteId, finding }: Result, isPlan: boolean): ParentState {
  if (remoteId !== '' && status !== 'deleted') return { remoteId };
  // A plan leaves a conflict unsent too, with its reason.
  return isPlan && status === 'unsent' && finding?.code === 'NOT_SENT' ? 'planned' : 'failed';
}

/** Whether the row has all the fields of its keys. */
function isComplete({ fields }: ImportDataset, values: Values): boolean {
  return Object.entries(fields).every(([name, { required }]) => !required || values[name] !== undefined);
}
