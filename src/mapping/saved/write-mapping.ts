// Writes a mapping as the text of a file that people review: one entry a line, always in the same order.

import { Document } from 'yaml';
import { mappingShape } from './mapping-schema.js';
import type { MappingParts } from './saved-mapping.js';

/**
 * The text of a mapping file (YAML). Reading it gives the same mapping.
 * @param schema Where editors find the JSON schema: an address, or a path from the file's folder.
 */
export function writeMapping(mapping: MappingParts, schema: string): string {
  const order: readonly string[] = Object.keys(mappingShape);
  const parts = new Map<string, unknown>(Object.entries(mapping).filter(([, value]) => value !== undefined));
  const entries = order.flatMap((name) => (parts.has(name) ? [[name, parts.get(name)] as const] : []));
  const document = new Document(new Map<string, unknown>([['version', 1], ...entries]));
  document.commentBefore = ` yaml-language-server: $schema=${schema}`;
  return document.toString({ lineWidth: 0 });
}
