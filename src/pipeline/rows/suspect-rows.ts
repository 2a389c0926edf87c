// Holds back rows that look unusual, until a person accepts them. What is unusual is decided in suspects/.

import type { ImportDataset, Values } from '../../datasets/dataset.js';
import { rowHash } from '../../dedup/row-hash.js';
import type { Mapping } from '../../mapping/mapping.js';
import type { History } from '../../suspects/history.js';
import { type Suspicion, watchForSuspects } from '../../suspects/suspicion.js';
import type { JudgedRow } from './judge-row.js';

/** What is unusual in a table, and whether all of it is accepted. */
export interface Suspects {
  readonly suspicion: Suspicion;
  readonly areAccepted: boolean;
  /** Whether the very row was imported before: nothing about it is asked again. */
  readonly isWritten: (identity: string) => boolean;
}

/** A row that takes part in the comparison: one that may be written. */
export function isToCompare<R extends Pick<JudgedRow, 'record' | 'leftOut' | 'marks'>>(
  row: R,
): row is R & { readonly record: Values } {
  return row.record !== undefined && row.leftOut === undefined && row.marks?.word !== 'delete';
}

/** Compares all rows of a pass; undefined where nothing is unusual. */
export async function findSuspects(
  mapping: Mapping,
  batches: AsyncIterable<readonly JudgedRow[]>,
  history: History | undefined,
): Promise<Suspicion | undefined> {
  const watch = watchForSuspects(mapping, history);
  for await (const rows of batches) for (const row of rows) if (isToCompare(row)) watch.add(row);
  return watch.settle();
}

/** The row with what is unusual about it as warnings, and held back unless it is accepted. */
export function withSuspects(
  judged: JudgedRow,
  { suspicion, areAccepted, isWritten }: Suspects,
  dataset: ImportDataset,
): JudgedRow {
  if (!isToCompare(judged) || judged.marks?.isAccepted) return judged;
  const found = suspicion(judged);
  const [first] = found;
  if (first === undefined || isUnedited(judged, dataset) || isWritten(judged.identity)) return judged;
  const { ordinal, source, record, problems, identity, leftOut, marks, values, sentAs } = judged;
  const suspect = areAccepted ? undefined : first;
  const all = [...problems, ...found];
  return { ordinal, source, record, problems: all, identity, leftOut, marks, values, sentAs, suspect };
}

/** The service holds what an unedited row of an export says. */
function isUnedited({ marks, values }: JudgedRow, dataset: ImportDataset): boolean {
  return marks !== undefined && marks.remoteId !== '' && marks.hash !== '' && rowHash(dataset, values) === marks.hash;
}
