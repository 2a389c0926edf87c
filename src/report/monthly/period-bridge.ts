// Splits the difference between the totals of one period in two reports. Each report kept the rows of every period, so that they are
// compared whatever periods the reports were about. Leaves to pipeline/report where the rows are kept.

import { type Bridge, BridgeSums } from '../delta/bridge.js';
import type { ComparableRow, Measure, RowChange } from '../delta/comparable.js';
import { compareRows, partOf } from '../delta/compare-rows.js';
import type { Days } from './attribution.js';
import type { BridgedFigure } from './collector.js';

/** The one figure that is compared. */
export const FIGURE = 'figure';

/** A row that a report kept. */
export interface KeptFigure extends ComparableRow {
  /** See BridgedRows. */
  readonly days?: Days | undefined;
  readonly thing?: string | undefined;
}

/** From an earlier report to this one. */
export interface PeriodBridge {
  /** Of the rows that are counted in the period: it leads from one total of the period to the other. */
  readonly own: Bridge;
  /** Of the things that are counted, such as products; absent where the report counts none. */
  readonly things?: Bridge;
  /** Of all rows of the account, whatever their period. */
  readonly account: Bridge;
}

type Rows = () => AsyncIterable<KeptFigure>;

/** @param flag the share above which a change is flagged, in per cent */
export async function bridgePeriod(
  before: Rows,
  after: Rows,
  bridged: BridgedFigure,
  flag: string,
): Promise<PeriodBridge> {
  const { title, unit, adds, things } = bridged;
  const measure: Measure = { key: FIGURE, title, unit, adds };
  const [own, account] = [new BridgeSums(flag), new BridgeSums(flag)];
  for await (const change of compareRows(before(), after())) {
    account.see(change, () => measure);
    const counted = inPeriod(change, bridged);
    if (counted) own.see(counted, () => measure);
  }
  const ofRows = { own: own.end([measure]), account: account.end([measure]) };
  if (things === undefined) return ofRows;
  const counting: Measure = { key: FIGURE, title: things, unit: '', adds: true };
  const sums = new BridgeSums(flag);
  for await (const change of compareRows(thingsOf(before()), thingsOf(after()))) {
    const counted = inPeriod(change, bridged);
    if (counted) sums.see(counted, () => counting);
  }
  return { ...ofRows, things: sums.end([counting]) };
}

/** The change as the period sees it; undefined where the row is counted in neither report. */
function inPeriod({ before, after }: RowChange<KeptFigure>, bridged: BridgedFigure): RowChange | undefined {
  const isIn = (row: KeptFigure | undefined): boolean => row !== undefined && bridged.isCounted(row.days);
  if (!isIn(before) && !isIn(after)) return undefined;
  const place = (row: KeptFigure | undefined): ComparableRow | undefined =>
    row && { ...row, period: isIn(row) ? 'in' : 'out', figures: isIn(row) ? row.figures : {} };
  const [old, now] = [place(before), place(after)];
  return { part: partOf(old, now), before: old, after: now };
}

/** Each thing once, counted as one. */
async function* thingsOf(rows: AsyncIterable<KeptFigure>): AsyncGenerator<KeptFigure> {
  const seen = new Set<string>();
  for await (const { thing, ...row } of rows) {
    if (thing === undefined || seen.has(thing)) continue;
    seen.add(thing);
    yield { ...row, key: thing, inputs: '', figures: { [FIGURE]: '1' } };
  }
}
