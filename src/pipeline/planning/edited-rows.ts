// Finds, for rows that were imported before and edited since, the row of an earlier run that each of them was: one that was written,
// or one in doubt. An edited row is an update of that row; created beside it, it would count twice.

import { basename } from 'node:path';
import { fieldNames, type ImportDataset, type Values } from '../../datasets/dataset.js';
import { Fingerprint } from '../../dedup/fingerprint.js';
import { FirstRows } from '../../dedup/first-rows.js';
import { rowHash, withFallbacks } from '../../dedup/row-hash.js';
import {
  contentHex,
  contentOf,
  contentOfHex,
  documentsOf,
  ofOtherDocument,
  ofSameDocument,
} from '../../dedup/row-identity.js';
import { compareWritten, hintsOf, writtenHints } from '../../dedup/written-mark.js';
import type { Ledger, RowEntry, RunRow, Target } from '../../ledger/ledger.js';
import type { Match, Obstacle } from '../../plan/action.js';
import { changedFields } from '../../plan/changed-fields.js';
import { conflictBetween } from '../../plan/conflict.js';
import { finding } from '../../problems/problem.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { judgeRows } from '../run/judge-rows.js';
import type { Run } from '../run/open-run.js';
import type { Doubtful } from './doubtful-rows.js';

/** A file of at least so many rows, none of which is left, is another file of the same name, not an edited one. */
const ANOTHER_FILE = 3;
/** A digest in hex. */
const DIGEST = /^[0-9a-f]{40}$/;

/** A row of an earlier run of the same file, which is not in the file any more. */
export interface Before {
  readonly run: string;
  readonly sheet: string;
  readonly row: number;
  readonly identity: string;
  /** '' of a row in doubt. */
  readonly remoteId: string;
  /** See written-mark.ts. */
  readonly written: string;
  /** The marks of older writes, the newest first: an update writes only what it changes. @default none is known */
  readonly older?: readonly string[];
  /** Whether the run read this file, and its ids are not in it: then the row's place tells something. */
  readonly isOfFile: boolean;
  readonly doubt?: Doubtful;
}

/** What is known besides the ledger. */
export interface EditedBasis {
  /** Rows that earlier runs have in doubt. */
  readonly doubtful: readonly Doubtful[];
  /** The digests, in hex, that rows of the file bear who were in doubt in an earlier result workbook. */
  readonly given: ReadonlySet<string>;
  /** Whether rows without a key can be read by their ids: else only those that were in doubt are found. */
  readonly areAllFound: boolean;
  /** The ids that rows of the file bear; undefined where the file has no column for them. */
  readonly ids?: IdsInFile | undefined;
}

/** The ids that rows of a file bear: no other row of it is one of these. */
export interface IdsInFile {
  has(remoteId: string): boolean;
}

/** What a row of the file was before. */
export interface Origin {
  readonly before: Before;
  /** Whether only its cells or its place say so, in a file whose rows bear their ids: somebody may have typed a new row. */
  readonly isGuess: boolean;
}

/** Finds the earlier runs of this file, and what they wrote that is not in it any more; undefined when there is nothing. */
export async function editedRows(
  run: Run,
  ledger: Ledger,
  target: Target,
  { doubtful, given, areAllFound, ids }: EditedBasis,
): Promise<EditedRows | undefined> {
  if (!areAllFound && doubtful.length === 0 && given.size === 0) return undefined;
  const runs = (await ledger.runsInto(target)).filter(({ id }) => id !== run.id);
  if (runs.length === 0) return undefined;
  const { present, known, fit } = await rowsInFile(run, ledger, target);
  if ([...known.values()].reduce((sum, rows) => sum + rows, 0) >= fit) return undefined;
  const sources = sourcesOf(run, runs, known, fit);
  const isRead = areAllFound || ids !== undefined;
  // Rows of one thing share its id, and tell nothing of each other.
  const areSingle = run.table.dataset.parts === undefined;
  const written = isRead ? await rowsNotInFile(sources, ledger, present, { ids, areSingle }) : NO_ROWS;
  const gone = areAllFound ? written.gone : [];
  const isPlaced = (source: string): boolean => sources.includes(source) && !written.known.has(source);
  const fingerprint = new Fingerprint();
  const isPresent = ({ identity }: Pick<Before, 'identity'>): boolean =>
    present.get(fingerprint.ofText(identity)) !== undefined;
  const doubts = doubtful.map((doubt): Before => {
    return { ...doubt, remoteId: '', isOfFile: isPlaced(doubt.run), doubt };
  });
  const goneIds = new Set(gone.map(({ remoteId }) => remoteId));
  const named = (await namedRows(given, ledger, target)).filter(
    ({ remoteId }) => remoteId === '' || !(goneIds.has(remoteId) || ids?.has(remoteId)),
  );
  const all = [
    ...gone.map((one) => ({ ...one, isOfFile: isPlaced(one.run) })),
    ...[...doubts, ...named].filter((one) => !isPresent(one)),
  ];
  if (all.length === 0) return undefined;
  const left = sources.reduce((sum, id) => sum + (known.get(id) ?? 0), 0);
  const kept = written.kept + left + doubts.filter((one) => sources.includes(one.run) && isPresent(one)).length;
  const documentsOnly = kept === 0 && Math.max(all.length, fit) >= ANOTHER_FILE;
  return new EditedRows(run.table.dataset, all, { given, documentsOnly, bearsIds: ids !== undefined });
}

/** Rows that were written since they were in doubt. */
async function namedRows(given: ReadonlySet<string>, ledger: Ledger, target: Target): Promise<readonly Before[]> {
  const digests = [...given].filter((one) => DIGEST.test(one));
  const found = await ledger.writtenBefore(target, digests.map(contentOfHex));
  return [...found.values()].flat().flatMap(({ run, sheet, row, identity, remoteId, written }) => {
    if (written === undefined) return [];
    return [{ run, sheet, row, identity, remoteId, written, isOfFile: false }];
  });
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

interface NotInFile {
  readonly gone: readonly Before[];
  readonly kept: number;
  /** Runs that created rows whose ids are in the file: it was made after them, so each of their rows bore its id. */
  readonly known: ReadonlySet<string>;
}

const NO_ROWS: NotInFile = { gone: [], kept: 0, known: new Set() };

async function rowsNotInFile(
  runs: readonly string[],
  ledger: Ledger,
  present: FirstRows,
  { ids, areSingle }: { readonly ids: IdsInFile | undefined; readonly areSingle: boolean },
): Promise<NotInFile> {
  const fingerprint = new Fingerprint();
  // The newest run that wrote a row knows how it was.
  const seen = new Set<string>();
  const gone: Before[] = [];
  const older = new Map<string, string[]>();
  const known = new Set<string>();
  let kept = 0;
  for (const run of runs) {
    for await (const { sheet, row, identity, remoteId, written, status } of ledger.written(run)) {
      if (remoteId === '') continue;
      const isInFile = ids?.has(remoteId) === true;
      if (isInFile && status === 'created') known.add(run);
      if (seen.has(remoteId)) {
        if (areSingle && written !== undefined) older.get(remoteId)?.push(written);
        continue;
      }
      seen.add(remoteId);
      if (status === 'deleted' || written === undefined) continue;
      if (isInFile || present.get(fingerprint.ofText(identity)) !== undefined) kept += 1;
      else {
        const marks: string[] = [];
        older.set(remoteId, marks);
        gone.push({ run, sheet, row, identity, remoteId, written, older: marks, isOfFile: true });
      }
    }
  }
  return { gone, kept, known };
}

/** What tells an edited row of a file from a new one. */
interface FileOfRows {
  /** The digests that rows of the file name. */
  readonly given: ReadonlySet<string>;
  /** Only a document number makes a row of the file one that an earlier run wrote. */
  readonly documentsOnly: boolean;
  /** Whether rows that were imported bear their ids. */
  readonly bearsIds: boolean;
}

/** The earlier row of an edited one; every pass finds the same. */
export class EditedRows {
  readonly #fields: readonly string[];
  readonly #taken = new Set<Before>();
  readonly #origins = new Map<number, Origin | undefined>();
  readonly #byDocument: ReadonlyMap<string, readonly Before[]>;
  readonly #byPlace: ReadonlyMap<string, readonly Before[]>;
  readonly #byContent: ReadonlyMap<string, readonly Before[]>;
  /** By all hints but one; made when it is first needed. */
  #byRest: ReadonlyMap<string, readonly Before[]> | undefined;

  constructor(
    private readonly dataset: ImportDataset,
    private readonly gone: readonly Before[],
    private readonly file: FileOfRows,
  ) {
    this.#fields = fieldNames(dataset);
    this.#byDocument = grouped(gone, ({ identity }) => documentsOf(identity));
    this.#byPlace = grouped(gone, (before) => (before.isOfFile ? [placeOf(before)] : []));
    this.#byContent = grouped(gone, ({ identity }) => [contentHex(identity)]);
  }

  /** The earlier row that the row itself names, as a result workbook does of a row in doubt. */
  named(row: JudgedRow, record: Values): Before | undefined {
    const before = this.origin(row, record)?.before;
    return before && contentHex(before.identity) === givenDigest(row) ? before : undefined;
  }

  /** The earlier row: the one that is named, else of the same document, else at the same place, else equal in all cells but one. */
  origin(judged: JudgedRow, record: Values): Origin | undefined {
    const { ordinal, identity, source } = judged;
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
    const isComparable = (before: Before): boolean =>
      !this.file.given.has(contentHex(before.identity)) &&
      (!this.file.documentsOnly || (before.doubt !== undefined && !this.#differing(before, hints).some(this.#isDay)));
    const sure =
      closest(this.#byContent.get(givenDigest(judged)) ?? [], Number.POSITIVE_INFINITY) ??
      closest(ofDocument, Number.POSITIVE_INFINITY);
    const before =
      sure ??
      closest((this.#byPlace.get(placeOf(source)) ?? []).filter(mayBe).filter(isComparable), half) ??
      closest(
        this.#alikeButOne(hints)
          .filter((one) => !ofOtherDocument(one.identity, identity))
          .filter(isComparable),
        1,
      );
    const isGuess = before !== undefined && sure === undefined && before.doubt === undefined && this.file.bearsIds;
    // A row that was guessed may be the one before another one that is asked about.
    if (before && !isGuess) this.#taken.add(before);
    const origin = before && { before, isGuess };
    this.#origins.set(ordinal, origin);
    return origin;
  }

  /** See editedMatch. */
  match(before: Before, row: JudgedRow, record: Values, held: Values): Match | Obstacle {
    return editedMatch(this.dataset, before, row, record, held);
  }

  /** The fields in which a row says something else than was written of an earlier one. */
  #differing(before: Before, hints: readonly string[]): readonly string[] {
    return differing(before, this.#fields, hints);
  }

  #alikeButOne(hints: readonly string[]): readonly Before[] {
    const rests = (all: readonly string[]): readonly string[] =>
      all.map((_, index) => `${index} ${all.with(index, '*').join()}`);
    this.#byRest ??= grouped(this.gone, (before) => rests(hintsBefore(before, this.#fields)));
    const found = rests(hints).flatMap((rest) => this.#byRest?.get(rest) ?? []);
    // A row that differs only in its day is the next of its kind, such as a monthly rent.
    return [...new Set(found)].filter((before) => {
      const [only] = this.#differing(before, hints);
      return only === undefined || !this.#isDay(only);
    });
  }

  readonly #isDay = (field: string): boolean => this.dataset.fields[field]?.kind === 'date';
}

function differing(before: Before, fields: readonly string[], hints: readonly string[]): readonly string[] {
  const known = hintsBefore(before, fields);
  return fields.filter((_, index) => known[index] !== hints[index]);
}

/** The hints of the whole row: for each field, of the newest write that had it. */
function hintsBefore({ written, older = [] }: Before, fields: readonly string[]): readonly string[] {
  const all = [written, ...older].map((mark) => writtenHints(mark, fields) ?? []);
  return fields.map((_, index) => all.map((hints) => hints[index] ?? '').find(Boolean) ?? '');
}

/** The action for an edited row, given what the service holds of the earlier one. */
export function editedMatch(
  dataset: ImportDataset,
  before: Before,
  { identity }: Pick<JudgedRow, 'identity'>,
  record: Values,
  held: Values,
): Match | Obstacle {
  const fields = fieldNames(dataset);
  const { remoteId, run, written } = before;
  const filled = withFallbacks(dataset, held);
  const changed = changedFields(filled, record);
  const same = Object.keys(changed).length === 0;
  // The service has the edited values already. Where only the document number was edited, nothing tells that.
  if (same && contentOf(identity) !== contentOf(before.identity)) return { remoteId, same };
  const edited = differing(before, fields, hintsOf(fields, record));
  const since = compareWritten(written, fields, held);
  if (since.kind === 'changed' && since.fields.some((field) => edited.includes(field))) {
    const obstacle = conflictBetween(dataset, record, filled, 'CHANGED_SINCE_IMPORT');
    return { obstacle, isLeftOut: false };
  }
  const place = placeTitle(before);
  const own = Object.fromEntries(Object.entries(changed).filter(([field]) => edited.includes(field)));
  const hash = rowHash(dataset, held);
  return {
    remoteId,
    same,
    edited: {
      finding: finding('EDITED_SINCE_IMPORT', { run, place, remoteId, hash }),
      // Changes that others made at the service stay. Where a hint missed an edit, every difference is sent.
      since: { hash, changes: Object.keys(own).length > 0 ? own : changed },
    },
  };
}

/** What earlier runs wrote under these ids, the newest first. The last one may be in doubt. */
export async function writtenUnder(
  ids: ReadonlySet<string>,
  ledger: Ledger,
  target: Target,
): Promise<ReadonlyMap<string, readonly Before[]>> {
  const found = new Map<string, Before[]>();
  if (ids.size === 0) return found;
  for (const { id, counts } of await ledger.runsInto(target)) {
    const note = ({ run, sheet, row, identity, remoteId, written }: RowEntry): void => {
      if (!ids.has(remoteId) || written === undefined) return;
      const known = found.get(remoteId) ?? [];
      found.set(remoteId, [...known, { run, sheet, row, identity, remoteId, written, isOfFile: false }]);
    };
    if (counts.inDoubt > 0)
      for await (const entry of ledger.entries(id, 'open')) if (entry.status === 'in-doubt') note(entry);
    for await (const entry of ledger.written(id)) note(entry);
  }
  return found;
}

/** The digest that a row bears which was in doubt; '' for any other. */
export function givenDigest({ marks }: Pick<JudgedRow, 'marks'>): string {
  return marks === undefined || marks.remoteId !== '' ? '' : marks.hash;
}

/** Where a row was, in words. */
export function placeTitle({ sheet, row }: Pick<Before, 'sheet' | 'row'>): string {
  return sheet === '' ? `row ${row}` : `row ${row} of sheet ${sheet}`;
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
