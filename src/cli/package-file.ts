// Finds the files that the package ships beside its code, such as samples, wherever a bundler put this file.

import { existsSync } from 'node:fs';

/** The address of a file of the package, from its root. */
export function packageFile(path: string): URL {
  let folder = new URL('.', import.meta.url);
  while (!existsSync(new URL('package.json', folder))) folder = new URL('..', folder);
  return new URL(path, folder);
}

/** Where editors find the rules of a mapping file, in a project that installs the package. */
export const MAPPING_SCHEMA = 'node_modules/carbonsheet/docs/mapping.schema.json';
