// Sends a batch whose rows make up requests in groups: each group its own request, a few at a time, a result for every row.
// What a group's request is, the file of the dataset says; what its failure means for the others is said here.

import pLimit from 'p-limit';
import type { Result } from '../plan/result.js';
import { finding } from '../problems/problem.js';
import { Stop } from '../problems/stop.js';
import { ServiceError } from './http.js';
import type { BatchResult, BatchRow, Session } from './provider.js';
import { stopFor } from './stop-for.js';

/** Requests of one batch under way; the pace is that of the service anyway. */
const AT_ONCE = 4;

/** Rows that one request is about, with their positions in the batch. */
export interface RowGroup {
  readonly rows: readonly BatchRow[];
  readonly at: readonly number[];
}

/** Rows of equal keys as groups, in the order in which these turn up. */
export function groupRows(
  rows: readonly BatchRow[],
  keyOf: (row: BatchRow, index: number) => string,
): readonly RowGroup[] {
  const groups = new Map<string, { rows: BatchRow[]; at: number[] }>();
  for (const [index, row] of rows.entries()) {
    const key = keyOf(row, index);
    const group = groups.get(key) ?? { rows: [], at: [] };
    group.rows.push(row);
    group.at.push(index);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/**
 * Sends the groups.
 * @param send gives a result for each row of the group, in their order; what it throws is the result of them all.
 * @param settled results of rows that need no request, by position; together with the groups they are all rows.
 */
export async function sendGroups<G extends RowGroup>(
  session: Pick<Session, 'provider'>,
  groups: readonly G[],
  send: (group: G) => Promise<readonly BatchResult[]>,
  settled: ReadonlyMap<number, BatchResult> = new Map(),
): Promise<readonly BatchResult[]> {
  const results = new Map(settled);
  const limit = pLimit(AT_ONCE);
  let stop: Stop | undefined;
  const sendOne = async (group: G): Promise<void> => {
    let told: readonly BatchResult[];
    try {
      const reason = stop;
      told = reason ? group.rows.map((row) => unsent(row, reason)) : await send(group);
    } catch (error) {
      told = group.rows.map((row) => failed(row, error, session));
    }
    for (const [index, at] of group.at.entries()) {
      const result = told[index];
      if (result === undefined) throw new Error(`${group.rows.length} rows were sent, ${told.length} came back`);
      stop ??= result.stop;
      results.set(at, result);
    }
  };
  await Promise.all(groups.map((group) => limit(() => sendOne(group))));
  return [...results.entries()].sort(([one], [other]) => one - other).map(([, result]) => result);
}

/** A row that was not sent, and why; a Stop holds for all others too. */
export function unsent({ remoteId }: Pick<BatchRow, 'remoteId'>, why: Stop | string): BatchResult {
  const stop = typeof why === 'string' ? undefined : why;
  const told = finding('NOT_SENT', { why: stop?.message ?? String(why) });
  return { status: 'unsent', remoteId, finding: told, field: '', requestId: '', attempts: 0, ...(stop && { stop }) };
}

/** What the failure of its request means for a row; throws what is a bug. */
function failed(
  { remoteId }: Pick<BatchRow, 'remoteId'>,
  error: unknown,
  { provider }: Pick<Session, 'provider'>,
): BatchResult {
  if (error instanceof Stop) return unsent({ remoteId }, error);
  if (!(error instanceof ServiceError)) throw error;
  const { kind, status, detail, requestId, attempts } = error;
  const about = { remoteId, field: Object.keys(error.fields)[0] ?? '', requestId, attempts };
  const inDoubt: Result = { ...about, status: 'in-doubt', finding: finding('NO_ANSWER', { detail }) };
  switch (kind) {
    case 'unclear':
      return inDoubt;
    case 'refused':
      return { ...about, status: 'failed', finding: finding('REFUSED', { status, detail }) };
    case 'unreadable':
      // The answer to a change: it was done, and what it came to has to be looked up.
      if (status < 300 && error.log.some(({ method }) => method !== 'GET')) return inDoubt;
      return { ...about, status: 'failed', finding: finding('REFUSED', { status, detail }) };
    case 'denied':
    case 'unreachable': {
      const stop = stopFor(error, provider);
      // A change that was tried in vain, however often, may have been done.
      if (kind === 'unreachable' && mayBeDone(error)) return { ...inDoubt, stop };
      return { ...about, status: 'unsent', finding: finding('NOT_SENT', { why: stop.message }), stop };
    }
  }
}

function mayBeDone({ log }: ServiceError): boolean {
  return log.some(
    ({ method, outcome }) =>
      method !== 'GET' &&
      (outcome === 'no-answer' || (typeof outcome === 'number' && (outcome >= 500 || outcome === 408))),
  );
}
