// The account that a profile and the environment describe: its settings, and where its secrets come from. Getting the secrets is
// left to secrets.ts.

import { Stop } from '../../problems/stop.js';
import { providers } from '../../providers/index.js';
import type { Provider } from '../../providers/provider.js';
import type { Settings } from '../../providers/settings.js';
import type { Config, SettingSource } from './config.js';

/** The source of a value that is not in the profile itself. */
export type Elsewhere = Exclude<SettingSource, string>;

/** An account as the profile and the environment describe it. */
export interface AccountSource {
  readonly profile: string | undefined;
  /** The config file of the profile. */
  readonly file: string | undefined;
  /** The environment, overridden by the profile. */
  readonly settings: Settings;
  /** Settings of the profile whose values are elsewhere, by name. */
  readonly elsewhere: Readonly<Record<string, Elsewhere>>;
  /** The names of all settings in the profile. */
  readonly own: ReadonlySet<string>;
  readonly production: boolean;
  /** Nothing may be written to it. */
  readonly readOnly: boolean;
}

/** Settings that a profile may only name, never hold. */
const secrets = new Set(
  providers.flatMap(({ settings }) => settings.filter(({ secret }) => secret).map(({ name }) => name)),
);

/** Names that belong to a secret: a key of the environment is never combined with the login of a profile, or the reverse. */
const login = /_(EMAIL|USERNAME|CLIENT_ID)$/;

/**
 * The services of an account: those whose settings the profile names, or else those for which the environment has credentials.
 */
export function servicesOf({ profile, settings, elsewhere, own }: AccountSource): readonly Provider[] {
  const named = providers.filter((provider) => provider.settings.some(({ name }) => own.has(name)));
  if (profile !== undefined && named.length > 0) return named;
  return providers.filter((provider) => credentialsOf(provider).some((name) => settings[name] || elsewhere[name]));
}

/** The settings that identify a user at a service, secret or not. */
function credentialsOf({ settings }: Provider): readonly string[] {
  return settings.filter(({ name, secret }) => secret || login.test(name)).map(({ name }) => name);
}

/**
 * The settings of an account: the environment, overridden by the profile, which may be marked as production. If a profile has
 * any credential of a service, the environment's credentials for that service are ignored: they are of another account.
 * @throws Stop of kind `usage` when there is no such profile, or when it cannot be used as it is.
 */
export function accountSource(config: Config, profile: string | undefined, env: Settings): AccountSource {
  const { file } = config;
  if (profile === undefined)
    return { profile, file, settings: env, elsewhere: {}, own: new Set(), production: false, readOnly: false };
  const chosen = Object.hasOwn(config.profiles, profile) ? config.profiles[profile] : undefined;
  if (chosen === undefined) {
    const known = Object.keys(config.profiles).join(', ') || 'none';
    const message = `there is no profile "${profile}" in the config file; it has: ${known}`;
    throw new Stop('usage', 'NO_SUCH_PROFILE', message);
  }
  const { production = false, readOnly = false, ...own } = chosen;
  for (const [name, value] of Object.entries(own)) requireFitting(profile, name, value);
  const hidden = providers.map(credentialsOf).filter((names) => names.some((name) => name in own));
  const others = Object.entries(env).filter(([name]) => !(name in own) && !hidden.flat().includes(name));
  const here = Object.entries(own).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : [],
  );
  const elsewhere = Object.entries(own).flatMap(([name, value]): [string, Elsewhere][] =>
    typeof value === 'string' ? [] : [[name, value]],
  );
  return {
    profile,
    file,
    settings: Object.fromEntries([...others, ...here]),
    elsewhere: Object.fromEntries(elsewhere),
    own: new Set(Object.keys(own)),
    production,
    readOnly,
  };
}

function requireFitting(profile: string, name: string, value: SettingSource): void {
  if (typeof value === 'string' && secrets.has(name)) {
    const message = `profile "${profile}" holds the secret ${name} itself`;
    const hint = `put it in an environment variable and write ${name}: { env: NAME_OF_THE_VARIABLE }, or read it from a command: ${name}: { command: "…" }`;
    throw new Stop('usage', 'SECRET_IN_CONFIG', message, hint);
  }
  if (typeof value !== 'string' && !('env' in value) && !secrets.has(name)) {
    const message = `profile "${profile}" reads ${name} from a command or a question, but it is not a secret`;
    throw new Stop('usage', 'CONFIG', message, `write ${name} itself, or { env: NAME_OF_THE_VARIABLE }`);
  }
}
