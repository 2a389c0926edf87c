// Stops at files and folders that cannot be written, the ledger among them.

import type { StopType } from './stop-type.js';

const OTHER_LEDGER = 'or give another file with --ledger FILE.';

export const outputStops = {
  FILE_EXISTS: {
    kind: 'usage',
    meaning: 'A file to write already exists. Nothing was written.',
    example: 'footprints.xlsx already exists; nothing was written',
    fix: 'Replace it with --force, or write elsewhere with --out or --result.',
  },
  RESULT_FORMAT: {
    kind: 'usage',
    meaning: 'The name of the result workbook has another ending than the workbook needs. Macros need .xlsm.',
    example: '--result results.csv: the result workbook of purchases.csv ends in .xlsx',
    fix: 'Use a name that ends in .xlsx; for a workbook with macros, in .xlsm.',
  },
  RESULT_OVER_SOURCE: {
    kind: 'usage',
    meaning: 'The result workbook would be written over the file that is read.',
    example: '--result purchases.xlsx is the file that is read',
    fix: 'Choose another name. The source is never written over.',
  },
  RESULT_FOR_SEVERAL: {
    kind: 'usage',
    meaning: 'One result workbook was named for several files.',
    example: '--result results.xlsx is for one file, and 2 are given',
    fix: 'Give one file at a time, or leave out --result: each run folder has a result workbook.',
  },
  EXPORT_FORMAT: {
    kind: 'usage',
    meaning: 'The ending of the file name is not one that an export can write.',
    example: 'cannot tell the format of footprints.txt',
    fix: 'Use a name that ends in .xlsx, .csv or .ndjson.',
  },
  TEMPLATE_FORMAT: {
    kind: 'usage',
    meaning: 'The ending of the file name is not one that a template can have.',
    example: 'cannot tell the format of purchases.txt',
    fix: 'Use a name that ends in .xlsx or .csv.',
  },
  NO_SUCH_FOLDER: {
    kind: 'output',
    meaning: 'The folder of the file to write does not exist.',
    example: 'cannot write out/footprints.xlsx: the folder does not exist',
    fix: 'Create the folder, or choose another one.',
  },
  IS_A_FOLDER: {
    kind: 'output',
    meaning: 'A folder has the name of the file to write.',
    example: 'cannot write footprints.xlsx: there is a folder of that name',
    fix: 'Choose another file name.',
  },
  FILE_IN_USE: {
    kind: 'output',
    meaning: 'Another program has the file to write open.',
    example: 'cannot write footprints.xlsx: another program has it open',
    fix: 'Close the file there, then repeat.',
  },
  DISK_FULL: {
    kind: 'output',
    meaning: 'The disk or your quota is full.',
    example: 'cannot write results.csv: the disk is full',
    fix: 'Free some space or write to another disk, then repeat.',
  },
  NOT_WRITABLE: {
    kind: 'output',
    meaning: 'You may not write the file.',
    example: 'cannot write footprints.xlsx: permission is denied',
    fix: 'Close the file if another program has it open, make its folder writable, or choose another folder.',
  },
  WRITE_FAILED: {
    kind: 'output',
    meaning: 'The operating system could not write the file.',
    example: 'cannot write footprints.xlsx: EIO: i/o error',
    fix: 'Write to another disk.',
  },
  RUNS_DIR: {
    kind: 'output',
    meaning: "The folder for the run's results cannot be created.",
    example: "the run's folder cannot be created: permission is denied",
    fix: 'Choose a folder that you may write to with --runs-dir DIR.',
  },
  LOG_FILE: {
    kind: 'usage',
    meaning: 'The file of --log-file cannot be written, or is no log of carbonsheet. Nothing was sent.',
    example: '--log-file logs/import.ndjson: its folder does not exist',
    fix: 'Create the folder, or name another file with --log-file FILE.',
  },
  NO_TEMPORARY_FOLDER: {
    kind: 'output',
    meaning: 'No temporary folder can be created.',
    example: 'no folder can be created in /tmp, where temporary files are kept: no space left on device',
    fix: 'Name a folder that you may write to in the environment variable TMPDIR.',
  },
  STATE_FOLDER: {
    kind: 'output',
    meaning: 'The folder where runs on this machine see each other cannot be used.',
    example: 'the folder /home/ana/.local/state/carbonsheet, where runs on this machine see each other, cannot be used',
    fix: 'Name another folder on a local disk in the environment variable CARBONSHEET_STATE_DIR.',
  },
  LEDGER_DAMAGED: {
    kind: 'output',
    meaning: 'The ledger is damaged, or is not a ledger.',
    example: 'the ledger .carbonsheet/ledger.db is damaged, or is not a ledger',
    fix: `Restore it from a copy, or move it away to begin a new one (interrupted runs can then not be resumed), ${OTHER_LEDGER}`,
  },
  LEDGER_LOCKED: {
    kind: 'output',
    meaning: 'Another process holds the ledger.',
    example: 'the ledger .carbonsheet/ledger.db is held by another process',
    fix: `Wait until that process has ended, ${OTHER_LEDGER}`,
  },
  LEDGER_READ_ONLY: {
    kind: 'output',
    meaning: 'The ledger or its folder is read-only.',
    example: 'the ledger .carbonsheet/ledger.db cannot be written: the file or its folder is read-only',
    fix: `Give yourself permission to write it, ${OTHER_LEDGER}`,
  },
  LEDGER_DISK_FULL: {
    kind: 'output',
    meaning: 'The disk of the ledger is full.',
    example: 'the ledger .carbonsheet/ledger.db cannot be written: the disk is full',
    fix: `Free some space, ${OTHER_LEDGER}`,
  },
  LEDGER_UNWRITABLE: {
    kind: 'output',
    meaning: 'The ledger cannot be read or written.',
    example: 'the ledger .carbonsheet/ledger.db cannot be read or written',
    fix: `Check that its folder is on a local disk and writable, ${OTHER_LEDGER}`,
  },
  LEDGER_FOLDER: {
    kind: 'output',
    meaning: 'The folder of the ledger is missing and cannot be created.',
    example: 'the ledger .carbonsheet/ledger.db cannot be created: its folder is missing and cannot be created',
    fix: `Check which part of the path is a file or not writable, ${OTHER_LEDGER}`,
  },
  LEDGER_IS_FOLDER: {
    kind: 'usage',
    meaning: 'The path of the ledger is a folder.',
    example: 'the ledger data is a folder, a file is needed',
    fix: 'Give a file with --ledger FILE.',
  },
  LEDGER_FOREIGN: {
    kind: 'usage',
    meaning: 'The file of --ledger is a database of another program.',
    example: 'the ledger places.sqlite is a database of another program',
    fix: 'Give another file with --ledger FILE.',
  },
  LEDGER_NOT_OWN: {
    kind: 'usage',
    meaning: 'The ledger in this folder, or in a folder above, belongs to another user.',
    example: 'the ledger /data/.carbonsheet/ledger.db was found and belongs to another user',
    fix: 'If you trust what it says, name it with --ledger FILE. If not, name another file there.',
  },
  LEDGER_UNREADABLE: {
    kind: 'usage',
    meaning:
      'The folder of the ledger, here or above, cannot be looked at, so it is not known what was imported before.',
    example: 'the ledger /data/.carbonsheet/ledger.db cannot be looked at (EACCES)',
    fix: `Give yourself permission to read its folder, ${OTHER_LEDGER}`,
  },
  LEDGER_NEWER: {
    kind: 'usage',
    meaning: 'A newer version of carbonsheet wrote the ledger.',
    example: 'the ledger .carbonsheet/ledger.db was written by a newer version of carbonsheet',
    fix: `Install that version, ${OTHER_LEDGER}`,
  },
} as const satisfies Record<string, StopType>;
