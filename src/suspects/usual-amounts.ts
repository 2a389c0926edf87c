// Finds amounts that are far from the usual ones of their group, and negative ones where no other is: in the file, then in what
// earlier imports sent.

import type { Mapping } from '../mapping/mapping.js';
import { finding } from '../problems/problem.js';
import { numberText } from '../values/cell.js';
import { grouped, groupedAmount } from '../values/numbers/grouped.js';
import { type Compared, EarlierAmounts } from './earlier-amounts.js';
import { type Grouping, groupingsOf, groupName, groupOf, isComplete } from './groups.js';
import type { KeptGroup } from './kept-amounts.js';
import { type Amount, eachAmount, measuresOf } from './measures.js';
import { LEAST_DISTANCE, LEAST_VALUES, Spread } from './spread.js';
import type { Suspect, SuspectRow } from './suspect-row.js';

/** Groups of one grouping; with more, the grouping compares nothing. */
const MOST_GROUPS = 20_000;
/** Rows of a group that say a little of what is usual in it. */
const A_FEW = 3;
/** Negative amounts of a column that are more than mistakes. */
const MOST_NEGATIVE = 0.02;

/** The amounts of one field, or of one year of it, in one unit. */
interface Column {
  readonly whole: Spread;
  negative: number;
  /** By grouping; undefined where there are too many groups. */
  readonly groups: (Map<number, Spread> | undefined)[];
}

/** Watches amounts. */
export interface UsualAmounts {
  add(row: SuspectRow): void;
  /** Once all rows are added: what is unusual about the amounts of one; undefined where nothing is about any. */
  settle(): ((row: SuspectRow) => readonly Suspect[]) | undefined;
}

/** Starts with none. @param kept what earlier imports sent. */
export function usualAmounts(mapping: Mapping, kept: readonly KeptGroup[] = []): UsualAmounts {
  const measures = measuresOf(mapping.dataset);
  const groupings = groupingsOf(mapping);
  const earlier = kept.length > 0 ? new EarlierAmounts(kept, groupings) : undefined;
  let isEarlierUnusual = false;
  const columns = new Map<string, Column>();
  const columnOf = ({ field, year, unit }: Amount): Column => {
    const key = year === '' ? `${field} ${unit}` : `${field} ${year} ${unit}`;
    const known = columns.get(key);
    if (known) return known;
    const column = { whole: new Spread(), negative: 0, groups: groupings.all.map(() => new Map<number, Spread>()) };
    columns.set(key, column);
    return column;
  };
  const addAmount = (amount: Amount): void => addTo(columnOf(amount), amount.value, groupings.all);
  return {
    add(row) {
      groupings.look(row);
      eachAmount(row.record, measures, addAmount);
      if (earlier === undefined || isEarlierUnusual) return;
      eachAmount(row.record, measures, (amount) => {
        isEarlierUnusual ||= mayBeNegativeAlone(amount, earlier) || earlier.unusual(amount, row) !== undefined;
      });
    },
    settle() {
      if (!isEarlierUnusual && ![...columns.values()].some(hasUnusual)) return undefined;
      const within = isEarlierUnusual ? () => false : withinAll(columns.values());
      const kinds = new Map([...columns.values()].map((column) => [column, kindsKnown(column, groupings.all)]));
      return (row) => {
        const found: Suspect[] = [];
        let isLooked = false;
        eachAmount(row.record, measures, (amount) => {
          if (within(amount.value)) return;
          if (!isLooked) groupings.look(row);
          isLooked = true;
          const column = columnOf(amount);
          const isKindKnown = kinds.get(column) ?? [];
          const one = unusual(amount, column, row, groupings.all, isKindKnown, earlier);
          if (one) found.push(one);
        });
        return found;
      };
    },
  };
}

function addTo(column: Column, value: number, groupings: readonly Grouping[]): void {
  const log = Math.log10(Math.abs(value));
  column.whole.add(log);
  if (value < 0) column.negative += 1;
  for (let index = 0; index < groupings.length; index += 1) {
    const groups = column.groups[index];
    const grouping = groupings[index];
    const number = groups && grouping ? groupOf(grouping) : 0;
    if (groups === undefined || number === 0) continue;
    const group = groups.get(number);
    if (group) group.add(log);
    // Too many: with which rows an amount is compared must not depend on their order.
    else if (groups.size === MOST_GROUPS) column.groups[index] = undefined;
    else groups.set(number, new Spread().add(log));
  }
}

function hasUnusual({ whole, negative, groups }: Column): boolean {
  if (isSignUnusual({ rows: whole.rows, negative }) || isUneven(whole)) return true;
  return groups.some((all) => all !== undefined && [...all.values()].some(isUneven));
}

/** Whether no group finds an amount unusual: nearly all amounts need no more than that. */
function withinAll(columns: Iterable<Column>): (value: number) => boolean {
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  for (const { whole, groups } of columns)
    for (const spread of [whole, ...groups.flatMap((all) => [...(all?.values() ?? [])])]) {
      low = Math.max(low, spread.usual()?.low ?? low);
      high = Math.min(high, spread.usual()?.high ?? high);
    }
  // Wide of the edges, where powers and logarithms round.
  const [least, most] = [1.001 * 10 ** low, 0.999 * 10 ** high];
  return (value) => value > least && value < most;
}

function isUneven(spread: Spread): boolean {
  const usual = spread.usual();
  return usual !== undefined && (Number.isFinite(usual.high) || Number.isFinite(usual.low));
}

function isSignUnusual({ rows, negative }: Signs): boolean {
  return negative > 0 && rows > LEAST_VALUES && negative <= Math.max(1, rows * MOST_NEGATIVE);
}

/** By grouping: whether it says what kind of thing a row is, and most rows belong to kinds with enough rows. */
function kindsKnown({ whole, groups }: Column, groupings: readonly Grouping[]): readonly boolean[] {
  return groupings.map(({ isKind }, index) => {
    const all = [...(groups[index]?.values() ?? [])];
    const inLarge = all.reduce((sum, { rows }) => sum + (rows >= LEAST_VALUES ? rows : 0), 0);
    return isKind && inLarge * 2 >= whole.rows;
  });
}

function unusual(
  one: Amount,
  column: Column,
  row: SuspectRow,
  groupings: readonly Grouping[],
  isKindKnown: readonly boolean[],
  earlier: EarlierAmounts | undefined,
): Suspect | undefined {
  const { field, year, unit, value } = one;
  const at = { field, ...(year !== '' && { year }) };
  const shown = shownAmount(value, unit);
  const signs = signsOf(one, column, earlier);
  if (value < 0 && isSignUnusual(signs))
    return { ...at, finding: finding('SUSPECT_SIGN', { amount: shown, others: signs.rows - signs.negative }) };
  const log = Math.log10(Math.abs(value));
  const inFile = comparedWith(column, log, groupings, isKindKnown);
  const isInFile = inFile !== undefined && (log >= inFile.usual.high || log <= inFile.usual.low);
  const compared = isInFile ? inFile : earlier?.unusual(one, row);
  if (compared === undefined) return undefined;
  const { rows, median } = compared.usual;
  const times = timesText(10 ** (log - median));
  const group = compared.grouping ? groupName(compared.grouping, row) : '';
  const usual = shownUsual(10 ** median);
  const found = finding('SUSPECT_AMOUNT', { amount: shown, times, usual, group, rows, isEarlier: !isInFile });
  return { ...at, finding: found };
}

interface Signs {
  readonly rows: number;
  readonly negative: number;
}

/** The signs of the column, in the file and before. */
function signsOf(amount: Amount, { whole, negative }: Column, earlier: EarlierAmounts | undefined): Signs {
  const before = earlier?.signs(amount) ?? { rows: 0, negative: 0 };
  return { rows: whole.rows + before.rows, negative: negative + before.negative };
}

function mayBeNegativeAlone(amount: Amount, earlier: EarlierAmounts): boolean {
  const { rows, negative } = earlier.signs(amount);
  return amount.value < 0 && isSignUnusual({ rows: rows + 1, negative: negative + 1 });
}

/** The narrowest group of the row that has enough rows, else the column; undefined where the row is among its few equals. */
function comparedWith(
  { whole, groups: all }: Column,
  log: number,
  groupings: readonly Grouping[],
  isKindKnown: readonly boolean[],
): Compared | undefined {
  for (const [index, grouping] of groupings.entries()) {
    const group = isComplete(grouping) ? all[index]?.get(groupOf(grouping)) : undefined;
    if (group === undefined) continue;
    const usual = group.usual();
    if (usual) return { usual, grouping };
    if (group.rows < A_FEW ? isKindKnown[index] : Math.abs(log - group.median()) < LEAST_DISTANCE) return undefined;
  }
  const usual = whole.usual();
  return usual && { usual };
}

function shownAmount(value: number, unit: string): string {
  const text = numberText(value);
  const amount = /^-?\d+(\.\d+)?$/.test(text) ? groupedAmount(text) : text;
  return unit === '' ? amount : `${amount} ${unit}`;
}

/** Two digits of the factor say enough. */
function timesText(factor: number): string {
  const text = (times: number): string => grouped(Math.round(Number(times.toPrecision(2))));
  return factor >= 1 ? `${text(factor)} times` : `1/${text(1 / factor)} of`;
}

/** Three digits say what is usual. */
function shownUsual(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return rounded >= 100 ? grouped(Math.round(rounded)) : numberText(rounded);
}
