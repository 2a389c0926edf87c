// Gets an account's secrets when it is about to be connected, each once: from variables, from commands, from the person at the
// terminal. They stay in memory: nothing here writes or prints one.

import { Stop } from '../../problems/stop.js';
import type { Provider } from '../../providers/provider.js';
import { missingSettings, neededSettings, requireSettings, type Settings } from '../../providers/settings.js';
import type { AccountSource, Elsewhere } from './account-settings.js';

/** How secrets are got. */
export interface SecretMeans {
  readonly env: Settings;
  /** Runs a command, and gives the first line that it prints. `about` says in an error what it was run for. */
  readonly run: (command: string, about: string) => Promise<string>;
  /** Asks for something that must not be seen; undefined when there is nobody to ask. */
  readonly ask: (question: string) => Promise<string | undefined>;
}

/** Where a secret comes from that must be waited for. */
type Later = Exclude<Elsewhere, { readonly env: string }>;

/** In the place of a secret that is known to be had. */
const TO_COME = 'to come';

/**
 * The complete settings of a provider's account, secrets included, whenever they are asked for.
 * A secret that is missing is asked for in a terminal, where nothing else is missing.
 * Rejects with a Stop of kind `usage` when settings are missing, or a secret cannot be had.
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

/** The settings as if all secrets were there. */
function promising(settings: Settings, later: readonly (readonly [string, Later])[]): Settings {
  return { ...settings, ...Object.fromEntries(later.map(([name]) => [name, TO_COME])) };
}

/** Secrets that nothing speaks of, where they are all that is missing. */
function unmentioned(provider: Provider, settings: Settings): [string, Later][] {
  const missing = missingSettings(provider, settings);
  const isSecret = (name: string): boolean => provider.settings.some((one) => one.name === name && one.secret);
  if (!missing.every(isSecret)) requireSettings(provider, settings);
  return missing.map((name) => [name, { prompt: true }]);
}

function variable(account: AccountSource, name: string, from: string, env: Settings): string {
  const found = Object.hasOwn(env, from) ? env[from] : undefined;
  if (found) return found;
  const message = `profile "${account.profile}" takes ${name} from the variable ${from}, which is not set`;
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
    `take it from a variable instead: ${name}: { env: NAME_OF_THE_VARIABLE }`,
  );
}

/** Says what is missing, as it is said where nobody could be asked. */
function missing(provider: Provider, name: string, { settings }: AccountSource): never {
  requireSettings(provider, { ...settings, [name]: undefined });
  throw new Stop('usage', 'MISSING_SETTING', `${provider.title} needs ${name}, which is not set`);
}
