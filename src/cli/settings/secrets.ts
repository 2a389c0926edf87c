// Gets an account's secrets before the account is connected, each once: from variables, commands, or the person at the
// terminal. Secrets stay in memory: nothing here writes or prints one.

import { Stop } from '../../problems/stop.js';
import type { Provider } from '../../providers/provider.js';
import { missingSettings, neededSettings, requireSettings, type Settings } from '../../providers/settings.js';
import type { AccountSource, Elsewhere } from './account-settings.js';

/** The ways to get secrets. */
export interface SecretMeans {
  readonly env: Settings;
  /** Runs a command and returns the first line that it prints. Errors name `about` as its purpose. */
  readonly run: (command: string, about: string) => Promise<string>;
  /** Asks for hidden input; undefined without a terminal. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** A source that takes time: a command or a question. */
type Later = Exclude<Elsewhere, { readonly env: string }>;

/** Placeholder for a secret that will be available. */
const TO_COME = 'to come';

/**
 * Resolves the complete settings of a provider's account, secrets included.
 * If only a secret is missing, it is asked for in the terminal.
 * Rejects with a Stop of kind `usage` if settings are missing or a secret cannot be read.
 */
export function settingsResolver(
  account: AccountSource,
  means: SecretMeans,
): (provider: Provider) => Promise<Settings> {
  const had = new Map<string, Promise<string>>();
  const once = (name: string, get: () => Promise<string>): Promise<string> => {
    const known = had.get(name) ?? get();
    had.set(name, known);
    return known;
  };
  return async (provider) => {
    const complete: Record<string, string | undefined> = { ...account.settings };
    const later: [name: string, from: Later][] = [];
    for (const { name } of provider.settings) {
      const from = account.elsewhere[name];
      if (from === undefined) continue;
      if ('env' in from) complete[name] = variable(account, name, from.env, means.env);
      else later.push([name, from]);
    }
    later.push(...unmentioned(provider, promising(complete, later)));
    const needed = neededSettings(provider, promising(complete, later));
    for (const [name, from] of later)
      if (needed.includes(name)) complete[name] = await once(name, () => secret(account, provider, name, from, means));
    return complete;
  };
}

/** The settings with placeholders for the secrets to come. */
function promising(settings: Settings, later: readonly (readonly [string, Later])[]): Settings {
  return { ...settings, ...Object.fromEntries(later.map(([name]) => [name, TO_COME])) };
}

/** Missing secrets that neither profile nor environment mention, if nothing else is missing. */
function unmentioned(provider: Provider, settings: Settings): [string, Later][] {
  const missing = missingSettings(provider, settings);
  const isSecret = (name: string): boolean => provider.settings.some((one) => one.name === name && one.secret);
  if (!missing.every(isSecret)) requireSettings(provider, settings);
  return missing.map((name) => [name, { prompt: true }]);
}

function variable(account: AccountSource, name: string, from: string, env: Settings): string {
  const found = Object.hasOwn(env, from) ? env[from] : undefined;
  if (found) return found;
  const message = `profile "${account.profile}" reads ${name} from the variable ${from}, which is not set`;
  throw new Stop('usage', 'VARIABLE_NOT_SET', message, `set ${from} in the environment`);
}

async function secret(
  account: AccountSource,
  provider: Provider,
  name: string,
  from: Later,
  means: SecretMeans,
): Promise<string> {
  if ('command' in from) return means.run(from.command, `${name} of profile "${account.profile}"`);
  const answer = await means.ask(
    `${provider.title} needs ${name}${account.profile ? ` (profile ${account.profile})` : ''}`,
  );
  if (answer) return answer;
  if (answer === '' || account.elsewhere[name] === undefined) return missing(provider, name, account);
  const message = `profile "${account.profile}" asks for ${name}, and there is no terminal to ask at`;
  throw new Stop(
    'usage',
    'NO_TERMINAL',
    message,
    `read it from a variable instead: ${name}: { env: NAME_OF_THE_VARIABLE }`,
  );
}

/** Throws the same Stop as without a terminal. */
function missing(provider: Provider, name: string, { settings }: AccountSource): never {
  requireSettings(provider, { ...settings, [name]: undefined });
  throw new Stop('usage', 'MISSING_SETTING', `${provider.title} needs ${name}, which is not set`);
}
