// The commands and options as the command line declares them.

import { usageOf } from '../../src/cli/commands/command.js';
import { commandNamed, commandNames } from '../../src/cli/commands/index.js';
import { type Option, type Options, optionText } from '../../src/cli/options/option.js';
import { globalOptions } from '../../src/cli/options/options.js';

export interface DeclaredOption {
  readonly name: string;
  /** As a person types it, as `--rate N`. */
  readonly text: string;
  readonly describe: string;
  readonly kind: Option['kind'];
  readonly choices: readonly string[];
  /** '' where there is none. */
  readonly usual: string;
}

export interface DeclaredCommand {
  readonly name: string;
  /** As `carbonsheet check FILE…`. */
  readonly usage: string;
  readonly describe: string;
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Its own, without those of every command. */
  readonly options: readonly DeclaredOption[];
}

/** The options of every command. */
export const everyCommand: readonly DeclaredOption[] = optionsOf(globalOptions);

/** Every command, by name. */
export async function declaredCommands(): Promise<readonly DeclaredCommand[]> {
  return Promise.all(
    [...commandNames].sort().map(async (name) => {
      const command = commandNamed(name);
      const { summary: describe, examples } = command;
      const options = optionsOf({ ...command.options, ...(await command.narrowings?.([])) });
      return { name, usage: usageOf(name, command), describe, examples, options };
    }),
  );
}

function optionsOf(options: Options): readonly DeclaredOption[] {
  return Object.entries(options).map(([name, option]) => {
    const { describe, kind } = option;
    const isShown = kind === 'text' || kind === 'number' || kind === 'choice';
    const usual = option.usual ?? (isShown && option.default !== undefined ? String(option.default) : '');
    const choices = option.kind === 'choice' ? option.choices : [];
    return { name, text: optionText(name, option), describe, kind, choices, usual };
  });
}
