// The operations of a service, and how a provider's table lists them.

/** One operation of a service. */
export interface Route {
  /** Our name of the operation, as `createPurchase`. */
  readonly name: string;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `{placeholders}`. */
  readonly path: string;
  /** `assumed`: the public documentation does not state the path. */
  readonly standing: 'documented' | 'assumed';
  /** One sentence for people. */
  readonly summary: string;
  /** The commands that call it, as `import purchases, export sold-products --name`. */
  readonly reachedBy: string;
  /** It changes nothing at the service, although it is no GET. */
  readonly reads?: true;
}

type Line = readonly [name: string, method: Route['method'], path: string, summary: string, reachedBy: string];

/** An operation whose path is in the public documentation. */
export function documented(...[name, method, path, summary, reachedBy]: Line): Route {
  return { name, method, path, standing: 'documented', summary, reachedBy };
}

/** An operation whose path is not; the configuration can override it. */
export function assumed(...line: Line): Route {
  return { ...documented(...line), standing: 'assumed' };
}
