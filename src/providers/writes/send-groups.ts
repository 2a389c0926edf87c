// Sends a batch in groups of rows, one request for each group, a few at a time, with a result for every row.
// The request of a group is the dataset's; the meaning of a failure is write-outcome.ts's.

import pLimit from 'p-limit';
import type { Stop } from '../../problems/stop.js';
import type { BatchResult, BatchRow } from '../binding.js';
import type { Session } from '../session.js';
import { failedWrite, unsent } from './write-outcome.js';

/** Concurrent requests of one batch. */
const AT_ONCE = 4;

/** The rows of one request, with their positions in the batch. */
export interface RowGroup {
  readonly rows: readonly BatchRow[];
  readonly at: readonly number[];
}

/** Groups rows by key, in the order of first appearance. */
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
 * @param send gives a result for each row of the group, in order. An error becomes the result of all rows of the group.
 * @param settled results of rows that need no request, by position.
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
    let sent: readonly BatchResult[];
    try {
      const reason = stop;
      sent = reason ? group.rows.map((row) => unsent(row, reason)) : await send(group);
    } catch (error) {
      sent = group.rows.map(({ kind, remoteId }) => failedWrite(error, kind, remoteId, session));
    }
    for (const [index, at] of group.at.entries()) {
      const result = sent[index];
      if (result === undefined) throw new Error(`${group.rows.length} rows were sent, ${sent.length} came back`);
      stop ??= result.stop;
      results.set(at, result);
    }
  };
  await Promise.all(groups.map((group) => limit(() => sendOne(group))));
  return [...results.entries()].sort(([one], [other]) => one - other).map(([, result]) => result);
}
