// The list of all commands, as the help, the completion and the parser know them. What they do is loaded by load-command.ts.

import { exportableNames, headings, importNames, movable } from '../../datasets/catalogue.js';
import {
  outputOptions,
  planningOptions,
  readingOptions,
  resumingOptions,
  undoOptions,
  writingOptions,
} from '../options/options.js';
import {
  applyOptions,
  checkOptions,
  closeOptions,
  deltaOptions,
  demoOptions,
  exportOptions,
  fixOptions,
  mapOptions,
  migrateOptions,
  packOptions,
  peekOptions,
  planOptions,
  reconcileOptions,
  reportOptions,
  retryOptions,
  runsOptions,
  sandboxOptions,
  templateOptions,
  traceOptions,
  trustOptions,
} from '../options/own-options.js';

import type { ArgumentsFor, Command } from './command.js';

const file = {
  name: 'file',
  shown: 'FILE',
  required: true,
  describe: 'A workbook or CSV file; - for standard input',
} as const;
const files = { ...file, name: 'files', many: true, describe: 'Workbooks or CSV files; - for standard input' } as const;
const plannedFiles = {
  name: 'files',
  shown: 'FILE',
  many: true,
  describe: 'Workbooks or CSV files; - for standard input; none with --plan',
} as const;
const run = { name: 'run', shown: 'RUN', describe: 'A run id, its beginning, or last for the newest run' } as const;
const provider = {
  name: 'provider',
  shown: 'SERVICE',
  describe: 'A service',
  choices: ['dcycle', 'carboncloud', 'variable'],
} as const;

const AFTER_SENDING = [0, 3, 4, 5, 6, 7, 8, 130];

/** Every command, by name. */
export const commands = {
  peek: {
    group: 'Read and check',
    summary: 'Show what was detected in a file, and its raw rows',
    words: [file],
    options: peekOptions,
    examples: [
      ['peek purchases.xlsx', 'the sheets, and the first 10 rows'],
      ['peek purchases.csv --rows all --encoding windows-1252', 'all rows of a file from an old program'],
    ],
    exitCodes: [0],
  },
  check: {
    group: 'Read and check',
    summary: 'Report everything that is wrong with a spreadsheet; needs no account and sends nothing',
    words: [files],
    options: checkOptions,
    examples: [
      ['check purchases.xlsx', 'every problem, by its cause'],
      ['check purchases.csv --fixes fixes.csv', 'and a list of the causes, to fill in'],
      ['check suppliers.csv supplier-periods.csv', 'two files that refer to each other'],
    ],
    exitCodes: [0, 3, 4, 130],
  },
  map: {
    group: 'Read and check',
    summary: 'Say which column is which field; ask what is uncertain and save a mapping file',
    words: [file],
    options: mapOptions,
    examples: [
      ['map ledger.csv', 'asks what is uncertain or missing, and writes mapping.yaml'],
      ['map ledger.csv --set expense_type=opex --column Kurztext=product_name', 'in a script: answers given ahead'],
      ['map ledger.csv --json', 'the proposal alone, for programs'],
    ],
    exitCodes: [0, 3, 130],
  },
  fix: {
    group: 'Read and check',
    summary: 'Write the answers of a list of fixes into a corrected copy of the file, or into a mapping file',
    words: [
      file,
      { name: 'fixes', shown: 'FIXES', required: true, describe: 'The list that check --fixes wrote, filled in' },
    ],
    options: fixOptions,
    examples: [
      ['fix purchases.csv fixes.csv --out fixed.csv', 'a corrected copy, and a list of its changes'],
      ['fix purchases.xlsx fixes.csv --out fixed.xlsx', 'the same for a workbook: a sheet lists the changes'],
      ['fix purchases.xlsx fixes.csv --mapping mapping.yaml', 'in its mapping file, for next month as well'],
    ],
    exitCodes: [0, 3],
  },
  datasets: {
    group: 'Read and check',
    summary: 'List the kinds of rows, or the columns of one',
    words: [
      {
        name: 'name',
        shown: 'DATASET',
        describe: 'A dataset',
        choices: headings.map(([name]) => name),
      },
    ],
    options: {},
    examples: [
      ['datasets', 'all datasets'],
      ['datasets purchases', 'the columns of purchases'],
    ],
    exitCodes: [0],
    ignoresWrongDefaults: true,
  },
  template: {
    group: 'Read and check',
    summary:
      'Write a workbook to fill in: the columns, rules and dropdowns of a dataset, on request with values of the account',
    words: [
      {
        name: 'dataset',
        shown: 'DATASET',
        describe: 'A dataset that can be imported',
        choices: importNames,
      },
    ],
    options: templateOptions,
    examples: [
      ['template purchases', 'writes purchases.xlsx'],
      [
        'template supplier-periods --live --lang de',
        "in German, with the account's products and suppliers in the dropdowns",
      ],
      ['template purchases --with-data', 'with the rows of the account, to edit and import'],
    ],
    exitCodes: [0, 6, 7, 130],
  },
  plan: {
    group: 'Import',
    summary: 'Say what an import would do with each row, given what the service has; sends no row',
    words: [files],
    options: { ...readingOptions, ...planOptions },
    examples: [
      ['plan purchases.xlsx', 'how many rows would be created, skipped or in conflict'],
      ['plan purchases.xlsx --on-existing update', 'and how many would be updated'],
      ['plan purchases.xlsx --out plan.json --out plan.xlsx', 'row by row: to be applied, and to be read'],
    ],
    exitCodes: [0, 3, 4, 6, 7, 130],
  },
  import: {
    group: 'Import',
    summary: 'Check a spreadsheet, upload what the service does not have, and give every row a result',
    words: [plannedFiles],
    options: { ...readingOptions, ...outputOptions, ...planningOptions, ...writingOptions, ...applyOptions },
    examples: [
      ['import purchases.xlsx', 'asks before the first write to an account'],
      ['import purchases.xlsx --invalid skip --yes', 'in a script: skip rows with errors, ask nothing'],
      ['import --plan plan.json', 'exactly what the plan says, after a look at it'],
    ],
    exitCodes: AFTER_SENDING,
  },
  resume: {
    group: 'Import',
    summary: 'Finish the rows of an import that was stopped or killed; without RUN the latest one',
    words: [run],
    options: resumingOptions,
    examples: [
      ['resume', 'the latest unfinished import'],
      ['resume 20241105-081500 --deadline 18:30', 'one import, until half past six'],
    ],
    exitCodes: AFTER_SENDING,
  },
  retry: {
    group: 'Import',
    summary:
      'Send the failed rows of an import again, from its failed file if you fixed rows in it; without RUN of the latest',
    words: [run],
    options: retryOptions,
    examples: [
      ['retry', 'the failed rows of the latest import'],
      ['retry 20241105-081500 --from fixed.csv', 'with a file that you saved elsewhere'],
      ['retry --standing', 'what is open of all imports into the account'],
    ],
    exitCodes: AFTER_SENDING,
  },
  undo: {
    group: 'Import',
    summary: 'Remove from the service what a run wrote there, unless somebody changed it since',
    words: [{ ...run, required: true }],
    options: undoOptions,
    examples: [
      ['undo 20241105-081500 --dry-run', 'what would be deleted and restored'],
      ['undo 20241105-081500', 'asks, then deletes and restores'],
    ],
    exitCodes: [0, 3, 4, 6, 7, 130],
  },
  runs: {
    group: 'Import',
    summary: 'List the latest imports and exports, show one, or remove old ones',
    words: [
      {
        ...run,
        shown: 'RUN|prune',
        describe: 'A run id, its beginning, or last for the newest run; prune removes old runs',
      },
    ],
    options: runsOptions,
    examples: [
      ['runs', 'the latest imports and exports'],
      ['runs --standing', 'the rows of all imports that are still open, and why'],
      ['runs prune --older-than 90d', 'removes what is old and no longer needed, after a look at it'],
    ],
    exitCodes: [0, 130],
  },
  reconcile: {
    group: 'Import',
    summary: 'Compare what an import sent with what the service holds now, or what an export read with its file',
    words: [{ ...run, required: true }],
    options: reconcileOptions,
    examples: [
      ['reconcile 20241105-081500', 'rows and sums at each station, and every cell that differs'],
      ['reconcile 20241105-081500 --json', 'the same for programs'],
    ],
    exitCodes: [0, 4, 6, 7, 130],
  },
  pack: {
    group: 'Import',
    summary: 'Put the evidence of a run into one archive with SHA-256 sums, or check such an archive',
    words: [run],
    options: packOptions,
    examples: [
      ['pack 20241105-081500', 'source, mapping, results, reconciliation and versions in one .zip'],
      ['pack --verify 20241105-081500-purchases-1a2b.zip', 'names what was changed, added or is missing'],
      ['pack 20241105-081500 --anonymous', 'for support: how cells look, without their values'],
    ],
    exitCodes: [0, 4],
  },
  trace: {
    group: 'Import',
    summary: "Tell a row's whole story, from its cells to what the service holds",
    words: [
      {
        name: 'what',
        shown: 'ADDRESS|ID',
        required: true,
        describe: 'A row, as 14, C14, Sheet1!C14, purchases.xlsx:Q1!C14 or RUN:14, or an id of the service',
      },
    ],
    options: traceOptions,
    examples: [
      ['trace 14', 'row 14 of the latest import'],
      ['trace Q1!C14 --run 20241105', 'one cell of an earlier one'],
      ['trace footprints.xlsx:A14', 'from an exported footprint back to the row that was sent'],
    ],
    exitCodes: [0],
  },
  export: {
    group: 'Export',
    summary: 'Write what the service holds into a workbook (.xlsx), .csv or .ndjson',
    words: [
      {
        name: 'what',
        shown: 'DATASET',
        required: true,
        describe: 'A dataset that can be exported',
        choices: exportableNames,
      },
    ],
    options: exportOptions,
    narrowings: async (words) => (await import('../options/narrowings.js')).narrowingOptions(words),
    examples: [
      ['export footprints --out footprints.xlsx', 'the calculated footprints'],
      ['export purchases --out purchases.xlsx', 'rows to edit and import again'],
    ],
    exitCodes: [0, 4, 6, 7, 130],
  },
  delta: {
    group: 'Export',
    summary: 'Say why figures are not what they were: what changed between two exports of a dataset',
    words: [
      { name: 'before', shown: 'BEFORE', required: true, describe: 'The earlier export: a file, a run, or last' },
      { name: 'after', shown: 'AFTER', describe: 'The later export; without it the last one' },
    ],
    options: deltaOptions,
    examples: [
      ['delta may.xlsx june.xlsx', 'new, gone, moved, edited, recalculated: the parts of the difference'],
      ['delta last --dataset footprints', 'the last two exports of footprints'],
      ['delta may.csv june.csv --flag 2% --out delta.xlsx', 'every changed row, in a workbook'],
    ],
    exitCodes: [0],
  },
  report: {
    group: 'Export',
    summary: 'Write what a service holds for a month, quarter or year into a report',
    words: [provider],
    options: reportOptions,
    examples: [
      ['report --month 2026-10 --out report.xlsx --html report.html', 'one month, as a workbook and as a page'],
      ['report dcycle --year 2026 --fiscal-start 4 --out report.xlsx', 'April 2026 to March 2027'],
    ],
    exitCodes: [0, 6, 7, 130],
  },
  close: {
    group: 'Import',
    summary: 'Close a period of an account, so that no row in it is written by accident',
    words: [{ name: 'period', shown: 'PERIOD', describe: 'A month, quarter, half-year or year' }, provider],
    options: closeOptions,
    examples: [
      ['close 2025-03 --profile sweden', 'rows of March stop an import from now on'],
      ['close 2025-03 --reopen "late invoices"', 'opens it again'],
      ['close --list', 'what was closed, and opened again'],
    ],
    exitCodes: [0],
  },
  migrate: {
    group: 'Import',
    summary: 'Move the rows of an account to another account of the service, and compare both',
    words: [
      {
        name: 'datasets',
        shown: 'DATASET',
        many: true,
        describe: 'Datasets; default: all that the service has, but invites',
        choices: Object.values(movable).flat(),
      },
    ],
    options: migrateOptions,
    examples: [
      ['migrate --from old --to new', 'what would be moved; in a terminal it asks, and moves; in a script add --yes'],
      ['migrate --from old --to new --verify', 'whether both hold the same, once everything is calculated'],
      ['migrate --from retail --to corporate', 'from CarbonCloud to Dcycle: a workbook to complete and import'],
    ],
    exitCodes: [0, 4, 5, 6, 7, 130],
  },
  whoami: {
    group: 'Account and settings',
    summary: 'Prove that an account can be used, and say whose it is',
    words: [provider],
    options: {},
    examples: [
      ['whoami', 'every service that has settings'],
      ['whoami dcycle --profile sweden', 'one service, with the settings of a profile'],
    ],
    exitCodes: [0, 6, 7, 130],
  },
  routes: {
    group: 'Account and settings',
    summary: 'List the API paths that carbonsheet calls, and which of them are only assumed',
    words: [provider],
    options: {},
    examples: [
      ['routes carboncloud', 'the paths of one service'],
      ['routes --openapi dcycle=openapi.json', 'compared with an API document'],
    ],
    exitCodes: [0],
    ignoresWrongDefaults: true,
  },
  trust: {
    group: 'Account and settings',
    summary: 'Allow a config file found in a folder to choose accounts, addresses and commands, as it is now',
    words: [{ name: 'file', shown: 'FILE', describe: 'A config file; default: the one of this folder' }],
    options: trustOptions,
    examples: [
      ['trust', 'the config file of this folder'],
      ['trust --revoke carbonsheet.yaml', 'not any more'],
    ],
    exitCodes: [0],
  },
  demo: {
    group: 'Try and learn',
    summary: 'Show the whole job on sample files, without an account or a network',
    words: [],
    options: demoOptions,
    examples: [['demo', 'check, map, import, correct, import again, export']],
    exitCodes: [0],
  },
  sandbox: {
    group: 'Try and learn',
    summary: 'Start a local server that behaves like the services, to try everything without an account',
    words: [],
    options: sandboxOptions,
    examples: [
      ['sandbox', 'prints the settings to use in another terminal'],
      ['sandbox --port 0 --chaos all --seed 7', 'on a free port, with faults'],
    ],
    exitCodes: [0],
  },
  explain: {
    group: 'Try and learn',
    summary: 'Say what a problem or stop code means, with an example and its fix',
    words: [{ name: 'code', shown: 'CODE', describe: 'A code such as UNDECIDED_DECIMAL; without it, all are listed' }],
    options: {},
    examples: [
      ['explain UNDECIDED_DECIMAL', 'one code'],
      ['explain --json', 'all codes, for programs'],
    ],
    exitCodes: [0],
    ignoresWrongDefaults: true,
  },
  completion: {
    group: 'Try and learn',
    summary: 'Print a script that completes commands and options in your shell',
    words: [
      {
        name: 'shell',
        shown: 'SHELL',
        required: true,
        describe: 'bash, zsh, fish or powershell',
        choices: ['bash', 'zsh', 'fish', 'powershell'],
      },
    ],
    options: {},
    examples: [
      ['completion bash >> ~/.bashrc', 'for bash; likewise ~/.zshrc for zsh'],
      ['completion fish > ~/.config/fish/completions/carbonsheet.fish', 'for fish'],
      ['completion powershell >> $PROFILE', 'for PowerShell'],
    ],
    exitCodes: [0],
    ignoresWrongDefaults: true,
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof commands;

/** What a command is given when it runs. */
export type CommandArguments<C extends CommandName> = ArgumentsFor<(typeof commands)[C]>;

/** Every command's name, in the order of the help. */
export const commandNames = Object.keys(commands) as readonly CommandName[];

/** Whether a word is the name of a command. */
export function isCommand(word: string | undefined): word is CommandName {
  return word !== undefined && Object.hasOwn(commands, word);
}

/** A command as the parser and the help see it: each in the same form. */
export function commandNamed(name: CommandName): Command {
  return commands[name];
}
