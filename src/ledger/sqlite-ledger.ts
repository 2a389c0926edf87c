// The ledger in a SQLite file: group commit and reading by pages. The file is opened and its tables are made elsewhere
// (open-ledger.ts, schema.ts); the statements' text is in statements.ts.

import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import type { Attempt, Counts, Status } from '../plan/result.js';
import { Stop } from '../problems/stop.js';
import { type ChangeSet, changeSets } from './change-sets.js';
import type { ClosedPeriods } from './closed-periods.js';
import type { Cursors } from './cursors.js';
import { GroupCommit } from './group-commit.js';
import { lateResults, withLate } from './late-results.js';
import type { Intent, Ledger, RowEntry, RowResult, RunEnd, RunHeader, RunRow, Settlement, Target } from './ledger.js';
import type { LedgerFile } from './ledger-file.js';
import { type CarriedRow, type Origin, parseCarried } from './origins.js';
import { SqliteClosedPeriods } from './sqlite-closed-periods.js';
import { SqliteCursors } from './sqlite-cursors.js';
import { MOST_NAMED, PAGE } from './statements.js';
import {
  intentChange,
  parseAttempts,
  parseEntry,
  parseResult,
  resultChange,
  type StoredChange,
  storedLog,
} from './stored.js';
import { parseRun, parseTally, runColumns } from './stored-run.js';

/** Above every ordinal. */
const NO_ORDINAL = Number.MAX_SAFE_INTEGER;

/** Which results each of the pagewise statements is about. */
const kept = {
  results: () => true,
  inDoubt: (status: Status) => status === 'in-doubt',
  unfinished: (status: Status) => status === 'in-doubt' || status === 'unsent',
};

/** Made by `openLedger`. */
export class SqliteLedger implements Ledger {
  readonly cursors: Cursors;
  readonly closedPeriods: ClosedPeriods;
  readonly #file: LedgerFile;
  readonly #now: (() => number) | undefined;
  /** Of the runs that this process knows: a handful. */
  readonly #keys = new Map<string, number>();
  /** Runs that this process has opened for writing. */
  readonly #writing = new Set<number>();
  /** Runs that have not ended, whose rows were put into the index of identities once. */
  readonly #indexed = new Set<number>();
  readonly #commits = new GroupCommit<StoredChange>((changes, durable) => this.#write(changes, durable));

  /** `now`: milliseconds since the epoch, to note when things happened; without it no times are noted. */
  constructor(file: LedgerFile, now: (() => number) | undefined, sleep: (delayMs: number) => Promise<void>) {
    this.#file = file;
    this.cursors = new SqliteCursors(file, sleep);
    this.closedPeriods = new SqliteClosedPeriods(file);
    this.#now = now;
  }

  async beginRun(run: RunHeader): Promise<void> {
    this.#file.run('beginRun', runColumns(run));
  }

  async replaceRequest(run: string, request: RunHeader['request']): Promise<void> {
    this.#file.run('replaceRequest', [JSON.stringify(request), this.#keyOf(run)]);
  }

  async intend(run: string, rows: readonly Intent[]): Promise<void> {
    if (rows.length === 0) return;
    const key = this.#keyOf(run);
    await this.#commits.durably(rows.map((row) => intentChange(key, row)));
  }

  async settle(run: string, results: readonly Settlement[]): Promise<void> {
    if (results.length === 0) return;
    const key = this.#keyOf(run);
    this.#commits.soon(results.map((result) => resultChange(key, result)));
  }

  results(run: string): AsyncIterable<RowResult> {
    return this.#pages('results', run);
  }

  inDoubt(run: string): AsyncIterable<RowResult> {
    return this.#pages('inDoubt', run);
  }

  unfinished(run: string): AsyncIterable<RowResult> {
    return this.#pages('unfinished', run);
  }

  entries(run: string, which: 'open' | 'undone'): AsyncIterable<RowEntry> {
    return this.#entryPages(which, run, []);
  }

  async *entriesOf(run: string, wanted: readonly string[]): AsyncGenerator<RowEntry> {
    if (wanted.length > 0) yield* this.#entryPages('entriesOf', run, [JSON.stringify(wanted)]);
  }

  async rowsKnown({ accountKey, dataset }: Target): Promise<number> {
    this.#commits.flush();
    const [found] = this.#file.all('rowsKnown', [accountKey, dataset]);
    return this.#file.sound(() => z.object({ rows: z.number() }).parse(found)).rows;
  }

  async *written(run: string): AsyncGenerator<RowEntry> {
    const key = this.#keyOf(run);
    for (let last = NO_ORDINAL; ; ) {
      const page = this.#entries('written', [key, last]);
      yield* page;
      if (page.length < PAGE) return;
      last = page.at(-1)?.ordinal ?? last;
      await nextTurn();
    }
  }

  async *identities(run: string): AsyncGenerator<readonly string[]> {
    const key = this.#keyOf(run);
    this.#commits.flush();
    for (let last = -1; ; ) {
      const stored = this.#file.all('identities', [key, last]);
      const page = this.#file.sound(() => identities.parse(stored));
      if (page.length > 0) yield page.map(({ identity }) => identity);
      const end = page.at(-1);
      if (end === undefined) return;
      last = end.ordinal;
      await nextTurn();
    }
  }

  async undone(run: string, ordinals: readonly number[]): Promise<void> {
    if (ordinals.length === 0) return;
    this.#commits.flush();
    const key = this.#keyOf(run);
    this.#file.transaction(true, () => {
      // Undone at all, also where no time is to be had.
      this.#file.run('setUndone', [key, this.#time() ?? 0, JSON.stringify(ordinals)]);
      this.#file.run('forgetAmounts', [key]);
    });
  }

  async noteUndoRestated(run: string, reason: string): Promise<void> {
    this.#file.run('noteUndoRestated', [this.#keyOf(run), reason]);
  }

  async addAttempts(run: string, ordinal: number, log: readonly Attempt[]): Promise<void> {
    const stored = storedLog(log);
    if (stored === null) return;
    this.#commits.flush();
    this.#file.run('addAttempts', [this.#keyOf(run), ordinal, stored]);
  }

  async newestIntent(run: string, ordinals: readonly number[]): Promise<number | undefined> {
    if (ordinals.length === 0) return undefined;
    this.#commits.flush();
    const [found] = this.#file.all('newestIntent', [this.#keyOf(run), JSON.stringify(ordinals)]);
    return this.#file.sound(() => newestIntent.parse(found)).newest ?? undefined;
  }

  async row(run: string, ordinal: number): Promise<RowEntry | undefined> {
    return this.#entries('row', [this.#keyOf(run), ordinal])[0];
  }

  async rowsAt(run: string, sheet: string, row: number): Promise<readonly RowEntry[]> {
    return this.#entries('rowsAt', [this.#keyOf(run), sheet, row]);
  }

  async rowsByRemoteId(remoteId: string, limit: number): Promise<readonly RowEntry[]> {
    return remoteId === '' ? [] : this.#entries('rowsByRemoteId', [remoteId, limit]);
  }

  async attempts(run: string, ordinal: number): Promise<readonly Attempt[]> {
    this.#commits.flush();
    const found = this.#file.all('attempts', [this.#keyOf(run), ordinal]);
    return found.flatMap((stored) => this.#file.sound(() => parseAttempts(stored)));
  }

  async writtenBefore(
    { accountKey, dataset }: Target,
    starts: readonly string[],
  ): Promise<ReadonlyMap<string, readonly RowEntry[]>> {
    await this.#indexRuns(accountKey, dataset);
    const byIdentity = new Map<string, RowEntry>();
    for (let first = 0; first < starts.length; first += PAGE) {
      const some = JSON.stringify(starts.slice(first, first + PAGE));
      for (const row of this.#entries('writtenBefore', [accountKey, dataset, some])) byIdentity.set(row.identity, row);
    }
    const length = starts[0]?.length ?? 0;
    const found = new Map<string, RowEntry[]>();
    for (const row of byIdentity.values()) {
      const start = row.identity.slice(0, length);
      const rows = found.get(start);
      if (rows) rows.push(row);
      else found.set(start, [row]);
    }
    // The index finds a few more, since it goes by fewer characters.
    const wanted = new Set(starts);
    for (const start of found.keys()) if (!wanted.has(start)) found.delete(start);
    return found;
  }

  async runsInto({ accountKey, dataset }: Target): Promise<readonly RunRow[]> {
    return this.#runRows('runsInto', [accountKey, dataset]);
  }

  async accountsOf(dataset: string): Promise<readonly string[]> {
    const stored = this.#file.all('accountsOf', [dataset]);
    return this.#file.sound(() => accounts.parse(stored)).map(({ account_key }) => account_key);
  }

  async hasWrittenTo(accountKey: string): Promise<boolean> {
    this.#commits.flush();
    return this.#file.all('hasWrittenTo', [accountKey]).length > 0;
  }

  async keepAmounts(run: string, kept: unknown): Promise<void> {
    this.#commits.flush();
    this.#file.run('keepAmounts', [this.#keyOf(run), JSON.stringify(kept)]);
  }

  async amountsInto({ accountKey, dataset }: Target): Promise<readonly unknown[]> {
    const stored = this.#file.all('amountsInto', [accountKey, dataset]);
    return this.#file.sound(() => keptAmounts.parse(stored).map(({ kept }) => JSON.parse(kept) as unknown));
  }

  async noteOrigins(run: string, source: string, origins: readonly Origin[]): Promise<void> {
    this.#commits.flush();
    const key = this.#keyOf(run);
    for (let first = 0; first < origins.length; first += PAGE) {
      const some = origins.slice(first, first + PAGE).map(({ ordinal, sourceId, hash }) => [ordinal, sourceId, hash]);
      this.#file.run('setOrigins', [key, source, JSON.stringify(some)]);
    }
  }

  async carriedOver(source: string, { accountKey, dataset }: Target): Promise<ReadonlyMap<string, CarriedRow>> {
    this.#commits.flush();
    const stored = this.#file.all('carriedOver', [source, accountKey, dataset]);
    const rows = this.#file.sound(() => stored.map(parseCarried));
    return new Map(rows.map((row) => [row.sourceId, row]));
  }

  async children(run: string): Promise<readonly RunRow[]> {
    return this.#runRows('children', [run]);
  }

  async finishRun(run: string, { finishedAt, exitCode, counts, sha256 }: RunEnd): Promise<void> {
    this.#commits.flush();
    const key = this.#keyOf(run);
    this.#file.run('finishRun', [finishedAt, exitCode, JSON.stringify(counts), sha256 ?? null, key]);
    this.#writing.delete(key);
  }

  async runs(limit: number): Promise<readonly RunRow[]> {
    return this.#runRows('runs', [limit]);
  }

  async run(idOrPrefix: string): Promise<RunRow | undefined> {
    if (idOrPrefix === '') return undefined;
    const exact = this.#runRows('run', [idOrPrefix]);
    const rows = exact.length > 0 ? exact : this.#runRows('runsByPrefix', [idOrPrefix]);
    if (rows.length > 1) throw ambiguous(idOrPrefix, rows);
    return rows[0];
  }

  async latestUnfinishedRun(): Promise<RunRow | undefined> {
    return this.#runRows('latestUnfinished', [])[0];
  }

  async prunable(run: string): Promise<number> {
    this.#commits.flush();
    const [found] = this.#file.all('prunable', [this.#keyOf(run)]);
    return this.#file.sound(() => z.object({ rows: z.number() }).parse(found)).rows;
  }

  async prune(run: string, at: string): Promise<boolean> {
    this.#commits.flush();
    const key = this.#keyOf(run);
    this.#file.run('markPruned', [key, at]);
    for (let pruned = 1; pruned > 0; await nextTurn()) {
      this.#file.transaction(false, () => {
        this.#file.run('pruneIdentities', [key]);
        this.#file.run('pruneBefores', [key]);
        pruned = this.#file.run('pruneRows', [key]);
      });
    }
    while (this.#file.run('pruneLogs', [key]) > 0) await nextTurn();
    this.#file.run('pruneMarks', [key]);
    const isGone = this.#file.deleteUnreferred('pruneRun', [key]) > 0;
    if (isGone) this.#keys.delete(run);
    return isGone;
  }

  async shrink() {
    const before = this.#file.size();
    const canRewrite = !this.#file.shrinks && this.#file.all('isOngoing', []).length === 0;
    if (canRewrite) this.#file.rewrite();
    while (this.#file.shrinks && this.#file.shrink()) await nextTurn();
    return { before, after: this.#file.size(), later: !this.#file.shrinks };
  }

  async close(): Promise<void> {
    if (!this.#file.open) return;
    try {
      this.#commits.flush();
    } finally {
      this.#file.close();
    }
  }

  async *#pages(name: keyof typeof kept, run: string): AsyncGenerator<RowResult> {
    const key = this.#keyOf(run);
    let last = -1;
    for (;;) {
      const late = this.#flushed() ? [] : lateResults(this.#commits.waiting(), key);
      const page = this.#file.all(name, [key, last]).map((stored) => this.#file.sound(() => parseResult(stored)));
      const end = page.length < PAGE ? NO_ORDINAL : (page.at(-1)?.ordinal ?? last) + 1;
      for (const row of withLate(page, late, last, end)) if (kept[name](row.status)) yield row;
      if (page.length < PAGE) return;
      last = end - 1;
      // The database answers at once: without this, signals and answers of the service would wait until the last page.
      await nextTurn();
    }
  }

  async *#entryPages(
    name: 'open' | 'undone' | 'entriesOf',
    run: string,
    more: readonly string[],
  ): AsyncGenerator<RowEntry> {
    const key = this.#keyOf(run);
    for (let last = -1; ; ) {
      const page = this.#entries(name, [key, last, ...more]);
      yield* page;
      if (page.length < PAGE) return;
      last = page.at(-1)?.ordinal ?? last;
      await nextTurn();
    }
  }

  /** Writes what is waiting; false when the disk does not take it. */
  #flushed(): boolean {
    try {
      this.#commits.flush();
      return true;
    } catch (error) {
      if (error instanceof Stop) return false;
      throw error;
    }
  }

  #entries(
    name: 'written' | 'row' | 'rowsAt' | 'rowsByRemoteId' | 'writtenBefore' | 'open' | 'undone' | 'entriesOf',
    parameters: (string | number)[],
  ) {
    this.#commits.flush();
    return this.#file.all(name, parameters).map((stored) => this.#file.sound(() => parseEntry(stored)));
  }

  #runRows(
    name: 'runs' | 'runsInto' | 'run' | 'runsByPrefix' | 'children' | 'latestUnfinished',
    parameters: (string | number)[],
  ): RunRow[] {
    return this.#file
      .all(name, parameters)
      .map((stored) => this.#file.sound(() => parseRun(stored, (key) => this.#tally(key))));
  }

  #tally(key: number): Counts {
    this.#commits.flush();
    return parseTally(this.#file.all('tally', [key]));
  }

  /** Puts the written rows of the target's runs into the index of identities, as far as they are not there yet. */
  async #indexRuns(accountKey: string, dataset: string): Promise<void> {
    this.#commits.flush();
    for (const stored of this.#file.all('unindexed', [accountKey, dataset])) {
      const { key, ended } = this.#file.sound(() => unindexedRun.parse(stored));
      if (ended === 0 && this.#indexed.has(key)) continue;
      this.#indexed.add(key);
      this.#file.transaction(false, () => {
        this.#file.run('indexRows', [key]);
        this.#file.run('indexed', [key]);
      });
      await nextTurn();
    }
  }

  #keyOf(run: string): number {
    const known = this.#keys.get(run);
    if (known !== undefined) return known;
    const [stored] = this.#file.all('keyOf', [run]);
    if (stored === undefined) throw new Error(`the ledger has no run ${run}`);
    const { key } = this.#file.sound(() => z.object({ key: z.number() }).parse(stored));
    this.#keys.set(run, key);
    return key;
  }

  #time(): number | null {
    return this.#now?.() ?? null;
  }

  #write(changes: readonly StoredChange[], durable: boolean): void {
    const sets = changeSets(changes, PAGE);
    const opened = [...new Set(sets.map(({ run }) => run))].filter((run) => !this.#writing.has(run));
    this.#file.transaction(durable, () => {
      // What had ended has not ended any more.
      for (const run of opened) this.#file.run('reopenRun', [run]);
      for (const set of sets) this.#writeSet(set);
    });
    for (const run of opened) this.#writing.add(run);
  }

  #writeSet({ kind, run, changes }: ChangeSet): void {
    const rows = JSON.stringify(changes.map(({ row }) => row));
    this.#file.run(kind === 'intent' ? 'setIntents' : 'setResults', [run, rows, this.#time()]);
    const befores = changes.flatMap((change) =>
      change.kind === 'intent' && change.before !== undefined ? [[change.row[0], change.before]] : [],
    );
    if (befores.length > 0) this.#file.run('setBefores', [run, JSON.stringify(befores)]);
  }
}

const keptAmounts = z.array(z.object({ kept: z.string() }));
const identities = z.array(z.object({ ordinal: z.number(), identity: z.string() }));
const accounts = z.array(z.object({ account_key: z.string() }));
const newestIntent = z.object({ newest: z.number().nullable() });
const unindexedRun = z.object({ key: z.number(), ended: z.number() });

function ambiguous(prefix: string, rows: readonly RunRow[]): Stop {
  const ids = rows.map(({ id }) => id).join(', ');
  const more = rows.length === MOST_NAMED ? ' …' : '';
  return new Stop(
    'usage',
    'RUN_AMBIGUOUS',
    `several runs begin with "${prefix}": ${ids}${more}`,
    'write more of the id',
  );
}
