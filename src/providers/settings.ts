// Reads a provider's settings and finds missing ones. The caller gets them from the environment or a profile.

import { Stop } from '../problems/stop.js';
import { redact } from './http/redact.js';
import type { Provider } from './provider.js';

/** Settings by name. */
export type Settings = Readonly<Record<string, string | undefined>>;

/** A setting without surrounding white space; undefined when it is empty. */
export function setting(settings: Settings, name: string): string | undefined {
  const value = settings[name]?.trim();
  if (!value) return undefined;
  // HTTP headers cannot carry these characters: most often a line break in a copied key.
  if (/[^\x20-\x7e]/.test(value) && !/PASSWORD|USERNAME|EMAIL/.test(name)) {
    throw new Stop('usage', 'BAD_SETTING', `${name} contains a character that is not allowed`, `set ${name} again`);
  }
  return value;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id of an account. A UUID is in small letters, since in capitals it is the same one (RFC 9562, section 4). */
export function accountId(settings: Settings, name: string): string {
  const id = setting(settings, name) ?? '';
  return UUID.test(id) ? id.toLowerCase() : id;
}

type Needing = Pick<Provider, 'title' | 'needs'>;

/**
 * The names of the required settings: of alternatives the complete one, else the one that is partly set, else the first.
 */
export function neededSettings({ needs }: Needing, settings: Settings): readonly string[] {
  const has = (name: string): boolean => setting(settings, name) !== undefined;
  return needs.flatMap((need) => {
    if (typeof need === 'string') return [need];
    return need.find((group) => group.every(has)) ?? need.find((group) => group.some(has)) ?? need[0] ?? [];
  });
}

/** The required settings that are not set. */
export function missingSettings(provider: Needing, settings: Settings): readonly string[] {
  return neededSettings(provider, settings).filter((name) => setting(settings, name) === undefined);
}

/** Throws a Stop that names every missing setting, with all alternatives where none is partly set. */
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
    'set them in the environment or in a profile; to try without an account, run carbonsheet sandbox',
  );
}

/** Whether the connection is encrypted, or stays on this machine. */
export function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname));
}

/** A base URL without its trailing slash. Plain http is allowed for this machine only. */
export function address(settings: Settings, name: string, fallback?: string): string {
  const text = setting(settings, name) ?? fallback ?? '';
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash) {
    throw new Stop(
      'usage',
      'BAD_SETTING',
      `${name} must be a URL such as https://api.example.com, got "${redact(text)}"`,
    );
  }
  if (!isSafe(url)) {
    throw new Stop(
      'usage',
      'INSECURE_ADDRESS',
      `${name} must begin with https://: credentials are never sent unencrypted`,
    );
  }
  if (url.username || url.password) {
    throw new Stop('usage', 'BAD_SETTING', `${name} must not contain a user name or a password`);
  }
  return text.replace(/\/+$/, '');
}
