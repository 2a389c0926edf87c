// Compares unedited rows of an export with the service's list, in a few bytes each, since most files have many. Rows that are
// not listed are read by exported-rows.ts.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { hashesOf } from '../../dedup/row-hash.js';

/** What a list shows of a row: what it says itself, other values, or nothing. */
export type Shown = { readonly as: 'exported' | 'missing' } | { readonly as: 'changed'; readonly held: Values };

/** The unedited rows of a file. They are added before the list is read. */
export class UneditedRows {
  readonly #fingerprint = new Fingerprint();
  readonly #ids = new FirstRows();
  /** Ids with the hash that the row bears. */
  readonly #rows = new FirstRows();
  readonly #listed = new FirstRows();
  readonly #changed = new Map<string, Values>();
  #size = 0;

  /** @param fields Those that the file has; undefined for all. */
  constructor(
    private readonly dataset: Pick<ImportDataset, 'fields'>,
    private readonly fields?: ReadonlySet<string>,
  ) {}

  get size(): number {
    return this.#size;
  }

  add(remoteId: string, hash: string): void {
    this.#ids.see(this.#fingerprint.ofText(remoteId), 1);
    this.#rows.see(this.#fingerprint.ofText(`${remoteId} ${hash}`), 1);
    this.#size += 1;
  }

  /** Takes an entry of the list. @param values is only called for a row of the file. */
  see(remoteId: string, values: () => Values): void {
    if (this.#ids.get(this.#fingerprint.ofText(remoteId)) === undefined) return;
    this.#listed.see(this.#fingerprint.ofText(remoteId), 1);
    const held = values();
    const isSame = (hash: string) => this.#rows.get(this.#fingerprint.ofText(`${remoteId} ${hash}`)) !== undefined;
    if (hashesOf(this.dataset, held, this.fields).some(isSame)) this.#changed.delete(remoteId);
    else this.#changed.set(remoteId, held);
  }

  shown(remoteId: string): Shown {
    if (this.#listed.get(this.#fingerprint.ofText(remoteId)) === undefined) return { as: 'missing' };
    const held = this.#changed.get(remoteId);
    return held ? { as: 'changed', held } : { as: 'exported' };
  }
}
