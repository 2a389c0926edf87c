// Matches our routes to the operations of an OpenAPI document. An ambiguous match is no match: the route stays as it is.

import type { Provider } from '../provider.js';
import type { Route } from '../route-table.js';
import type { ApiServer, Operation } from './openapi-document.js';
import { singular, wordsOf } from './operation-words.js';
import { placeholdersOf } from './placeholders.js';

/** An operation with its path below the base URL. */
export type FoundOperation = Pick<Operation, 'method' | 'path' | 'id' | 'summary'>;

export interface Matched {
  /** By name of the route. */
  readonly found: ReadonlyMap<string, FoundOperation>;
  /** Operations that match no route. */
  readonly others: readonly FoundOperation[];
}

/** The base URL of the settings, and the default. */
export interface Bases {
  readonly chosen: URL | undefined;
  readonly usual: URL | undefined;
}

type Known = Pick<Provider, 'routes' | 'titles'>;
/** How well an operation matches a route; 0: not at all. */
type Test = (route: Route, operation: Candidate) => number;

/** Matches routes by documented paths, then by titles, then by paths, last by similar paths. */
export function matchOperations(
  { routes, titles = {} }: Known,
  operations: readonly Operation[],
  bases: Bases,
): Matched {
  const found = new Map<string, Candidate>();
  let others: readonly Candidate[] = operations.map((one) => candidateOf(one, bases));
  const byPath: Test = (route, operation) =>
    Number(route.method === operation.method && shapeOf(route.path) === shapeOf(operation.path));
  const steps: readonly Test[] = [
    (route, operation) => (isDocumented(route) ? byPath(route, operation) : 0),
    (route, operation) =>
      isUsable(route, operation) ? likeness([route.name, ...(titles[route.name] ?? [])], operation) : 0,
    byPath,
    (route, operation) =>
      Number(!isDocumented(route) && isUsable(route, operation) && isNear(route.path, operation.path)),
  ];
  for (const test of steps) {
    const left = routes.filter(({ name }) => !found.has(name));
    for (const [route, operation] of surePairs(left, others, test)) found.set(route.name, operation);
    const taken = new Set(found.values());
    others = others.filter((operation) => !taken.has(operation));
  }
  return { found, others };
}

function isDocumented({ standing }: Route): boolean {
  return standing === 'documented';
}

/** The best match of each operation, where it is unambiguous on both sides. */
function surePairs(
  routes: readonly Route[],
  operations: readonly Candidate[],
  test: Test,
): readonly (readonly [Route, Candidate])[] {
  const pairs = operations.flatMap((operation): (readonly [Route, Candidate])[] => {
    const scored = routes.map((route) => [route, test(route, operation)] as const);
    const most = Math.max(0, ...scored.map(([, score]) => score));
    const [best, ...rivals] = scored.filter(([, score]) => most > 0 && score === most);
    return best && rivals.length === 0 ? [[best[0], operation]] : [];
  });
  return pairs.filter(([route]) => pairs.filter(([other]) => other === route).length === 1);
}

/** Whether the operation takes the route's calls: same placeholders, and both read, write or delete. */
function isUsable(route: Route, { method, path }: FoundOperation): boolean {
  if (placeholdersOf(route.path).length !== placeholdersOf(path).length) return false;
  // Two versions of an API use the same names for different operations.
  if (isDocumented(route) && generationOf(route.path) !== generationOf(path)) return false;
  return method === route.method || (isWrite(method) && isWrite(route.method));
}

function isWrite(method: Route['method']): boolean {
  return method === 'POST' || method === 'PUT' || method === 'PATCH';
}

/**
 * The number of words of a title, 0 when the operation does not have them all. Tags add words that a name leaves out, as "List"
 * with the tag "Purchases".
 */
function likeness(titles: readonly string[], { names, context }: Candidate): number {
  const fits = (title: ReadonlySet<string>, name: ReadonlySet<string>): boolean =>
    name.size > 0 &&
    [...title].every((word) => name.has(word) || context.has(word)) &&
    [...name].every((word) => title.has(word));
  const known = titles.map(wordsOf).filter((title) => names.some((name) => fits(title, name)));
  return Math.max(0, ...known.map(({ size }) => size));
}

/** An operation with its words. */
interface Candidate extends FoundOperation {
  /** The words of its summary, and of its operationId. */
  readonly names: readonly ReadonlySet<string>[];
  readonly context: ReadonlySet<string>;
}

function candidateOf(operation: Operation, bases: Bases): Candidate {
  const { method, path, id, summary, tags } = operation;
  // FastAPI builds an operationId from function, path and method.
  const tail = `${path.replace(/\W/g, '_')}_${method.toLowerCase()}`;
  const name = id.endsWith(tail) ? id.slice(0, -tail.length) : id;
  return {
    ...{ method, id, summary },
    path: belowBase(operation, bases),
    names: [wordsOf(summary), wordsOf(name)],
    context: wordsOf(tags.join(' ')),
  };
}

/** The path below the base URL of the settings. */
function belowBase({ path, servers }: Operation, { chosen, usual }: Bases): string {
  const server = servers.find(({ host }) => host !== undefined && host === chosen?.host) ?? servers[0] ?? HERE;
  const whole = server.path + path;
  // Another base URL (a sandbox, a gateway) replaces the default one, or the document's server.
  const isChosen = chosen !== undefined && server.host === chosen.host;
  const bases = isChosen ? [chosen, usual] : [usual, server.host === undefined ? chosen : undefined];
  for (const base of bases) {
    const prefix = base?.pathname.replace(/\/+$/, '');
    if (prefix !== undefined && whole.startsWith(`${prefix}/`)) return whole.slice(prefix.length);
  }
  return path;
}

const HERE: ApiServer = { host: undefined, path: '' };

/** A path without the names of its placeholders. */
function shapeOf(path: string): string {
  return path.replace(/\{[^}]*\}/g, '{}').replace(/\/+$/, '');
}

/** The version segments of a path, as `api` and `v2`. */
function generationOf(path: string): string {
  return segmentsOf(path).filter(isGeneration).join('/');
}

function isGeneration(segment: string): boolean {
  return segment === 'api' || /^v\d+$/.test(segment);
}

function segmentsOf(path: string): readonly string[] {
  return shapeOf(path).toLowerCase().split('/').filter(Boolean);
}

/** Whether two paths differ in version, notation and number only, as /v1/sold-products and /api/v2/sold_product. */
function isNear(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) =>
    segmentsOf(path)
      .filter((segment) => !isGeneration(segment))
      .map((segment) => segment.split(/[-_]/).map(singular).join('-'))
      .join('/'),
  );
  return a === b;
}
