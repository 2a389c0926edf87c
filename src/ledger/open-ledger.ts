// Opens the ledger's file, or makes it: its folder, its settings, its tables. Says why when it cannot be used, before anything is sent.

import { mkdir, open as openFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import Database from 'libsql';
import type { Ledger } from './ledger.js';
import { INCREMENTAL, LedgerFile } from './ledger-file.js';
import { explained, ledgerStop } from './ledger-stop.js';
import { migrate, recognise } from './schema.js';
import { SqliteLedger } from './sqlite-ledger.js';

/** How a ledger is opened. */
export interface LedgerOptions {
  /**
   * How long to wait for another process that is writing, in milliseconds. A commit takes a few.
   * @default 5000
   */
  readonly busyMs?: number;
  /**
   * The time, in milliseconds since the epoch, to note when rows were intended and settled.
   * @default no times are noted
   */
  readonly now?: () => number;
  /**
   * Waits so many milliseconds, while other processes write between two parts of long work.
   * @default only other work of this process is let in
   */
  readonly sleep?: (delayMs: number) => Promise<void>;
}

/** Opens the ledger at a path; makes the file and its folder where they are missing. Throws a Stop when it cannot be used. */
export async function openLedger(path: string, options: LedgerOptions = {}): Promise<Ledger> {
  const { busyMs = 5_000, now, sleep = () => nextTurn() } = options;
  // An absolute path is a file: the library would take `:memory:` or an address for something else.
  const file = resolve(path);
  await makeFolder(file);
  if (await isFolder(file)) throw ledgerStop('LEDGER_IS_FOLDER', file);
  await makePrivate(file);
  const database = open(file, busyMs);
  try {
    recognise(database, file);
    // Counts for a new file only.
    database.exec(`PRAGMA auto_vacuum = ${INCREMENTAL}`);
    useWriteAheadLog(database, file);
    migrate(database, file);
    return new SqliteLedger(new LedgerFile(database, file), now, sleep);
  } catch (error) {
    database.close();
    throw asDamage(explained(error, file), file);
  }
}

async function makeFolder(file: string): Promise<void> {
  try {
    // A whole path fails where the working folder was deleted; Node would try for ever with a relative one.
    await mkdir(resolve(dirname(file)), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw ledgerStop('LEDGER_FOLDER', file, String(error), error);
  }
}

/** A ledger tells what was bought: a new one is for this user alone, and so is what SQLite puts beside it. */
async function makePrivate(file: string): Promise<void> {
  // A file that is there is left as its owner made it; one that cannot be made is explained when it is opened.
  const made = await openFile(file, 'wx', 0o600).catch(() => undefined);
  await made?.close();
}

async function isFolder(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.isDirectory() ?? false;
}

function open(file: string, busyMs: number): Database.Database {
  try {
    return new Database(file, { timeout: busyMs });
  } catch (error) {
    throw ledgerStop('LEDGER_UNWRITABLE', file, '', error);
  }
}

/** With a write-ahead log a commit is one wait for the disk, and readers do not hold up the writer. */
function useWriteAheadLog(database: Database.Database, file: string): void {
  const answer = JSON.stringify(database.prepare('PRAGMA journal_mode = WAL').get());
  // A file system without shared memory, such as some network drives, refuses.
  if (!answer.includes('"wal"')) throw ledgerStop('LEDGER_UNWRITABLE', file, 'no write-ahead log is possible there');
  // On macOS only this makes the disk itself write; elsewhere it changes nothing.
  database.exec('PRAGMA fullfsync = ON');
}

/** A table or column that is missing although the version is right: somebody changed the file. */
function asDamage(error: unknown, file: string): unknown {
  const broken = error instanceof Database.SqliteError && error.code === 'SQLITE_ERROR';
  return broken ? ledgerStop('LEDGER_DAMAGED', file, error.message, error) : error;
}
