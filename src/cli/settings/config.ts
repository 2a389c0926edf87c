// The config file: defaults for options, profiles with account settings, overridden routes, API documents. Profiles are resolved in
// account-settings.ts; whether an option exists is checked in option-defaults.ts.

import { dirname, extname, resolve } from 'node:path';
import { z } from 'zod';
import { Stop } from '../../problems/stop.js';
import { providers } from '../../providers/index.js';
import { readSettingsFile } from '../../read/read-settings-file.js';
import { nearest } from '../../values/nearest.js';
import { parseSettings } from '../../values/parse-settings.js';
import { foundConfig } from './found-config.js';
import { isTrusted } from './trust-store.js';

const name = z.string().min(1);
const command = z.union([
  z.strictObject({ command: name }),
  z.strictObject({ passwordCommand: name }).transform(({ passwordCommand }) => ({ command: passwordCommand })),
]);
/** The source of a setting's value: the text itself, a variable, or for secrets a command or a question. */
const source = z.union(
  [
    z.string(),
    z.number().transform(String),
    z.strictObject({ env: name }),
    command,
    z.strictObject({ prompt: z.literal(true) }),
  ],
  { error: 'expected a text, { env: NAME }, { command: "…" } or { prompt: true }' },
);
export type SettingSource = z.infer<typeof source>;

const route = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).exactOptional(),
  path: z.string().startsWith('/').exactOptional(),
});
const profile = z.object({ production: z.boolean().optional(), readOnly: z.boolean().optional() }).catchall(source);
const providerName = z.enum(['dcycle', 'carboncloud', 'variable']);
const schema = z.strictObject({
  version: z.literal(1, {
    error: ({ input }) => `expected version 1, got ${input === undefined ? 'none' : JSON.stringify(input)}`,
  }),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  profiles: z.record(z.string(), profile).default({}),
  routes: z.partialRecord(providerName, z.record(z.string(), route)).optional(),
  openapi: z.partialRecord(providerName, name).default({}),
});

/** A config file's content. */
export interface Config extends z.infer<typeof schema> {
  /** The file; undefined when there is none. */
  readonly file: string | undefined;
  /** Its text. */
  readonly content: string;
  /** It was named, or found and trusted as it is now. Any other file can only set harmless options (trust.ts). */
  readonly isTrusted: boolean;
}

/**
 * Reads the config file; without one, returns the empty config. Paths in it are relative to its own folder.
 * @param path the named file. @default the one in the working folder
 * @throws Stop of kind `usage` that names the file, the place, expected and got.
 */
export function readConfig(path: string | undefined): Config {
  const file = path ?? foundConfig();
  if (file === undefined) return { ...schema.parse({ version: 1 }), file, content: '', isTrusted: true };
  const content = textOf(file);
  const result = schema.safeParse(parsed(content, file));
  if (result.success) {
    const trusted = path !== undefined || isTrusted(file, content, process.env);
    return { ...fromItsFolder(knownNames(result.data, file), file), file, content, isTrusted: trusted };
  }
  const issue = result.error.issues[0];
  const place = issue?.path.join('.') || 'the top level';
  throw new Stop(
    'usage',
    'CONFIG',
    `${file}, ${place}: ${issue?.message ?? 'not a config file'}`,
    'docs/configuration.md describes the config file',
  );
}

function textOf(file: string): string {
  try {
    return readSettingsFile(file);
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? cause.message : String(cause));
  }
}

function parsed(content: string, file: string): unknown {
  // Some editors write a byte order mark.
  const text = content.trimStart();
  try {
    return extname(file).toLowerCase() === '.json' ? JSON.parse(text) : parseSettings(text);
  } catch (cause) {
    throw unreadable(file, cause instanceof Error ? faultIn(cause.message) : String(cause));
  }
}

/** The parser's complaint and its place, without the text that it quotes: that could be a secret. */
function faultIn(message: string): string {
  const [line = ''] = message.split('\n');
  const [words = ''] = line.split(/[:"]/);
  const [place = ''] = / at line \d+, column \d+/.exec(line) ?? [];
  const said = words.replace(/[,.\s]+$/, '');
  return said.endsWith(place) ? said : said + place;
}

function unreadable(file: string, reason: string): Stop {
  return new Stop('usage', 'CONFIG', `the config file ${file} cannot be read: ${reason}`);
}

function fromItsFolder<C extends Pick<Config, 'openapi'>>(config: C, file: string): C {
  const found = Object.entries(config.openapi).map(([provider, path]) => [provider, resolve(dirname(file), path)]);
  return { ...config, openapi: Object.fromEntries(found) };
}

/** Returns the config if every setting and route in it exists. */
function knownNames<C extends Pick<Config, 'options' | 'profiles' | 'routes'>>(config: C, file: string): C {
  for (const option of Object.keys(config.options))
    if (option === 'config')
      throw new Stop('usage', 'CONFIG', `${file}, options.config: one config file cannot name another`);
  const settings = providers.flatMap((provider) => provider.settings.map(({ name }) => name));
  for (const [profile, { production: _, readOnly: __, ...chosen }] of Object.entries(config.profiles))
    for (const name of Object.keys(chosen))
      requireKnown(name, settings, `${file}, profiles.${profile}`, 'is not a setting of any service');
  for (const { name: provider, routes } of providers) {
    const names = routes.map(({ name }) => name);
    for (const name of Object.keys(config.routes?.[provider] ?? {}))
      requireKnown(
        name,
        names,
        `${file}, routes.${provider}`,
        `is not a route of ${provider}; carbonsheet routes lists them`,
      );
  }
  return config;
}

function requireKnown(name: string, known: readonly string[], place: string, fault: string): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  throw new Stop('usage', 'CONFIG', `${place}: ${name} ${fault}`, near === undefined ? '' : `did you mean ${near}?`);
}
