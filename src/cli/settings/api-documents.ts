// API documents that the user has downloaded (--openapi, or `openapi` of the config file): the service of each, and the routes that
// it changes.

import type { ProviderName } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { providers } from '../../providers/index.js';
import { type FoundOperation, type Matched, matchOperations } from '../../providers/openapi/match-operations.js';
import { type ApiDocument, parseApiDocument } from '../../providers/openapi/openapi-document.js';
import type { Provider } from '../../providers/provider.js';
import { readSettingsFile } from '../../read/read-settings-file.js';
import type { AccountSource } from './account-settings.js';
import type { Config } from './config.js';

/** The documents by service. */
export type ApiDocuments = Readonly<Partial<Record<ProviderName, Matched & { readonly file: string }>>>;

/** The document of a whole service has a few megabytes at most. */
const MOST_MB = 64;

/**
 * Reads the named documents; those of the command line override those of the config file.
 * @param named files, alone or as `dcycle=FILE`.
 * @param account asked for the base URL if there is a document.
 * @throws Stop of kind `usage` for one that cannot be read, or that is of no known service.
 */
export function apiDocuments(
  named: readonly string[],
  { openapi }: Pick<Config, 'openapi'>,
  account: () => AccountSource,
): ApiDocuments {
  const found: Partial<Record<ProviderName, Matched & { readonly file: string }>> = {};
  const texts = [...Object.entries(openapi).map(([provider, file]) => `${provider}=${file}`), ...named];
  for (const text of texts) {
    const { file, said } = split(text);
    const document = parseApiDocument(contentOf(file), file);
    const provider = providerOf(document, said, file);
    const matched = matchOperations(provider, document.operations, {
      chosen: chosenBase(provider, account()),
      usual: urlOf(provider.baseUrl.usual),
    });
    if (matched.found.size === 0) throw useless(file, provider);
    found[provider.name] = { ...matched, file };
  }
  return found;
}

/** The routes to call: the config file overrides the documents. */
export function routesBy(
  { routes = {} }: Pick<Config, 'routes'>,
  documents: ApiDocuments,
): NonNullable<Config['routes']> {
  const merged = providers.map(({ name }) => {
    const own = routes[name] ?? {};
    const found = documents[name]?.found ?? new Map<string, FoundOperation>();
    const both = new Set([...found.keys(), ...Object.keys(own)]);
    const complete = [...both].map((route) => {
      const { method, path } = found.get(route) ?? {};
      return [route, { ...(method && { method }), ...(path && { path }), ...own[route] }];
    });
    return [name, Object.fromEntries(complete)];
  });
  return Object.fromEntries(merged);
}

function split(text: string): { readonly file: string; readonly said: Provider | undefined } {
  const [, name, file = ''] = /^(\w+)=(.+)$/.exec(text) ?? [];
  const said = providers.find((provider) => provider.name === name);
  return said ? { file, said } : { file: text, said };
}

function contentOf(file: string): string {
  try {
    return readSettingsFile(file, MOST_MB);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Stop('usage', 'OPENAPI', `the API document ${file} cannot be read: ${reason}`, '', cause);
  }
}

/** The named service, or else the one that the title or the host mentions; it must be exactly one. */
function providerOf({ title, servers }: ApiDocument, said: Provider | undefined, file: string): Provider {
  const mentions = [title, ...servers.map(({ host }) => host ?? '')].join(' ').toLowerCase();
  const mentioned = providers.filter(({ name }) => mentions.includes(name));
  const [only, ...others] = mentioned;
  if (said && (mentioned.length === 0 || mentioned.includes(said))) return said;
  if (said) throw useless(file, said);
  if (only && others.length === 0) return only;
  const names = providers.map(({ name }) => `--openapi ${name}=${file}`).join(', ');
  const message = `the API document ${file} does not name its service (its title is ${JSON.stringify(title)})`;
  throw new Stop('usage', 'OPENAPI', message, `name it: ${names}`);
}

function useless(file: string, { title }: Provider): Stop {
  const hint = 'carbonsheet routes lists the operations that carbonsheet looks for';
  return new Stop(
    'usage',
    'OPENAPI',
    `the API document ${file} has no operation of ${title} that carbonsheet knows`,
    hint,
  );
}

function chosenBase({ baseUrl }: Provider, { settings, elsewhere }: AccountSource): URL | undefined {
  const from = elsewhere[baseUrl.setting];
  const value = from && 'env' in from ? process.env[from.env] : settings[baseUrl.setting];
  return urlOf(value ?? baseUrl.usual);
}

function urlOf(text: string | undefined): URL | undefined {
  return text !== undefined && URL.canParse(text) ? new URL(text) : undefined;
}
