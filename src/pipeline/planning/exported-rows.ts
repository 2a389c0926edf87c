// Decides rows of an edited export, given what the service holds of each now. An unedited row is compared with the list
// (unedited-rows.ts); an edited one, or one that the list lacks, is read by its id.

import pLimit from 'p-limit';
import { fieldNames, type ImportDataset, type Values } from '../../datasets/dataset.js';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { asInFile, hashesOf, rowHash, withFallbacks } from '../../dedup/row-hash.js';
import { compareWritten } from '../../dedup/written-mark.js';
import { type Action, decide, type Offered, type OnExisting } from '../../plan/action.js';
import { changedFields } from '../../plan/changed-fields.js';
import { conflictBetween } from '../../plan/conflict.js';
import { finding } from '../../problems/problem.js';
import type { Binding } from '../../providers/binding.js';
import { ServiceError } from '../../providers/http/http.js';
import { cutCell } from '../rows/cut-cell.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { type Before, editedMatch } from './edited-rows.js';
import type { UneditedRows } from './unedited-rows.js';

const ROWS_ASKED_AT_ONCE = 8;
/** How services answer an id that cannot be one of theirs: a fault of the row, not a reason to stop. */
const NO_ID: ReadonlySet<number> = new Set([400, 422]);

/** What deciding needs. */
export interface ExportedBasis {
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'readBack'>;
  readonly onExisting: OnExisting;
  readonly offered: Offered;
  /** The fields that the file has. @default all */
  readonly fields?: ReadonlySet<string> | undefined;
  /** What earlier imports wrote under the ids of rows that bear no hash, the newest first. @default nothing */
  readonly written?: ReadonlyMap<string, readonly Before[]> | undefined;
  /** Which of these edited rows have the hidden cells of other rows, by ordinal. @default none */
  readonly torn?: ((rows: readonly JudgedRow[]) => Promise<ReadonlySet<number>>) | undefined;
  /** What the service lists of unedited rows. @default nothing is known of them, and nothing is asked */
  readonly unedited?: UneditedRows | undefined;
}

/** Whether the row is an export of one that can be read by its id. */
export function isExported({ marks }: Pick<JudgedRow, 'marks'>, { readBack }: Pick<Binding, 'readBack'>): boolean {
  return marks !== undefined && marks.remoteId !== '' && readBack !== undefined;
}

/** Whether the row is as it was exported and does not ask to be deleted. */
export function isAsExported(dataset: ImportDataset, { marks, record }: JudgedRow): boolean {
  return record !== undefined && marks?.word !== 'delete' && marks?.hash === rowHash(dataset, record);
}

/** The ids that the rows of a file bear. */
export class BorneIds {
  readonly #fingerprint = new Fingerprint();
  readonly #rows = new FirstRows();

  see(remoteId: string): void {
    if (remoteId !== '') this.#rows.see(this.#fingerprint.ofText(remoteId), 1);
  }

  has(remoteId: string): boolean {
    return this.#rows.get(this.#fingerprint.ofText(remoteId)) !== undefined;
  }
}

/** Decides rows of an export. Keeps the service's answers, so that every pass decides the same. */
export class ExportedRows {
  readonly #decided = new Map<number, Action>();

  constructor(private readonly basis: ExportedBasis) {}

  /** Reads the rows of a batch that must be read, a few at a time. */
  async ask(rows: readonly JudgedRow[]): Promise<void> {
    const limit = pLimit(ROWS_ASKED_AT_ONCE);
    const open = rows.filter((row) => isExported(row, this.basis.binding) && !this.#decided.has(row.ordinal));
    const edited = open.filter((row) => row.record && row.leftOut === undefined && !this.#settled(row));
    const torn = await this.basis.torn?.(edited.filter((row) => !isAsExported(this.basis.dataset, row)));
    for (const { ordinal } of edited)
      if (torn?.has(ordinal))
        this.#decided.set(ordinal, { kind: 'conflict', remoteId: '', finding: finding('TORN_ROW', {}) });
    const left = edited.filter(({ ordinal }) => !torn?.has(ordinal));
    await Promise.all(left.map((row) => limit(() => this.#ask(row))));
  }

  /** The action for a row that was read. */
  action(row: JudgedRow): Action {
    const action = this.#settled(row) ?? this.#decided.get(row.ordinal);
    if (action === undefined) throw new Error(`row ${row.source.row} was not asked about`);
    return action;
  }

  async #ask(row: JudgedRow): Promise<void> {
    const { binding } = this.basis;
    const { record } = row;
    if (record === undefined) return;
    const remoteId = row.marks?.remoteId ?? '';
    try {
      const held = await binding.readBack?.(remoteId);
      this.#decided.set(row.ordinal, this.#against(held, row, record));
    } catch (error) {
      if (!(error instanceof ServiceError && NO_ID.has(error.status))) throw error;
      const { status, detail } = error;
      this.#decided.set(row.ordinal, { kind: 'conflict', remoteId, finding: finding('REFUSED', { status, detail }) });
    }
  }

  /** What needs no question: the row is as it was, or is not to be written over the one that is there. */
  #settled(row: JudgedRow): Action | undefined {
    const { dataset, onExisting, offered, unedited } = this.basis;
    const { remoteId = '', hash = '', word } = row.marks ?? {};
    if (isAsExported(dataset, row)) {
      const shown = unedited?.shown(remoteId) ?? { as: 'exported' };
      // Lists lag: only a read by id proves that a row is gone.
      if (shown.as === 'missing') return undefined;
      return this.#unedited(shown.as === 'changed' ? shown.held : undefined, row);
    }
    if (word === 'create' || (word === undefined && onExisting !== 'update')) {
      const why = finding('EDITED_EXPORT', { remoteId });
      return decide({ remoteId, same: false, why }, { word, onExisting }, offered);
    }
    // A row may give the id of what it deletes, and nothing else. A result workbook may not know the hash of a refused row.
    const isUnknown = hash === '' && word !== 'delete' && !this.basis.written?.has(remoteId);
    return isUnknown ? { kind: 'conflict', remoteId, finding: finding('NO_HASH', {}) } : undefined;
  }

  /** Nothing is sent for an unedited row; a change at the service is reported. @param changed what the service holds then */
  #unedited(changed: Values | undefined, { record, marks }: JudgedRow): Action {
    const { dataset } = this.basis;
    const { remoteId = '' } = marks ?? {};
    if (!changed || !record) return { kind: 'unchanged', remoteId, finding: finding('AS_EXPORTED', {}) };
    const [here, there] = [record, withFallbacks(dataset, changed)].map(asInFile);
    return {
      kind: 'unchanged',
      remoteId,
      finding: conflictBetween(dataset, here ?? {}, there ?? {}, 'NEWER_AT_SERVICE'),
    };
  }

  /** What was written last; one of several that the service holds. */
  #writtenBefore(remoteId: string, held: Values): Before | undefined {
    const all = this.basis.written?.get(remoteId) ?? [];
    const fields = fieldNames(this.basis.dataset);
    return all.find(({ written }) => compareWritten(written, fields, held).kind === 'same') ?? all[0];
  }

  #against(held: Values | undefined, row: JudgedRow, record: Values): Action {
    const { dataset, onExisting, offered, fields } = this.basis;
    const { remoteId = '', hash = '', word } = row.marks ?? {};
    const isDelete = word === 'delete';
    if (held === undefined) {
      const gone = finding(isDelete ? 'NOTHING_TO_DELETE' : 'GONE_SINCE_EXPORT', {});
      return { kind: isDelete ? 'skip' : 'conflict', remoteId, finding: gone };
    }
    const before = hash === '' && !isDelete ? this.#writtenBefore(remoteId, held) : undefined;
    if (before) {
      const found = editedMatch(dataset, before, row, record, held);
      return decide(found, { word: word === 'skip' ? undefined : word, onExisting }, offered);
    }
    const filled = withFallbacks(dataset, held);
    const isHeldSame = hashesOf(dataset, held, fields).includes(hash);
    if (isAsExported(dataset, row)) return this.#unedited(isHeldSame ? undefined : held, row);
    const changes = editedFields(filled, record);
    const same = Object.keys(changes).length === 0;
    const isChanged = hash === '' ? !same : !isHeldSame;
    if (isChanged && (isDelete || !same)) {
      return { kind: 'conflict', remoteId, finding: conflictBetween(dataset, record, filled) };
    }
    const cut = cutCell(isDelete ? {} : changes);
    if (cut) return { kind: 'conflict', remoteId, finding: cut.finding };
    const action = decide({ remoteId, same }, { word: word === 'skip' ? undefined : word, onExisting }, offered);
    if (action.kind !== 'update') return action;
    return { ...action, since: { hash: rowHash(dataset, held), changes, record: asHeld(record, filled, changes) } };
  }
}

/** The fields that were edited, with their new values. A cell that could not hold all of a text says nothing against the text. */
function editedFields(held: Values, record: Values): Values {
  const edited = changedFields(asInFile(held), asInFile(record));
  return Object.fromEntries(Object.entries(changedFields(held, record)).filter(([field]) => field in edited));
}

/** The record, with the service's values in unedited cells: a file may hold less of them. */
function asHeld(record: Values, held: Values, changes: Values): Values {
  const unedited = Object.entries(held).filter(([field]) => record[field] !== undefined && !(field in changes));
  return { ...record, ...Object.fromEntries(unedited) };
}
