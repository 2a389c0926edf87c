// The config file: defaults for options, profiles with account settings, overridden routes. Secrets are named, never held.
// Whether an option exists is for option-defaults.ts.

import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { providers } from '../providers/index.js';
import type { Provider } from '../providers/provider.js';
import { nearest } from '../values/nearest.js';

const DEFAULT_CONFIG = 'carbonsheet.yaml';

const setting = z.union([z.string(), z.number().transform(String), z.strictObject({ env: z.string().min(1) })]);
const route = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).exactOptional(),
  path: z.string().startsWith('/').exactOptional(),
});
const profile = z.object({ production: z.boolean().optional() }).catchall(setting);
const schema = z.strictObject({
  version: z.literal(1, {
    error: ({ input }) => `expected version 1, got ${input === undefined ? 'none' : JSON.stringify(input)}`,
  }),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  profiles: z.record(z.string(), profile).default({}),
  routes: z.partialRecord(z.enum(['dcycle', 'carboncloud', 'variable']), z.record(z.string(), route)).optional(),
});

/** A config file's content. */
export type Config = z.infer<typeof schema>;

/**
 * Reads the config file; without one, the empty config.
 * @throws Stop of kind `usage` that names the file, the place, expected and got.
 */
export function readConfig(path: string | undefined): Config {
  const file = path ?? DEFAULT_CONFIG;
  if (path === undefined && !existsSync(file)) return { version: 1, options: {}, profiles: {} };
  const result = schema.safeParse(parseFile(file));
  if (result.success) return knownNames(result.data, file);
  const issue = result.error.issues[0];
  const place = issue?.path.join('.') || 'the top level';
  throw new Stop(
    'usage',
    'CONFIG',
    `${file}, ${place}: ${issue?.message ?? 'not a config file'}`,
    'see "Config file" in the README',
  );
}

function parseFile(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause);
    throw new Stop('usage', 'CONFIG', `the config file ${file} cannot be read: ${reason}`, '', cause);
  }
}

/** Gives the config back when every setting and route that it names exists. */
function knownNames(config: Config, file: string): Config {
  const settings = providers.flatMap((provider) => provider.settings.map(({ name }) => name));
  for (const [profile, { production: _, ...chosen }] of Object.entries(config.profiles))
    for (const name of Object.keys(chosen))
      requireKnown(name, settings, `${file}, profiles.${profile}`, 'is no setting of any service');
  for (const { name: provider, routes } of providers) {
    const names = routes.map(({ name }) => name);
    for (const name of Object.keys(config.routes?.[provider] ?? {}))
      requireKnown(
        name,
        names,
        `${file}, routes.${provider}`,
        `is no route of ${provider}; carbonsheet routes lists them`,
      );
  }
  return config;
}

function requireKnown(name: string, known: readonly string[], place: string, fault: string): void {
  if (known.includes(name)) return;
  const near = nearest(name, known);
  throw new Stop('usage', 'CONFIG', `${place}: ${name} ${fault}`, near === undefined ? '' : `did you mean ${near}?`);
}

/** Settings that a profile may only name (`{env: NAME}`), never hold. */
const secrets = new Set(
  providers.flatMap(({ settings }) => settings.filter(({ secret }) => secret).map(({ name }) => name)),
);

/** Names that go with a secret: a key of the environment must not be used with the login of a profile, nor the reverse. */
const login = /_(EMAIL|USERNAME|CLIENT_ID)$/;

/**
 * The settings of an account: the environment, and over it the profile, which may be marked as production. A profile that has any credential of a service has
 * them all: the environment's credentials for that service are of another account.
 * @throws Stop of kind `usage` when there is no such profile, or when it cannot be used as it is.
 */
export function accountSettings(
  config: Config,
  profile: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): { readonly settings: Readonly<Record<string, string | undefined>>; readonly production: boolean } {
  if (profile === undefined) return { settings: env, production: false };
  const chosen = config.profiles[profile];
  if (chosen === undefined) {
    const known = Object.keys(config.profiles).join(', ') || 'none';
    const message = `there is no profile "${profile}" in the config file; it has: ${known}`;
    throw new Stop('usage', 'NO_SUCH_PROFILE', message);
  }
  const { production = false, ...own } = chosen;
  const settings = Object.entries(own).map(([name, value]) => [name, settingOf(profile, name, value, env)] as const);
  const hidden = providers.map(credentialsOf).filter((names) => names.some((name) => name in own));
  const others = Object.entries(env).filter(([name]) => !hidden.flat().includes(name));
  return { settings: Object.fromEntries([...others, ...settings]), production };
}

function credentialsOf({ settings }: Provider): readonly string[] {
  return settings.filter(({ name, secret }) => secret || login.test(name)).map(({ name }) => name);
}

function settingOf(
  profile: string,
  name: string,
  value: z.infer<typeof setting>,
  env: Readonly<Record<string, string | undefined>>,
): string {
  if (typeof value === 'string') {
    if (!secrets.has(name)) return value;
    const message = `profile "${profile}" holds the secret ${name} itself`;
    const hint = `put it in an environment variable and write ${name}: { env: NAME_OF_THE_VARIABLE }`;
    throw new Stop('usage', 'SECRET_IN_CONFIG', message, hint);
  }
  const found = env[value.env];
  if (found) return found;
  const message = `profile "${profile}" takes ${name} from the variable ${value.env}, which is not set`;
  throw new Stop('usage', 'VARIABLE_NOT_SET', message, `set ${value.env} in the environment`);
}
