// Finds amounts that are far from the usual ones of their group, and negative ones where no other is.

import type { Mapping } from '../mapping/mapping.js';
import { finding } from '../problems/problem.js';
import { numberText } from '../values/cell.js';
import { grouped, groupedAmount } from '../values/numbers/grouped.js';
import { type Grouping, groupingsOf } from './groups.js';
import { amountsOf, measuresOf } from './measures.js';
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
  /** By grouping. */
  readonly groups: readonly Map<string, Spread>[];
}

/** An amount of a row. */
interface Amount {
  readonly column: Column;
  readonly field: string;
  readonly year: string | undefined;
  readonly unit: string;
  readonly value: number;
}

/** Watches amounts. */
export interface UsualAmounts {
  add(row: SuspectRow): void;
  /** Once all rows are added: what is unusual about the amounts of one; undefined where nothing is about any. */
  settle(): ((row: SuspectRow) => readonly Suspect[]) | undefined;
}

/** Starts with none. */
export function usualAmounts(mapping: Mapping): UsualAmounts {
  const measures = measuresOf(mapping.dataset);
  const groupings = groupingsOf(mapping);
  const columns = new Map<string, Column>();
  const columnOf = (key: string): Column => {
    const known = columns.get(key);
    if (known) return known;
    const column = { whole: new Spread(), negative: 0, groups: groupings.map(() => new Map<string, Spread>()) };
    columns.set(key, column);
    return column;
  };
  const amountsIn = ({ record }: SuspectRow): readonly Amount[] =>
    measures.flatMap((measure) => {
      const { field, unitField } = measure;
      const unit = unitField === undefined ? '' : String(record[unitField] ?? '');
      return amountsOf(record, measure).map(([year, value]): Amount => {
        return { column: columnOf(`${field}\n${year ?? ''}\n${unit}`), field, year, unit, value };
      });
    });
  return {
    add(row) {
      const amounts = amountsIn(row);
      if (amounts.length === 0) return;
      const names = groupings.map(({ nameOf }) => nameOf(row));
      for (const { column, value } of amounts) addTo(column, names, value);
    },
    settle() {
      const isAny = [...columns.values()].some(hasUnusual);
      if (!isAny) return undefined;
      const kinds = new Map([...columns.values()].map((column) => [column, kindsKnown(column, groupings)]));
      return (row) => {
        const names = groupings.map(({ nameOf }) => nameOf(row));
        return amountsIn(row).flatMap((amount) => {
          const isKindKnown = kinds.get(amount.column) ?? [];
          return unusual(amount, names, isKindKnown);
        });
      };
    },
  };
}

function addTo(column: Column, names: readonly string[], value: number): void {
  const log = Math.log10(Math.abs(value));
  column.whole.add(log);
  if (value < 0) column.negative += 1;
  for (let index = 0; index < names.length; index += 1) {
    const name = names[index] ?? '';
    const groups = column.groups[index];
    if (name === '' || groups === undefined) continue;
    const group = groups.get(name);
    if (group) group.add(log);
    else if (groups.size < MOST_GROUPS) {
      const first = new Spread();
      first.add(log);
      groups.set(structuredClone(name), first);
    }
  }
}

/** Whether a group may be asked: of a grouping with too many groups, it depends on the order of the rows which are known. */
function isComplete(groups: ReadonlyMap<string, Spread>): boolean {
  return groups.size < MOST_GROUPS;
}

function hasUnusual({ whole, negative, groups }: Column): boolean {
  if (isSignUnusual(whole, negative) || isUneven(whole)) return true;
  return groups.some((all) => isComplete(all) && [...all.values()].some(isUneven));
}

function isUneven(spread: Spread): boolean {
  const usual = spread.usual();
  return usual !== undefined && (Number.isFinite(usual.high) || Number.isFinite(usual.low));
}

function isSignUnusual({ rows }: Spread, negative: number): boolean {
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

function unusual(amount: Amount, names: readonly string[], isKindKnown: readonly boolean[]): readonly Suspect[] {
  const { column, field, year, unit, value } = amount;
  const at = { field, ...(year !== undefined && { year }) };
  if (value < 0 && isSignUnusual(column.whole, column.negative)) {
    const others = column.whole.rows - column.negative;
    return [{ ...at, finding: finding('SUSPECT_SIGN', { amount: shownAmount(value, unit), others }) }];
  }
  const log = Math.log10(Math.abs(value));
  const compared = comparedWith(amount, log, names, isKindKnown);
  const usual = compared?.spread.usual();
  if (compared === undefined || usual === undefined || (log < usual.high && log > usual.low)) return [];
  const args = {
    amount: shownAmount(value, unit),
    times: timesText(10 ** (log - usual.median)),
    usual: shownUsual(10 ** usual.median),
    group: compared.name,
    rows: usual.rows,
  };
  return [{ ...at, finding: finding('SUSPECT_AMOUNT', args) }];
}

/** The narrowest group of the row that has enough rows, else the column; undefined where the row is among its few equals. */
function comparedWith(
  { column }: Amount,
  log: number,
  names: readonly string[],
  isKindKnown: readonly boolean[],
): { readonly name: string; readonly spread: Spread } | undefined {
  for (const [index, groups] of column.groups.entries()) {
    const name = names[index] ?? '';
    const group = isComplete(groups) ? groups.get(name) : undefined;
    if (group === undefined) continue;
    if (group.rows >= LEAST_VALUES) return { name, spread: group };
    if (group.rows < A_FEW ? isKindKnown[index] : Math.abs(log - group.median()) < LEAST_DISTANCE) return undefined;
  }
  return { name: '', spread: column.whole };
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
