// Reads two header rows as one: group titles (`Packaging`) over column titles (`weight`, `unit`). find-header.ts decides whether
// the joined titles fit better than one row alone.

import type { SourceRow } from '../values/cell.js';
import { headerTitles } from './mapping.js';
import type { ColumnMatcher } from './match-column.js';

/** A column under its group. */
interface Column {
  /** The title of the group that it stands in; '' when it stands in none. */
  readonly group: string;
  /** Whether the group's title stands right above it, and is for this column alone. */
  readonly own: boolean;
  /** Whether the group's title begins here. */
  readonly starts: boolean;
  readonly sub: string;
}

// A title has a letter, or is a year.
const TITLE = /\p{L}|^\d{4}$/u;

/**
 * Joins a header row with the row below it, by the titles that are known. The joined row has the place of the lower one.
 * @returns undefined when the lower row cannot hold titles under those of the upper one, as when it is a row of data.
 */
export function joinHeader(upper: SourceRow, lower: SourceRow, match: ColumnMatcher): SourceRow | undefined {
  if (upper.row + 1 !== lower.row) return undefined;
  const columns = columnsOf(headerTitles(upper), headerTitles(lower));
  if (columns.some((column) => isData(column, match))) return undefined;
  const titles = columns.map((column) => joinedTitle(column, match));
  const taken = new Set(titles.map((title) => slotOf(title, match)));
  // A title that means something alone may belong to the group only: the name in "Supplier | name" is no product's.
  const cells = titles.map((title, index) => {
    const column = columns[index];
    if (column === undefined || match(title) !== undefined) return title;
    const other = loneTitles(column).find((lone) => isFree(lone, taken, match));
    if (other !== undefined) taken.add(slotOf(other, match));
    return other ?? title;
  });
  return { sheet: lower.sheet, row: lower.row, cells: cells.map((title) => title || null) };
}

function columnsOf(groups: readonly string[], subs: readonly string[]): readonly Column[] {
  let group = '';
  return Array.from({ length: Math.max(groups.length, subs.length) }, (_, index): Column => {
    const own = groups[index] ?? '';
    const sub = subs[index] ?? '';
    // A merged cell has its text in its first column.
    if (own !== '') group = own;
    else if (sub === '') group = '';
    const spans = (groups[index + 1] ?? '') === '' && (subs[index + 1] ?? '') !== '';
    return { group, sub, starts: own !== '', own: own !== '' && !spans };
  });
}

/** A cell is data when the title above it is known alone, but not together with the cell. */
function isData({ group, own, sub }: Column, match: ColumnMatcher): boolean {
  if (sub === '') return false;
  if (!TITLE.test(sub)) return true;
  return own && match(group) !== undefined && match(`${group} ${sub}`) === undefined;
}

function joinedTitle({ group, sub }: Column, match: ColumnMatcher): string {
  if (group === '' || sub === '') return sub || group;
  const both = `${group} ${sub}`;
  const turned = `${sub} ${group}`;
  return match(both) === undefined && match(turned) !== undefined ? turned : both;
}

/** The title of the column alone, and that of the group for its first column. */
function loneTitles({ group, sub, starts }: Column): readonly string[] {
  return starts ? [sub, group] : [sub];
}

function isFree(title: string, taken: ReadonlySet<string>, match: ColumnMatcher): boolean {
  return match(title) !== undefined && !taken.has(slotOf(title, match));
}

function slotOf(title: string, match: ColumnMatcher): string {
  const matched = match(title);
  return matched ? `${matched.field} ${matched.year ?? ''}` : title;
}
