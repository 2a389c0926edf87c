// Finds rows that the ledger knows as written by their ids: the service's lists may lag, and it may have changed values. Rows
// that were edited since are found by edited-rows.ts, rows in doubt by doubtful-rows.ts.

import pLimit from 'p-limit';
import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { fieldTitle } from '../../datasets/field.js';
import { rowHash, withFallbacks } from '../../dedup/row-hash.js';
import { contentHex, contentOf, documentsOf, ofOtherDocument } from '../../dedup/row-identity.js';
import type { Ledger, RowEntry, Target } from '../../ledger/ledger.js';
import type { Action, Match, Obstacle } from '../../plan/action.js';
import { serverChanges } from '../../plan/server-changes.js';
import { finding } from '../../problems/problem.js';
import type { Binding, Holdings, LookUpResult } from '../../providers/binding.js';
import { ServiceError } from '../../providers/http/http.js';
import type { Session } from '../../providers/session.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { TORN } from '../rows/own-identities.js';
import { type Doubtful, type DoubtfulRows, LAG_MS } from './doubtful-rows.js';
import { type EditedRows, placeTitle } from './edited-rows.js';

const ROWS_ASKED_AT_ONCE = 8;
/** What services answer to an id that cannot be one of theirs. */
const NO_ID: ReadonlySet<number> = new Set([400, 422]);

type Matcher = ReturnType<Holdings['matcher']>;

/** What finding needs. */
export interface RememberedBasis {
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'readBack' | 'writer'>;
  readonly session: Session;
  readonly target: Target;
  /** The run at hand: its own rows are not remembered. */
  readonly run: string;
  /** Absent where nothing was ever imported. */
  readonly ledger?: Ledger | undefined;
  readonly edited?: EditedRows | undefined;
  /** What earlier runs have in doubt. @default nothing */
  readonly doubtful?: DoubtfulRows | undefined;
  /** Whether the file has the row of this identity, which equals an earlier one. @default none does */
  readonly isRepeat?: ((identity: string) => boolean) | undefined;
}

/** A row that an earlier run had in doubt, and what this import makes of it. */
export interface TakenOver {
  readonly doubt: Doubtful;
  /** The id of what the service has of it; undefined where it surely has nothing. */
  readonly remoteId: string | undefined;
}

/** A row that is to be found. */
interface Wanted {
  readonly row: JudgedRow;
  readonly record: Values;
}

/** Finds the entries of a plan's rows at the service. Keeps what was read by id, so that every pass finds the same. */
export class RememberedRows {
  readonly #read = new Map<string, Promise<Values | undefined>>();
  readonly #limit = pLimit(ROWS_ASKED_AT_ONCE);
  /** By ordinal of the row. */
  readonly #taken = new Map<number, TakenOver>();

  constructor(private readonly basis: RememberedBasis) {}

  /** The rows in doubt of earlier runs that rows of the file are. Known after a whole pass. */
  get takenOver(): readonly TakenOver[] {
    return [...this.#taken.values()];
  }

  /** Takes what is done with a row: one that is not written stands for none in doubt. */
  note(ordinal: number, action: Action): void {
    if (action.kind === 'conflict') this.#taken.delete(ordinal);
  }

  /** What each row is at the service, by ordinal. `match`: this pass's matcher over what the service lists. */
  async find(rows: readonly Wanted[], match: Matcher): Promise<ReadonlyMap<number, LookUpResult>> {
    const written = await this.#writtenBefore(rows);
    const listed: Listed[] = [];
    for (const { row, record } of rows) listed.push(await this.#inList(row, record, written, match));
    const found = await Promise.all(listed.map((one) => this.#byId(one)));
    const settled = new Map<number, LookUpResult>();
    for (const [index, { row, record }] of rows.entries()) {
      const one = found[index];
      const isGone = one === 'gone';
      settled.set(row.ordinal, isGone ? await match(record, undefined, row.marks?.word === 'delete') : one);
    }
    return settled;
  }

  async #writtenBefore(rows: readonly Wanted[]): Promise<ReadonlyMap<string, readonly RowEntry[]>> {
    const { ledger, target, run } = this.basis;
    if (ledger === undefined) return new Map();
    const contents = [...new Set(rows.map(({ row }) => contentOf(row.identity)))];
    const written = await ledger.writtenBefore(target, contents);
    return new Map([...written].map(([content, entries]) => [content, entries.filter((entry) => entry.run !== run)]));
  }

  async #inList(
    row: JudgedRow,
    record: Values,
    written: ReadonlyMap<string, readonly RowEntry[]>,
    match: Matcher,
  ): Promise<Listed> {
    const entries = written.get(contentOf(row.identity)) ?? [];
    const isDelete = row.marks?.word === 'delete';
    if (this.basis.dataset.identity.by === 'content') await passOver(entries, row.identity, record, match);
    const own = entries.find(({ identity }) => identity === row.identity);
    if (own === undefined) await this.#passOverRepeats(entries, row, record, match);
    const found = await match(record, own?.remoteId || undefined, isDelete);
    return { row, record, own, found };
  }

  /** An equal row further down that was written keeps its entry: this one was not. */
  async #passOverRepeats(
    entries: readonly RowEntry[],
    { identity: own }: JudgedRow,
    record: Values,
    match: Matcher,
  ): Promise<void> {
    for (const { identity, remoteId } of entries) {
      if (remoteId !== '' && identity !== own && this.basis.isRepeat?.(identity)) await match(record, remoteId);
    }
  }

  /** Asks by its id about a row that the ledger knows and the list does not show; `gone`: the service does not have it. */
  async #byId({ row, record, own, found }: Listed): Promise<LookUpResult | 'gone'> {
    const { word } = row.marks ?? {};
    const isShown = found && 'remoteId' in found && (own === undefined || found.remoteId === own.remoteId);
    if (isShown && own === undefined) this.#noteFound(row, record, found.remoteId);
    if (isShown || (found && 'obstacle' in found)) return found;
    if (own === undefined) return this.#before(row, record);
    if (own.remoteId === '' || this.basis.binding.readBack === undefined) return found ?? this.#notListed(own, word);
    const held = await this.#readBack(own.remoteId);
    return held === undefined ? 'gone' : this.#asHeld(own.remoteId, record, held);
  }

  #asHeld(remoteId: string, record: Values, held: Values): Match {
    const changes = serverChanges(record, withFallbacks(this.basis.dataset, held));
    if (changes.length === 0) return { remoteId, same: true };
    const { fields } = this.basis.dataset;
    const shown = changes.map(
      ({ field, sent, held: now }) => `${fieldTitle(fields, field)}: "${sent}" in the file, "${now}" at the service`,
    );
    const hash = rowHash(this.basis.dataset, held);
    return { remoteId, same: false, why: finding('HELD_OTHERWISE', { remoteId, changes: shown, hash }) };
  }

  /** A row without an id cannot be read: while the list may lag, writing it again is reported. */
  #notListed({ run, settledAt }: RowEntry, word: string | undefined): LookUpResult {
    const age = settledAt === undefined ? Number.POSITIVE_INFINITY : this.basis.session.now() - Date.parse(settledAt);
    if (age > LAG_MS || word === 'create') return undefined;
    return { obstacle: finding('NOT_LISTED_YET', { run }), isLeftOut: false };
  }

  /** The row of an earlier import that this one is: in doubt, or as it was before it was edited. */
  async #before(row: JudgedRow, record: Values): Promise<LookUpResult> {
    const { edited, doubtful, dataset, binding } = this.basis;
    const { word } = row.marks ?? {};
    if (word === 'create') {
      // It is sent anyway: what it was before must not be sent as well.
      const named = edited?.named(row, record)?.doubt;
      if (named) this.#take(row, named, undefined);
      return undefined;
    }
    if (row.marks?.hash === TORN && (word === undefined || word === 'delete'))
      return { obstacle: finding('TORN_ROW', {}), isLeftOut: false };
    const same = doubtful?.of(row.identity);
    if (same) return this.#inDoubt(row, same, ({ remoteId }) => ({ remoteId, same: true }));
    if (word === 'delete') return undefined;
    const origin = edited?.origin(row, record);
    const before = origin?.before;
    if (before && origin.isGuess && word === undefined) {
      const { run, remoteId } = before;
      return { obstacle: finding('LIKE_IMPORTED', { run, place: placeTitle(before), remoteId }), isLeftOut: false };
    }
    const isReadable = binding.readBack !== undefined;
    const match = (remoteId: string, held: Values): LookUpResult =>
      before && edited?.match({ ...before, remoteId }, row, record, held);
    if (before?.doubt)
      return this.#inDoubt(
        row,
        before.doubt,
        isReadable ? ({ remoteId, held }) => match(remoteId, held) : () => UNCHANGEABLE,
      );
    if (!isReadable) return before || isEdited(dataset, row, record) ? UNCHANGEABLE : undefined;
    const held = before && (await this.#readBack(before.remoteId));
    return before && held && match(before.remoteId, held);
  }

  /** A row is not sent that the service may have: it said so, or its list may lag. */
  async #inDoubt(
    row: JudgedRow,
    doubt: Doubtful,
    asFound: (found: { readonly remoteId: string; readonly held: Values }) => LookUpResult,
  ): Promise<LookUpResult> {
    const { dataset, doubtful, binding } = this.basis;
    const fate = (await doubtful?.fate(doubt)) ?? { kind: 'open' };
    // Who imports a row again as it was says that the service lacks it: that is believed, unless the list lacks the run's last row. Rows
    // that were sent together are all in doubt: no row tells of the list.
    const mayBeAbsent = binding.writer.by === 'row' && !doubt.isCreated && doubtful?.isLagging(doubt) === false;
    // A thing with a key is looked up by it, however it was edited.
    const isSentAgain = mayBeAbsent && (doubt.identity === row.identity || dataset.identity.by !== 'content');
    if (fate.kind === 'open' && !isSentAgain) {
      const obstacle = finding('STILL_IN_DOUBT', { run: doubt.run, hash: contentHex(doubt.identity) });
      return { obstacle, isLeftOut: false };
    }
    const remoteId = fate.kind === 'found' ? fate.remoteId : undefined;
    // Without an id, a later import would not know the row again.
    if (remoteId !== '') this.#take(row, doubt, remoteId);
    return fate.kind === 'found' ? asFound(fate) : undefined;
  }

  /** A thing that was found by its key may be the one that is in doubt. */
  #noteFound(row: JudgedRow, record: Values, remoteId: string): void {
    const { edited, dataset, doubtful } = this.basis;
    if (doubtful === undefined || dataset.identity.by === 'content') return;
    const doubt = doubtful.of(row.identity) ?? edited?.origin(row, record)?.before.doubt;
    if (doubt) this.#take(row, doubt, remoteId);
  }

  #take({ ordinal }: JudgedRow, doubt: Doubtful, remoteId: string | undefined): void {
    this.#taken.set(ordinal, { doubt, remoteId });
  }

  #readBack(remoteId: string): Promise<Values | undefined> {
    const known = this.#read.get(remoteId);
    if (known) return known;
    const reading = this.#limit(async () => {
      try {
        return await this.basis.binding.readBack?.(remoteId);
      } catch (error) {
        if (error instanceof ServiceError && NO_ID.has(error.status)) return undefined;
        throw error;
      }
    });
    this.#read.set(remoteId, reading);
    return reading;
  }
}

/** The service has the row as it was, and nothing can be written over it. */
const UNCHANGEABLE: Obstacle = { obstacle: finding('CANNOT_CHANGE', {}), isLeftOut: false };

/** Whether the row bears the id that an import gave to it, and says something else now. */
function isEdited(dataset: ImportDataset, { marks }: JudgedRow, record: Values): boolean {
  return marks !== undefined && marks.remoteId !== '' && marks.hash !== '' && marks.hash !== rowHash(dataset, record);
}

/** Consumes equal rows of other documents, so that the matcher does not take them for this row. */
export async function passOver(
  entries: readonly RowEntry[],
  identity: string,
  record: Values,
  match: Matcher,
): Promise<void> {
  if (documentsOf(identity).length === 0) return;
  for (const entry of entries) {
    if (entry.remoteId !== '' && ofOtherDocument(entry.identity, identity)) await match(record, entry.remoteId);
  }
}

/** What the list and the ledger say of a row. */
interface Listed extends Wanted {
  /** What the ledger knows of this very row. */
  readonly own: RowEntry | undefined;
  readonly found: LookUpResult;
}
