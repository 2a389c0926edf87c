// The config file: defaults for options, profiles with account settings, overridden routes. Secrets are named, never held.

import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { Stop } from '../problems/stop.js';
import { providers } from '../providers/index.js';

const DEFAULT_CONFIG = 'carbonsheet.yaml';

const setting = z.union([z.string(), z.number().transform(String), z.strictObject({ env: z.string().min(1) })]);
const route = z.strictObject({
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).exactOptional(),
  path: z.string().startsWith('/').exactOptional(),
});
const schema = z.strictObject({
  version: z.literal(1),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
  profiles: z.record(z.string(), z.record(z.string(), setting)).default({}),
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
  if (result.success) return result.data;
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

/** Settings that a profile may only name (`{env: NAME}`), never hold. */
const secrets = new Set(
  providers.flatMap(({ settings }) => settings.filter(({ secret }) => secret).map(({ name }) => name)),
);

/** The settings of an account: the environment, and over it the profile. */
export function accountSettings(
  config: Config,
  profile: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  if (profile === undefined) return env;
  const chosen = config.profiles[profile];
  if (chosen === undefined) {
    const known = Object.keys(config.profiles).join(', ') || 'none';
    throw new Stop(
      'usage',
      'NO_SUCH_PROFILE',
      `there is no profile "${profile}" in the config file; it has: ${known}`,
      '',
    );
  }
  const settings = Object.entries(chosen).map(([name, value]) => {
    if (typeof value !== 'string') return [name, env[value.env]] as const;
    if (!secrets.has(name)) return [name, value] as const;
    throw new Stop(
      'usage',
      'SECRET_IN_CONFIG',
      `profile "${profile}" holds the secret ${name} itself`,
      `put it in an environment variable and write ${name}: { env: NAME_OF_THE_VARIABLE }`,
    );
  });
  return { ...env, ...Object.fromEntries(settings) };
}
