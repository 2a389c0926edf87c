// The ledger in a SQLite file: statements, group commit and reading by pages. The file is opened and its tables are made
// elsewhere (open-ledger.ts, schema.ts).

import { setImmediate as nextTurn } from 'node:timers/promises';
import type Database from 'libsql';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { GroupCommit } from './group-commit.js';
import type { Intent, Ledger, RowResult, RunEnd, RunHeader, RunRow } from './ledger.js';
import { explained, ledgerStop } from './ledger-stop.js';
import { intentChange, parseResult, parseRun, parseTally, resultChange, type StoredChange } from './stored.js';

/** Rows in one call to the database: few enough to be small in memory, enough that the call itself costs nothing. */
const PAGE = 1_000;

/** Runs named in the message about an ambiguous id. */
const MOST_NAMED = 5;

const RESULT_COLUMNS = 'ordinal, sheet, row, identity, status, remote_id, code, args, field, request_id, attempts';

/** Every statement of the ledger. Preparing them all at once shows that the tables are what they should be. */
const sql = {
  beginRun: `INSERT INTO runs (id, command, dataset, provider, account, file, sha256, folder, started_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  finishRun: 'UPDATE runs SET finished_at = ?, exit_code = ?, counts = ? WHERE key = ?',
  keyOf: 'SELECT key FROM runs WHERE id = ?',
  // One call for a whole group, read out of JSON: half the time of a call for each row. SQLite takes the elements in order,
  // so that of two changes to a row the later one stays. `WHERE true` keeps the parser from reading ON CONFLICT as a join.
  setRows: `INSERT INTO rows (run, ordinal, sheet, row, identity, action, status, remote_id, code, args, field, request_id, attempts)
    SELECT ${Array.from({ length: 13 }, (_, column) => `value ->> ${column}`).join(', ')} FROM json_each(?) WHERE true
    ON CONFLICT DO UPDATE SET sheet = excluded.sheet, row = excluded.row, identity = excluded.identity,
      action = coalesce(excluded.action, action), status = excluded.status, remote_id = excluded.remote_id,
      code = excluded.code, args = excluded.args, field = excluded.field, request_id = excluded.request_id,
      attempts = excluded.attempts`,
  results: `SELECT ${RESULT_COLUMNS} FROM rows WHERE run = ? AND ordinal > ? ORDER BY ordinal LIMIT ${PAGE}`,
  inDoubt: `SELECT ${RESULT_COLUMNS} FROM rows WHERE run = ? AND ordinal > ? AND (status IS NULL OR status = 'in-doubt')
    ORDER BY ordinal LIMIT ${PAGE}`,
  tally: `SELECT coalesce(status, 'in-doubt') AS status, count(*) AS rows FROM rows WHERE run = ? GROUP BY 1`,
  runs: 'SELECT * FROM runs ORDER BY key DESC LIMIT ?',
  run: 'SELECT * FROM runs WHERE id = ?',
  runsByPrefix: `SELECT * FROM runs WHERE substr(id, 1, length(?1)) = ?1 ORDER BY key DESC LIMIT ${MOST_NAMED}`,
};
type Name = keyof typeof sql;
type Parameter = string | number | null;

/** Made by `openLedger`. */
export class SqliteLedger implements Ledger {
  readonly #database: Database.Database;
  readonly #path: string;
  readonly #statements = new Map<string, Database.Statement>();
  /** Of the runs that this process writes: a handful. */
  readonly #keys = new Map<string, number>();
  readonly #commits = new GroupCommit<StoredChange>((changes, durable) => this.#write(changes, durable));
  #durable: boolean | undefined;

  /** Takes over an open database whose tables are of the newest version. */
  constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
    for (const [name, text] of Object.entries(sql)) this.#statements.set(name, database.prepare(text));
    this.#setDurable(true);
  }

  async beginRun(run: RunHeader): Promise<void> {
    const { id, command, dataset, provider, account, file, sha256, folder, startedAt } = run;
    this.#run('beginRun', [id, command, dataset, provider, account, file, sha256, folder, startedAt]);
  }

  async intend(run: string, rows: readonly Intent[]): Promise<void> {
    if (rows.length === 0) return;
    const key = this.#keyOf(run);
    await this.#commits.durably(rows.map((row) => intentChange(key, row)));
  }

  async settle(run: string, results: readonly RowResult[]): Promise<void> {
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

  async finishRun(run: string, { finishedAt, exitCode, counts }: RunEnd): Promise<void> {
    this.#commits.flush();
    this.#run('finishRun', [finishedAt, exitCode, JSON.stringify(counts), this.#keyOf(run)]);
  }

  async runs(limit: number): Promise<readonly RunRow[]> {
    return this.#all('runs', [limit]).map((stored) => this.#runRow(stored));
  }

  async run(idOrPrefix: string): Promise<RunRow | undefined> {
    if (idOrPrefix === '') return undefined;
    const exact = this.#all('run', [idOrPrefix]);
    const found = exact.length > 0 ? exact : this.#all('runsByPrefix', [idOrPrefix]);
    const rows = found.map((stored) => this.#runRow(stored));
    if (rows.length > 1) throw ambiguous(idOrPrefix, rows);
    return rows[0];
  }

  async close(): Promise<void> {
    if (!this.#database.open) return;
    try {
      this.#commits.flush();
    } finally {
      this.#tidy();
      // The library closes the file only when the statements have been collected as well.
      this.#statements.clear();
      this.#database.close();
    }
  }

  /** Leaves one file instead of two. Nothing is lost when it cannot be done: the next to open the ledger does it. */
  #tidy(): void {
    try {
      this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    } catch {
      // A full disk, or another process that reads: the log beside the file holds all of it.
    }
  }

  async *#pages(name: 'results' | 'inDoubt', run: string): AsyncGenerator<RowResult> {
    const key = this.#keyOf(run);
    let last = -1;
    for (;;) {
      this.#commits.flush();
      const page = this.#all(name, [key, last]).map((stored) => this.#sound(() => parseResult(stored)));
      for (const row of page) yield row;
      if (page.length < PAGE) return;
      last = page.at(-1)?.ordinal ?? last;
      // The database answers at once: without this, signals and answers of the service would wait until the last page.
      await nextTurn();
    }
  }

  #runRow(stored: unknown): RunRow {
    return this.#sound(() => parseRun(stored, (key) => this.#tally(key)));
  }

  #tally(key: number) {
    this.#commits.flush();
    return parseTally(this.#all('tally', [key]));
  }

  #keyOf(run: string): number {
    const known = this.#keys.get(run);
    if (known !== undefined) return known;
    const [stored] = this.#all('keyOf', [run]);
    if (stored === undefined) throw new Error(`the ledger has no run ${run}`);
    const { key } = this.#sound(() => z.object({ key: z.number() }).parse(stored));
    this.#keys.set(run, key);
    return key;
  }

  /** One transaction. A failure leaves nothing of it. */
  #write(changes: readonly StoredChange[], durable: boolean): void {
    this.#guard(() => {
      this.#setDurable(durable);
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        for (let start = 0; start < changes.length; start += PAGE) {
          this.#statement('setRows').run(JSON.stringify(changes.slice(start, start + PAGE)));
        }
        this.#database.exec('COMMIT');
      } catch (error) {
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /**
   * With WAL, FULL waits at each commit until the disk has the log: what an intent needs. NORMAL hands the log to the
   * operating system: that survives a killed process, but not a power cut, which takes the newest commits and leaves a
   * sound file. The next FULL commit covers them too. (SQLite documentation, PRAGMA synchronous.)
   */
  #setDurable(durable: boolean): void {
    if (durable === this.#durable) return;
    this.#database.exec(`PRAGMA synchronous = ${durable ? 'FULL' : 'NORMAL'}`);
    this.#durable = durable;
  }

  #run(name: Name, parameters: readonly Parameter[]): void {
    this.#guard(() => {
      this.#setDurable(true);
      this.#statement(name).run(...parameters);
    });
  }

  #all(name: Name, parameters: readonly Parameter[]): unknown[] {
    return this.#guard(() => this.#statement(name).all(...parameters));
  }

  #statement(name: Name): Database.Statement {
    const statement = this.#statements.get(name);
    if (statement === undefined) throw new Error('the ledger is closed');
    return statement;
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw explained(error, this.#path);
    }
  }

  /** What the database holds passes its schema, or the ledger is damaged. */
  #sound<T>(parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      if (error instanceof z.ZodError || error instanceof SyntaxError) {
        throw ledgerStop('LEDGER_DAMAGED', this.#path, 'it holds a row that cannot be understood', error);
      }
      throw error;
    }
  }
}

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
