// Settles what is unusual in a table, before its rows are judged: with the findings of the early check, else in a pass of its own.

import type { EqualRows } from '../../dedup/repeats.js';
import type { Mapping } from '../../mapping/mapping.js';
import type { Selection } from '../../selection/selection.js';
import type { SourceRow } from '../../values/cell.js';
import type { ColumnReading } from '../../values/evidence.js';
import type { EarlyFindings } from '../rows/early-check.js';
import { type JudgedRow, rowJudge } from '../rows/judge-row.js';
import { findSuspects, type Suspects } from '../rows/suspect-rows.js';
import type { ImportHistory } from './import-history.js';

/** A table whose rows can be judged. */
interface Judgeable {
  readonly mapping: Mapping;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  readonly rows: () => AsyncIterable<readonly SourceRow[]>;
  readonly equalRows: EqualRows;
  readonly selection: Selection | undefined;
}

/** What is unusual; undefined where nothing is. @param areAccepted all of it is sent, too. */
export async function settledSuspects(
  table: Judgeable,
  early: EarlyFindings | undefined,
  areAccepted: boolean,
  history: ImportHistory | undefined,
): Promise<Suspects | undefined> {
  const suspicion = early ? early.suspicion.settle() : await findSuspects(table.mapping, judgedRows(table), history);
  if (suspicion === undefined) return undefined;
  return { suspicion, areAccepted, isWritten: (await history?.written()) ?? (() => false) };
}

async function* judgedRows({
  mapping,
  readings,
  rows,
  equalRows,
  selection,
}: Judgeable): AsyncGenerator<readonly JudgedRow[]> {
  const judge = rowJudge(mapping, readings, equalRows, selection);
  for await (const batch of rows()) yield batch.map(judge);
}
