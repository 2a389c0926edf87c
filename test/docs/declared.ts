// The commands and options as the command line declares them.

import { commandGroups, usageOf } from '../../src/cli/commands/command.js';
import { commandNamed, commandNames } from '../../src/cli/commands/index.js';
import { type Option, type OptionGroup, type Options, optionText } from '../../src/cli/options/option.js';
import { globalOptions } from '../../src/cli/options/options.js';
import { EXIT_BUG, EXIT_USAGE } from '../../src/report/exit-code.js';

export interface DeclaredOption {
  readonly name: string;
  /** As a person types it, as `--rate N`. */
  readonly text: string;
  readonly group: OptionGroup;
  readonly describe: string;
  readonly kind: Option['kind'];
  readonly choices: readonly string[];
  /** '' where there is none. */
  readonly usual: string;
}

export interface DeclaredCommand {
  readonly name: string;
  readonly group: (typeof commandGroups)[number];
  /** As `carbonsheet check FILE…`. */
  readonly usage: string;
  readonly describe: string;
  readonly examples: readonly (readonly [line: string, what: string])[];
  /** Its own, without those of every command. */
  readonly options: readonly DeclaredOption[];
  /** All codes that it can end with. */
  readonly exitCodes: readonly number[];
}

/** The options of every command. */
export const everyCommand: readonly DeclaredOption[] = optionsOf(globalOptions);

/** Every command, in the order of the help. */
export async function declaredCommands(): Promise<readonly DeclaredCommand[]> {
  const byGroup = commandGroups.flatMap((group) => commandNames.filter((name) => commandNamed(name).group === group));
  return Promise.all(
    byGroup.map(async (name) => {
      const command = commandNamed(name);
      const { group, summary: describe, examples } = command;
      const options = optionsOf({ ...command.options, ...(await command.narrowings?.([])) });
      const exitCodes = [...new Set([...command.exitCodes, EXIT_BUG, EXIT_USAGE])].sort((one, other) => one - other);
      return { name, group, usage: usageOf(name, command), describe, examples, options, exitCodes };
    }),
  );
}

function optionsOf(options: Options): readonly DeclaredOption[] {
  return Object.entries(options).map(([name, option]) => {
    const { group, describe, kind } = option;
    const isShown = kind === 'text' || kind === 'number' || kind === 'choice';
    const usual = option.usual ?? (isShown && option.default !== undefined ? String(option.default) : '');
    const choices = option.kind === 'choice' ? option.choices : [];
    return { name, text: optionText(name, option), group, describe, kind, choices, usual };
  });
}
