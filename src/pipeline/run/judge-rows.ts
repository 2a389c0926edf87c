// One pass over a table that judges each row. Every pass gives the same.

import type { Values } from '../../datasets/dataset.js';
import type { EqualRows } from '../../dedup/repeats.js';
import type { Leaving } from '../../providers/binding.js';
import { type JudgedRow, rowJudge } from '../rows/judge-row.js';
import type { Table } from '../table/open-table.js';

/** Starts a pass over the rows below the header, in batches. */
export async function* judgeRows(table: Table, equalRows: EqualRows): AsyncGenerator<readonly JudgedRow[]> {
  const { mapping, readings, selection, suspects, identities } = table;
  const judge = rowJudge(mapping, readings, equalRows, selection, suspects, identities);
  for await (const batch of table.rows()) {
    const judged = batch.map(judge);
    // No row is valid before the columns are right.
    yield table.blocked ? judged.map((row) => ({ ...row, record: undefined, identity: '' })) : judged;
  }
}

/** The records of the valid rows that are wanted, one by one. */
export async function* fitRecords(
  table: Table,
  equalRows: EqualRows,
  isWanted: (row: JudgedRow) => boolean = () => true,
): AsyncGenerator<Values> {
  for await (const rows of judgeRows(table, equalRows)) {
    for (const row of rows) {
      const { record, leftOut } = row;
      if (record !== undefined && leftOut === undefined && isWanted(row)) yield record;
    }
  }
}

/** The rows that ask to be deleted, one by one. */
export async function* leavingRows(table: Table, equalRows: EqualRows): AsyncGenerator<Leaving> {
  if (!table.mapping.columns.some(({ mark }) => mark === 'action')) return;
  for await (const rows of judgeRows(table, equalRows)) {
    for (const { record, leftOut, marks } of rows) {
      if (record !== undefined && leftOut === undefined && marks?.word === 'delete')
        yield { record, remoteId: marks.remoteId };
    }
  }
}
