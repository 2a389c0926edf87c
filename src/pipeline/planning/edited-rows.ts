// Finds, for rows that were imported before and edited since, the row of an earlier run that each of them was. An edited row
// is an update of that row; created beside it, it would count twice.

import { basename } from 'node:path';
import { fieldNames, type ImportDataset, type Values } from '../../datasets/dataset.js';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { rowHash, withFallbacks } from '../../dedup/row-hash.js';
import { contentOf, documentsOf, ofOtherDocument, ofSameDocument } from '../../dedup/row-identity.js';
import { compareWritten, hintsOf, writtenHints } from '../../dedup/written-mark.js';
import type { Ledger, RunRow, Target } from '../../ledger/ledger.js';
import type { Match, Obstacle } from '../../plan/action.js';
import { changedFields } from '../../plan/changed-fields.js';
import { conflictBetween } from '../../plan/conflict.js';
import { finding } from '../../problems/problem.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { judgeRows } from '../run/judge-rows.js';
import type { Run } from '../run/open-run.js';

/** A file of at least so many rows, none of which is left, is another file of the same name, not an edited one. */
const ANOTHER_FILE = 3;

/** A row of an earlier run of the same file, which is not in the file any more. */
export interface Before {
  readonly run: string;
  readonly sheet: string;
  readonly row: number;
  readonly identity: string;
  readonly remoteId: string;
  /** See written-mark.ts. */
  readonly written: string;
}

/** Finds the earlier runs of this file, and what they wrote that is not in it any more; undefined when there is nothing. */
export async function editedRows(run: Run, ledger: Ledger, target: Target): Promise<EditedRows | undefined> {
  const runs = (await ledger.runsInto(target)).filter(({ id }) => id !== run.id);
  if (runs.length === 0) return undefined;
  const { present, known, fit } = await rowsInFile(run, ledger, target);
  if ([...known.values()].reduce((sum, rows) => sum + rows, 0) >= fit) return undefined;
  const { gone, kept } = await rowsNotInFile(sourcesOf(run, runs, known, fit), ledger, present);
  if (gone.length === 0) return undefined;
  return new EditedRows(run.table.dataset, gone, kept === 0 && Math.max(gone.length, fit) >= ANOTHER_FILE);
}

interface InFile {
  readonly present: FirstRows;
  /** Run -> rows of the file that it was the last to write. */
  readonly known: ReadonlyMap<string, number>;
  readonly fit: number;
}

async function rowsInFile({ id, table, equalRows }: Run, ledger: Ledger, target: Target): Promise<InFile> {
  const fingerprint = new Fingerprint();
  const present = new FirstRows();
  const known = new Map<string, number>();
  let fit = 0;
  for await (const rows of judgeRows(table, equalRows)) {
    const identities = new Set(rows.flatMap((row) => (row.record && !row.leftOut ? row.identity : [])));
    fit += identities.size;
    const written = await ledger.writtenBefore(target, [...new Set([...identities].map(contentOf))]);
    for (const identity of identities) present.see(fingerprint.ofText(identity), 1);
    for (const entry of [...written.values()].flat()) {
      if (entry.run !== id && identities.has(entry.identity)) known.set(entry.run, (known.get(entry.run) ?? 0) + 1);
    }
  }
  return { present, known, fit };
}

/** The earlier runs of this file: by its name, or by holding at least half of its rows. */
function sourcesOf(
  { table }: Run,
  runs: readonly RunRow[],
  known: ReadonlyMap<string, number>,
  fit: number,
): readonly string[] {
  const isSource = ({ id, file }: RunRow): boolean => basename(file) === table.name || 2 * (known.get(id) ?? 0) >= fit;
  return runs.filter(isSource).map(({ id }) => id);
}

async function rowsNotInFile(
  runs: readonly string[],
  ledger: Ledger,
  present: FirstRows,
): Promise<{ readonly gone: readonly Before[]; readonly kept: number }> {
  const fingerprint = new Fingerprint();
  // The newest run that wrote a row knows how it was.
  const seen = new Set<string>();
  const gone: Before[] = [];
  let kept = 0;
  for (const run of runs) {
    for await (const { sheet, row, identity, remoteId, written, status } of ledger.written(run)) {
      if (remoteId === '' || seen.has(remoteId)) continue;
      seen.add(remoteId);
      if (status === 'deleted' || written === undefined) continue;
      if (present.get(fingerprint.ofText(identity)) !== undefined) kept += 1;
      else gone.push({ run, sheet, row, identity, remoteId, written });
    }
  }
  return { gone, kept };
}

/** The earlier row of an edited one; every pass finds the same. */
export class EditedRows {
  readonly #fields: readonly string[];
  readonly #taken = new Set<Before>();
  readonly #origins = new Map<number, Before | undefined>();
  readonly #byDocument: ReadonlyMap<string, readonly Before[]>;
  readonly #byPlace: ReadonlyMap<string, readonly Before[]>;
  /** By all hints but one; made when it is first needed. */
  #byRest: ReadonlyMap<string, readonly Before[]> | undefined;

  /** @param documentsOnly only a document number makes a row of the file one of an earlier run. */
  constructor(
    private readonly dataset: ImportDataset,
    private readonly gone: readonly Before[],
    private readonly documentsOnly: boolean,
  ) {
    this.#fields = fieldNames(dataset);
    this.#byDocument = grouped(gone, ({ identity }) => documentsOf(identity));
    this.#byPlace = grouped(gone, (before) => [placeOf(before)]);
  }

  /** The earlier row: of the same document, else at the same place, else equal in all cells but one. */
  origin({ ordinal, identity, source }: JudgedRow, record: Values): Before | undefined {
    if (this.#origins.has(ordinal)) return this.#origins.get(ordinal);
    const hints = hintsOf(this.#fields, record);
    const closest = (candidates: readonly Before[], most: number): Before | undefined =>
      candidates
        .filter((before) => !this.#taken.has(before))
        .map((before) => ({ before, edited: this.#differing(before, hints).length }))
        .filter(({ edited }) => edited <= most)
        .sort((one, other) => one.edited - other.edited)[0]?.before;
    // One order has many rows, and rows to come.
    const ofDocument = documentsOf(identity)
      .filter((document) => !document.startsWith('order:'))
      .flatMap((document) => this.#byDocument.get(document) ?? [])
      .filter((before) => ofSameDocument(before.identity, identity));
    // Of another document is a row only if nothing else of it was edited.
    const mayBe = (before: Before): boolean =>
      !ofOtherDocument(before.identity, identity) || contentOf(before.identity) === contentOf(identity);
    const half = hints.filter((hint) => hint !== '').length / 2;
    const origin =
      closest(ofDocument, Number.POSITIVE_INFINITY) ??
      (this.documentsOnly
        ? undefined
        : (closest((this.#byPlace.get(placeOf(source)) ?? []).filter(mayBe), half) ??
          closest(
            this.#alikeButOne(hints).filter((before) => !ofOtherDocument(before.identity, identity)),
            1,
          )));
    if (origin) this.#taken.add(origin);
    this.#origins.set(ordinal, origin);
    return origin;
  }

  /** The action for an edited row, given what the service holds of the earlier one. */
  match(before: Before, { identity }: JudgedRow, record: Values, held: Values): Match | Obstacle {
    const { remoteId, run, sheet, row, written } = before;
    const filled = withFallbacks(this.dataset, held);
    const differing = changedFields(filled, record);
    const same = Object.keys(differing).length === 0;
    // The service has the edited values already. Where only the document number was edited, nothing tells that.
    if (same && contentOf(identity) !== contentOf(before.identity)) return { remoteId, same };
    const edited = this.#differing(before, hintsOf(this.#fields, record));
    const since = compareWritten(written, this.#fields, held);
    if (since.kind === 'changed' && since.fields.some((field) => edited.includes(field))) {
      const obstacle = conflictBetween(this.dataset, record, filled, 'CHANGED_SINCE_IMPORT');
      return { obstacle, isLeftOut: false };
    }
    const place = sheet === '' ? `row ${row}` : `row ${row} of sheet ${sheet}`;
    const own = Object.fromEntries(Object.entries(differing).filter(([field]) => edited.includes(field)));
    const hash = rowHash(this.dataset, held);
    return {
      remoteId,
      same,
      edited: {
        finding: finding('EDITED_SINCE_IMPORT', { run, place, remoteId, hash }),
        // Changes that others made at the service stay. Where a hint missed an edit, every difference is sent.
        since: { hash, changes: Object.keys(own).length > 0 ? own : differing },
      },
    };
  }

  /** The fields in which a row says something else than was written of an earlier one. */
  #differing({ written }: Before, hints: readonly string[]): readonly string[] {
    const before = writtenHints(written, this.#fields) ?? [];
    return this.#fields.filter((_, index) => before[index] !== hints[index]);
  }

  #alikeButOne(hints: readonly string[]): readonly Before[] {
    const rests = (all: readonly string[]): readonly string[] =>
      all.map((_, index) => `${index} ${all.with(index, '*').join()}`);
    this.#byRest ??= grouped(this.gone, ({ written }) => rests(writtenHints(written, this.#fields) ?? []));
    const found = rests(hints).flatMap((rest) => this.#byRest?.get(rest) ?? []);
    // A row that differs only in its day is the next of its kind, such as a monthly rent.
    return [...new Set(found)].filter((before) => {
      const [only] = this.#differing(before, hints);
      return only === undefined || this.dataset.fields[only]?.kind !== 'date';
    });
  }
}

function placeOf({ sheet, row }: Pick<Before, 'sheet' | 'row'>): string {
  return `${row} ${sheet}`;
}

function grouped(
  rows: readonly Before[],
  keysOf: (row: Before) => readonly string[],
): ReadonlyMap<string, readonly Before[]> {
  const groups = new Map<string, Before[]>();
  for (const row of rows) {
    for (const key of keysOf(row)) {
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
  }
  return groups;
}
