// Says in the user's words why a ledger cannot be used: its path, what is wrong, what to do.
// Errors that are not about the file are left as they are: they are bugs of ours.

import Database from 'libsql';
import { Stop } from '../problems/stop.js';

const OTHER_FILE = 'give another file with --ledger FILE';

/** What can be wrong with a ledger. A damaged, locked or unwritable one cannot take results; the others are a wrong choice of file. */
const reasons = {
  LEDGER_DAMAGED: {
    kind: 'output',
    message: 'is damaged, or is not a ledger',
    hint: `restore it from a copy, or move it away to begin a new one (runs that were interrupted can then not be taken up), or ${OTHER_FILE}`,
  },
  LEDGER_LOCKED: {
    kind: 'output',
    message: 'is held by another process',
    hint: `wait until that process has ended, or ${OTHER_FILE}`,
  },
  LEDGER_READ_ONLY: {
    kind: 'output',
    message: 'cannot be written: the file or its folder is read-only',
    hint: `give yourself permission to write it, or ${OTHER_FILE}`,
  },
  LEDGER_DISK_FULL: {
    kind: 'output',
    message: 'cannot be written: the disk is full',
    hint: `make room, or ${OTHER_FILE} on another disk`,
  },
  LEDGER_UNWRITABLE: {
    kind: 'output',
    message: 'cannot be read or written',
    hint: `see that its folder is on a local disk and can be written, or ${OTHER_FILE}`,
  },
  LEDGER_FOLDER: {
    kind: 'output',
    message: 'cannot be made: its folder is missing and cannot be created',
    hint: `see which part of the path is a file or may not be written, or ${OTHER_FILE}`,
  },
  LEDGER_IS_FOLDER: {
    kind: 'usage',
    message: 'is a folder, a file is needed',
    hint: OTHER_FILE,
  },
  LEDGER_FOREIGN: {
    kind: 'usage',
    message: 'is a database of another program',
    hint: OTHER_FILE,
  },
  LEDGER_NOT_OWN: {
    kind: 'usage',
    message: 'was found and belongs to another user',
    hint: 'if you trust what it says, name it with --ledger FILE; if not, name another file there',
  },
  LEDGER_UNREADABLE: {
    kind: 'usage',
    message: 'cannot be looked at',
    hint: `give yourself permission to read its folder, or ${OTHER_FILE}`,
  },
  LEDGER_NEWER: {
    kind: 'usage',
    message: 'was written by a newer version of carbonsheet',
    hint: `install that version, or ${OTHER_FILE}`,
  },
} as const;

type LedgerStopCode = keyof typeof reasons;

/** The Stop for a ledger file. `detail` is put in brackets behind the message. */
export function ledgerStop(code: LedgerStopCode, path: string, detail = '', cause?: unknown): Stop {
  const { kind, message, hint } = reasons[code];
  return new Stop(kind, code, `the ledger ${path} ${message}${detail ? ` (${detail})` : ''}`, hint, cause);
}

/** What SQLite's result codes mean here; an extended code such as SQLITE_IOERR_WRITE begins with its primary one. */
const meanings: readonly (readonly [code: string, stop: LedgerStopCode])[] = [
  ['SQLITE_NOTADB', 'LEDGER_DAMAGED'],
  ['SQLITE_CORRUPT', 'LEDGER_DAMAGED'],
  ['SQLITE_BUSY', 'LEDGER_LOCKED'],
  ['SQLITE_LOCKED', 'LEDGER_LOCKED'],
  ['SQLITE_READONLY', 'LEDGER_READ_ONLY'],
  ['SQLITE_FULL', 'LEDGER_DISK_FULL'],
  ['SQLITE_IOERR', 'LEDGER_UNWRITABLE'],
  ['SQLITE_CANTOPEN', 'LEDGER_UNWRITABLE'],
  ['SQLITE_PERM', 'LEDGER_UNWRITABLE'],
];

/** The Stop that stands for an error of the database, or the error itself when it is not about the file. */
export function explained(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const meaning = meanings.find(([code]) => error.code.startsWith(code));
  return meaning === undefined ? error : ledgerStop(meaning[1], path, error.message, error);
}
