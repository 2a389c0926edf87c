// The digest of an exported row: it shows whether the row has changed since, in the file or at the service.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { fileText } from '../values/file-text.js';
import { listIn } from '../values/read-text.js';
import { contentDigest } from './digest.js';

/** A row's values, with the defaults that its empty cells stand for. */
export function withFallbacks({ fields }: Pick<ImportDataset, 'fields'>, values: Values): Values {
  const filled: Record<string, Values[string]> = { ...values };
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'choice' && field.fallback !== undefined) filled[name] ??= field.fallback;
  }
  return filled;
}

/** A row's values as any kind of file gives them back. */
export function asInFile(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, fitted(value)]));
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
  return Buffer.from(contentDigest(asInFile(withFallbacks(dataset, values))), 'base64').toString('hex');
}
