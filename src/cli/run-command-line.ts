// Runs the command that a command line calls, and turns every way of ending into an exit code.

import { Stop } from '../problems/stop.js';
import { EXIT_BUG, EXIT_TROUBLE, exitCodeOfStop } from '../report/exit-code.js';
import { nearest } from '../values/nearest.js';
import { argumentsFor } from './commands/arguments.js';
import { type CommandArguments, type CommandName, commandNamed, commandNames, isCommand } from './commands/index.js';
import { exitWith } from './exit.js';
import { loads } from './load-command.js';
import { Logging } from './log/logging.js';
import { declared, type Given, splitCommandLine } from './options/command-line.js';
import { globalOptions } from './options/options.js';
import { allOptions } from './options/own-options.js';
import { foundConfig } from './settings/found-config.js';
import { writeLines } from './terminal/door.js';
import { stopJson, stopLines } from './terminal/stop-text.js';
import { Terminal } from './terminal/terminal.js';
import { version } from './version.js';

/** What must be known before anything is checked: where the defaults are, and whether a stop is printed as JSON. */
interface Early {
  readonly command: string | undefined;
  readonly config: string | undefined;
  readonly json: boolean;
  /** A plan ends with the codes of --detailed-exitcode. */
  readonly detailed: boolean;
  readonly logFile: string | undefined;
  readonly quiet: boolean;
}

/** Runs a command line to its end. */
export async function runCommandLine(argv: readonly string[]): Promise<void> {
  const early = lookAhead(argv);
  const logging = new Logging(early, (line) => writeLines(process.stderr, [line]));
  // Without this, Node would print the error itself, and not through the door.
  process.on('uncaughtException', (cause) => {
    fail(cause, early, logging);
    process.exit();
  });
  try {
    await logging.begin(early.logFile);
    await orTrust(() => run(argv, early, logging), early);
  } catch (cause) {
    fail(cause, early, logging);
  }
}

function lookAhead(argv: readonly string[]): Early {
  const { words, given } = splitCommandLine(argv, allOptions);
  const {
    CARBONSHEET_CONFIG,
    CARBONSHEET_JSON,
    CARBONSHEET_DETAILED_EXITCODE,
    CARBONSHEET_LOG_FILE,
    CARBONSHEET_QUIET,
  } = process.env;
  const isOn = (option: string, variable = ''): boolean =>
    /^(1|true|yes|on)$/i.test(given.get(option)?.texts.at(-1) ?? variable);
  return {
    command: words[0],
    config: given.get('config')?.texts.at(-1) ?? CARBONSHEET_CONFIG,
    json: isOn('json', CARBONSHEET_JSON),
    detailed: words[0] === 'plan' && isOn('detailed-exitcode', CARBONSHEET_DETAILED_EXITCODE),
    logFile: given.get('log-file')?.texts.at(-1) ?? CARBONSHEET_LOG_FILE,
    quiet: isOn('quiet', CARBONSHEET_QUIET),
  };
}

async function run(argv: readonly string[], early: Early, logging: Logging): Promise<void> {
  const name = requireCommand(early.command);
  const command = commandNamed(name);
  const narrowed = await command.narrowings?.(splitCommandLine(argv, allOptions).words.slice(1));
  let line = splitCommandLine(argv, { ...allOptions, ...command.options, ...narrowed });
  // An option of another dataset is for the export to refuse, with those that the dataset has.
  const narrowings = line.unknown.length > 0 ? await command.narrowings?.([]) : narrowed;
  const options = { ...command.options, ...globalOptions, ...narrowings };
  line = splitCommandLine(argv, options);
  const defaults = await defaultsOf(early, name);
  const args = argumentsFor(
    name,
    command,
    narrowings ?? {},
    { ...line, words: line.words.slice(1) },
    defaults(options),
  );
  const { logFile } = args;
  // The config file may name one, too.
  if (typeof logFile === 'string') await logging.begin(logFile);
  await runCommand(name, { ...args, log: logging.log });
}

function requireCommand(word: string | undefined): CommandName {
  if (isCommand(word)) return word;
  if (word === undefined)
    throw new Stop('usage', 'USAGE', 'no command is given', 'carbonsheet --help lists the commands');
  const near = nearest(word, commandNames);
  const hint = near === undefined ? 'carbonsheet --help lists the commands' : `did you mean carbonsheet ${near}?`;
  throw new Stop('usage', 'USAGE', `there is no command ${JSON.stringify(word)}`, hint);
}

/** Options have defaults in the environment, and below it in the config file. */
async function defaultsOf(
  { config }: Early,
  name: CommandName,
): Promise<(options: typeof allOptions) => ReadonlyMap<string, Given>> {
  try {
    const isSet = Object.keys(process.env).some((variable) => variable.startsWith('CARBONSHEET_'));
    if (!isSet && config === undefined && foundConfig() === undefined) return () => new Map();
    const { readConfig } = await import('./settings/config.js');
    const { defaultsFor, optionDefaults, requireKnownDefaults } = await import('./settings/option-defaults.js');
    const defaults = optionDefaults(readConfig(config), process.env);
    if ([...defaults.keys()].some((option) => declared(option, allOptions).option === undefined))
      requireKnownDefaults(defaults, { ...allOptions, ...(await commandNamed('export').narrowings?.([])) });
    return (options) => defaultsFor(defaults, options);
  } catch (cause) {
    if (!(cause instanceof Stop && commandNamed(name).ignoresWrongDefaults)) throw cause;
    return () => new Map();
  }
}

async function runCommand<C extends CommandName>(name: C, args: Readonly<Record<string, unknown>>): Promise<void> {
  const { run: start } = await loads[name]();
  // The arguments were made from the declaration of this very command.
  await start(args as CommandArguments<C>);
}

/** If a config file needs trust that only its user can give, asks for it, and begins again. */
async function orTrust(work: () => Promise<void>, { config, json }: Early): Promise<void> {
  try {
    await work();
  } catch (cause) {
    if (!(cause instanceof Stop && cause.code === 'CONFIG_NOT_TRUSTED')) throw cause;
    const terminal = new Terminal({ json, quiet: false, verbose: false }, Date.now);
    const { askTrust } = await import('./settings/trust.js');
    if (!(await askTrust(config, terminal))) throw cause;
    await work();
  }
}

function fail(cause: unknown, { command, json, detailed }: Early, logging: Logging): void {
  logging.failed(cause);
  if (cause instanceof Stop) {
    const lines = stopLines(cause, (_tone, text) => text);
    writeLines(process.stderr, lines);
    if (json)
      writeLines(process.stdout, [
        JSON.stringify(stopJson(cause, { command: isCommand(command) ? command : undefined })),
      ]);
    exitWith(detailed ? EXIT_TROUBLE : exitCodeOfStop(cause));
    return;
  }
  const { message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  const details = process.env.CARBONSHEET_DEBUG ? `${stack}`.split('\n') : [];
  writeLines(process.stderr, [
    `This is a bug in carbonsheet ${version()}: ${message}`,
    ...details,
    '  Run it again with CARBONSHEET_DEBUG=1 and report what it prints.',
  ]);
  exitWith(EXIT_BUG);
}
