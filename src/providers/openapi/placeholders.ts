// The placeholders of a path. An overriding path may use other names; then the order decides.

/** The names in braces, in order. */
export function placeholdersOf(path: string): readonly string[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name);
}

/** A path with the names of the route's own placeholders; undefined when it has more or fewer. */
export function withOwnNames(path: string, own: string): string | undefined {
  const names = placeholdersOf(own);
  const theirs = placeholdersOf(path);
  if (theirs.length !== names.length) return undefined;
  if (theirs.every((name) => names.includes(name))) return path;
  let index = 0;
  return path.replace(/\{[^}]+\}/g, () => `{${names[index++]}}`);
}
