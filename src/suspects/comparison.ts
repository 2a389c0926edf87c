// Compares an amount with those that came before it, by the narrowest group of its row that has enough of them. Where they came
// from, earlier imports or the rows at the service, is for others.

import { type Grouping, rolesOf } from './groups.js';
import type { Spread, Usual } from './spread.js';
import type { SuspectRow } from './suspect-row.js';

/** Rows of a group that say a little of what is usual in it. */
const A_FEW = 3;

/** What an amount is compared with, and whether it is unusual there. */
export interface Comparison {
  readonly isUnusual: boolean;
  /** Undefined where a few rows like it are all that there is. */
  readonly usual: Usual | undefined;
  /** Undefined for the whole column. */
  readonly grouping?: Grouping;
  /** The lower, the narrower the group. */
  readonly rank: number;
}

/** What groups go by, the narrowest first; the sectors of a service are wider than the accounts of a file. */
const NARROWEST_FIRST = [
  'product country',
  'product',
  'kind supplier',
  'sector supplier',
  'kind',
  'sector',
  'supplier',
];

/** @param grouping undefined for the whole column. */
export function rankOf(grouping: Grouping | undefined): number {
  return grouping === undefined ? NARROWEST_FIRST.length : NARROWEST_FIRST.indexOf(rolesOf(grouping));
}

/** The amounts of one field in one unit that came before. */
export interface AmountsBefore {
  readonly whole: Spread;
  /** Whether most rows belong to kinds with enough rows: then a row of a new kind is not compared with all. */
  readonly areKindsKnown: boolean;
  spreadOf(grouping: Grouping, row: SuspectRow): Spread | undefined;
}

/** Undefined where there is too little to compare with. @param groupings the narrowest first. */
export function compareLater(
  value: number,
  row: SuspectRow,
  groupings: readonly Grouping[],
  before: AmountsBefore,
): Comparison | undefined {
  const log = Math.log10(Math.abs(value));
  const compared = (usual: Usual, grouping?: Grouping): Comparison => ({
    isUnusual: isOutside(log, usual),
    usual,
    rank: rankOf(grouping),
    ...(grouping && { grouping }),
  });
  let isOfNewKind = false;
  for (const grouping of groupings) {
    const spread = before.spreadOf(grouping, row);
    const usual = spread?.usualLater();
    if (usual) return compared(usual, grouping);
    if (grouping.isKind && (spread?.rows ?? 0) < A_FEW) isOfNewKind = before.areKindsKnown;
  }
  const usual = isOfNewKind ? undefined : before.whole.usualLater();
  return usual && compared(usual);
}

/** Whether an amount is as large or as small as what is unusual. */
export function isOutside(log: number, { low, high }: Usual): boolean {
  return log >= high || log <= low;
}
