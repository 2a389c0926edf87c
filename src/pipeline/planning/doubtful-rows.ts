// Rows that earlier runs were to create and have in doubt, and what the service shows of them: each is found by the mark of what was
// sent, proven absent, or in doubt still. Leaves the row of the file that it is now to edited-rows.ts.

import { fieldNames, type ImportDataset, type Values } from '../../datasets/dataset.js';
import { contentOf } from '../../dedup/row-identity.js';
import { hintsOf, writtenFields, writtenHints, writtenMark } from '../../dedup/written-mark.js';
import type { Ledger, RowEntry, RunRow, Target } from '../../ledger/ledger.js';
import type { Binding } from '../../providers/binding.js';

/** How long a service may take to list a row that it has. */
export const LAG_MS = 60 * 60_000;
/** A request that was about to be sent is given up by then, however long it was held back. */
const GIVEN_UP_BY_THEN_MS = 11 * 60_000;
/** Rows of a run that surely were created, by which a list is judged. */
const MOST_SHOWN = 8;
/** Runs after the one in doubt whose rows are looked at. */
const MOST_LATER_RUNS = 24;

/** A row that an earlier run was to create and has in doubt. */
export interface Doubtful extends Pick<RowEntry, 'run' | 'ordinal' | 'sheet' | 'row' | 'identity'> {
  /** See written-mark.ts. */
  readonly written: string;
  /** Whether the service said that it has created the row. */
  readonly isCreated: boolean;
  /** When its request was over, in milliseconds since the epoch. */
  readonly endedAt: number;
}

/** What has become of a row in doubt. */
export type Fate =
  | { readonly kind: 'open' | 'absent' }
  /** `held`: what the service holds of it. */
  | { readonly kind: 'found'; readonly remoteId: string; readonly held: Values };

/** When the request about a row was over for sure, in milliseconds since the epoch. */
export function endOfRequest({ intendedAt, settledAt }: Pick<RowEntry, 'intendedAt' | 'settledAt'>): number {
  const settled = settledAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(settledAt);
  const givenUp = intendedAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(intendedAt) + GIVEN_UP_BY_THEN_MS;
  return Math.min(settled, givenUp);
}

/** A row that surely was created. */
interface Created extends Pick<RowEntry, 'remoteId'> {
  readonly written: string | undefined;
  readonly intendedAt: number;
}

/** A run with what it surely created last. */
interface RunInto {
  readonly id: string;
  readonly created: readonly Created[];
}

/** What is asked. */
export interface DoubtBasis {
  readonly run: string;
  readonly ledger: Ledger;
  readonly target: Target;
  readonly dataset: ImportDataset;
  readonly binding: Pick<Binding, 'rows' | 'readBack'>;
  readonly now: number;
}

/** Finds what earlier runs into the target have in doubt; undefined where they have nothing. */
export async function doubtfulRows(basis: DoubtBasis): Promise<DoubtfulRows | undefined> {
  const { ledger, target, run } = basis;
  const runs = await ledger.runsInto(target);
  let rows: readonly Doubtful[] = [];
  let oldest = -1;
  for (const [place, { id, counts }] of runs.entries()) {
    if (id === run || counts.inDoubt === 0) continue;
    const own = await doubtfulIn(ledger, id);
    if (own.length === 0) continue;
    // The oldest run first: of equal rows, its have theirs first.
    rows = [...own, ...rows];
    oldest = place;
  }
  if (rows.length === 0) return undefined;
  const doubtedIn = new Set(rows.map((one) => one.run));
  const asked = runs.slice(0, oldest + 1).filter(({ id }, place) => place < MOST_LATER_RUNS || doubtedIn.has(id));
  return new DoubtfulRows(basis, rows, await Promise.all(asked.map((one) => withCreated(ledger, one))));
}

async function doubtfulIn(ledger: Ledger, run: string): Promise<readonly Doubtful[]> {
  const rows: Doubtful[] = [];
  for await (const entry of ledger.entries(run, 'open')) {
    const { status, identity, remoteId, written = '', ordinal, sheet, row, finding } = entry;
    if (status !== 'in-doubt' || identity === '' || remoteId !== '') continue;
    const isCreated = finding?.code === 'NO_USABLE_ID';
    rows.push({ run, ordinal, sheet, row, identity, written, isCreated, endedAt: endOfRequest(entry) });
  }
  return rows;
}

async function withCreated(ledger: Ledger, { id }: RunRow): Promise<RunInto> {
  const created: Created[] = [];
  for await (const { status, remoteId, written, intendedAt } of ledger.written(id)) {
    if (status === 'created' && remoteId !== '' && intendedAt !== undefined)
      created.push({ remoteId, written, intendedAt: Date.parse(intendedAt) });
    if (created.length === MOST_SHOWN) break;
  }
  return { id, created };
}

/** An entry of the service's list. */
interface Listed {
  readonly remoteId: string;
  readonly held: Values;
}

/** The rows in doubt. Show it the list before asking for a fate. */
export class DoubtfulRows {
  readonly #fields: readonly string[];
  readonly #byIdentity: ReadonlyMap<string, Doubtful>;
  /** By the fields that were written, the marks that are looked for. */
  readonly #wanted = new Map<string, { readonly written: readonly string[]; readonly marks: Set<string> }>();
  readonly #ids: ReadonlySet<string>;
  readonly #seenIds = new Set<string>();
  readonly #shown = new Map<string, Listed[]>();
  /** Of datasets whose things have several rows: rows in doubt that the list has without their parts. */
  readonly #alike = new Set<Doubtful>();
  #fates: Promise<ReadonlyMap<Doubtful, Fate>> | undefined;

  constructor(
    private readonly basis: DoubtBasis,
    readonly rows: readonly Doubtful[],
    /** Those that may tell whether the list lags, the newest first. */
    private readonly runs: readonly RunInto[],
  ) {
    this.#fields = fieldNames(basis.dataset);
    this.#byIdentity = new Map(rows.map((one) => [one.identity, one]));
    this.#ids = new Set(runs.flatMap(({ created }) => created.map(({ remoteId }) => remoteId)));
    const marks = runs.flatMap(({ created }) => created.flatMap(({ written }) => written ?? []));
    for (const mark of [...rows.map(({ written }) => written), ...marks]) this.#want(mark);
  }

  /** Whether the look-up shows every row of the service; the others are asked for when a fate is. */
  get isInList(): boolean {
    const { binding, dataset } = this.basis;
    return binding.readBack !== undefined && dataset.identity.by !== 'period';
  }

  of(identity: string): Doubtful | undefined {
    return this.#byIdentity.get(identity);
  }

  /** Takes an entry of the list. */
  see(remoteId: string, values: () => Values): void {
    if (this.#ids.has(remoteId)) this.#seenIds.add(remoteId);
    const held = values();
    for (const { written, marks } of this.#wanted.values()) {
      const mark = writtenMark(this.#fields, Object.fromEntries(written.map((field) => [field, held[field]])));
      if (!marks.has(mark)) continue;
      const shown = this.#shown.get(mark) ?? [];
      if (remoteId === '' || !shown.some((one) => one.remoteId === remoteId)) shown.push({ remoteId, held });
      this.#shown.set(mark, shown);
    }
    if (this.basis.dataset.parts) this.#seeParts(held, this.basis.dataset.parts);
  }

  /** What has become of a row. */
  async fate(row: Doubtful): Promise<Fate> {
    this.#fates ??= this.#judge();
    return (await this.#fates).get(row) ?? OPEN;
  }

  /** Whether the list lacks the row that the run surely created last. */
  isLagging({ run }: Doubtful): boolean {
    const newest = this.runs.find(({ id }) => id === run)?.created[0];
    return newest !== undefined && !this.#isShown(newest);
  }

  #want(mark: string): void {
    const written = writtenFields(mark, this.#fields);
    if (written === undefined) return;
    const key = written.join();
    const wanted = this.#wanted.get(key) ?? { written, marks: new Set() };
    wanted.marks.add(mark);
    this.#wanted.set(key, wanted);
  }

  #seeParts(held: Values, parts: readonly string[]): void {
    const hints = hintsOf(this.#fields, held);
    const isAlike = ({ written }: Doubtful): boolean =>
      (writtenHints(written, this.#fields) ?? []).every(
        (hint, index) => hint === '' || parts.includes(this.#fields[index] ?? '') || hint === hints[index],
      );
    for (const row of this.rows) if (isAlike(row)) this.#alike.add(row);
  }

  async #judge(): Promise<ReadonlyMap<Doubtful, Fate>> {
    const { binding, dataset } = this.basis;
    if (!this.isInList && binding.rows)
      for await (const { remoteId, values } of binding.rows({})) this.see(remoteId, () => values);
    const claimed = await this.#claimed();
    const taken = new Set<Listed>();
    const fates = new Map<Doubtful, Fate>();
    for (const row of this.rows) {
      const others = claimed.get(contentOf(row.identity));
      const found = (this.#shown.get(row.written) ?? []).find(
        (one) => !taken.has(one) && (one.remoteId === '' || !others?.has(one.remoteId)),
      );
      if (found) taken.add(found);
      const isKnown = writtenFields(row.written, this.#fields) !== undefined;
      const mayBe = row.isCreated || !isKnown || (dataset.parts !== undefined && this.#alike.has(row));
      if (found) fates.set(row, { kind: 'found', ...found });
      else if (!mayBe && (await this.#isAbsent(row))) fates.set(row, { kind: 'absent' });
    }
    return fates;
  }

  /** By content, the ids of equal rows: they are not those in doubt. */
  async #claimed(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const { ledger, target } = this.basis;
    const shown = this.rows.filter(({ written }) => this.#shown.has(written));
    const ids = new Map(shown.map(({ identity }) => [contentOf(identity), new Set<string>()]));
    for (const [content, entries] of await ledger.writtenBefore(target, [...ids.keys()]))
      for (const { remoteId } of entries) if (remoteId !== '') ids.get(content)?.add(remoteId);
    for (const run of new Set(shown.map((one) => one.run)))
      for await (const { identity, remoteId } of ledger.results(run))
        if (remoteId !== '') ids.get(contentOf(identity))?.add(remoteId);
    return ids;
  }

  /** Proven by a row in the list that surely came later; or, after an hour, by all the rows of its run that came last. */
  async #isAbsent({ run, endedAt }: Doubtful): Promise<boolean> {
    const place = this.runs.findIndex(({ id }) => id === run);
    const since = this.runs.slice(0, place + 1).flatMap(({ created }) => created);
    if (since.some((one) => one.intendedAt >= endedAt && this.#isShown(one))) return true;
    const beside = this.runs[place]?.created ?? [];
    if (this.basis.now - endedAt < LAG_MS || !beside.some((one) => this.#isShown(one))) return false;
    for (const one of beside) if (!this.#isShown(one) && (await this.#isHeld(one))) return false;
    return true;
  }

  #isShown({ remoteId, written = '' }: Created): boolean {
    return this.#seenIds.has(remoteId) || (this.#shown.get(written) ?? []).some((one) => one.remoteId === '');
  }

  /** Whether the service has a row that its list lacks: one that was deleted says nothing of the list. */
  async #isHeld({ remoteId }: Created): Promise<boolean> {
    const { readBack } = this.basis.binding;
    return readBack === undefined || (await readBack(remoteId)) !== undefined;
  }
}

const OPEN: Fate = { kind: 'open' };
