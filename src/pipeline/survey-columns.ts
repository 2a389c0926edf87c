// How each column writes its numbers and dates: one pass over the whole sheet, before any row is judged.

import type { MappedColumn, Mapping } from '../mapping/map-header.js';
import { problemAt } from '../problems/place.js';
import type { Problem } from '../problems/problem.js';
import { cellText, type SourceRow } from '../values/cell.js';
import { type ColumnEvidence, type ColumnReading, columnEvidence } from '../values/evidence.js';
import type { TableRequest } from './open-table.js';
import type { Rehearsal } from './rehearsal.js';

/** What the columns say about themselves. */
export interface Survey {
  readonly rows: number;
  readonly readings: ReadonlyMap<number, ColumnReading>;
  /** Columns that cannot be read yet: the problem is told once, not cell by cell. */
  readonly undecided: ReadonlySet<number>;
  readonly problems: readonly Problem[];
  readonly said: readonly string[];
}

interface SurveyedColumn {
  readonly column: MappedColumn;
  readonly evidence: ColumnEvidence;
}

/**
 * Reads every cell of the columns whose writing must be found out, and decides on evidence only. `rehearsal` is given the
 * rows too.
 */
export async function surveyColumns(
  rowBatches: AsyncIterable<readonly SourceRow[]>,
  sheet: string,
  mapping: Mapping,
  request: TableRequest,
  rehearsal?: Rehearsal,
): Promise<Survey> {
  const surveyed = mapping.columns.flatMap((column): readonly SurveyedColumn[] => {
    const field = column.field === undefined ? undefined : mapping.dataset.fields[column.field];
    const evidence = field && columnEvidence(field);
    return evidence ? [{ column, evidence }] : [];
  });
  const decide = () => decideColumns(surveyed, sheet, request);
  let rows = 0;
  for await (const batch of rowBatches) {
    rows += batch.length;
    for (const row of batch) {
      for (const { column, evidence } of surveyed) evidence.add(row.cells[column.index] ?? null, row.row);
    }
    rehearsal?.add(batch, () => decide().readings);
  }
  return { rows, ...decide() };
}

function decideColumns(
  surveyed: readonly SurveyedColumn[],
  sheet: string,
  { decimal, dateOrder }: TableRequest,
): Omit<Survey, 'rows'> {
  const readings = new Map<number, ColumnReading>();
  const undecided = new Set<number>();
  const problems: Problem[] = [];
  const said: string[] = [];
  for (const { column, evidence } of surveyed) {
    const decision = evidence.decide({ decimal, dateOrder });
    readings.set(column.index, decision.reading);
    if (decision.said !== undefined) said.push(`${column.title}: ${decision.said}`);
    if (decision.problem === undefined) continue;
    undecided.add(column.index);
    const { finding, cell, row } = decision.problem;
    const place = { sheet, row, column: column.title, field: column.field ?? '', value: cellText(cell) };
    problems.push(problemAt(place, finding));
  }
  return { readings, undecided, problems, said };
}
