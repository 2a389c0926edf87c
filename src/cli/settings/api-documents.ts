// API documents that the user has downloaded (--openapi, or `openapi` of the config file): which service each is of, and which
// routes it changes.

import type { ProviderName } from '../../datasets/dataset.js';
import { Stop } from '../../problems/stop.js';
import { providers } from '../../providers/index.js';
import { type FoundOperation, type Matched, matchOperations } from '../../providers/openapi/match-operations.js';
import { type ApiDocument, parseApiDocument } from '../../providers/openapi/openapi-document.js';
import type { Provider } from '../../providers/provider.js';
import type { AccountSource } from './account-settings.js';
import type { Config } from './config.js';
import { readSettingsFile } from './read-settings-file.js';

/** What the documents say of services. */
export type ApiDocuments = Readonly<Partial<Record<ProviderName, Matched & { readonly file: string }>>>;

/** A description of a whole service is a few megabytes at the most. */
const MOST_MB = 64;

/**
 * Reads the documents that are named; one of the command line counts before one of the config file.
 * @param named files, each by itself or as `dcycle=FILE`.
 * @param account asked for the base URL, where there is a document.
 * @throws Stop of kind `usage` when one cannot be read, or is of no service that is known.
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

/** The routes to call: as the config file says, else as the documents do. */
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

/** The service that is said, or else told by the title or by where it is; both must not speak of two. */
function providerOf({ title, servers }: ApiDocument, said: Provider | undefined, file: string): Provider {
  const speaking = [title, ...servers.map(({ host }) => host ?? '')].join(' ').toLowerCase();
  const told = providers.filter(({ name }) => speaking.includes(name));
  const [only, ...others] = told;
  if (said && (told.length === 0 || told.includes(said))) return said;
  if (said) throw useless(file, said);
  if (only && others.length === 0) return only;
  const names = providers.map(({ name }) => `--openapi ${name}=${file}`).join(', ');
  const message = `the API document ${file} does not say of which service it is (its title is ${JSON.stringify(title)})`;
  throw new Stop('usage', 'OPENAPI', message, `say it: ${names}`);
}

function useless(file: string, { title }: Provider): Stop {
  const hint = 'carbonsheet routes lists the operations that are looked for';
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
