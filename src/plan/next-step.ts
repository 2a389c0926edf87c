// What a person does next about a row that is not done.

import type { Result } from './result.js';

/**
 * `fix`: correct the row in the file. `update`: nothing is wrong with it, and `--on-existing update` sends what was edited. `read`:
 * nothing in the row helps either; its message says what does.
 */
export type NextStep = 'fix' | 'update' | 'read';

/** Rows that were edited after the service had them. */
const EDITED: ReadonlySet<string | undefined> = new Set(['EDITED_SINCE_IMPORT', 'EDITED_EXPORT']);

/**
 * Imported from a file of their own, these rows would not be known as rows that were imported before, and be there twice.
 */
const NOT_IN_THE_FILE: ReadonlySet<string | undefined> = new Set([
  'CHANGED_SINCE_IMPORT',
  'NOT_LISTED_YET',
  'STILL_IN_DOUBT',
]);

/** The next step about a row; undefined where there is nothing to do, or the run is to be resumed. */
export function nextStepOf({ status, finding }: Pick<Result, 'status' | 'finding'>): NextStep | undefined {
  if (status === 'invalid') return 'fix';
  if (EDITED.has(finding?.code)) return status === 'updated' || status === 'in-doubt' ? undefined : 'update';
  if (status !== 'failed') return undefined;
  return NOT_IN_THE_FILE.has(finding?.code) ? 'read' : 'fix';
}

/** Rows by their next step. */
export type NextSteps = Readonly<Record<NextStep, number>>;
