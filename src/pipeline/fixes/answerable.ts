// Which causes another text in the cells answers, and what to do about a text that no cell of the file holds. Applying answers is
// fix's.

import type { Mapping } from '../../mapping/mapping.js';
import { selectionProblems } from '../../problems/catalogue/selection.js';
import type { ProblemCode } from '../../problems/catalogue.js';
import { type Cause, shownValue } from '../../problems/causes.js';
import { oneLine } from '../../problems/visible.js';

/** About a whole column, or about a row: no other text in the cell answers them. */
const NO_ANSWER: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'UNDECIDED_DECIMAL',
  'CONTRADICTORY_DECIMAL',
  'UNDECIDED_DATE_ORDER',
  'CONTRADICTORY_DATE_ORDER',
  'UNDECIDED_SHARE',
  'UNITS_MIXED',
  'TOTAL_ROW',
  'MAYBE_TOTAL',
  'TOTAL_DIFFERS',
]);
/** What a filled cell answers, where the value is empty. */
const OF_EMPTY: ReadonlySet<ProblemCode> = new Set<ProblemCode>(['REQUIRED_EMPTY', 'NEEDS_FIELD', 'MISSING_COLUMN']);

/** Whether a list of fixes has a line for the cause. */
export function isListed({ problem: { code, column, value, severity }, isRest }: Cause): boolean {
  if (isRest || severity === 'note' || NO_ANSWER.has(code) || Object.hasOwn(selectionProblems, code)) return false;
  return value === '' ? OF_EMPTY.has(code) : column !== '';
}

/** Whether another text in the cells of the cause, or in the mapping file, answers it. */
export function isAnswerable(cause: Cause): boolean {
  return isListed(cause) && cause.instead === undefined;
}

/** Of titles of constants that an option gives. */
const BY_OPTION = ' (--set)';

/**
 * What to do about a text that neither a cell nor the mapping file holds as it is; undefined for all others.
 * @param at Its column as files of fixes name it, and its field where that is known.
 */
export function insteadOf(
  { columns, dataset }: Mapping,
  at: { readonly column: string; readonly value: string; readonly field?: string },
): string | undefined {
  const gained = columns.find((one) => one.gained && one.field !== undefined && one.field === at.field);
  if (gained && dataset.fields[gained.field ?? '']?.kind !== 'number') return `rename the column ${at.column}`;
  for (const { title, made, filler } of columns) {
    if (oneLine(title) !== at.column) continue;
    if (made === 'join') return `correct the cells that are joined: ${at.column}`;
    const giver = made === 'constant' ? title : filler && shownValue(filler.text) === at.value ? filler.title : '';
    if (giver.endsWith(BY_OPTION)) return `change --set ${giver.slice(0, -BY_OPTION.length)}`;
  }
  return undefined;
}
