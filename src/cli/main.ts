#!/usr/bin/env node
// The command line: declares the commands, and turns every way of ending into an exit code.

import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import yargs, { type CommandModule } from 'yargs';
import { hideBin } from 'yargs/helpers';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { EXIT_BUG, exitCodeOfStop } from '../report/exit-code.js';
import { check } from './commands/check.js';
import { datasets } from './commands/datasets.js';
import { demo } from './commands/demo.js';
import { exportCommand } from './commands/export.js';
import { importCommand } from './commands/import.js';
import { peek } from './commands/peek.js';
import { plan } from './commands/plan.js';
import { routes } from './commands/routes.js';
import { runs } from './commands/runs.js';
import { sandbox } from './commands/sandbox.js';
import { template } from './commands/template.js';
import { readConfig } from './config.js';
import { exitWith } from './exit.js';
import { hideLoneDash } from './lone-dash.js';
import { optionDefaults, withDefaults } from './option-defaults.js';
import { globalOptions } from './options.js';
import { stopText } from './stop-text.js';

// Left alone, V8 lets a heap of 40 MB grow to 250 MB before it cleans up. Cleaning up at half as much again keeps the
// memory of a long import flat, for about a tenth more processor time (npm run bench:upload).
setFlagsFromString('--heap-growing-percent=50');

const EXIT_USAGE = 2;

function version(): string {
  const manifest = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(manifest)).version;
}

const commands: readonly CommandModule[] = [
  peek,
  check,
  plan,
  importCommand,
  exportCommand,
  template,
  datasets,
  routes,
  runs,
  sandbox,
  demo,
];

async function main(argv: readonly string[]): Promise<void> {
  const command = yargs([...argv])
    .scriptName('carbonsheet')
    .usage('$0 <command>\n\nMoves rows between spreadsheets and carbon-accounting services.')
    .options(globalOptions)
    .command([...withDefaults(commands, defaultsFrom(argv), Object.keys(globalOptions))])
    .demandCommand(1, 'Name a command; carbonsheet --help lists them.')
    .strict()
    .recommendCommands()
    .version(version())
    .help()
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .exitProcess(false)
    .fail((message: string | null, error: Error | undefined) => {
      throw (
        error ??
        new Stop(
          'usage',
          'USAGE',
          message ?? 'the command cannot be understood',
          'carbonsheet --help shows the commands and options',
        )
      );
    });
  await command.parseAsync();
}

/** Defaults for options stand in the environment, and below it in the config file. */
function defaultsFrom(argv: readonly string[]): ReturnType<typeof optionDefaults> {
  const { config } = yargs([...argv])
    .help(false)
    .version(false)
    .option('config', { type: 'string' })
    .env('CARBONSHEET')
    .parseSync();
  return optionDefaults(readConfig(config).options, process.env);
}

function fail(cause: unknown): void {
  if (cause instanceof Stop) {
    process.stderr.write(`${stopText(cause, (_tone, text) => text)}\n`);
    exitWith(exitCodeOfStop(cause));
    return;
  }
  const { name, message, stack } = cause instanceof Error ? cause : new Error(String(cause));
  if (name === 'YError') {
    process.stderr.write(`${message}\n`);
    exitWith(EXIT_USAGE);
    return;
  }
  const details = process.env.CARBONSHEET_DEBUG ? `\n${stack}` : '';
  process.stderr.write(
    `This is a bug in carbonsheet ${version()}: ${message}${details}\n  Run it again with CARBONSHEET_DEBUG=1 and report what it prints.\n`,
  );
  exitWith(EXIT_BUG);
}

// A reader that has seen enough (head, less) closes the pipe; that is no error of ours.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

await main(hideLoneDash(hideBin(process.argv))).catch(fail);
