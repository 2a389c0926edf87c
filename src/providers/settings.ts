// Reads a provider's settings and says which are missing. Where they come from (environment, profile) is the caller's.

import { Stop } from '../problems/stop.js';
import type { Provider } from './provider.js';
import { redact } from './redact.js';

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

/** Throws a Stop that names every missing setting. Each entry is one setting, or alternatives: one of the groups is needed. */
export function requireSettings(
  { title }: Pick<Provider, 'title'>,
  settings: Settings,
  needed: readonly (string | readonly (readonly string[])[])[],
): void {
  const has = (name: string): boolean => setting(settings, name) !== undefined;
  const missing = needed.flatMap((entry) => {
    if (typeof entry === 'string') return has(entry) ? [] : [entry];
    if (entry.some((group) => group.every(has))) return [];
    // Who has set a part of one alternative means that one.
    const begun = entry.find((group) => group.some(has));
    if (begun) return begun.filter((name) => !has(name));
    return [entry.map((group) => group.join(' and ')).join(' (or ') + ')'.repeat(entry.length - 1)];
  });
  if (missing.length === 0) return;
  throw new Stop(
    'usage',
    'MISSING_SETTING',
    `${title} needs ${missing.join(', ')}, which ${missing.length === 1 ? 'is' : 'are'} not set`,
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
