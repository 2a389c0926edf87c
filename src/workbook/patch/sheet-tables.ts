// The tables and the filter over the rows of a sheet take in the status columns, so that sorting keeps each status with its row.

import { escapeXml } from '../xml-text.js';
import { type CellRange, rangeText, readRange } from './cell-range.js';
import type { Package } from './package.js';
import type { PlacedColumn } from './sheet-frame.js';
import { highest, type XmlElement, type XmlPart } from './xml-part.js';

/** What became of the tables of a sheet. */
interface TablesExtended {
  /** With titles that no other column of the table has. */
  readonly columns: readonly PlacedColumn[];
  /** Whether a table over the rows has the columns; undefined without a table. */
  readonly along?: boolean;
}

/** Extends the table whose header row this is. @param part The sheet's part. */
export async function extendTables(
  pack: Package,
  part: string,
  headerRow: number,
  columns: readonly PlacedColumn[],
): Promise<TablesExtended> {
  for (const { kind, target } of (await pack.relationships(part)).values()) {
    if (kind !== 'table' || !pack.zip.has(target)) continue;
    const table = await pack.part(target);
    const range = readRange(table.root.attribute('ref'));
    const hasHeader = table.root.attribute('headerRowCount') !== '0';
    if (range === undefined || range.top !== (hasHeader ? headerRow : headerRow + 1)) continue;
    // A query knows its columns by itself.
    const isOwnMaster = table.root.attribute('tableType') !== 'queryTable';
    if (isOwnMaster && reaches(range, columns)) return { columns: extendTable(table, range, columns), along: true };
    if (columns.every(({ column }) => column < range.left || column > range.right)) return { columns, along: false };
  }
  return { columns };
}

/** Whether the columns are within a range, or follow it without a gap. */
function reaches({ left, right }: CellRange, columns: readonly PlacedColumn[]): boolean {
  const beyond = columns.map(({ column }) => column).filter((column) => column > right);
  const noGap = beyond.length === 0 || Math.max(...beyond) === right + beyond.length;
  return noGap && columns.every(({ column }) => column >= left);
}

function extendTable(table: XmlPart, range: CellRange, columns: readonly PlacedColumn[]): readonly PlacedColumn[] {
  const list = table.child(table.root, 'tableColumns');
  const listed = list === undefined ? [] : table.children(list, 'tableColumn');
  const own = new Map(columns.map((each) => [each.column, each]));
  const others = listed.filter((_, place) => !own.has(range.left + place));
  const taken = new Set(others.map((element) => (element.attribute('name') ?? '').toLowerCase()));
  const titled = columns.map((each) => ({ ...each, title: freeTitle(each.title, taken) }));
  for (const [place, element] of listed.entries()) {
    const column = titled.find((each) => each.column === range.left + place);
    if (column !== undefined && element.attribute('name') !== column.title)
      table.setAttribute(element, 'name', column.title);
  }
  const beyond = titled.filter(({ column }) => column > range.right);
  if (list === undefined || beyond.length === 0) return titled;
  const right = range.right + beyond.length;
  table.setAttribute(table.root, 'ref', rangeText({ ...range, right }));
  widenFilter(table, table.child(table.root, 'autoFilter'), right);
  const nextId = 1 + highest(listed, 'id');
  const { prefix } = table.root;
  const added = beyond
    .toSorted((one, other) => one.column - other.column)
    .map(({ title }, place) => `<${prefix}tableColumn id="${nextId + place}" name="${escapeXml(title)}"/>`);
  table.setAttribute(list, 'count', String(listed.length + added.length));
  table.append(list, added.join(''));
  return titled;
}

/** The title, or the title with the first number that no other column has; then it is taken. */
function freeTitle(title: string, taken: Set<string>): string {
  for (let number = 1; ; number += 1) {
    const free = number === 1 ? title : `${title} ${number}`;
    if (taken.has(free.toLowerCase())) continue;
    taken.add(free.toLowerCase());
    return free;
  }
}

/** Lets a filter reach to a column. */
function widenFilter(part: XmlPart, filter: XmlElement | undefined, right: number): CellRange | undefined {
  const range = readRange(filter?.attribute('ref'));
  if (filter === undefined || range === undefined) return undefined;
  const wide = { ...range, right };
  part.setAttribute(filter, 'ref', rangeText(wide));
  return wide;
}

/**
 * Extends the filter of a sheet whose header row this is.
 * @param titled The columns that have a title: over others, the filter is not extended.
 * @returns Where it is now, if it was extended; whether it has the columns; undefined without a filter.
 */
export function extendFilter(
  sheet: XmlPart,
  headerRow: number,
  columns: readonly PlacedColumn[],
  titled: ReadonlySet<number>,
): { readonly along: boolean; readonly range?: CellRange } | undefined {
  const filter = sheet.child(sheet.root, 'autoFilter');
  const range = readRange(filter?.attribute('ref'));
  if (range === undefined || range.top !== headerRow) return undefined;
  const places = columns.map(({ column }) => column);
  const right = Math.max(...places);
  const covered = new Set([...titled, ...places]);
  for (let column = range.right + 1; column <= right; column += 1) if (!covered.has(column)) return { along: false };
  if (right <= range.right) return { along: true };
  const wide = widenFilter(sheet, filter, right);
  return { along: true, ...(wide && { range: wide }) };
}
