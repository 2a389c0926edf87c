// The ledger's tables, by version, and the way from any older version to the newest. What is in them is sqlite-ledger.ts's matter.

import type Database from 'libsql';
import { z } from 'zod';
import { ledgerStop } from './ledger-stop.js';

/** Says in the file's header whose it is ("CSLG"), so that no other program's database is taken for a ledger. */
const APPLICATION_ID = 0x43_53_4c_47;

/** What GLOB matches a UUID in either case. */
const UUID = [8, 4, 4, 4, 12].map((digits) => '[0-9A-Fa-f]'.repeat(digits)).join('-');

/** Whether the key of an account ends in a UUID with capitals. @param text an SQL expression */
function endsInCapitals(text: string): string {
  const id = `substr(${text}, -36)`;
  return `${id} GLOB '${UUID}' AND ${id} <> lower(${id})`;
}

/** The key with that UUID in small letters. */
function lowered(text: string): string {
  return `substr(${text}, 1, length(${text}) - 36) || lower(substr(${text}, -36))`;
}

/**
 * The step to version 1, 2, … in order. A released step never changes.
 *
 * Version 1: a row stands under its run and its ordinal, so that rows written in file order are appended, and read in order
 * without sorting. `status` is NULL while there is an intent and no result. No prose and no bodies: a finding is its code and
 * its arguments as JSON.
 *
 * Version 2: what undo, resume and trace need. Times are milliseconds since the epoch, told and never used for order. `log`
 * holds a row's attempts as JSON arrays with commas between: nearly every row has one, and a table of their own would cost as
 * much as the rows. `befores` are the remote records before an update, apart because they are large and few. `identities`
 * finds rows by how their identity begins; it is filled when it is first asked, run by run (`indexed`: all of the run's rows
 * are in it), since keeping it up with each row would more than halve the pace.
 *
 * Version 3: `amounts` holds what later imports compare their amounts with, one JSON value for each run.
 *
 * `origins` says which row of another account a migrated row was.
 */
export const steps: readonly string[] = [
  `CREATE TABLE runs (
     key INTEGER PRIMARY KEY,
     id TEXT NOT NULL UNIQUE,
     command TEXT NOT NULL,
     dataset TEXT NOT NULL,
     provider TEXT NOT NULL,
     account TEXT NOT NULL,
     file TEXT NOT NULL,
     sha256 TEXT NOT NULL,
     folder TEXT NOT NULL,
     started_at TEXT NOT NULL,
     finished_at TEXT,
     exit_code INTEGER,
     counts TEXT
   ) STRICT;
   CREATE TABLE rows (
     run INTEGER NOT NULL REFERENCES runs (key),
     ordinal INTEGER NOT NULL,
     sheet TEXT NOT NULL,
     row INTEGER NOT NULL,
     identity TEXT NOT NULL,
     action TEXT,
     status TEXT,
     remote_id TEXT NOT NULL,
     code TEXT,
     args TEXT,
     field TEXT NOT NULL,
     request_id TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     PRIMARY KEY (run, ordinal)
   ) STRICT, WITHOUT ROWID;`,
  `ALTER TABLE runs ADD COLUMN account_key TEXT;
   ALTER TABLE runs ADD COLUMN parent TEXT;
   ALTER TABLE runs ADD COLUMN request TEXT;
   ALTER TABLE runs ADD COLUMN indexed INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE rows ADD COLUMN intended_at INTEGER;
   ALTER TABLE rows ADD COLUMN settled_at INTEGER;
   ALTER TABLE rows ADD COLUMN written TEXT;
   ALTER TABLE rows ADD COLUMN log TEXT;
   ALTER TABLE rows ADD COLUMN undone_at INTEGER;
   CREATE TABLE befores (
     run INTEGER NOT NULL REFERENCES runs (key),
     ordinal INTEGER NOT NULL,
     remote TEXT NOT NULL,
     PRIMARY KEY (run, ordinal)
   ) STRICT;
   CREATE TABLE identities (
     start TEXT NOT NULL,
     run INTEGER NOT NULL REFERENCES runs (key),
     ordinal INTEGER NOT NULL,
     PRIMARY KEY (start, run, ordinal)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE amounts (
     run INTEGER PRIMARY KEY REFERENCES runs (key),
     kept TEXT NOT NULL
   ) STRICT;`,
  `CREATE TABLE cursors (
     key INTEGER PRIMARY KEY,
     account_key TEXT NOT NULL,
     dataset TEXT NOT NULL,
     stamp TEXT NOT NULL,
     UNIQUE (account_key, dataset)
   ) STRICT;
   CREATE TABLE marks (
     cursor INTEGER NOT NULL REFERENCES cursors (key),
     id TEXT NOT NULL,
     stamp TEXT NOT NULL,
     digest TEXT NOT NULL,
     PRIMARY KEY (cursor, id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE noted_marks (
     run INTEGER NOT NULL REFERENCES runs (key),
     id TEXT NOT NULL,
     stamp TEXT,
     digest TEXT,
     PRIMARY KEY (run, id)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE closed_periods (
     key INTEGER PRIMARY KEY,
     account_key TEXT NOT NULL,
     provider TEXT NOT NULL,
     owner TEXT NOT NULL,
     start TEXT NOT NULL,
     last TEXT NOT NULL,
     closed_at TEXT NOT NULL,
     reopened_at TEXT,
     reopened_because TEXT
   ) STRICT;`,
  'ALTER TABLE runs ADD COLUMN pruned_at TEXT;',
  `CREATE TABLE origins (
     run INTEGER NOT NULL REFERENCES runs (key),
     ordinal INTEGER NOT NULL,
     source TEXT NOT NULL,
     source_id TEXT NOT NULL,
     hash TEXT NOT NULL,
     PRIMARY KEY (run, ordinal)
   ) STRICT, WITHOUT ROWID;`,
  // The run whose noted marks are those of the cursor, until they are among the others.
  'ALTER TABLE cursors ADD COLUMN moving INTEGER REFERENCES runs (key);',
  'ALTER TABLE runs ADD COLUMN undo_restated TEXT;',
  // An id in capitals is the same account. Where both spellings have a cursor, that of the newer spelling stays.
  ['runs', 'closed_periods', 'cursors']
    .map(
      (table) =>
        `UPDATE OR IGNORE ${table} SET account_key = ${lowered('account_key')} WHERE ${endsInCapitals('account_key')};`,
    )
    .join('\n'),
  // The accounts that a migration moves rows from and to likewise.
  `UPDATE origins SET source = ${lowered('source')} WHERE ${endsInCapitals('source')};
   ${['source', 'target']
     .map(
       (side) => `UPDATE runs SET request = json_set(request, '$.${side}', ${lowered(`request ->> '${side}'`)})
         WHERE command = 'migrate' AND json_valid(request) AND ${endsInCapitals(`request ->> '${side}'`)};`,
     )
     .join('\n')}`,
];

const header = z.object({ application: z.number(), version: z.number(), tables: z.number() });

/**
 * Throws a Stop when the file is another program's database or a newer version's ledger. Only reads.
 * A file without any table is a new ledger.
 */
export function recognise(database: Database.Database, path: string, newest = steps.length): number {
  const { application, version, tables } = header.parse(
    database
      .prepare(
        `SELECT application_id AS application, user_version AS version, (SELECT count(*) FROM sqlite_schema) AS tables
         FROM pragma_application_id, pragma_user_version`,
      )
      .get(),
  );
  const blank = application === 0 && version === 0 && tables === 0;
  if (!blank && application !== APPLICATION_ID) throw ledgerStop('LEDGER_FOREIGN', path);
  if (version > newest) {
    throw ledgerStop('LEDGER_NEWER', path, `its version is ${version}, the newest known here is ${newest}`);
  }
  return version;
}

/**
 * Brings the tables to the newest version in one transaction. Always writes something, so that a locked or read-only ledger
 * is known before anything is sent: SQLite takes a read-only file's BEGIN IMMEDIATE without complaint.
 */
export function migrate(database: Database.Database, path: string, all: readonly string[] = steps): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    // Read under the lock: another process may have migrated it meanwhile.
    const version = recognise(database, path, all.length);
    for (const step of all.slice(version)) database.exec(step);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${all.length}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  }
}
