// The open database behind a ledger: prepared statements, transactions, how durable a commit is, errors in the user's words.
// Knows nothing of what the statements mean.

import Database from 'libsql';
import { z } from 'zod';
import { explained, ledgerStop } from './ledger-stop.js';
import { statements } from './statements.js';

export type StatementName = keyof typeof statements;
export type Parameter = string | number | null;

/** SQLite's number for a file that gives back space in portions. */
export const INCREMENTAL = 2;

/** Pages of one portion: 4 MB. */
const MOST_PAGES = 1_000;

export class LedgerFile {
  readonly #database: Database.Database;
  readonly #path: string;
  readonly #statements = new Map<string, Database.Statement>();
  #durable: boolean | undefined;

  /** Takes over an open database whose tables are of the newest version. */
  constructor(database: Database.Database, path: string) {
    this.#database = database;
    this.#path = path;
    for (const [name, text] of Object.entries(statements)) this.#statements.set(name, database.prepare(text));
    this.#setDurable(true);
  }

  get open(): boolean {
    return this.#database.open;
  }

  /** Carries out a statement that changes something; on its own it is a durable commit. Returns how many rows it changed. */
  run(name: StatementName, parameters: readonly Parameter[]): number {
    return this.#guard(() => {
      if (!this.#database.inTransaction) this.#setDurable(true);
      return this.#statement(name).run(...parameters).changes;
    });
  }

  /** The size of the file in bytes, without the log beside it. */
  size(): number {
    return this.#guard(() => this.#pragma('page_size') * this.#pragma('page_count'));
  }

  /**
   * Gives one portion of free space back to the disk: others that write wait no longer than that.
   * @returns whether there is more to give back.
   */
  shrink(): boolean {
    return this.#guard(() => {
      const free = this.#pragma('freelist_count');
      if (free === 0) return false;
      this.#database.exec(`PRAGMA incremental_vacuum(${MOST_PAGES})`);
      const left = this.#pragma('freelist_count');
      return left > 0 && left < free;
    });
  }

  /** Whether `shrink` can do anything: files of older versions have to be rewritten once. */
  get shrinks(): boolean {
    return this.#guard(() => this.#pragma('auto_vacuum') === INCREMENTAL);
  }

  /** Writes the whole file anew, without free space. Nobody else can write meanwhile. */
  rewrite(): void {
    this.#guard(() => this.#database.exec(`PRAGMA auto_vacuum = ${INCREMENTAL}; VACUUM`));
  }

  #pragma(name: string): number {
    const [value] = z.tuple([z.number()]).parse(this.#database.prepare(`PRAGMA ${name}`).raw().get());
    return value;
  }

  /** The same for a deletion; of what other records refer to, nothing is deleted. */
  deleteUnreferred(name: StatementName, parameters: readonly Parameter[]): number {
    try {
      return this.run(name, parameters);
    } catch (error) {
      if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_CONSTRAINT')) return 0;
      throw error;
    }
  }

  all(name: StatementName, parameters: readonly Parameter[]): unknown[] {
    return this.#guard(() => this.#statement(name).all(...parameters));
  }

  /** One transaction. A failure leaves nothing of it. */
  transaction(durable: boolean, work: () => void): void {
    this.#guard(() => {
      this.#setDurable(durable);
      this.#database.exec('BEGIN IMMEDIATE');
      try {
        work();
        this.#database.exec('COMMIT');
      } catch (error) {
        if (this.#database.inTransaction) this.#database.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** What the database holds passes its schema, or the ledger is damaged. */
  sound<T>(parse: () => T): T {
    try {
      return parse();
    } catch (error) {
      // A time that is none is a RangeError.
      if (error instanceof z.ZodError || error instanceof SyntaxError || error instanceof RangeError) {
        throw ledgerStop('LEDGER_DAMAGED', this.#path, 'it holds a row that cannot be understood', error);
      }
      throw error;
    }
  }

  close(): void {
    this.#tidy();
    // The library closes the file only when the statements have been collected as well.
    this.#statements.clear();
    this.#database.close();
  }

  /** Leaves one file instead of two. Nothing is lost when it cannot be done: the next to open the ledger does it. */
  #tidy(): void {
    try {
      this.#database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
    } catch {
      // A full disk, or another process that reads: the log beside the file holds all of it.
    }
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

  #statement(name: StatementName): Database.Statement {
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
}
