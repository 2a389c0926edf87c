// carbonsheet routes [PROVIDER]

import { providers } from '../../providers/index.js';
import type { Provider } from '../../providers/provider.js';
import type { Route } from '../../providers/route-table.js';
import { accountSource } from '../settings/account-settings.js';
import { type ApiDocuments, apiDocuments, routesBy } from '../settings/api-documents.js';
import { accountConfig } from '../settings/trust.js';
import { openTerminal } from '../terminal/open-terminal.js';
import type { Terminal } from '../terminal/terminal.js';
import type { CommandArguments } from './index.js';

/** A route as it is called. `own`: what of our table it replaces. */
interface Called extends Omit<Route, 'standing'> {
  readonly provider: string;
  readonly standing: Route['standing'] | 'openapi' | 'overridden';
  readonly own?: Partial<Pick<Route, 'method' | 'path'>>;
}

/** An operation of an API document that is no route of ours. */
interface Unknown extends Pick<Route, 'name' | 'method' | 'path' | 'summary'> {
  readonly provider: string;
  readonly standing: 'unknown';
}

export function run(args: CommandArguments<'routes'>): void {
  const terminal = openTerminal(args);
  const config = accountConfig(args);
  const documents = apiDocuments(args.openapi, config, () => accountSource(config, args.profile, process.env));
  const resolved = routesBy(config, documents);
  const chosen = providers.filter(({ name }) => args.provider === undefined || name === args.provider);
  const table = chosen.flatMap((provider) =>
    provider.routes.map((route) => {
      const isOverridden = config.routes?.[provider.name]?.[route.name] !== undefined;
      const isFound = documents[provider.name]?.found.has(route.name) === true;
      const standing = isOverridden ? 'overridden' : isFound ? 'openapi' : route.standing;
      return called(provider, route, { ...route, ...resolved[provider.name]?.[route.name], standing });
    }),
  );
  const unknown = chosen.flatMap((provider) => unknownOf(provider, documents));
  terminal.printJson([...table, ...unknown]);
  for (const route of table) terminal.print(...textOf(route, terminal));
  for (const { name, title } of chosen) {
    const file = documents[name]?.file;
    const own = unknown.filter(({ provider }) => provider === name);
    if (own.length > 0) terminal.print('', `${title}: operations of ${file} that carbonsheet does not know`);
    for (const { method, path, summary } of own) terminal.print(`  ${method} ${path}${summary && `  ${summary}`}`);
  }
}

function called({ name }: Provider, own: Route, route: Pick<Called, 'method' | 'path' | 'standing'>): Called {
  const { method, path, standing } = route;
  const differs = {
    ...(method !== own.method && { method: own.method }),
    ...(path !== own.path && { path: own.path }),
  };
  return { provider: name, ...own, method, path, standing, ...(Object.keys(differs).length > 0 && { own: differs }) };
}

function unknownOf({ name }: Provider, documents: ApiDocuments): readonly Unknown[] {
  const others = documents[name]?.others ?? [];
  return others.map(({ id, method, path, summary }) => ({
    provider: name,
    name: id,
    method,
    path,
    summary,
    standing: 'unknown',
  }));
}

function textOf(
  { provider, name, method, path, standing, own, summary, reachedBy }: Called,
  terminal: Terminal,
): readonly string[] {
  const mark = standing === 'assumed' ? terminal.paint('warning', standing) : standing;
  const instead = own ? `, instead of ${own.method ?? method} ${own.path ?? path}` : '';
  return [
    `${terminal.paint('strong', `${provider} ${name}`)}  ${mark}`,
    `  ${method} ${path}${instead}`,
    `  ${summary}`,
    `  reached by ${reachedBy}`,
  ];
}
