// Shares the request budgets of accounts between all processes of this user on this machine, in a SQLite file. Budgets are
// pace/budget.ts's; without a usable file, each process keeps its own pace.

import { chmodSync, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { type BudgetState, budgetStateSchema, newBudget } from '../../pace/budget.js';
import { type BudgetStore, memoryStore } from '../../pace/budget-store.js';
import type { Clock } from '../../pace/clock.js';

export interface BudgetFileOptions {
  /** Where the file is. @default a folder of this user below the system's temporary folder */
  readonly folder?: string | undefined;
  readonly clock: Pick<Clock, 'now'>;
  /** Receives one line when budgets cannot be shared. */
  readonly log?: ((line: string) => void) | undefined;
}

/** How long a step waits for another process; a step takes a fraction of a millisecond. */
const BUSY_MS = 250;
/** How long a process keeps its own pace after a failure. */
const APART_MS = 10_000;
/** Budgets that were not used for so long are deleted. */
const KEPT_MS = 86_400_000;

const rowSchema = z.object({ state: z.string() }).optional();

/** Budgets in a file, opened with the first step. A step never throws because of the file. */
export function budgetFile(options: BudgetFileOptions): BudgetStore {
  return new SharedBudgets(options);
}

class SharedBudgets implements BudgetStore {
  private readonly own = memoryStore();
  private opened: OpenBudgets | undefined;
  private apartUntil = Number.NEGATIVE_INFINITY;
  private isReported = false;

  constructor(private readonly options: BudgetFileOptions) {}

  change<T>(account: string, step: (state: BudgetState) => T): T {
    const now = this.options.clock.now();
    // A clock that was set back must not prolong this time.
    if (now < this.apartUntil && now > this.apartUntil - 2 * APART_MS) return this.own.change(account, step);
    let state: BudgetState;
    try {
      this.opened ??= openBudgets(this.options.folder ?? defaultFolder(), now);
      state = this.opened.take(account);
    } catch (error) {
      return this.apart(error, now, account, step);
    }
    const result = step(state);
    try {
      this.opened.keep(account, state, now);
    } catch (error) {
      // The process continues from the state that it has just used.
      this.apart(error, now, account, (known) => Object.assign(known, state));
    }
    return result;
  }

  private apart<T>(error: unknown, now: number, account: string, step: (state: BudgetState) => T): T {
    this.letGo();
    this.apartUntil = now + APART_MS;
    if (!this.isReported) {
      const reason = error instanceof Error ? error.message : String(error);
      this.options.log?.(`the pace is not shared with other runs on this machine: ${reason}`);
    }
    this.isReported = true;
    return this.own.change(account, step);
  }

  private letGo(): void {
    try {
      this.opened?.close();
    } catch {
      // The end of the process closes the file.
    }
    this.opened = undefined;
  }
}

interface OpenBudgets {
  /** Begins a step and locks the file until `keep`. */
  take(account: string): BudgetState;
  keep(account: string, state: BudgetState, now: number): void;
  close(): void;
}

function openBudgets(folder: string, now: number): OpenBudgets {
  makeFolder(folder);
  const file = join(folder, 'pace.db');
  const database = new Database(file, { timeout: BUSY_MS });
  try {
    database.exec('PRAGMA journal_mode = WAL');
    // A budget that a crash loses would be outdated anyway.
    database.exec('PRAGMA synchronous = OFF');
    database.exec(
      'CREATE TABLE IF NOT EXISTS budgets_1 (account TEXT PRIMARY KEY, state TEXT NOT NULL, used_at REAL NOT NULL)',
    );
    database.prepare('DELETE FROM budgets_1 WHERE used_at < ?').run(now - KEPT_MS);
    return stepsOf(database);
  } catch (error) {
    database.close();
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function stepsOf(database: Database.Database): OpenBudgets {
  const begin = database.prepare('BEGIN IMMEDIATE');
  const read = database.prepare('SELECT state FROM budgets_1 WHERE account = ?');
  const write = database.prepare('INSERT OR REPLACE INTO budgets_1 (account, state, used_at) VALUES (?, ?, ?)');
  const commit = database.prepare('COMMIT');
  return {
    take(account) {
      begin.run();
      const row = rowSchema.parse(read.get(account));
      // Another version may have written another form.
      const known = row && budgetStateSchema.safeParse(parsed(row.state));
      return known?.success ? known.data : newBudget();
    },
    keep(account, state, now) {
      write.run(account, JSON.stringify(state), now);
      commit.run();
    },
    close() {
      // The library closes the file only after garbage collection, so the lock is released first.
      if (database.inTransaction) database.exec('ROLLBACK');
      database.close();
    },
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function defaultFolder(): string {
  return join(tmpdir(), `carbonsheet-${userInfo().uid}`);
}

/** Creates the folder for this user alone. Throws an Error when it is a link or belongs to another user. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const { uid } = userInfo();
  if (!found.isDirectory()) throw new Error(`${folder} is not a folder`);
  // Windows has no user ids (-1); its temporary folder is the user's own.
  if (uid >= 0 && found.uid !== uid) throw new Error(`${folder} belongs to another user`);
  if (uid >= 0 && (found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}
