// What is unusual in a table: gathered over all rows, then asked row by row. Values that fit the schema but not the others are
// held back until a person accepts them.

import { cellOf, columnOf, type Mapping } from '../mapping/mapping.js';
import { problemAt } from '../problems/place.js';
import type { Problem } from '../problems/problem.js';
import { cellText } from '../values/cell.js';
import type { HeldRows } from './held-rows.js';
import type { History } from './history.js';
import { knownDocuments } from './known-documents.js';
import { nearRepeats } from './near-repeats.js';
import type { Suspect, SuspectRow } from './suspect-row.js';
import { usualAmounts } from './usual-amounts.js';
import { usualCurrencies } from './usual-currencies.js';

/** Says what is unusual about a row; the same in every pass. */
export type Suspicion = (row: SuspectRow) => readonly Problem[];

/** Gathers what is usual. The order of the rows does not matter. */
export interface SuspicionWatch {
  add(row: SuspectRow): void;
  /** Once all rows are added; undefined where no row is unusual. @param held rows of the service, once they are known. */
  settle(held?: HeldRows): Suspicion | undefined;
}

const NONE: readonly Suspect[] = [];

/** Starts with no rows. @param history earlier imports into the account; undefined where nothing is known of any. */
export function watchForSuspects(mapping: Mapping, history?: History): SuspicionWatch {
  const kinds = [
    usualAmounts(mapping, history?.amounts),
    usualCurrencies(mapping),
    nearRepeats(mapping),
    knownDocuments(mapping, history),
  ].filter((kind) => kind !== undefined);
  return {
    add(row) {
      for (const kind of kinds) kind.add(row);
    },
    settle(held) {
      const found = kinds.flatMap((kind) => kind.settle(held) ?? []);
      if (found.length === 0) return undefined;
      return (row) => {
        let suspects = NONE;
        for (const suspectsIn of found) {
          const some = suspectsIn(row);
          if (some.length > 0) suspects = [...suspects, ...some];
        }
        return suspects.map((one) => problemOf(one, row, mapping));
      };
    },
  };
}

function problemOf({ field, year, column: own, finding }: Suspect, { source }: SuspectRow, mapping: Mapping): Problem {
  const { sheet, row, from } = source;
  const column =
    own ??
    mapping.columns.find((one) => one.field === field && one.year === year && !one.made) ??
    columnOf(mapping, field);
  const title = (column?.gained && from?.title) || (column?.title ?? '');
  const value = column === undefined ? '' : cellText(cellOf(column, source));
  return problemAt({ sheet, row, column: title, field, value }, finding);
}
