// Joins the rows of a table with the results that are known of them; both come in source order.

import type { RowResult } from '../../ledger/ledger.js';
import type { Result } from '../../plan/result.js';
import type { JudgedRow } from '../rows/judge-row.js';
import { resultInFile } from '../rows/row-result.js';
import { judgeRows } from './judge-rows.js';
import type { Run } from './open-run.js';

/** A row and its recorded result, if it has one. */
export interface RecordedRow {
  readonly row: JudgedRow;
  readonly recorded: RowResult | undefined;
}

/** Starts a pass over all rows. */
export async function* recordedRows(
  run: Pick<Run, 'table' | 'equalRows'>,
  recorded: AsyncIterable<RowResult> | undefined,
): AsyncGenerator<readonly RecordedRow[]> {
  const results = recorded?.[Symbol.asyncIterator]();
  let next = await results?.next();
  for await (const rows of judgeRows(run.table, run.equalRows)) {
    const joined: RecordedRow[] = [];
    for (const row of rows) {
      const own = next && !next.done && next.value.ordinal === row.ordinal ? next.value : undefined;
      if (own) next = await results?.next();
      joined.push({ row, recorded: own });
    }
    yield joined;
  }
}

/** The row's result: by the file alone where that settles it, else the recorded one. */
export function resultOfRow({ row, recorded }: RecordedRow, unsentBecause: string): Result {
  const result = resultInFile(row, unsentBecause);
  if (result.status !== 'unsent') return result;
  // A row that is valid now may have been invalid before.
  const known = recorded === undefined || recorded.status === 'invalid' ? result : recorded;
  return known.finding === undefined && row.sentAs ? { ...known, finding: row.sentAs } : known;
}
