// The options that several commands share.

import { importNames } from '../../datasets/catalogue.js';
import { choices } from '../../pipeline/requests.js';
import type { Options, ValuesOf } from './option.js';

/** Options of every command. */
export const globalOptions = {
  profile: {
    kind: 'text',
    group: 'Account',
    value: 'NAME',
    connects: true,
    describe: 'Use the account settings of this profile in the config file',
  },
  config: {
    kind: 'text',
    group: 'Account',
    value: 'FILE',
    usual: 'carbonsheet.yaml, .yml or .json',
    describe: 'Config file (YAML or JSON)',
  },
  'ca-file': {
    kind: 'text',
    group: 'Account',
    value: 'FILE',
    connects: true,
    describe: 'Also trust these certificates (PEM), for example those of a company network',
  },
  'read-only': {
    kind: 'switch',
    group: 'Account',
    default: false,
    harmless: [true],
    describe: 'Stop every command that would write to a service',
  },
  openapi: {
    kind: 'texts',
    group: 'Account',
    value: 'FILE',
    default: [],
    connects: true,
    usual: 'as in the config file',
    describe: 'Call a service as its own API document says; carboncloud=FILE names the service',
  },
  'reply-bytes': {
    kind: 'text',
    group: 'Account',
    value: 'SIZE',
    usual: '64MB',
    describe: 'Largest answer to accept from a service, such as 256MB',
  },
  json: {
    kind: 'switch',
    group: 'Output',
    default: false,
    harmless: true,
    describe: 'Print the summary as JSON on stdout, and nothing else there',
  },
  'log-file': {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    harmless: 'within',
    describe: 'Append what happens to this file, a line of JSON per event',
  },
  quiet: {
    kind: 'switch',
    group: 'Output',
    default: false,
    harmless: true,
    describe: 'Print nothing on success, and one message otherwise',
  },
  verbose: {
    kind: 'switch',
    group: 'Output',
    default: false,
    harmless: true,
    describe: 'Print every problem and every retry',
  },
  color: {
    kind: 'switch',
    group: 'Output',
    harmless: true,
    describe: 'Print without colour (--color: with colour, also in a pipe)',
  },
} as const satisfies Options;

/** How the text of a file is read. */
export const sourceOptions = {
  sheet: {
    kind: 'text',
    group: 'Reading',
    value: 'NAME|N',
    harmless: true,
    describe: 'Sheet, by name or by number from 1',
  },
  'header-row': {
    kind: 'number',
    group: 'Reading',
    value: 'N',
    whole: true,
    least: 1,
    harmless: true,
    describe: 'Row of the column titles, as Excel numbers it',
  },
  encoding: {
    kind: 'text',
    group: 'Reading',
    value: 'NAME',
    harmless: true,
    describe: 'Text encoding of a CSV file, such as windows-1252',
  },
  delimiter: {
    kind: 'text',
    group: 'Reading',
    value: 'CHARACTER',
    harmless: true,
    describe: 'Delimiter of a CSV file',
  },
  'quote-rule': {
    kind: 'choice',
    group: 'Reading',
    choices: choices.quoteRule,
    default: 'strict',
    harmless: true,
    describe: 'A quote that does not close its cell is an error (strict) or text (lenient)',
  },
  limit: {
    kind: 'texts',
    group: 'Reading',
    value: 'NAME=VALUE',
    default: [],
    usual: 'see docs/reading.md',
    describe: 'Limit against hostile files, such as rows=20000000 or unpacked-bytes=20GB; repeatable',
  },
} as const satisfies Options;

const year = { kind: 'number', group: 'Checking', value: 'YEAR', whole: true, least: 1000, most: 9999 } as const;

/** What becomes of rows that look unusual. */
const suspectOption = {
  'accept-suspects': {
    kind: 'switch',
    group: 'Checking',
    default: false,
    harmless: [false],
    describe: 'Send rows that look unusual too, such as an amount of 100 times the usual',
  },
} as const satisfies Options;

/** How tables are read and checked, and where their results go. */
export const readingOptions = {
  dataset: {
    kind: 'text',
    group: 'Reading',
    value: 'NAME',
    harmless: true,
    usual: 'found from the column titles',
    suggestions: importNames,
    describe: 'Kind of the rows; carbonsheet datasets lists them',
  },
  ...sourceOptions,
  mapping: { kind: 'text', group: 'Reading', value: 'FILE', describe: 'Mapping file: which column is which field' },
  set: {
    kind: 'texts',
    group: 'Reading',
    value: 'FIELD=TEXT',
    default: [],
    usual: 'as in the mapping file',
    describe: 'Read this text where a row has no other for the field, such as unit_id=EUR; repeatable',
  },
  unpivot: {
    kind: 'switch',
    group: 'Reading',
    default: false,
    harmless: true,
    describe: 'Read every cell of a matrix (country or period by column) as a row',
  },
  decimal: {
    kind: 'choice',
    group: 'Reading',
    choices: choices.decimal,
    harmless: true,
    usual: 'decided by the column',
    describe: 'Decimal sign of numbers in text cells',
  },
  'date-order': {
    kind: 'choice',
    group: 'Reading',
    choices: choices.dateOrder,
    harmless: true,
    usual: 'decided by the column',
    describe: 'Order of day, month and year in text cells',
  },
  'dates-from': { ...year, usual: '1990', describe: 'First year that dates of purchases and sales may have' },
  'dates-to': { ...year, usual: 'next year', describe: 'Last year that dates of purchases and sales may have' },
  'net-amounts': {
    kind: 'switch',
    group: 'Checking',
    default: false,
    describe: 'Amounts are without tax if their title leaves it open',
  },
  'as-new': {
    kind: 'switch',
    group: 'Checking',
    default: false,
    describe: 'Treat rows of an export as new, without their ids: to import them into another account',
  },
  ...suspectOption,
  'equal-rows': {
    kind: 'choice',
    group: 'Checking',
    choices: choices.equalRows,
    default: 'keep',
    harmless: ['keep'],
    describe: 'Keep or drop equal rows of a dataset without a key',
  },
  'runs-dir': {
    kind: 'text',
    group: 'Output',
    value: 'DIR',
    default: 'runs',
    harmless: 'within',
    describe: 'Folder for the results of runs',
  },
  result: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    harmless: 'within',
    usual: "results.xlsx in the run's folder",
    describe: 'Write the workbook with a status for each row here (.xlsx, of a workbook with macros .xlsm)',
  },
} as const satisfies Options;

/** How fast a service is asked. */
export const paceOptions = {
  rate: {
    kind: 'number',
    group: 'Account',
    value: 'N',
    above: 0,
    harmless: true,
    usual: 'as the service allows',
    describe: 'Requests per second at most',
  },
  'max-pages': {
    kind: 'number',
    group: 'Account',
    value: 'N',
    whole: true,
    least: 1,
    usual: '20,000',
    describe: 'Pages to read of one list of the service at most',
  },
} as const satisfies Options;

/** What happens to rows that the service has. */
export const planningOptions = {
  'on-existing': {
    kind: 'choice',
    group: 'Writing',
    choices: choices.onExisting,
    default: 'skip',
    harmless: ['skip', 'fail'],
    describe: 'What to do with rows that the service already has',
  },
  'delta-from': {
    kind: 'text',
    group: 'Writing',
    value: 'RUN',
    describe: 'Send only rows that are new or changed since this import, and list those that are missing now',
  },
  restate: {
    kind: 'text',
    group: 'Writing',
    value: 'REASON',
    describe: 'Write into closed periods all the same; the reason is kept with the run',
  },
  ...paceOptions,
} as const satisfies Options;

/** What ends a run before all rows are written. */
const brakeOptions = {
  'max-failures': {
    kind: 'text',
    group: 'Writing',
    value: 'N|P%',
    harmless: true,
    describe: 'Stop when more rows than this failed or are in doubt: a number, or a share of those sent',
  },
  deadline: {
    kind: 'text',
    group: 'Writing',
    value: 'TIME',
    harmless: true,
    describe: 'Start nothing new after this: 18:30, 2026-11-21T18:30, 45m or 2h',
  },
  'stop-after': {
    kind: 'number',
    group: 'Writing',
    value: 'N',
    whole: true,
    least: 1,
    harmless: true,
    describe: 'Stop when this many rows are written',
  },
  canary: {
    kind: 'switch',
    group: 'Writing',
    default: true,
    harmless: [true],
    describe: 'Send all rows at once, without first writing and reading back one row of each kind',
  },
} as const satisfies Options;

export const ledgerOption = {
  ledger: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    usual: '.carbonsheet/ledger.db, here or in the nearest folder above',
    harmless: 'within',
    describe: 'File that remembers what was sent',
  },
} as const satisfies Options;

const concurrency = {
  kind: 'number',
  group: 'Writing',
  value: 'N',
  whole: true,
  least: 1,
  harmless: true,
  describe: 'Requests in flight at most',
} as const;

/** What a run may write. */
const consentOptions = {
  deletes: {
    kind: 'number',
    group: 'Writing',
    value: 'N',
    whole: true,
    least: 0,
    harmless: [0],
    describe: 'Delete up to this many rows without asking; --yes alone allows none',
  },
  ...ledgerOption,
  yes: {
    kind: 'switch',
    group: 'Writing',
    default: false,
    harmless: [false],
    describe: 'Ask nothing, not even before the first write to an account',
  },
} as const satisfies Options;

/** How rows are written. */
export const writingOptions = {
  invalid: {
    kind: 'choice',
    group: 'Writing',
    choices: ['stop', 'skip'],
    harmless: ['stop'],
    usual: 'ask in a terminal, else stop',
    describe: 'If rows have errors: stop with nothing sent, or skip them',
  },
  ...brakeOptions,
  concurrency: { ...concurrency, default: 4 },
  via: {
    kind: 'choice',
    group: 'Writing',
    choices: choices.via,
    default: 'api',
    harmless: ['api', 'file'],
    describe: "bulk-csv: send purchases as whole files; file: write the service's own upload file, send nothing",
  },
  rehearse: {
    kind: 'switch',
    group: 'Writing',
    default: false,
    harmless: true,
    describe: 'Import into a local copy of the account, and write nothing to the service',
  },
  ...consentOptions,
} as const satisfies Options;

/** How a run is undone. */
export const undoOptions = {
  'dry-run': {
    kind: 'switch',
    group: 'Writing',
    default: false,
    harmless: true,
    describe: 'Say what would happen, and write nothing',
  },
  restate: {
    ...planningOptions.restate,
    describe: 'Undo rows of closed periods all the same; the reason is kept with the run',
  },
  ...paceOptions,
  concurrency: writingOptions.concurrency,
  ...ledgerOption,
  yes: consentOptions.yes,
} as const satisfies Options;

/** How a run of the ledger is resumed. */
export const resumingOptions = {
  ...suspectOption,
  restate: planningOptions.restate,
  'accept-changes': {
    kind: 'switch',
    group: 'Reading',
    default: false,
    harmless: [false],
    describe: 'Go on although the source file has changed: as a new run over the file as it is now',
  },
  ...paceOptions,
  ...brakeOptions,
  concurrency: { ...concurrency, usual: 'as before' },
  ...consentOptions,
} as const satisfies Options;

/** How a named file is written. */
export const outputOptions = {
  force: {
    kind: 'switch',
    group: 'Output',
    default: false,
    harmless: [false],
    describe: 'Replace an existing file',
  },
} as const satisfies Options;

/** The values of the options of every command. */
export type GlobalArguments = ValuesOf<typeof globalOptions>;

/** What a command over files is given. */
export type ReadingArguments = ValuesOf<typeof readingOptions> & { readonly files: readonly string[] };
