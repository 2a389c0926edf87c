// Reads a provider's settings and says which are missing. Where they come from (environment, profile) is the caller's.

import { Stop } from '../problems/stop.js';
import { redact } from './http/redact.js';
import type { Provider } from './provider.js';

/** Settings as the caller found them. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** A setting without the blanks that copying brings along; undefined when it is empty. */
export function setting(settings: Settings, name: string): string | undefined {
  const value = settings[name]?.trim();
  if (!value) return undefined;
  // Characters that no HTTP header can carry: most often a line break in the midst of a copied key.
  if (/[^\x20-\x7e]/.test(value) && !/PASSWORD|USERNAME|EMAIL/.test(name)) {
    throw new Stop('usage', 'BAD_SETTING', `${name} holds a character that it cannot have`, `set ${name} again`);
  }
  return value;
}

type Needing = Pick<Provider, 'title' | 'needs'>;

/**
 * The names of the settings that connecting takes: of alternatives the one that is complete, else the one that is begun, else
 * the first.
 */
export function neededSettings({ needs }: Needing, settings: Settings): readonly string[] {
  const has = (name: string): boolean => setting(settings, name) !== undefined;
  return needs.flatMap((need) => {
    if (typeof need === 'string') return [need];
    // Who has set a part of one alternative means that one.
    return need.find((group) => group.every(has)) ?? need.find((group) => group.some(has)) ?? need[0] ?? [];
  });
}

/** Those of them that are not set. */
export function missingSettings(provider: Needing, settings: Settings): readonly string[] {
  return neededSettings(provider, settings).filter((name) => setting(settings, name) === undefined);
}

/** Throws a Stop that names every missing setting, with its alternatives where none of them is begun. */
export function requireSettings(provider: Needing, settings: Settings): void {
  const said = provider.needs.flatMap((need) => {
    const missing = missingSettings({ ...provider, needs: [need] }, settings);
    if (typeof need === 'string' || missing.length === 0) return missing;
    const isBegun = need.flat().some((name) => setting(settings, name) !== undefined);
    if (isBegun) return missing;
    return [need.map((group) => group.join(' and ')).join(' (or ') + ')'.repeat(need.length - 1)];
  });
  if (said.length === 0) return;
  throw new Stop(
    'usage',
    'MISSING_SETTING',
    `${provider.title} needs ${said.join(', ')}, which ${said.length === 1 ? 'is' : 'are'} not set`,
    'set them in the environment, or name them in a profile; carbonsheet sandbox is a service to try without an account',
  );
}

/** Whether nobody can read on the way what is sent to an address: it is https, or this machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

/** An address without its trailing slash. Plain http is for this machine only: it would show the key to the network. */
export function address(settings: Settings, name: string, fallback?: string): string {
  const text = setting(settings, name) ?? fallback ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new Stop(
      'usage',
      'BAD_SETTING',
      `${name} must be an address such as https://api.example.com, got "${redact(text)}"`,
    );
  }
  if (!isSafe(url)) {
    throw new Stop(
      'usage',
      'INSECURE_ADDRESS',
      `${name} must begin with https://: credentials are never sent in the clear`,
    );
  }
  if (url.username || url.password) {
    throw new Stop('usage', 'BAD_SETTING', `${name} must not hold a user name or a password`);
  }
  return text.replace(/\/+$/, '');
}
