// Settles what is unusual in a table, before its rows are judged: with the findings of the early check, else in a pass of its own.

import type { EqualRows } from '../../dedup/repeats.js';
import type { Mapping } from '../../mapping/mapping.js';
import type { Selection } from '../../selection/selection.js';
import { type SuspicionWatch, watchForSuspects } from '../../suspects/suspicion.js';
import type { SourceRow } from '../../values/cell.js';
import type { ColumnReading } from '../../values/evidence.js';
import type { EarlyFindings } from '../rows/early-check.js';
import { type JudgedRow, rowJudge } from '../rows/judge-row.js';
import type { OwnIdentities } from '../rows/own-identities.js';
import { isToCompare, Suspects } from '../rows/suspect-rows.js';
import type { ImportHistory } from './import-history.js';

/** A table whose rows can be judged. */
interface Judgeable {
  readonly mapping: Mapping;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  readonly rows: () => AsyncIterable<readonly SourceRow[]>;
  readonly equalRows: EqualRows;
  readonly selection: Selection | undefined;
  readonly identities?: OwnIdentities | undefined;
}

/** What is unusual. @param areAccepted all of it is sent, too. */
export async function settledSuspects(
  table: Judgeable,
  early: EarlyFindings | undefined,
  areAccepted: boolean,
  history: ImportHistory | undefined,
): Promise<Suspects> {
  const watch = early?.suspicion ?? (await watchedRows(table, history));
  return Suspects.of(watch, areAccepted, history?.written ?? (async () => () => false));
}

async function watchedRows(table: Judgeable, history: ImportHistory | undefined): Promise<SuspicionWatch> {
  const watch = watchForSuspects(table.mapping, history);
  for await (const rows of judgedRows(table)) for (const row of rows) if (isToCompare(row)) watch.add(row);
  return watch;
}

/** One pass over the rows of a table. */
export async function* judgedRows({
  mapping,
  readings,
  rows,
  equalRows,
  selection,
  identities,
}: Judgeable): AsyncGenerator<readonly JudgedRow[]> {
  const judge = rowJudge(mapping, readings, equalRows, selection, undefined, identities);
  for await (const batch of rows()) yield batch.map(judge);
}
