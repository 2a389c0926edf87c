// The digest of a row as it was exported: it tells whether somebody has changed the row since, in the file or at the service.

import type { ImportDataset, Values } from '../datasets/dataset.js';
import { contentDigest } from './digest.js';

/** A row's values with what its empty cells stand for: so a row is read back that was exported without them. */
export function withFallbacks({ fields }: Pick<ImportDataset, 'fields'>, values: Values): Values {
  const filled: Record<string, Values[string]> = { ...values };
  for (const [name, field] of Object.entries(fields)) {
    if (field.kind === 'choice' && field.fallback !== undefined) filled[name] ??= field.fallback;
  }
  return filled;
}

/** The digest of a row's values: equal for a row that says the same. In hex, which no spreadsheet takes for a formula. */
export function rowHash(dataset: Pick<ImportDataset, 'fields'>, values: Values): string {
  return Buffer.from(contentDigest(withFallbacks(dataset, values)), 'base64').toString('hex');
}
