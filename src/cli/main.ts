#!/usr/bin/env node
// The command line. Answers --version and --help by itself; loads everything else for the command that is called, and turns
// every way of ending into an exit code.

import { allOptions } from './options/own-options.js';
import { requireWorkingFolder, watchOutput } from './process-guards.js';
import { setProcess } from './process-settings.js';
import { writeLines } from './terminal/door.js';
import { version } from './version.js';

/** Options that need no command. */
const askOptions = {
  help: { kind: 'switch', group: 'Output', describe: 'Show the help' },
  version: { kind: 'switch', group: 'Output', describe: 'Show the version' },
} as const;

requireWorkingFolder();
watchOutput();
const argv = process.argv.slice(2);
// Asked alone, as scripts do, the version is answered before anything else is loaded.
if (argv.length === 1 && argv[0] === '--version') showVersion();
else await answer(argv);

async function answer(argv: readonly string[]): Promise<void> {
  const { splitCommandLine } = await import('./options/command-line.js');
  const { words, given } = splitCommandLine(argv, { ...allOptions, ...askOptions });
  const asksFor = (name: keyof typeof askOptions): boolean => given.get(name)?.texts.at(-1) === 'true';
  if (asksFor('help') || words[0] === 'help') {
    const { showHelp } = await import('./help/show-help.js');
    await showHelp(words[0] === 'help' ? words.slice(1) : words, given);
  } else if (asksFor('version')) {
    showVersion();
  } else {
    setProcess();
    const { runCommandLine } = await import('./run-command-line.js');
    await runCommandLine(argv);
  }
}

function showVersion(): void {
  writeLines(process.stdout, [version()]);
}
