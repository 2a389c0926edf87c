// A ledger as version 1 made it, statement by statement: what users have on their disks.

import Database from 'libsql';

const tables = `
  CREATE TABLE runs (
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
   ) STRICT, WITHOUT ROWID;`;

const counts =
  '{"rows":2,"created":1,"updated":0,"unchanged":0,"skipped":0,"invalid":0,"failed":1,"inDoubt":0,"unsent":0}';

/** Writes it: a run `done` that ended with a created and a failed row, and a run `killed` with a row in doubt. */
export function writeVersion1(path: string): void {
  const database = new Database(path);
  database.prepare('PRAGMA journal_mode = WAL').get();
  database.exec(`BEGIN; ${tables}
    PRAGMA application_id = ${0x43_53_4c_47}; PRAGMA user_version = 1;
    INSERT INTO runs VALUES (1, 'done', 'import', 'purchases', 'dcycle', 'organisation-1', 'purchases.xlsx',
      '${'ab'.repeat(32)}', 'runs/done', '2025-03-01T10:00:00.000Z', '2025-03-01T11:00:00.000Z', 4, '${counts}');
    INSERT INTO runs VALUES (2, 'killed', 'import', 'purchases', 'dcycle', 'organisation-1', 'purchases.xlsx',
      '${'ab'.repeat(32)}', 'runs/killed', '2025-03-01T10:00:00.000Z', NULL, NULL, NULL);
    INSERT INTO rows VALUES (1, 0, 'Q1', 2, 'hash-0', 'create', 'created', 'remote-0', NULL, NULL, '', 'request-0', 1);
    INSERT INTO rows VALUES (1, 1, 'Q1', 3, 'hash-1', 'create', 'failed', '', 'REFUSED', '{"status":400,"detail":"no"}',
      'unit_id', 'request-1', 2);
    INSERT INTO rows VALUES (2, 0, 'Q1', 2, 'hash-0', 'create', NULL, '', NULL, NULL, '', '', 0);
    COMMIT;`);
  database.close();
}
