// Writes a provider's table of routes: one line for each operation, documented or assumed.

import type { Route } from './provider.js';

type Line = readonly [name: string, method: Route['method'], path: string, summary: string, reachedBy: string];

/** An operation whose path the public documentation states. */
export function documented(...[name, method, path, summary, reachedBy]: Line): Route {
  return { name, method, path, standing: 'documented', summary, reachedBy };
}

/** An operation whose path it does not state: overridable. */
export function assumed(...line: Line): Route {
  return { ...documented(...line), standing: 'assumed' };
}
