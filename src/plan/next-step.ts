// What a person does next about a row that is not done.

import { isSuspect } from '../problems/catalogue.js';
import type { Result } from './result.js';

/**
 * `fix`: correct the row in the file. `update`: nothing is wrong with it, and `--on-existing update` sends what was edited. `read`:
 * nothing in the row helps either; its message says what does. `accept`: it looks unusual; correct it, or say that it is right. `plan`:
 * it is not as the plan says; make a new one.
 */
export type NextStep = 'fix' | 'update' | 'read' | 'accept' | 'plan';

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
  if (status === 'unsent') return openStep(finding);
  if (status !== 'failed') return undefined;
  return NOT_IN_THE_FILE.has(finding?.code) ? 'read' : 'fix';
}

/** A row that was not sent for a reason of its own. */
function openStep(finding: Result['finding']): NextStep | undefined {
  if (finding?.code === 'PLAN_OUT_OF_DATE') return 'plan';
  return finding !== undefined && isSuspect(finding) ? 'accept' : undefined;
}

/** Rows by their next step. */
export type NextSteps = Readonly<Record<NextStep, number>>;
