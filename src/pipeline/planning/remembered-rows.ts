// Finds rows that the ledger knows as written by their ids: the service's lists may lag, and it may have changed values. Rows
// that were edited since are found by edited-rows.ts.

import pLimit from 'p-limit';
import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { rowHash, withFallbacks } from '../../dedup/row-hash.js';
import { contentOf, documentsOf, ofOtherDocument } from '../../dedup/row-identity.js';
import type { Ledger, RowEntry, Target } from '../../ledger/ledger.js';
import type { Match } from '../../plan/action.js';
import { serverChanges } from '../../plan/server-changes.js';
import { finding } from '../../problems/problem.js';
import type { Binding, Holdings, LookUpResult } from '../../providers/binding.js';
import { ServiceError } from '../../providers/http/http.js';
import type { Session } from '../../providers/session.js';
import type { JudgedRow } from '../rows/judge-row.js';
import type { EditedRows } from './edited-rows.js';

const ROWS_ASKED_AT_ONCE = 8;
/** How long a service may take to list a row that it has no id for. */
const LAG_MS = 60 * 60_000;
/** What services answer to an id that cannot be one of theirs. */
const NO_ID: ReadonlySet<number> = new Set([400, 422]);

type Matcher = ReturnType<Holdings['matcher']>;

/** What finding needs. */
export interface RememberedBasis {
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'readBack'>;
  readonly session: Session;
  readonly target: Target;
  /** The run at hand: its own rows are not remembered. */
  readonly run: string;
  /** Absent where nothing was ever imported. */
  readonly ledger?: Ledger | undefined;
  readonly edited?: EditedRows | undefined;
  /** What earlier runs have in doubt, by identity. @default nothing */
  readonly doubtful?: ReadonlyMap<string, Doubtful> | undefined;
  /** Whether the list shows the row of this id; asked about the newest rows of runs with rows in doubt. */
  readonly isListed: (remoteId: string) => boolean;
  /** Whether the file has the row of this identity, which equals an earlier one. @default none does */
  readonly isRepeat?: ((identity: string) => boolean) | undefined;
}

/** A row that an earlier run has in doubt. */
export interface Doubtful {
  readonly run: string;
  /** Whether the service said that it has created the row. */
  readonly isCreated: boolean;
  /** The last row that the run surely created; undefined where there is none. While a list lacks it, it lags. */
  readonly newest: string | undefined;
}

/**
 * The rows that earlier runs were to create and have in doubt, by identity: those that the service may still come to list, and those
 * that it said it has.
 */
export async function doubtfulRows(
  run: string,
  ledger: Ledger,
  target: Target,
  now: number,
): Promise<ReadonlyMap<string, Doubtful>> {
  const doubtful = new Map<string, Doubtful>();
  const unsettled = (await ledger.runsInto(target)).filter(({ id, counts }) => id !== run && counts.inDoubt > 0);
  for (const { id } of unsettled) {
    const newest = await newestCreated(id, ledger);
    for await (const { ordinal, identity, remoteId, finding: why } of ledger.inDoubt(id)) {
      if (identity === '' || remoteId !== '') continue;
      const { settledAt, intendedAt } = (await ledger.row(id, ordinal)) ?? {};
      const sentAt = Date.parse(intendedAt ?? settledAt ?? '');
      const isCreated = why?.code === 'NO_USABLE_ID';
      if (isCreated || !(now - sentAt > LAG_MS)) doubtful.set(identity, { run: id, isCreated, newest });
    }
  }
  return doubtful;
}

async function newestCreated(run: string, ledger: Ledger): Promise<string | undefined> {
  for await (const { status, remoteId } of ledger.written(run))
    if (status === 'created' && remoteId !== '') return remoteId;
  return undefined;
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

  constructor(private readonly basis: RememberedBasis) {}

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
    if (isShown || (found && 'obstacle' in found)) return found;
    if (own === undefined) return found ?? this.#inDoubt(row) ?? (await this.#edited(row, record));
    if (own.remoteId === '' || this.basis.binding.readBack === undefined) return found ?? this.#notListed(own, word);
    const held = await this.#readBack(own.remoteId);
    return held === undefined ? 'gone' : this.#asHeld(own.remoteId, record, held);
  }

  #asHeld(remoteId: string, record: Values, held: Values): Match {
    const changes = serverChanges(record, withFallbacks(this.basis.dataset, held));
    if (changes.length === 0) return { remoteId, same: true };
    const { fields } = this.basis.dataset;
    const shown = changes.map(
      ({ field, sent, held: now }) =>
        `${fields[field]?.title ?? field}: "${sent}" in the file, "${now}" at the service`,
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

  /** A row is not sent again that the service said it has, or that a list may lack because it lags. */
  #inDoubt({ identity, marks }: JudgedRow): LookUpResult {
    const before = marks?.word === 'create' ? undefined : this.basis.doubtful?.get(identity);
    if (before === undefined) return undefined;
    const isLagging = before.newest !== undefined && !this.basis.isListed(before.newest);
    if (!before.isCreated && !isLagging) return undefined;
    return { obstacle: finding('STILL_IN_DOUBT', { run: before.run }), isLeftOut: false };
  }

  /** The row of an earlier import that this one was, before it was edited. */
  async #edited(row: JudgedRow, record: Values): Promise<LookUpResult> {
    const { edited } = this.basis;
    const { word } = row.marks ?? {};
    const before = word === 'create' || word === 'delete' ? undefined : edited?.origin(row, record);
    if (before === undefined) return undefined;
    const held = await this.#readBack(before.remoteId);
    return held && edited?.match(before, row, record, held);
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
