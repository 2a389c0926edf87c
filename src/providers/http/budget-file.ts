// Keeps the budgets of accounts in a file that every process of this user on this machine shares. Here and not in the
// ledger's room, which knows nothing of pace; a ledger belongs to a folder of work, this to the machine.
// What a budget means is pace/budget.ts; without a file that can be used, each process goes on with a pace of its own.

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
  /** Told once when budgets cannot be shared. */
  readonly log?: ((line: string) => void) | undefined;
}

/** How long a step waits for another process; one takes a fraction of a millisecond. */
const BUSY_MS = 250;
/** After a failure the process goes by itself for so long. */
const APART_MS = 10_000;
/** Budgets that nobody has used for so long are dropped. */
const KEPT_MS = 86_400_000;

const rowSchema = z.object({ state: z.string() }).optional();

/** Budgets in a file. Nothing is opened before the first step; no step throws for the file's sake. */
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
    // A clock that was set back does not prolong the time apart.
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
      // What was just given out is given out once: the process goes on from there by itself.
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
      // A file that cannot even be closed is left to the end of the process.
    }
    this.opened = undefined;
  }
}

interface OpenBudgets {
  /** Begins a step: nobody else has one until it is kept. */
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
    // What a crash of the machine takes away is worth nothing a moment later.
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
      // What another version wrote, or nobody: nothing is known.
      const known = row && budgetStateSchema.safeParse(parsed(row.state));
      return known?.success ? known.data : newBudget();
    },
    keep(account, state, now) {
      write.run(account, JSON.stringify(state), now);
      commit.run();
    },
    close() {
      // The library closes the file only when the statements have been collected: an open step must not last until then.
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

/** Makes the folder for this user alone. Throws an Error when it is somebody else's, or leads elsewhere. */
function makeFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const { uid } = userInfo();
  if (!found.isDirectory()) throw new Error(`${folder} is no folder`);
  // Windows knows no numbers of users (-1); its temporary folder is the user's own.
  if (uid >= 0 && found.uid !== uid) throw new Error(`${folder} belongs to another user`);
  if (uid >= 0 && (found.mode & 0o077) !== 0) chmodSync(folder, 0o700);
}
