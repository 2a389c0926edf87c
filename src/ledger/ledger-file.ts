// The open database behind a ledger: prepared statements, transactions, how durable a commit is, errors in the user's words.
// Knows nothing of what the statements mean.

import type Database from 'libsql';
import { z } from 'zod';
import { explained, ledgerStop } from './ledger-stop.js';
import { statements } from './statements.js';

export type StatementName = keyof typeof statements;
export type Parameter = string | number | null;

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

  /** Carries out a statement that changes something; on its own it is a durable commit. */
  run(name: StatementName, parameters: readonly Parameter[]): void {
    this.#guard(() => {
      if (!this.#database.inTransaction) this.#setDurable(true);
      this.#statement(name).run(...parameters);
    });
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
