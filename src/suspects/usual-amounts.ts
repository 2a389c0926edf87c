// Finds amounts that are far from the usual ones of their group, and negative ones where no other is: in the file, in what earlier
// imports sent, and among the rows that the service holds.

import type { Mapping } from '../mapping/mapping.js';
import { finding } from '../problems/problem.js';
import { numberText } from '../values/cell.js';
import { grouped, groupedAmount } from '../values/numbers/grouped.js';
import { type Comparison, isOutside, rankOf } from './comparison.js';
import { EarlierAmounts } from './earlier-amounts.js';
import { type Grouping, groupingsOf, groupName, groupOf, isComplete } from './groups.js';
import type { HeldRows } from './held-rows.js';
import type { KeptGroup } from './kept-amounts.js';
import { type Amount, eachAmount, measuresOf, type Signs } from './measures.js';
import { LEAST_DISTANCE, LEAST_VALUES, Spread } from './spread.js';
import type { Suspect, SuspectRow } from './suspect-row.js';

/** Groups of one grouping; with more, the grouping compares nothing. */
const MOST_GROUPS = 20_000;
/** Rows of a group that say a little of what is usual in it. */
const A_FEW = 3;
/** Negative amounts of a column that are more than mistakes. */
const MOST_NEGATIVE = 0.02;

/** Of the amounts of a group that are usual at the service: then the others are no mistakes of a whole file, such as another unit. */
const PART = 0.1;

/** What an amount is compared with in the file. */
interface InFile extends Comparison {
  readonly spread: Spread;
}

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
  /**
   * Once all rows are added: what is unusual about the amounts of one; undefined where nothing is about any.
   * @param held rows of the service: what is usual among them is not unusual.
   */
  settle(held?: HeldRows): ((row: SuspectRow) => readonly Suspect[]) | undefined;
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
        isEarlierUnusual ||= mayBeNegativeAlone(amount, earlier) || earlier.compare(amount, row)?.isUnusual === true;
      });
    },
    settle(held) {
      const isBefore = isEarlierUnusual || held !== undefined;
      if (!isBefore && ![...columns.values()].some(hasUnusual)) return undefined;
      const within = isBefore ? () => false : withinAll(columns.values());
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
          const one = unusual(amount, row, { column, groupings: groupings.all, isKindKnown, earlier, held });
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

/** All that an amount is compared with. */
interface Basis {
  readonly column: Column;
  readonly groupings: readonly Grouping[];
  readonly isKindKnown: readonly boolean[];
  readonly earlier: EarlierAmounts | undefined;
  readonly held: HeldRows | undefined;
}

function unusual(one: Amount, row: SuspectRow, basis: Basis): Suspect | undefined {
  const { field, year, unit, value } = one;
  const at = { field, ...(year !== '' && { year }) };
  const shown = shownAmount(value, unit);
  const signs = signsOf(one, basis);
  if (value < 0 && isSignUnusual(signs))
    return { ...at, finding: finding('SUSPECT_SIGN', { amount: shown, others: signs.rows - signs.negative }) };
  const log = Math.log10(Math.abs(value));
  const inFile = comparedWith(log, basis);
  const before = basis.earlier?.compare(one, row);
  const atService = basis.held?.compare(one, row);
  const found = decided(inFile, before, atService);
  if (found?.usual === undefined) return undefined;
  const { rows, median } = found.usual;
  const times = timesText(10 ** (log - median));
  const group = found.grouping ? groupName(found.grouping, row) : '';
  const usual = shownUsual(10 ** median);
  const of = found === inFile ? 'file' : found === before ? 'imports' : 'service';
  return { ...at, finding: finding('SUSPECT_AMOUNT', { amount: shown, times, usual, group, rows, of }) };
}

/**
 * By what an amount is unusual. The rows of the service excuse an amount, or make it unusual, unless a narrower group says
 * otherwise: a wide one, such as a sector, holds amounts of every size. What earlier imports sent stays usual, and so does what the
 * file has in an equal group, unless nearly all of that is unusual there.
 */
function decided(
  inFile: InFile | undefined,
  before: Comparison | undefined,
  atService: Comparison | undefined,
): Comparison | undefined {
  const others = [inFile, before].filter((one) => one !== undefined);
  const known = others.find(({ isUnusual }) => isUnusual);
  if (atService === undefined) return known;
  if (known) return !atService.isUnusual && atService.rank <= known.rank ? undefined : known;
  const { usual } = atService;
  const isExcused = others.some((one) => {
    if (one.rank !== atService.rank) return one.rank < atService.rank;
    return one === before || (usual && (inFile?.spread.shareWithin(usual) ?? 0) >= PART);
  });
  return atService.isUnusual && !isExcused ? atService : undefined;
}

/** The signs of the column, in the file and before: the service knows of all imports. */
function signsOf(amount: Amount, { column: { whole, negative }, earlier, held }: Basis): Signs {
  const atService = held?.signs(amount);
  const before = atService?.rows ? atService : earlier?.signs(amount);
  return { rows: whole.rows + (before?.rows ?? 0), negative: negative + (before?.negative ?? 0) };
}

function mayBeNegativeAlone(amount: Amount, earlier: EarlierAmounts): boolean {
  const { rows, negative } = earlier.signs(amount);
  return amount.value < 0 && isSignUnusual({ rows: rows + 1, negative: negative + 1 });
}

/** By the narrowest group of the row that has enough rows, else by the column; undefined where the row is one of its kind. */
function comparedWith(
  log: number,
  { column: { whole, groups: all }, groupings, isKindKnown }: Basis,
): InFile | undefined {
  for (const [index, grouping] of groupings.entries()) {
    const group = isComplete(grouping) ? all[index]?.get(groupOf(grouping)) : undefined;
    if (group === undefined) continue;
    const rank = rankOf(grouping);
    const usual = group.usual();
    if (usual) return { spread: group, usual, grouping, rank, isUnusual: isOutside(log, usual) };
    const isAlone = group.rows < A_FEW;
    if (isAlone && isKindKnown[index]) return undefined;
    if (!isAlone && Math.abs(log - group.median()) < LEAST_DISTANCE)
      return { spread: group, usual, rank, isUnusual: false };
  }
  const usual = whole.usual();
  return usual && { spread: whole, usual, rank: rankOf(undefined), isUnusual: isOutside(log, usual) };
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
