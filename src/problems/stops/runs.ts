// Stops of a run: confirmations, limits, the ledger, and what a run refers to.

import type { StopType } from './stop-type.js';

const PLAN_INSTEAD = 'Use carbonsheet plan, which says what an import would do.';

export const runStops = {
  NOT_CONFIRMED: {
    kind: 'usage',
    meaning: 'Writing to this account needs a confirmation, and there is no terminal to ask at. Nothing was sent.',
    example: 'rows would be written to Dcycle, acme, for the first time: Rows: 24 to create, 0 to update',
    fix: 'Run the command again with --yes.',
  },
  SAME_ACCOUNT: {
    kind: 'usage',
    meaning: 'A migration has one account as its source and as its target. Nothing was read or sent.',
    example: 'both profiles are of one account: dcycle organisation 7d0f3a52-… at api.dcycle.io',
    fix: 'Name two profiles whose organisations, groups or keys differ.',
  },
  IS_MIGRATION: {
    kind: 'usage',
    meaning: 'The run is a migration. Its rows belong to the runs that are its parts, one for each dataset.',
    example: 'run 20261129T124500Z-migration-4f2a9c is a migration: its rows are in runs of their own',
    fix: 'Run the commands that the stop names, in their order. To go on with a migration, repeat it.',
  },
  DELETES_NOT_CONFIRMED: {
    kind: 'usage',
    meaning: 'Deleting rows needs a confirmation, and there is no terminal to ask at. Nothing was sent.',
    example: '3 rows would be deleted at Dcycle, acme',
    fix: 'Confirm the number of deletions with --deletes N.',
  },
  PRUNE_NOT_CONFIRMED: {
    kind: 'usage',
    meaning: 'Removing runs needs a confirmation, and there is no terminal to ask at. Nothing was removed.',
    example: 'nobody can answer: Remove 12 runs that ended before 2026-09-01T00:00:00.000Z, 4.2 MB?',
    fix: 'Run the command again with --yes.',
  },
  READ_ONLY: {
    kind: 'usage',
    meaning: 'Only reading is allowed, and the command would write to the service. Nothing was connected or sent.',
    example: 'the command would write to the service, and only reading is allowed',
    fix: 'Use carbonsheet plan. To write, leave out --read-only, or use a profile without readOnly: true.',
  },
  DECLINED: {
    kind: 'usage',
    meaning: 'You answered no. Nothing was written.',
    example: 'nothing was written to Dcycle, acme: you answered no',
    fix: 'Run the command again when you want to go on.',
  },
  INTERRUPTED: {
    kind: 'interrupted',
    meaning: 'You pressed Ctrl-C, or the terminal was closed. Rows in flight were finished.',
    example: 'the run was interrupted',
    fix: 'Run carbonsheet resume: nothing is sent twice.',
  },
  NOT_TAKEN_UP: {
    kind: 'usage',
    quotes: true,
    meaning: 'An earlier file of the same command stopped, so this one was not processed.',
    example: 'not processed: the service could not be reached',
    fix: 'Fix the stop of the earlier file, then run the command that was printed.',
  },
  DEADLINE: {
    kind: 'limit',
    meaning: 'The time of --deadline has come.',
    example: 'the deadline (18:30) has come',
    fix: 'Run carbonsheet resume to send the rest.',
  },
  STOP_AFTER: {
    kind: 'limit',
    meaning: 'As many rows were written as --stop-after allows.',
    example: '100 rows are written, the number that was asked for',
    fix: 'Run carbonsheet resume to send the rest.',
  },
  MAX_FAILURES: {
    kind: 'limit',
    meaning: 'More rows failed or are in doubt than --max-failures allows.',
    example: '21 of 900 rows sent failed or are in doubt, more than the 20 allowed',
    fix: 'Look at the failed rows in results.csv, then run carbonsheet resume.',
  },
  KEEPS_FAILING: {
    kind: 'limit',
    meaning: 'Many rows in succession got no clear answer.',
    example: '20 rows in a row got no clear answer',
    fix: 'Wait until the service works, then run carbonsheet resume.',
  },
  CANARY_CHANGED: {
    kind: 'limit',
    quotes: true,
    meaning: 'The service stored the canary (the first row) with other values than were sent. The rest was not sent.',
    example:
      'the service changed purchases.csv, row 2 so that a later import would not find it (quantity: sent "1.5", held "1")',
    fix: 'Compare the values. Fix the file, or undo the run, or resume it to accept the change.',
  },
  CANARY_FAILED: {
    kind: 'limit',
    quotes: true,
    meaning: 'The canary (the first row) failed. The rest was not sent.',
    example: 'the canary row failed: purchases.csv, row 2',
    fix: 'Fix the reason, then run the command that was printed.',
  },
  CANARY_NO_ID: {
    kind: 'limit',
    quotes: true,
    meaning: 'The service created the canary (the first row), but its answer has no usable id.',
    example: 'the canary row has no usable id: purchases.csv, row 2',
    fix: 'Check with carbonsheet routes whether the route is right, then run carbonsheet resume.',
  },
  ACCOUNT_HELD: {
    kind: 'limit',
    meaning: 'Another run on this machine writes the same dataset of the same account.',
    example: 'purchases of this account are being written by process 4711',
    fix: 'Wait until it has ended, then run the same command again.',
  },
  NO_LEDGER: {
    kind: 'usage',
    meaning: 'There is no ledger, so nothing has been imported from this folder.',
    example: 'there is no ledger .carbonsheet/ledger.db',
    fix: 'Change to the folder of the import, or name the ledger with --ledger FILE.',
  },
  NO_SUCH_RUN: {
    kind: 'usage',
    meaning: 'The ledger has no such run.',
    example: 'the ledger has no run "2024"',
    fix: 'Use an id that carbonsheet runs lists, or last for the newest run.',
  },
  RUN_AMBIGUOUS: {
    kind: 'usage',
    meaning: 'Several runs begin with the given id.',
    example: 'several runs begin with "2024": 20241105-081500-purchases-1a2b, 20241106-101500-purchases-3c4d',
    fix: 'Write more of the id.',
  },
  RUN_TOO_OLD: {
    kind: 'usage',
    meaning: 'Another version of carbonsheet made the run, and it cannot be resumed.',
    example: 'the ledger does not know how run 20241105-081500-purchases-1a2b was asked for',
    fix: 'Import the file again: rows that the service has are left out.',
  },
  RUN_PRUNED: {
    kind: 'usage',
    meaning: 'runs prune removed the files of the run and what undo and recognition do not need of it in the ledger.',
    example:
      'run 20241105-081500-purchases-1a2b cannot be resumed: runs prune removed its files and some of its rows on 2025-03-01',
    fix: 'Import the file again, and take the new run: rows that the service has are skipped.',
  },
  NO_SUCH_ROW: {
    kind: 'usage',
    quotes: true,
    meaning: 'No run has the row or id to trace.',
    example: 'no run knows "C99"',
    fix: 'Give an id of the service, or an address such as 14, C14 or Sheet1!C14. Use --run RUN for an earlier run.',
  },
  NOTHING_WRITTEN: {
    kind: 'usage',
    meaning: 'The run wrote nothing, so there is nothing to undo.',
    example: 'run 20241105-081500-purchases-1a2b wrote nothing, so there is nothing to undo',
    fix: 'Choose another run: carbonsheet runs lists them.',
  },
  SOURCE_GONE: {
    kind: 'usage',
    meaning: 'The file of the run no longer exists, or came from a pipe.',
    example: 'the file of run 20241105-081500-purchases-1a2b is gone: purchases.xlsx',
    fix: 'Import the same rows again: rows that the service has are left out.',
  },
  SOURCE_CHANGED: {
    kind: 'usage',
    meaning: 'The file was changed since the run.',
    example: 'purchases.xlsx has changed since run 20241105-081500-purchases-1a2b: row 3 has changed',
    fix: 'Restore the file, or go on with the file as it is now with --accept-changes.',
  },
  SOURCE_REPLACED: {
    kind: 'usage',
    meaning: 'The file has no row of the run: another file has its name now.',
    example:
      'purchases.csv holds none of the rows of run 20241105-081500-purchases-1a2b: it is another file of the same name',
    fix: 'Send the rows with retry --standing, or import them from the result workbook in the folder of the run.',
  },
  OTHER_ACCOUNT: {
    kind: 'usage',
    meaning: 'The run wrote to another account than the one of the settings.',
    example: 'run 20241105-081500-purchases-1a2b wrote to another account (acme) than the one of the settings (bolt)',
    fix: 'Use the settings of that account, for example with --profile NAME.',
  },
  NOT_A_PACK: {
    kind: 'input',
    meaning: 'The file of pack --verify is not an archive that carbonsheet pack wrote, or is damaged.',
    example: 'run.zip is no archive that pack made: it has no SHA256SUMS',
    fix: 'Name the archive that carbonsheet pack wrote, as it was written.',
  },
  PLAN_FILE: {
    kind: 'usage',
    meaning: 'The file of --plan cannot be read as a plan of this version.',
    example: 'plan.json is not a plan of this version: it does not begin as one',
    fix: 'Name a file that carbonsheet plan --out wrote, as it was written; other programs may break its lines.',
  },
  PLAN_CHANGED: {
    kind: 'usage',
    meaning: 'The plan was edited after it was made: its hash does not fit what it says.',
    example: 'plan.json was changed after it was made: its hash does not fit what it says',
    fix: 'Change the spreadsheet, not the plan, and make the plan again with carbonsheet plan --out.',
  },
  OTHER_PLAN: {
    kind: 'usage',
    meaning: 'The plan is another one than you named, by its hash or by its files. Nothing was sent.',
    example: '--plan-hash: the hash of plan.json begins with 3f2a9c01d4e5, not with 77aa01bc92de',
    fix: 'Look at the plan again. Then give the hash that it has, and leave FILE out.',
  },
  PLAN_OUT_OF_DATE: {
    kind: 'outdated',
    meaning: 'The file or the service has changed since the plan was made. Nothing was sent.',
    example: 'purchases.xlsx: the plan is out of date: row 7 has changed since it was made',
    fix: 'Make the plan again, or send the rows that have not changed with --out-of-date skip.',
  },
  NO_REHEARSAL: {
    kind: 'usage',
    meaning: 'This import cannot be rehearsed.',
    example: 'an import of invites cannot be rehearsed: CarbonCloud does not list what it holds of them',
    fix: PLAN_INSTEAD,
  },
  REHEARSAL_TOO_LARGE: {
    kind: 'usage',
    meaning: 'The service holds more than a rehearsal can copy.',
    example: 'the service holds more than the 100,000 entries that a rehearsal can copy',
    fix: PLAN_INSTEAD,
  },
  NO_UPLOAD_FILE: {
    kind: 'usage',
    meaning: 'The service has no file upload for this dataset.',
    example: 'carboncloud has no file upload for suppliers',
    fix: 'Remove --via file.',
  },
  NO_BULK_FILE: {
    kind: 'usage',
    meaning: 'The service accepts no bulk file for this dataset.',
    example: 'carboncloud accepts no bulk file of suppliers',
    fix: 'Remove --via bulk-csv.',
  },
  BULK_WITH_FILES: {
    kind: 'usage',
    meaning: 'Rows have values in fields that the uploaded file itself sets.',
    example:
      'rows have values in file_id, file_name, file_url, which the uploaded file itself sets with --via bulk-csv',
    fix: 'Remove these columns, or remove --via bulk-csv.',
  },
  UNKNOWN_TEMPLATE: {
    kind: 'usage',
    meaning: 'Dcycle does not know the import template of the settings.',
    example: 'Dcycle does not know the import template 3fa85f64 (DCYCLE_IMPORT_TEMPLATE)',
    fix: 'Correct DCYCLE_IMPORT_TEMPLATE, or use --via file.',
  },
  TEMPLATE_MISMATCH: {
    kind: 'usage',
    quotes: true,
    meaning: 'The import template of the settings does not fit the dataset or the file.',
    example: 'the import template of DCYCLE_IMPORT_TEMPLATE is not one for country sales',
    fix: 'Set DCYCLE_IMPORT_TEMPLATE to the template for sold products, or use --via file.',
  },
  IMPORT_MISREAD: {
    kind: 'usage',
    quotes: true,
    meaning: 'Dcycle reads a value of the import differently, even after a correction. Nothing was submitted.',
    example: 'Dcycle reads 1.5 in the column Quantity as 15, even after a correction; nothing was submitted',
    fix: 'Use --via file, and check what the app of Dcycle shows.',
  },
  NO_EXPORT: {
    kind: 'usage',
    meaning: 'The run is no export, or there is none to compare with.',
    example: 'the ledger has no other footprints export of the same account and narrowing',
    fix: 'Name two exported files or runs of carbonsheet export.',
  },
  NO_KEPT_ROWS: {
    kind: 'input',
    meaning: 'The rows that an export kept in the folder of its run are gone or damaged.',
    example: 'the rows of export 20250601-081500-footprints-3f2a91 are gone: there is no file rows.ndjson',
    fix: 'Compare the exported files, or exports whose folders are still there.',
  },
  PERIOD_CLOSED: {
    kind: 'mapping',
    meaning:
      'Rows would be written into a period that was closed, or change rows of the service in one. Nothing was sent.',
    example:
      '2 rows are in a closed period (2025-03), and nothing was sent: purchases.csv, row 4; purchases.csv, row 9',
    fix: 'Take the rows out of the file, send them with --restate REASON, or open the period again with carbonsheet close --reopen.',
  },
  NOT_CLOSED: {
    kind: 'usage',
    meaning: 'The period that is to be opened again is not closed.',
    example: '2025-03 of dcycle org-1 at api.dcycle.io is not closed',
    fix: 'carbonsheet close --list shows what is closed.',
  },
  OTHER_RUN: {
    kind: 'usage',
    meaning: 'The run that --delta-from names is no import of this dataset into this account.',
    example:
      'run 20250401T081500Z-suppliers-3f2a91 was import of suppliers, not an import of purchases into this account',
    fix: 'Name an earlier import of the same dataset and account; carbonsheet runs lists the latest.',
  },
} as const satisfies Record<string, StopType>;
