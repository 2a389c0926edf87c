// Defaults of options from the environment and the config file: every command takes those of its own options, and none of
// them stands in another command's way. Which file is the config file is main.ts's matter.

import yargs, { type Argv, type CommandModule } from 'yargs';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';

const PREFIX = 'CARBONSHEET_';
/** Not an option: it makes an unexpected error tell more. */
const NOT_OPTIONS = new Set(['debug']);

/** Option name, as in `on-existing` -> its value and where it stands. */
type Defaults = ReadonlyMap<string, { readonly value: unknown; readonly from: string }>;

/** The defaults of all commands' options; the environment counts before the config file. */
export function optionDefaults(
  config: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string | undefined>>,
): Defaults {
  const defaults = new Map<string, { value: unknown; from: string }>();
  for (const [name, value] of Object.entries(config)) {
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    defaults.set(option, { value, from: `options.${name} of the config file` });
  }
  for (const [name, value] of Object.entries(env)) {
    const option = name.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
    if (name.startsWith(PREFIX) && value !== undefined && !NOT_OPTIONS.has(option))
      defaults.set(option, { value, from: `the variable ${name}` });
  }
  return defaults;
}

/**
 * The commands, each with the defaults of its own options.
 * @throws Stop of kind `usage` for a default of an option that no command has.
 */
export function withDefaults(commands: readonly CommandModule[], defaults: Defaults, globals: readonly string[]) {
  if (defaults.size === 0) return commands;
  const known = new Set([
    ...globals,
    ...commands.flatMap((command) => [...ownOptions(command, build(command, yargs()))]),
  ]);
  for (const [option, { from }] of defaults) {
    if (known.has(option)) continue;
    throw new Stop('usage', 'USAGE', `${from}: there is no option --${option}`, 'carbonsheet --help shows the options');
  }
  return commands.map((command): CommandModule => ({ ...command, builder: (argv) => filled(command, argv, defaults) }));
}

function filled(command: CommandModule, argv: Argv, defaults: Defaults): Argv {
  const built = build(command, argv);
  const own = ownOptions(command, built);
  const values = [...defaults].filter(([option]) => own.has(option));
  const isSwitch = new Set(declaredOf(built).boolean);
  return built.config(
    Object.fromEntries(values.map(([option, { value }]) => [option, isSwitch.has(option) ? switched(value) : value])),
  );
}

/** People write 1 as well as true; yargs takes the former for false. */
function switched(value: unknown): unknown {
  return value === '1' || value === 1 ? true : value;
}

function build({ builder }: CommandModule, argv: Argv): Argv {
  // Every command of ours adds its options to what it is given, and none of them waits.
  if (typeof builder === 'function') builder(argv);
  return argv;
}

const declared = z.object({ key: z.record(z.string(), z.unknown()), boolean: z.array(z.string()) });

function declaredOf(argv: Argv): z.infer<typeof declared> {
  // A method of yargs that its types leave out.
  const options: unknown =
    'getOptions' in argv && typeof argv.getOptions === 'function' ? argv.getOptions() : undefined;
  return declared.parse(options);
}

/** What is declared, without the positional arguments: those are the command's object and have no default. */
function ownOptions({ command }: CommandModule, argv: Argv): ReadonlySet<string> {
  const positional = new Set([...String(command).matchAll(/[<[](\w+)/g)].map(([, name]) => name));
  return new Set(Object.keys(declaredOf(argv).key).filter((name) => !positional.has(name)));
}
