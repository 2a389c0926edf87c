// The columns that the results have before those of the source, and their values for a row.

import type { Result } from '../../plan/result.js';
import { describe, say } from '../../problems/place.js';
import { oneLine, visible } from '../../problems/visible.js';
import type { SourceRow } from '../../values/cell.js';

export const RESULT_COLUMNS = [
  'sheet',
  'row',
  'status',
  'remote_id',
  'code',
  'field',
  'message',
  'request_id',
  'attempts',
] as const;

/** The values of RESULT_COLUMNS for a row; the message says what to do, too. */
export function resultCells({ sheet, row }: SourceRow, result: Result): readonly (string | number)[] {
  const { status, remoteId, finding, field, requestId, attempts } = result;
  const code = finding?.code ?? '';
  return [
    visible(sheet),
    row,
    status,
    visible(remoteId),
    code,
    visible(field),
    resultMessage(result),
    visible(requestId),
    attempts,
  ];
}

/** Why a row has its result, and what to do; '' where there is nothing to say. */
export function resultMessage({ finding, problems = [] }: Pick<Result, 'finding' | 'problems'>): string {
  if (problems.length > 0) {
    return problems
      .map((problem) => [oneLine(problem.column), describe(problem)].filter(Boolean).join(': '))
      .join('; ');
  }
  return finding ? say(finding) : '';
}
