// Checks the rows during the survey of the columns, with the reading that the first rows suggest. Where the whole table
// confirms that reading, as nearly always, the check needs no second pass over the file.

import { isDeepStrictEqual } from 'node:util';
import type { EqualRows } from '../../dedup/repeats.js';
import type { Mapping } from '../../mapping/mapping.js';
import type { Selection } from '../../selection/selection.js';
import type { History } from '../../suspects/history.js';
import { type SuspicionWatch, watchForSuspects } from '../../suspects/suspicion.js';
import type { SourceRow } from '../../values/cell.js';
import type { ColumnReading } from '../../values/evidence.js';
import { type JudgedRow, rowJudge } from './judge-row.js';
import { type SoundRows, soundRows } from './sound-rows.js';
import { isToCompare } from './suspect-rows.js';
import { type RowWatch, watchRows } from './watch-rows.js';

type Readings = ReadonlyMap<number, ColumnReading>;

/** What a pass found. */
export interface EarlyFindings {
  readonly sound: SoundRows;
  readonly watch: RowWatch;
  /** All rows, compared with one another. */
  readonly suspicion: SuspicionWatch;
  /** All others, in order. */
  readonly others: readonly RowToReport[];
}

/** A row, without what a check does not need. */
export type RowToReport = Omit<JudgedRow, 'identity' | 'marks' | 'values'>;

/** Rows that are kept at the most; a table with more to report is judged once more, in bounded memory. */
const MOST_KEPT = 10_000;
/** Characters of their texts that are kept at the most: a few cells may be as long as a book. */
const MOST_CHARACTERS = 20_000_000;

/** An early check in progress; rows must come in order. */
export interface EarlyCheck {
  /** `suggested`: how the rows up to here suggest that columns are read. */
  add(batch: readonly SourceRow[], suggested: () => Readings): void;
  /** The findings, if these are all rows and the final reading is the one suggested. */
  outcome(readings: Readings): EarlyFindings | undefined;
}

/** Starts an early check. */
export function startEarlyCheck(
  mapping: Mapping,
  equalRows: EqualRows,
  selection?: Selection,
  history?: History,
): EarlyCheck {
  const sound = soundRows(mapping.dataset);
  const watch = watchRows(mapping, selection);
  const suspicion = watchForSuspects(mapping, history);
  const others: RowToReport[] = [];
  let assumed: Readings | undefined;
  let judge: ((row: SourceRow) => JudgedRow) | undefined;
  let isAll = true;
  let characters = 0;
  return {
    add(batch, suggested) {
      if (!isAll) return;
      assumed ??= suggested();
      judge ??= rowJudge(mapping, assumed, equalRows, selection);
      for (const row of batch) {
        const judged = judge(row);
        watch.add(judged);
        if (isToCompare(judged)) suspicion.add(judged);
        if (sound.take(judged)) continue;
        characters += charactersOf(row);
        if (others.length < MOST_KEPT && characters <= MOST_CHARACTERS) others.push(kept(judged));
        else {
          isAll = false;
          others.length = 0;
          return;
        }
      }
    },
    outcome: (readings) =>
      isAll && isDeepStrictEqual(assumed, readings) ? { sound, watch, suspicion, others } : undefined,
  };
}

function charactersOf({ cells }: SourceRow): number {
  let sum = 0;
  for (const cell of cells) if (typeof cell === 'string') sum += cell.length;
  return sum;
}

/** A copy, since the texts of a row from a file are views that would hold the whole piece of the file. */
function kept({ ordinal, source, record, problems, leftOut }: JudgedRow): RowToReport {
  return structuredClone({ ordinal, source, record, problems, leftOut });
}
