// The placeholders of a path. Another path for a route may name them otherwise: then their order says which is which.

/** The names in braces, in order. */
export function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
}

/** A path with the placeholders of the route's own path; undefined when it has more of them, or fewer. */
export function withOwnNames(path: string, own: string): string | undefined {
  const names = placeholdersOf(own);
  const theirs = placeholdersOf(path);
  if (theirs.length !== names.length) return undefined;
  if (theirs.every((name) => names.includes(name))) return path;
  let index = 0;
  return path.replace(/\{[^}]+\}/g, () => `{${names[index++]}}`);
}
