// The commands and options as the command line declares them.

import { readdir } from 'node:fs/promises';
import yargs, { type Argv, type CommandModule, type Options } from 'yargs';
import { globalOptions } from '../../src/cli/options.js';

export interface DeclaredOption {
  readonly name: string;
  readonly describe: string;
  readonly kind: 'switch' | 'number' | 'text';
  readonly choices: readonly string[];
  /** '' where there is none. */
  readonly usual: string;
  /** A switch that is on unless it is turned off. */
  readonly isOn: boolean;
}

export interface DeclaredCommand {
  readonly name: string;
  /** As `check <files..>`. */
  readonly usage: string;
  readonly describe: string;
  /** Its own, without those of every command. */
  readonly options: readonly DeclaredOption[];
}

/** The options of every command. */
export const everyCommand: readonly DeclaredOption[] = Object.entries<Options>(globalOptions).map(optionOf);

/** Every command. */
export async function declaredCommands(): Promise<readonly DeclaredCommand[]> {
  const folder = new URL('../../src/cli/commands/', import.meta.url);
  const files = (await readdir(folder)).sort();
  return Promise.all(
    files.map(async (file) => {
      const module: Readonly<Record<string, CommandModule>> = await import(new URL(file, folder).href);
      const [command] = Object.values(module);
      if (command === undefined) throw new Error(`${file} exports no command`);
      const usage = String(command.command);
      return {
        name: usage.split(' ')[0] ?? '',
        usage,
        describe: String(command.describe),
        options: optionsOf(command),
      };
    }),
  );
}

/** Declares the options on a parser that takes note of them. */
function optionsOf({ builder }: CommandModule): readonly DeclaredOption[] {
  const options: DeclaredOption[] = [];
  const parser = yargs([]);
  const take = (name: string, option: Options): Argv => {
    options.push(optionOf([name, option]));
    return parser;
  };
  Object.assign(parser, {
    positional: () => parser,
    option: take,
    options: (all: Readonly<Record<string, Options>>) => {
      for (const [name, option] of Object.entries(all)) take(name, option);
      return parser;
    },
  });
  if (typeof builder === 'function') builder(parser);
  return options;
}

function optionOf([name, { describe, type, choices, default: usual, defaultDescription }]: [
  string,
  Options,
]): DeclaredOption {
  const kind = type === 'boolean' ? 'switch' : type === 'number' ? 'number' : 'text';
  const shown = defaultDescription ?? (kind === 'switch' || usual === undefined ? '' : String(usual));
  return {
    name,
    describe: String(describe),
    kind,
    choices: (choices ?? []).map(String),
    usual: shown,
    isOn: usual === true,
  };
}
