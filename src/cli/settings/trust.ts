// What a config file may do before it is trusted. A file that --config names is trusted. A file that was found in the working
// folder may have come with the folder: it can only set harmless options until its user trusts it.

import { statSync } from 'node:fs';
import { normalize } from 'node:path';
import { Stop } from '../../problems/stop.js';
import { declared } from '../options/command-line.js';
import { optionName } from '../options/option.js';
import type { GlobalArguments } from '../options/options.js';
import { allOptions } from '../options/own-options.js';
import { shellWord } from '../terminal/shell-word.js';
import type { Terminal } from '../terminal/terminal.js';
import { type Config, readConfig } from './config.js';
import { addTrusted } from './trust-store.js';

/** Whether an option of a config file counts before the file is trusted. */
export function isHarmless(option: string, value: unknown): boolean {
  const { isOff, option: found } = declared(option, allOptions);
  const harmless = found?.harmless;
  if (harmless === 'within') return typeof value === 'string' && isWithin(value);
  return harmless === true || (harmless?.includes(isOff ? !value : value) ?? false);
}

function isWithin(path: string): boolean {
  return !/^([\\/]|[a-z]:)/i.test(path) && !/^\.\.([\\/]|$)/.test(normalize(path));
}

/**
 * The config file of a command that connects to a service, or that prints the routes.
 * @throws Stop `CONFIG_NOT_TRUSTED` or `CONFIG_NOT_OWN` if the command uses a part of the file that needs trust.
 */
export function accountConfig(args: Pick<GlobalArguments, 'config' | 'profile' | 'caFile' | 'openapi'>): Config {
  const config = readConfig(args.config);
  const given = new Map([
    ['profile', args.profile],
    ['ca-file', args.caFile],
    ['openapi', args.openapi[0]],
  ]);
  // An option that was given elsewhere overrides the file.
  const wanted = Object.entries(config.options).filter(([name, value]) => {
    const option = optionName(name);
    return allOptions[option]?.connects === true && [undefined, value].includes(given.get(option));
  });
  const { profile } = args;
  requireTrusted(config, [
    ...wanted.map(([name]) => `options.${name}`),
    ...(profile !== undefined && Object.hasOwn(config.profiles, profile) ? [`profiles.${profile}`] : []),
    ...Object.keys(config.routes ?? {}).map((provider) => `routes.${provider}`),
    ...Object.keys(config.openapi).map((provider) => `openapi.${provider}`),
  ]);
  return config;
}

/** Throws a Stop if these parts come from a config file that is not trusted, or that others can change. */
export function requireTrusted({ file, isTrusted }: Config, parts: readonly string[]): void {
  if (file === undefined || parts.length === 0) return;
  const named = parts.join(', ');
  requireOwn(file, named);
  if (isTrusted) return;
  throw new Stop(
    'usage',
    'CONFIG_NOT_TRUSTED',
    `${file} was found in this folder and is not trusted: ${named} does not count`,
    `look into it, then: carbonsheet trust ${shellWord(file)} (or name it each time: --config ${shellWord(file)})`,
  );
}

/** A file that somebody else can change would act with this user's rights. Windows has no such modes. */
function requireOwn(file: string, parts: string): void {
  if (process.getuid === undefined) return;
  const { uid, mode } = statSync(file);
  const fault =
    uid !== process.getuid() && uid !== 0
      ? 'it belongs to another user'
      : (mode & 0o002) !== 0
        ? 'everybody may change it'
        : (mode & 0o020) !== 0
          ? 'its group may change it'
          : undefined;
  if (fault === undefined) return;
  const word = shellWord(file);
  const owner = uid === process.getuid() ? '' : `chown $(id -un) ${word} && `;
  throw new Stop(
    'usage',
    'CONFIG_NOT_OWN',
    `${file} holds ${parts}, and ${fault}: it does not count`,
    `make the file your own: ${owner}chmod go-w ${word}`,
  );
}

/** Everything in a config file that needs trust, line by line. */
export function demandsOf({ options, profiles, routes = {}, openapi }: Config): readonly string[] {
  return [
    ...Object.entries(options).flatMap(([name, value]) =>
      isHarmless(optionName(name), value) ? [] : [`options.${name}: ${value}`],
    ),
    ...Object.entries(profiles).flatMap(([profile, settings]) =>
      Object.entries(settings).map(([name, from]) => `profiles.${profile}.${name}: ${sourceText(from)}`),
    ),
    ...Object.entries(routes).flatMap(([provider, changed]) =>
      Object.entries(changed).map(
        ([name, { method, path }]) => `routes.${provider}.${name}: ${[method, path].filter(Boolean).join(' ')}`,
      ),
    ),
    ...Object.entries(openapi).map(([provider, file]) => `openapi.${provider}: ${file}`),
  ];
}

function sourceText(from: unknown): string {
  if (typeof from !== 'object' || from === null) return String(from);
  const [[kind, value] = ['', '']] = Object.entries(from);
  if (kind === 'command') return `the command ${value}`;
  return kind === 'env' ? `the variable ${value}` : 'asked for';
}

/** Trusts a config file as it is now. Returns what in it needs trust. */
export function trustConfig(config: Config): readonly string[] {
  const { file, content } = config;
  if (file === undefined) return [];
  requireOwn(file, 'settings');
  addTrusted(file, content, process.env);
  return demandsOf(config);
}

/** Shows what in a config file needs trust, and asks whether to trust it; false without a terminal. */
export async function askTrust(path: string | undefined, terminal: Terminal): Promise<boolean> {
  if (!terminal.canAsk) return false;
  const config = readConfig(path);
  terminal.complain(
    `${config.file} was found in this folder, and asks for:`,
    ...demandsOf(config).map((line) => `  ${line}`),
  );
  if (!(await terminal.ask(`Trust ${config.file} as it is now?`))) return false;
  trustConfig(config);
  return true;
}
