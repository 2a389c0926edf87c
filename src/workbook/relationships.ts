// How the parts of a package lead to each other: relationships by their ids, and the names of parts. Knows no spreadsheet.

import { XmlScanner } from './xml-scanner.js';
import type { ZipArchive } from './zip-archive.js';

/** A relationship between parts: its kind (the last word of its type) and the part it leads to. */
export interface Relationship {
  readonly kind: string;
  readonly target: string;
  /** It leads out of the package. */
  readonly external: boolean;
}

/** The part with the relationships of a part; '' stands for the package itself. */
export function relationshipsPart(part: string): string {
  const folder = folderOf(part);
  return `${folder}_rels/${part.slice(folder.length)}.rels`;
}

/** The relationships of a part by their ids; '' stands for the package itself. */
export async function readRelationships(
  path: string,
  zip: ZipArchive,
  part: string,
): Promise<Map<string, Relationship>> {
  const name = relationshipsPart(part);
  const scanner = new XmlScanner(`${path} (${name})`, 0);
  scanner.push(await zip.bytes(name));
  const relationships = new Map<string, Relationship>();
  while (scanner.next()) {
    if (scanner.closing || !scanner.is('Relationship')) continue;
    const type = scanner.attribute('Type') ?? '';
    relationships.set(scanner.attribute('Id') ?? '', {
      kind: type.slice(type.lastIndexOf('/') + 1),
      target: resolveTarget(folderOf(part), scanner.attribute('Target') ?? ''),
      external: scanner.attribute('TargetMode') === 'External',
    });
  }
  return relationships;
}

/** The folder of a part, with its slash. */
function folderOf(part: string): string {
  return part.slice(0, part.lastIndexOf('/') + 1);
}

/** A target as a part's name: relative to the folder, or absolute with a leading slash. */
function resolveTarget(folder: string, target: string): string {
  const path = target.replaceAll('\\', '/');
  const names: string[] = [];
  for (const name of (path.startsWith('/') ? path : folder + path).split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return names.join('/');
}

/** A part's name as a target of another one: relative to its folder, as most programs write it. */
export function relativeTarget(from: string, to: string): string {
  const folders = from.split('/').slice(0, -1);
  const names = to.split('/');
  let shared = 0;
  while (shared < folders.length && shared < names.length - 1 && folders[shared] === names[shared]) shared += 1;
  return [...folders.slice(shared).map(() => '..'), ...names.slice(shared)].join('/');
}
