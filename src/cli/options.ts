// The options that several commands share.

import type { Options } from 'yargs';
import { limitWords } from './limit-option.js';

/** Options of every command. */
export const globalOptions = {
  profile: { type: 'string', describe: 'Account settings to use, by their name in the config file' },
  config: { type: 'string', describe: 'Config file (YAML or JSON); default: carbonsheet.yaml, .yml or .json' },
  'ca-file': { type: 'string', describe: 'Certificates (PEM) to trust as well, as those of a company network' },
  openapi: {
    type: 'string',
    default: [],
    defaultDescription: 'as the config file says',
    coerce: (given: unknown) => [given].flat().map(String),
    describe: "A service's own API document, to call it as that says; carboncloud=FILE says which service's",
  },
  'reply-bytes': {
    type: 'string',
    defaultDescription: '64MB',
    describe: 'Largest answer that is taken from a service, as 256MB',
  },
  json: { type: 'boolean', default: false, describe: 'Print the summary as JSON on stdout and nothing else' },
  quiet: { type: 'boolean', default: false, describe: 'Print only what went wrong' },
  verbose: { type: 'boolean', default: false, describe: 'Print every problem and every retry' },
  color: { type: 'boolean', describe: 'Colour, when printing to a terminal (--no-color turns it off)' },
} as const satisfies Record<string, Options>;

/** How a file is read. */
export const readingOptions = {
  dataset: { type: 'string', describe: 'What the rows are; found from the header where it decides' },
  sheet: { type: 'string', describe: 'Sheet, by name or by number from 1' },
  'header-row': { type: 'number', describe: 'Row that holds the column titles, as Excel shows it' },
  mapping: { type: 'string', describe: 'Mapping file: which column is which field' },
  encoding: { type: 'string', describe: 'Text encoding of a CSV file, as windows-1252' },
  delimiter: { type: 'string', describe: 'Delimiter of a CSV file' },
  'quote-rule': {
    choices: ['strict', 'lenient'],
    default: 'strict',
    describe: 'What a quote is that does not close its cell: damage, or text (lenient)',
  },
  limit: {
    type: 'string',
    default: [],
    defaultDescription: 'see docs/reading.md',
    // Made a list here, so that the last of several does not take the place of the others.
    coerce: limitWords,
    describe: 'Limit against hostile files, as rows=20000000 or unpacked-bytes=20GB; repeatable',
  },
  unpivot: {
    type: 'boolean',
    default: false,
    describe: 'Read every cell of a matrix (country or period by column) as a row',
  },
  decimal: { choices: [',', '.'], describe: 'Decimal sign of numbers in text cells' },
  'date-order': { choices: ['dmy', 'mdy', 'ymd'], describe: 'Order of day, month and year in text cells' },
  'dates-from': { type: 'number', describe: 'First year that dates of what was bought or sold may have; default 1990' },
  'dates-to': { type: 'number', describe: 'Last such year; default the next one' },
  'net-amounts': {
    type: 'boolean',
    default: false,
    describe: 'Amounts whose title leaves it open are without tax',
  },
  'as-new': {
    type: 'boolean',
    default: false,
    describe: 'Take rows of an export for new ones, without their ids: to import them into another account',
  },
  'equal-rows': {
    choices: ['keep', 'drop'],
    default: 'keep',
    describe: 'What to do with equal rows of a dataset without a key',
  },
  'runs-dir': { type: 'string', default: 'runs', describe: 'Where the folders with results are made' },
} as const satisfies Record<string, Options>;

/** What is done with rows that the service has. */
export const planningOptions = {
  'on-existing': {
    choices: ['skip', 'update', 'fail'],
    default: 'skip',
    describe: 'What to do with rows that the service already has',
  },
  rate: { type: 'number', describe: 'Requests per second, an upper bound' },
  'max-pages': { type: 'number', describe: 'Pages of one list of the service that are read at the most (20,000)' },
} as const satisfies Record<string, Options>;

/** What ends a run before all rows are written. */
const brakeOptions = {
  'max-failures': {
    type: 'string',
    describe: 'Stop when more rows than this failed or are in doubt: rows (20) or a share of those sent (5%)',
  },
  deadline: { type: 'string', describe: 'Start nothing new after this: 18:30, 2026-11-21T18:30, 45m or 2h' },
  'stop-after': { type: 'number', describe: 'Stop when this many rows are written' },
  canary: {
    type: 'boolean',
    default: true,
    describe: 'Try and read back the first row of each kind before the rest is sent (--no-canary sends all at once)',
  },
} as const satisfies Record<string, Options>;

/** How rows are written. */
export const writingOptions = {
  invalid: {
    choices: ['stop', 'skip'],
    describe: 'When rows are not fit to send: stop with nothing sent, or leave them out',
  },
  ...brakeOptions,
  concurrency: { type: 'number', default: 4, describe: 'Requests in flight at the most' },
  via: {
    choices: ['api', 'bulk-csv', 'file'],
    default: 'api',
    describe: "bulk-csv: send purchases as whole files; file: write what the service's own upload takes, send nothing",
  },
  rehearse: {
    type: 'boolean',
    default: false,
    describe: 'Import into a local copy of what the service holds, and write nothing to the service',
  },
  deletes: { type: 'number', describe: 'How many rows may be deleted without asking; --yes alone allows none' },
  ledger: { type: 'string', default: '.carbonsheet/ledger.db', describe: 'File that remembers what was sent' },
  yes: { type: 'boolean', default: false, describe: 'Ask nothing: write also to an account for the first time' },
} as const satisfies Record<string, Options>;

/** How a file is written that was named. */
export const outputOptions = {
  force: { type: 'boolean', default: false, describe: 'Replace a file that is there already' },
} as const satisfies Record<string, Options>;

/** How a run of the ledger is taken up again. */
export const resumingOptions = {
  'accept-changes': {
    type: 'boolean',
    default: false,
    describe: 'Go on although the source file has changed: as a new run over the file as it is now',
  },
  rate: planningOptions.rate,
  'max-pages': planningOptions['max-pages'],
  ...brakeOptions,
  concurrency: { type: 'number', describe: 'Requests in flight at the most; as before when left out' },
  deletes: writingOptions.deletes,
  ledger: writingOptions.ledger,
  yes: writingOptions.yes,
} as const satisfies Record<string, Options>;
