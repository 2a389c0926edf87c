// The digest of an exported row: it shows whether the row has changed since, in the file or at the service.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { fileText } from '../values/file-text.js';
import { listIn } from '../values/read-text.js';
import { contentDigest } from './digest.js';

/** A row's values, with the defaults that its empty cells stand for. */
export function withFallbacks({ fields }: Pick<ImportDataset, 'fields'>, values: Values): Values {
  const filled: Record<string, Values[string]> = { ...values };
  for (const name in fields) {
    const field = fields[name];
    if (field?.kind === 'choice' && field.fallback !== undefined) filled[name] ??= field.fallback;
  }
  return filled;
}

/** A row's values as any kind of file gives them back. */
export function asInFile(values: Values): Values {
  const own: Record<string, Values[string]> = {};
  for (const name in values) own[name] = fitted(values[name]);
  return own;
}

function fitted(value: Values[string]): Values[string] {
  if (typeof value === 'string') return fileText(value);
  // A list is one cell.
  return Array.isArray(value) ? listIn(fileText(value.join('; '))) : value;
}

/**
 * The digest of a row's values: equal for rows that a file cannot distinguish. In hex, which no spreadsheet takes for a
 * formula.
 */
export function rowHash(dataset: Pick<ImportDataset, 'fields'>, values: Values): string {
  return contentDigest(asInFile(withFallbacks(dataset, values)), 'hex');
}

/**
 * The hashes that a file may have for values that the service holds: of all of them, and of those in the fields that the file
 * has. A result workbook knows no others, and the service may have filled them.
 * @param fields Those that the file has; undefined for all.
 */
export function hashesOf(
  dataset: Pick<ImportDataset, 'fields'>,
  held: Values,
  fields: ReadonlySet<string> | undefined,
): readonly string[] {
  const all = rowHash(dataset, held);
  if (fields === undefined) return [all];
  const known = Object.entries(held).filter(([field]) => fields.has(field));
  return [all, rowHash(dataset, Object.fromEntries(known))];
}
