// Defaults of options from the environment and the config file: every command gets those of its own options. Which file is the
// config file is for run-command-line.ts.

import { Stop } from '../../problems/stop.js';
import { nearest } from '../../values/nearest.js';
import { declared, type Given } from '../options/command-line.js';
import { type Options, optionName } from '../options/option.js';
import type { Config } from './config.js';
import { isHarmless, requireTrusted } from './trust.js';

const PREFIX = 'CARBONSHEET_';
/** Variables that set no option: one adds details to an unexpected error, the other is the folder where all runs of a user meet. */
const NOT_OPTIONS = new Set(['debug', 'state-dir']);

interface Default extends Given {
  /** The config file, if it must be trusted for this default to count. */
  readonly needsTrust?: Config;
}

/** By the name of the option, as `on-existing` or `no-color`. */
export type Defaults = ReadonlyMap<string, Default>;

/** The defaults of all commands' options; the environment counts before the config file. */
export function optionDefaults(config: Config, env: Readonly<Record<string, string | undefined>>): Defaults {
  const defaults = new Map<string, Default>();
  for (const [name, value] of Object.entries(config.options)) {
    const option = optionName(name);
    const from = `options.${name} of the config file`;
    defaults.set(option, {
      texts: [String(value)],
      from,
      ...(isHarmless(option, value) ? {} : { needsTrust: config }),
    });
  }
  for (const [name, value] of Object.entries(env)) {
    const option = name.slice(PREFIX.length).toLowerCase().replaceAll('_', '-');
    if (name.startsWith(PREFIX) && value !== undefined && !NOT_OPTIONS.has(option))
      defaults.set(option, { texts: [value], from: `the variable ${name}` });
  }
  return defaults;
}

/**
 * Throws a Stop of kind `usage` for a default of an option that no command has.
 * @param known all options.
 */
export function requireKnownDefaults(defaults: Defaults, known: Options): void {
  for (const [name, { from }] of defaults) {
    if (declared(name, known).option !== undefined) continue;
    const near = nearest(name, Object.keys(known));
    const hint = near === undefined ? 'carbonsheet --help shows the options' : `did you mean ${near}?`;
    throw new Stop('usage', 'USAGE', `${from}: there is no option --${name}`, hint);
  }
}

/** The defaults of a command's options. Throws a Stop if one of them needs a trust that the config file does not have. */
export function defaultsFor(defaults: Defaults, options: Options): ReadonlyMap<string, Given> {
  const own = new Map<string, Given>();
  for (const [given, { texts, from, needsTrust }] of defaults) {
    const { name, isOff, option } = declared(given, options);
    if (option === undefined) continue;
    // A command that connects asks for this trust itself (accountConfig); no other command needs it.
    if (needsTrust && option.connects && !needsTrust.isTrusted) continue;
    if (needsTrust && !option.connects) requireTrusted(needsTrust, [`options.${given}`]);
    own.set(name, { texts: isOff ? texts.map(negated) : texts, from });
  }
  return own;
}

/** `no-color: true` is `color: false`. What is no word for either stays, for the option to refuse. */
function negated(text: string): string {
  if (/^(true|1|yes|on)$/i.test(text)) return 'false';
  return /^(false|0|no|off|)$/i.test(text) ? 'true' : text;
}
