// Values that the service does not take, as far as that is known before anything is sent: a supplier that it does not have, a unit
// that it does not know. Grouped by cause, with the nearest value that it has.

import { cellOf, columnOf, type Mapping } from '../../mapping/mapping.js';
import type { Result } from '../../plan/result.js';
import { answerOf } from '../../problems/catalogue.js';
import { type Cause, collectCauses, shownValue } from '../../problems/causes.js';
import { problemAt } from '../../problems/place.js';
import { oneLine } from '../../problems/visible.js';
import { cellText, type SourceRow } from '../../values/cell.js';
import { insteadOf } from '../fixes/answerable.js';

/** Refused values, gathered row by row. */
export interface RefusedValues {
  /** @param result What became of the row: it failed, or would. */
  see(source: SourceRow, result: Result): void;
  causes(): readonly Cause[];
}

/** Starts with none. */
export function refusedValues(mapping: Mapping): RefusedValues {
  const collected = collectCauses();
  return {
    see(source, { finding, field, attempts }) {
      const column = columnOf(mapping, field);
      // Whatever was sent has the service's own answer.
      if (finding === undefined || column === undefined || attempts > 0) return;
      const { sheet, row, from } = source;
      const title = (column.gained && from?.title) || column.title;
      const value = cellText(cellOf(column, source));
      collected.add(problemAt({ sheet, row, column: title, field, value }, finding));
    },
    causes: () =>
      collected.causes().map((cause): Cause => {
        const { column, value, field } = cause.problem;
        const instead = insteadOf(mapping, { column: oneLine(column), value: shownValue(value), field });
        if (cause.isRest) return cause;
        return { ...cause, ...(instead === undefined ? { answer: answerOf(cause.problem) } : { instead }) };
      }),
  };
}
