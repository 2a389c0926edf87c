// The mapping files that lie beside a file and in the current folder. Which of them fits is settle-mapping.ts's question.

import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parseSavedMapping, type SavedMapping } from '../../mapping/saved/saved-mapping.js';
import { readSettingsFile } from '../../read/read-settings-file.js';

const NAME = /^(?:.+\.)?mapping\.(?:ya?ml|json)$/i;

/** Mapping files that were found. */
interface NearMappings {
  /** Those that say their titles. */
  readonly mappings: readonly SavedMapping[];
  /** Why others are not used. */
  readonly said: readonly string[];
}

/** Looks for `mapping.yaml` and `*.mapping.yaml` (also .yml, .json). @param file As the user named it. */
export async function mappingsNear(file: string): Promise<NearMappings> {
  const folders = new Map([dirname(file), '.'].map((folder) => [resolve(folder), folder]));
  const mappings: SavedMapping[] = [];
  const said: string[] = [];
  for (const folder of folders.values()) {
    const names = await readdir(folder).catch(() => []);
    for (const name of names.filter((one) => NAME.test(one)).sort()) {
      const path = join(folder, name);
      const found = read(path);
      if (typeof found === 'string') said.push(`${path} is not used: ${found}`);
      else mappings.push(found);
    }
  }
  return { mappings, said };
}

/** The mapping, or why it is not used: what was only found stops nobody. */
function read(path: string): SavedMapping | string {
  try {
    const mapping = parseSavedMapping(readSettingsFile(path), path);
    return mapping.titles ? mapping : `it has no titles to be found by (--mapping ${path} uses it)`;
  } catch (cause) {
    return cause instanceof Error ? cause.message : String(cause);
  }
}
