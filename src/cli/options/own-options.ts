// The options of single commands, and the list of all options.

import { exportableNames } from '../../datasets/catalogue.js';
import { templateLanguages } from '../../datasets/words/template/phrases.js';
import { choices } from '../../pipeline/requests.js';
import type { Options } from './option.js';
import {
  globalOptions,
  ledgerOption,
  outputOptions,
  paceOptions,
  planningOptions,
  readingOptions,
  resumingOptions,
  sourceOptions,
  undoOptions,
  writingOptions,
} from './options.js';

export const peekOptions = {
  ...sourceOptions,
  rows: {
    kind: 'text',
    group: 'Output',
    value: 'N|all',
    default: '10',
    harmless: true,
    describe: 'Number of rows to show, or all',
  },
} as const satisfies Options;

const fixesOption = {
  fixes: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    harmless: 'within',
    describe: 'Write a line per cause, with what to write instead; carbonsheet fix applies it (.csv)',
  },
} as const satisfies Options;

export const checkOptions = {
  ...readingOptions,
  ...ledgerOption,
  ...fixesOption,
  ...outputOptions,
  watch: {
    kind: 'switch',
    group: 'Checking',
    default: false,
    harmless: true,
    describe: 'Check again whenever the file is saved, and say what changed; Ctrl-C ends it',
  },
} as const satisfies Options;

const {
  'accept-suspects': _acceptSuspects,
  'equal-rows': _equalRows,
  'runs-dir': _runsDir,
  result: _result,
  ...tableOptions
} = readingOptions;

export const mapOptions = {
  ...tableOptions,
  column: {
    kind: 'texts',
    group: 'Reading',
    value: 'TITLE=FIELD',
    default: [],
    describe: 'The field of a column; nothing behind = leaves it out. Repeatable',
  },
  accept: { kind: 'switch', group: 'Reading', default: false, describe: 'Take likely columns without asking' },
  out: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    usual: 'mapping.yaml beside the file',
    describe: 'Mapping file to write',
  },
  ...outputOptions,
} as const satisfies Options;

export const fixOptions = {
  ...tableOptions,
  mapping: {
    ...readingOptions.mapping,
    describe: 'Mapping file to read the file by; without --out, to put the answers into',
  },
  out: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    harmless: 'within',
    describe: 'Corrected copy; FILE.changes.csv lists its changes, in a workbook the sheet Changes',
  },
  ...outputOptions,
} as const satisfies Options;

export const planOptions = {
  ...planningOptions,
  ...fixesOption,
  out: {
    kind: 'texts',
    group: 'Output',
    value: 'FILE',
    default: [],
    usual: 'nothing is kept',
    describe: 'Keep the plan: as .json, for import --plan, or as .xlsx, to read; repeatable',
  },
  'detailed-exitcode': {
    kind: 'switch',
    group: 'Output',
    default: false,
    harmless: true,
    describe: 'End with 2 if a row is to be created, updated or deleted, with 0 if nothing is to be done, else with 1',
  },
  ...outputOptions,
} as const satisfies Options;

/** How a kept plan is applied. */
export const applyOptions = {
  plan: {
    kind: 'text',
    group: 'Writing',
    value: 'FILE',
    describe: 'Do what this plan says, and nothing else; FILE and the reading options are in the plan',
  },
  'plan-hash': {
    kind: 'text',
    group: 'Writing',
    value: 'HASH',
    describe: 'Agree to the plan with this hash, or its first 8 characters or more, and ask nothing',
  },
  'out-of-date': {
    kind: 'choice',
    group: 'Writing',
    choices: choices.outOfDate,
    default: 'stop',
    harmless: ['stop'],
    describe: 'If rows have changed since the plan was made: stop with nothing sent, or skip them',
  },
} as const satisfies Options;

export const templateOptions = {
  out: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    harmless: 'within',
    usual: 'DATASET.xlsx',
    describe: 'File to write (.xlsx or .csv); with --all a folder',
  },
  all: {
    kind: 'switch',
    group: 'Output',
    default: false,
    harmless: true,
    describe: 'Write every dataset, as .xlsx and .csv',
  },
  lang: {
    kind: 'choice',
    group: 'Output',
    choices: templateLanguages,
    default: 'en',
    harmless: true,
    describe: 'Language of the titles, notes and guide; every one of them can be imported',
  },
  live: {
    kind: 'switch',
    group: 'Account',
    default: false,
    harmless: [false],
    describe: "Fill dropdowns with the account's own values, such as suppliers, products and units (.xlsx)",
  },
  'with-data': {
    kind: 'switch',
    group: 'Account',
    default: false,
    harmless: [false],
    describe: 'Fill in the rows of the account, to edit and import with --on-existing update (.xlsx)',
  },
  ...paceOptions,
  ...outputOptions,
} as const satisfies Options;

export const retryOptions = {
  from: {
    kind: 'text',
    group: 'Reading',
    value: 'FILE',
    describe: "The fixed failed file, if it is not in the run's folder",
  },
  standing: {
    kind: 'switch',
    group: 'Writing',
    default: false,
    harmless: [false],
    describe: 'The open rows of all imports into the account, and not of one run: nothing is sent twice',
  },
  dataset: { ...readingOptions.dataset, usual: 'all', describe: 'With --standing: of this dataset alone' },
  ...resumingOptions,
} as const satisfies Options;

export const runsOptions = {
  standing: {
    kind: 'switch',
    group: 'Output',
    default: false,
    harmless: true,
    describe:
      'Show the rows of all imports that are still open: failed, invalid, unsent or in doubt, and not sent since',
  },
  dataset: { ...readingOptions.dataset, usual: 'all', describe: 'With --standing: of this dataset alone' },
  ...ledgerOption,
  'older-than': {
    kind: 'text',
    group: 'Output',
    value: 'AGE|DATE',
    describe: 'With prune: runs that ended so long ago, or before this day (UTC): 90d, 12w or 2026-01-31',
  },
  'runs-dir': readingOptions['runs-dir'],
  'dry-run': { ...undoOptions['dry-run'], describe: 'With prune: say what would be removed, and remove nothing' },
  yes: { ...undoOptions.yes, describe: 'With prune: ask nothing' },
} as const satisfies Options;

export const traceOptions = {
  run: {
    kind: 'text',
    group: 'Reading',
    value: 'RUN',
    usual: 'the latest',
    describe: 'The run to look in: its id, its beginning, or last for the newest run',
  },
  ...ledgerOption,
} as const satisfies Options;

export const packOptions = {
  out: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    usual: 'RUN.zip',
    harmless: 'within',
    describe: 'The archive to write; it ends in .zip',
  },
  ...outputOptions,
  'without-source': {
    kind: 'switch',
    group: 'Output',
    default: false,
    describe: 'Leave out the source and all values of its rows; its hash stays',
  },
  anonymous: {
    kind: 'switch',
    group: 'Output',
    default: false,
    describe: 'Replace every value by its length, kinds of characters and a hash of this run, for support',
  },
  verify: { kind: 'text', group: 'Reading', value: 'FILE', describe: 'Check an archive instead' },
  ...ledgerOption,
} as const satisfies Options;

export const reconcileOptions = { ...paceOptions, ...ledgerOption } as const satisfies Options;

export const exportOptions = {
  out: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    harmless: 'within',
    describe: 'File to write (required): .xlsx, .csv or .ndjson; - for standard output',
  },
  format: {
    kind: 'choice',
    group: 'Output',
    choices: ['csv', 'ndjson'],
    harmless: true,
    usual: 'by the name of the file; csv for standard output',
    describe: 'Format of standard output, or of a file whose name does not say',
  },
  changed: {
    kind: 'switch',
    group: 'Reading',
    default: false,
    describe:
      'Write only what has changed since the last export with --changed (footprints, baselines, resold-products)',
  },
  'with-baseline': {
    kind: 'switch',
    group: 'Reading',
    default: false,
    harmless: true,
    describe: 'Write footprints beside baselines, with their differences',
  },
  columns: {
    kind: 'texts',
    group: 'Output',
    value: 'NAMES',
    default: [],
    usual: 'all columns',
    describe: 'Write only these columns, in this order: keys or titles, separated by commas',
  },
  where: {
    kind: 'texts',
    group: 'Reading',
    value: 'CONDITION',
    default: [],
    describe:
      'Write only rows such as "total > 2.5", "name contains oat", "reason is empty"; repeatable, all must hold',
  },
  ...outputOptions,
  'runs-dir': readingOptions['runs-dir'],
  ...ledgerOption,
  ...paceOptions,
} as const satisfies Options;

export const deltaOptions = {
  dataset: {
    ...readingOptions.dataset,
    suggestions: exportableNames,
    describe: 'Kind of the rows, where the columns of both exports leave it open',
  },
  limit: sourceOptions.limit,
  flag: {
    kind: 'text',
    group: 'Output',
    value: 'SHARE',
    default: '5%',
    harmless: true,
    describe: 'Flag what changed by more than this share of what it was',
  },
  out: {
    kind: 'text',
    group: 'Output',
    value: 'FILE',
    harmless: 'within',
    describe: 'Write every change: .xlsx with bridge and periods, .csv the rows alone, .json all of it',
  },
  ...ledgerOption,
  ...outputOptions,
} as const satisfies Options;

export const reportOptions = {
  month: { kind: 'text', group: 'Reading', value: 'YYYY-MM', describe: 'Report on this month, such as 2026-10' },
  quarter: { kind: 'text', group: 'Reading', value: 'YYYY-QN', describe: 'Report on this quarter, such as 2026-Q3' },
  year: { kind: 'text', group: 'Reading', value: 'YYYY', describe: 'Report on this year, such as 2026' },
  'fiscal-start': {
    kind: 'number',
    group: 'Reading',
    value: 'MONTH',
    whole: true,
    least: 1,
    most: 12,
    usual: '1, January',
    describe: 'Month in which the year of --quarter and --year begins; the year is named by it',
  },
  'compare-with': {
    kind: 'text',
    group: 'Reading',
    value: 'RUN',
    usual: 'the newest of the same period, else the newest',
    describe: 'Say why figures are others than in this earlier report, or in the last one (last)',
  },
  out: { kind: 'text', group: 'Output', value: 'FILE', harmless: 'within', describe: 'Workbook to write (.xlsx)' },
  html: { kind: 'text', group: 'Output', value: 'FILE', harmless: 'within', describe: 'Page to write (.html)' },
  ...outputOptions,
  'runs-dir': readingOptions['runs-dir'],
  ...ledgerOption,
  ...paceOptions,
} as const satisfies Options;

export const closeOptions = {
  list: { kind: 'switch', group: 'Output', default: false, describe: 'List the periods that were closed' },
  reopen: {
    kind: 'text',
    group: 'Writing',
    value: 'REASON',
    describe: 'Open the period again; the reason is kept',
  },
  ...ledgerOption,
} as const satisfies Options;

export const migrateOptions = {
  from: {
    kind: 'text',
    group: 'Account',
    value: 'PROFILE',
    describe: 'The profile of the account that rows come from; nothing is written there (required)',
  },
  to: {
    kind: 'text',
    group: 'Account',
    value: 'PROFILE',
    describe: 'The profile of the account that rows go to (required)',
  },
  'dry-run': undoOptions['dry-run'],
  verify: {
    kind: 'switch',
    group: 'Writing',
    default: false,
    harmless: true,
    describe: 'Compare both accounts again after a migration, and write nothing',
  },
  'on-existing': planningOptions['on-existing'],
  restate: planningOptions.restate,
  ...paceOptions,
  'max-failures': writingOptions['max-failures'],
  deadline: writingOptions.deadline,
  'stop-after': writingOptions['stop-after'],
  canary: writingOptions.canary,
  concurrency: writingOptions.concurrency,
  'runs-dir': readingOptions['runs-dir'],
  ...ledgerOption,
  yes: writingOptions.yes,
} as const satisfies Options;

export const trustOptions = {
  revoke: { kind: 'switch', group: 'Account', default: false, describe: 'Stop trusting it' },
  list: { kind: 'switch', group: 'Output', default: false, describe: 'List the trusted files' },
} as const satisfies Options;

export const demoOptions = {
  out: {
    kind: 'text',
    group: 'Output',
    value: 'DIR',
    default: 'carbonsheet-demo',
    harmless: 'within',
    describe: 'Folder to write to',
  },
} as const satisfies Options;

export const sandboxOptions = {
  port: {
    kind: 'number',
    group: 'Sandbox',
    value: 'N',
    whole: true,
    least: 0,
    most: 65_535,
    default: 4010,
    harmless: true,
    describe: 'Port on 127.0.0.1; 0 takes a free one',
  },
  rate: {
    kind: 'number',
    group: 'Sandbox',
    value: 'N',
    above: 0,
    harmless: true,
    usual: 'any number',
    describe: 'Requests per second that it allows',
  },
  'rate-headers': {
    kind: 'text',
    group: 'Sandbox',
    value: 'NAMES',
    harmless: true,
    describe: 'Headers about its limit: draft, legacy, retry-after, several with commas, or none',
  },
  data: { kind: 'text', group: 'Sandbox', value: 'FILE', harmless: 'within', describe: 'File to keep its data in' },
  chaos: {
    kind: 'text',
    group: 'Sandbox',
    value: 'FAULTS',
    harmless: true,
    describe: 'Faults and how often, as drop-after=5%,latency=2%:300ms; all for a mild mix',
  },
  lists: {
    kind: 'text',
    group: 'Sandbox',
    value: 'HABITS',
    describe: 'How its lists behave, as total=page,cap=50,from=inclusive; docs/sandbox.md lists the habits',
  },
  seed: {
    kind: 'number',
    group: 'Sandbox',
    value: 'N',
    whole: true,
    harmless: true,
    usual: 'chosen and printed',
    describe: 'Repeat the same faults',
  },
} as const satisfies Options;

/** Every option that is known without the datasets. Options of one name are of one kind. */
export const allOptions: Options = {
  ...peekOptions,
  ...fixOptions,
  ...mapOptions,
  ...templateOptions,
  ...checkOptions,
  ...planOptions,
  ...applyOptions,
  ...writingOptions,
  ...retryOptions,
  ...runsOptions,
  ...undoOptions,
  ...traceOptions,
  ...reconcileOptions,
  ...packOptions,
  ...exportOptions,
  ...deltaOptions,
  ...closeOptions,
  ...reportOptions,
  ...migrateOptions,
  ...trustOptions,
  ...demoOptions,
  ...sandboxOptions,
  ...globalOptions,
};
