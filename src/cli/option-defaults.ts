// Defaults of options from the environment and the config file: every command takes those of its own options, and none of
// them stands in another command's way. Which file is the config file is main.ts's matter.

import yargs, { type Argv, type CommandModule, type Options } from 'yargs';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { optionName } from './arguments.js';
import type { Config } from './config.js';
import { isConnecting, isHarmless, requireTrusted } from './trust.js';

const PREFIX = 'CARBONSHEET_';
/** Not options: one makes an unexpected error tell more, the other is the folder where all runs of a user must meet. */
const NOT_OPTIONS = new Set(['debug', 'state-dir']);

/** Option name, as in `on-existing` -> its value and where it stands. */
type Defaults = ReadonlyMap<string, Default>;

interface Default {
  readonly value: unknown;
  readonly from: string;
  /** The config file, where it must be trusted for this default to count. */
  readonly needsTrust?: Config;
}

/** The defaults of all commands' options; the environment counts before the config file. */
export function optionDefaults(config: Config, env: Readonly<Record<string, string | undefined>>): Defaults {
  const defaults = new Map<string, Default>();
  for (const [name, value] of Object.entries(config.options)) {
    const option = optionName(name);
    const from = `options.${name} of the config file`;
    defaults.set(option, { value, from, ...(isHarmless(option, value) ? {} : { needsTrust: config }) });
  }
  for (const [name, value] of Object.entries(env)) {
    const option = name.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
    if (name.startsWith(PREFIX) && value !== undefined && !NOT_OPTIONS.has(option))
      defaults.set(option, { value, from: `the variable ${name}` });
  }
  return defaults;
}

/**
 * The commands, each with the defaults of its own options, which are read when the command is about to run: what is wrong with
 * them keeps nobody from reading the help. They stay away from a command that only looks around, so that it can help then too.
 * A Stop of kind `usage` is thrown for a default of an option that no command has.
 */
export function withDefaults(
  commands: readonly CommandModule[],
  read: () => Defaults,
  globals: Readonly<Record<string, Options>>,
  lookingAround: readonly string[],
): CommandModule[] {
  const known = (): Defaults => requireKnown(read(), commands, globals);
  return commands.map((command) => ({
    ...command,
    builder: (argv: Argv, isHelp?: boolean) => {
      if (isHelp) return build(command, argv);
      return filled(command, argv, lookingAround.includes(nameOf(command)) ? orNone(known) : known());
    },
  }));
}

function nameOf({ command }: CommandModule): string {
  return String(command).split(' ')[0] ?? '';
}

function orNone(read: () => Defaults): Defaults {
  try {
    return read();
  } catch (cause) {
    if (cause instanceof Stop) return new Map();
    throw cause;
  }
}

function requireKnown(
  defaults: Defaults,
  commands: readonly CommandModule[],
  globals: Readonly<Record<string, Options>>,
): Defaults {
  if (defaults.size === 0) return defaults;
  const own = commands.map((command) => ownOptions(command, build(command, yargs().options(globals))));
  for (const [option, { from }] of defaults) {
    if (own.some(({ names, switches }) => names.has(option) || switches.has(negated(option)))) continue;
    throw new Stop('usage', 'USAGE', `${from}: there is no option --${option}`, 'carbonsheet --help shows the options');
  }
  return defaults;
}

function filled(command: CommandModule, argv: Argv, defaults: Defaults): Argv {
  const built = build(command, argv);
  const { names, switches } = ownOptions(command, built);
  const values = [...defaults].flatMap(([option, { value, from, needsTrust }]): [string, unknown][] => {
    const other = negated(option);
    if (!names.has(option) && !switches.has(other)) return [];
    // Where an account is connected, accountConfig asks for the trust; no other command needs it for these.
    if (needsTrust && isConnecting(option) && !needsTrust.isTrusted) return [];
    if (needsTrust && !isConnecting(option)) requireTrusted(needsTrust, [`options.${option}`]);
    if (names.has(option)) return [[option, switches.has(option) ? switched(value, from) : value]];
    return [[other, !switched(value, from)]];
  });
  return built.config(Object.fromEntries(values));
}

/** `color` for `no-color`. */
function negated(option: string): string {
  return option.startsWith('no-') ? option.slice('no-'.length) : '';
}

const ON = ['true', '1', 'yes', 'on'];
const OFF = ['false', '0', 'no', 'off', ''];

/** People write 1 as well as true; yargs would take every other word than `true` for false. */
function switched(value: unknown, from: string): boolean {
  const word = String(value).toLowerCase();
  if (ON.includes(word)) return true;
  if (OFF.includes(word)) return false;
  throw new Stop('usage', 'USAGE', `${from}: expected true or false, got ${JSON.stringify(value)}`);
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
function ownOptions(
  { command }: CommandModule,
  argv: Argv,
): { readonly names: ReadonlySet<string>; readonly switches: ReadonlySet<string> } {
  const positional = new Set([...String(command).matchAll(/[<[](\w+)/g)].map(([, name]) => name));
  const { key, boolean } = declaredOf(argv);
  return { names: new Set(Object.keys(key).filter((name) => !positional.has(name))), switches: new Set(boolean) };
}
