// Writes a provider's table of routes: one line for each operation, documented or assumed.

/** One operation of a service. */
export interface Route {
  /** The operation's name in our words, as `createPurchase`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{placeholders}`. */
  readonly path: string;
  /** `assumed`: the public documentation does not state it; it can be overridden. */
  readonly standing: 'documented' | 'assumed';
  /** What it does, for people. */
  readonly summary: string;
  /** The commands that come to it, as `import purchases` or `export sold-products --name`, separated by commas. */
  readonly reachedBy: string;
}

type Line = readonly [name: string, method: Route['method'], path: string, summary: string, reachedBy: string];

/** An operation whose path the public documentation states. */
export function documented(...[name, method, path, summary, reachedBy]: Line): Route {
  return { name, method, path, standing: 'documented', summary, reachedBy };
}

/** An operation whose path it does not state: overridable. */
export function assumed(...line: Line): Route {
  return { ...documented(...line), standing: 'assumed' };
}
