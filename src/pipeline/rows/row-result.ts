// The result of a row by the file alone.

import type { Result } from '../../plan/result.js';
import { finding } from '../../problems/problem.js';
import type { JudgedRow } from './judge-row.js';

const NOTHING_SENT = { remoteId: '', field: '', requestId: '', attempts: 0 };

/** The result of a row that was not sent; `unsentBecause` says why a valid one was not. */
export function resultInFile(
  { problems, leftOut, suspect }: Pick<JudgedRow, 'problems' | 'leftOut' | 'suspect'>,
  unsentBecause: string,
): Result {
  const errors = problems.filter(({ severity }) => severity === 'error');
  const [first] = errors;
  if (first) return { ...NOTHING_SENT, status: 'invalid', field: first.field, finding: first, problems: errors };
  if (leftOut) return { ...NOTHING_SENT, status: 'skipped', finding: leftOut };
  if (suspect) return { ...NOTHING_SENT, status: 'unsent', field: suspect.field, finding: suspect };
  return { ...NOTHING_SENT, status: 'unsent', finding: finding('NOT_SENT', { why: unsentBecause }) };
}
