// Which way a row went: to the service, or off the way to it, and where. For control totals and the reconciliation of ledgers.

import type { Result } from '../../plan/result.js';
import type { JudgedRow } from './judge-row.js';

type Outcome = Pick<Result, 'status' | 'remoteId'>;
type Row = Pick<JudgedRow, 'record' | 'leftOut'>;

/** Where a row ended. */
export type RowWay = 'excluded' | 'invalid' | 'moved' | 'there' | 'open' | 'sent';

/** Rows that are no postings: totals of others, the template's example. */
const NO_POSTINGS: ReadonlySet<string | undefined> = new Set(['TOTAL_ROW', 'EXAMPLE_ROW']);
/** Rows whose amount is part of another row's. */
const ELSEWHERE: ReadonlySet<string | undefined> = new Set(['SUMMED_INTO', 'SUM_OF_ZERO', 'NETTED']);

/** Whether the row stands for nothing of its own. */
export function isNoPosting({ leftOut }: Row): boolean {
  return NO_POSTINGS.has(leftOut?.code);
}

/** Whether the row's amount is part of another row's. */
export function isTakenElsewhere({ leftOut }: Row): boolean {
  return ELSEWHERE.has(leftOut?.code);
}

/** Where the row ended. */
export function wayOf(row: Row, outcome: Outcome): RowWay {
  const { status, remoteId } = outcome;
  if (isTakenElsewhere(row)) return 'moved';
  if (exclusionOf(row, outcome) !== undefined) return 'excluded';
  if (status === 'created' || status === 'updated') return 'sent';
  if (status === 'unchanged' || (status === 'skipped' && remoteId !== '')) return 'there';
  return row.record === undefined ? 'invalid' : 'open';
}

/** What excludes the row: a rule, or the user in another way; undefined where nothing does. */
export function exclusionOf({ leftOut }: Row, { status }: Pick<Outcome, 'status'>): string | undefined {
  if (status === 'deleted') return 'Action delete';
  if (leftOut?.code === 'EXCLUDED_BY_RULE') return leftOut.args.rule;
  if (leftOut?.code === 'ASKED_TO_SKIP') return 'Action skip';
  return leftOut?.code === 'REPEATED_ROW' ? 'repeated rows' : undefined;
}
