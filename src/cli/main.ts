#!/usr/bin/env node
// The command line: declares the commands, and turns every way of ending into an exit code.

import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import yargs, { type CommandModule } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { EXIT_BUG, exitCodeOfStop } from '../report/exit-code.js';
import { readConfig } from './config.js';
import { hideDashes } from './dash-arguments.js';
import { writeLines } from './door.js';
import { exitWith } from './exit.js';
import { optionDefaults, withDefaults } from './option-defaults.js';
import { globalOptions } from './options.js';
import { stopJson, stopText } from './stop-text.js';
import { Terminal } from './terminal.js';
import { askTrust } from './trust.js';

// Left alone, V8 lets a heap of 40 MB grow to 250 MB before it cleans up. Cleaning up at half as much again keeps the
// memory of a long import flat, for about a tenth more processor time (npm run bench:upload).
setFlagsFromString('--heap-growing-percent=50');

const EXIT_USAGE = 2;
const HELP_HINT = 'carbonsheet --help shows the commands and options';

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}

/** Every command, in the order in which the help lists them. One is loaded when it is called: that halves the time to start. */
const commands: Readonly<Record<string, () => Promise<CommandModule>>> = {
  peek: async () => (await import('./commands/peek.js')).peek,
  check: async () => (await import('./commands/check.js')).check,
  plan: async () => (await import('./commands/plan.js')).plan,
  import: async () => (await import('./commands/import.js')).importCommand,
  resume: async () => (await import('./commands/resume.js')).resume,
  retry: async () => (await import('./commands/retry.js')).retry,
  undo: async () => (await import('./commands/undo.js')).undo,
  export: async () => (await import('./commands/export.js')).exportCommand,
  template: async () => (await import('./commands/template.js')).template,
  datasets: async () => (await import('./commands/datasets.js')).datasets,
  routes: async () => (await import('./commands/routes.js')).routes,
  whoami: async () => (await import('./commands/whoami.js')).whoami,
  trust: async () => (await import('./commands/trust.js')).trust,
  runs: async () => (await import('./commands/runs.js')).runs,
  trace: async () => (await import('./commands/trace.js')).trace,
  explain: async () => (await import('./commands/explain.js')).explain,
  sandbox: async () => (await import('./commands/sandbox.js')).sandbox,
  demo: async () => (await import('./commands/demo.js')).demo,
};

/** Commands that tell what there is, also where a setting is wrong. */
const LOOKING_AROUND = ['datasets', 'routes', 'explain'];

/** The command that is called, or all of them where the help, or a default that fits none of them, may have to be told. */
function commandsFor(early: Early): Promise<CommandModule[]> {
  const { command } = early;
  const loads = Object.entries(commands).filter(
    ([name]) => command === undefined || name === command || hasDefaults(early),
  );
  return Promise.all(loads.map(([, load]) => load()));
}

function hasDefaults(early: Early): boolean {
  try {
    return defaultsFrom(early).size > 0;
  } catch {
    return true;
  }
}

async function main(argv: readonly string[], early: Early): Promise<void> {
  const command = yargs([...argv])
    .scriptName('carbonsheet')
    .usage('$0 <command>\n\nMoves rows between spreadsheets and carbon-accounting services.')
    .options(globalOptions)
    .command(withDefaults(await commandsFor(early), () => defaultsFrom(early), globalOptions, LOOKING_AROUND))
    .demandCommand(1, 'Name a command; carbonsheet --help lists them.')
    .strict()
    .recommendCommands()
    .version(version())
    .help()
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      throw error ?? new Stop('usage', 'USAGE', message ?? 'the command cannot be understood', HELP_HINT);
    });
  await command.parseAsync();
}

/** What must be known before a command is: where its defaults stand, and whether a stop is to be told as JSON. */
interface Early {
  readonly command: string | undefined;
  readonly config: string | undefined;
  readonly json: boolean;
}

function lookAhead(argv: readonly string[]): Early {
  const { _: words, ...given } = yargs([...argv])
    .help(false)
    .version(false)
    .options({ config: { type: 'string' }, json: { type: 'boolean' } })
    .parserConfiguration({ 'duplicate-arguments-array': false })
    .parseSync();
  const { CARBONSHEET_CONFIG, CARBONSHEET_JSON = '' } = process.env;
  const first = String(words[0]);
  return {
    command: Object.hasOwn(commands, first) ? first : undefined,
    config: given.config ?? CARBONSHEET_CONFIG,
    json: given.json ?? /^(1|true|yes|on)$/i.test(CARBONSHEET_JSON),
  };
}

/** Defaults for options stand in the environment, and below it in the config file. */
function defaultsFrom({ config }: Early): ReturnType<typeof optionDefaults> {
  return optionDefaults(readConfig(config), process.env);
}

/** Where a config file needs trust that only its user can give, asks for it, and begins again. */
async function orTrust(run: () => Promise<void>, { config, json }: Early): Promise<void> {
  try {
    await run();
  } catch (cause) {
    if (!(cause instanceof Stop && cause.code === 'CONFIG_NOT_TRUSTED')) throw cause;
    const terminal = new Terminal({ json, quiet: false, verbose: false }, Date.now);
    if (!(await askTrust(config, terminal))) throw cause;
    await run();
  }
}

function fail(cause: unknown, { command, json }: Early): void {
  const stop = cause instanceof Stop ? cause : misuse(cause);
  if (stop) {
    writeLines(
      process.stderr,
      stopText(stop, (_tone, text) => text),
    );
    if (json) writeLines(process.stdout, [JSON.stringify(stopJson(stop, { command }))]);
    exitWith(exitCodeOfStop(stop));
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

/** What yargs itself has found fault with. */
function misuse(cause: unknown): Stop | undefined {
  if (!(cause instanceof Error) || cause.name !== 'YError') return undefined;
  return new Stop('usage', 'USAGE', cause.message, HELP_HINT, cause);
}

/**
 * Nobody reads a stream any more: `head` has seen enough, a disk is full. An import must come to its end nevertheless, with
 * its results and its exit code, so nothing is done about it here; commands that only print look at Terminal.isHeard.
 */
function onUnprintable(error: NodeJS.ErrnoException): void {
  // That a reader leaves is as usual; any other loss of output must not look like success.
  if (error.code !== 'EPIPE') process.once('exit', () => exitWith(Number(process.exitCode) || EXIT_USAGE));
}

for (const stream of [process.stdout, process.stderr]) stream.on('error', onUnprintable);

/** Without this, Node would print the error itself, past the door. */
function onUncaught(cause: unknown): void {
  fail(cause, early);
  process.exit();
}

/** Everything that follows asks for the working folder, in ways that know no answer where there is none. */
function requireWorkingFolder(): void {
  try {
    process.cwd();
  } catch {
    writeLines(process.stderr, [
      'Stopped: the folder that this is called in does not exist any more',
      '  change to another one',
    ]);
    process.exit(EXIT_USAGE);
  }
}

requireWorkingFolder();
const argv = hideDashes(hideBin(process.argv));
const early = lookAhead(argv);
process.on('uncaughtException', onUncaught);
await orTrust(() => main(argv, early), early).catch((cause: unknown) => fail(cause, early));
