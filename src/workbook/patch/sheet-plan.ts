// Which columns of a sheet get what: those of an earlier patch stay where they are, new ones are put right of all cells.

import { Stop } from '../../problems/stop.js';
import { SHEET_COLUMNS } from '../sheet-writer.js';
import { FAULTS } from './own-parts.js';
import type { OwnColumn, SheetPatch } from './patch.js';
import type { PlacedColumn } from './sheet-frame.js';

/**
 * Places the status columns, and behind them the hidden one that names faulty cells.
 * @param own Where an earlier patch has put them.
 * @param used For each column 1 if it holds anything that is not ours.
 * @param lastTitle The last column with a title.
 */
export function placeColumns(
  { sheet, statusColumns, faultsTitle }: SheetPatch,
  own: readonly OwnColumn[],
  used: Uint8Array,
  lastTitle: number,
): readonly PlacedColumn[] {
  const faults = faultsTitle === undefined ? [] : [{ name: FAULTS, title: faultsTitle, width: 10, hidden: true }];
  const wanted = [...statusColumns, ...faults];
  const places = new Map<string | undefined, number>(own.map(({ name, column }) => [name, column]));
  const isNew = wanted.filter(({ name }) => !places.has(name));
  let next = roomFor(isNew.length, sheet, Math.max(used.lastIndexOf(1), ...places.values()), used, lastTitle);
  return wanted.map(({ name, title, width, hidden = false }) => {
    return { name, column: places.get(name) ?? next++, title, width, hidden };
  });
}

/** The first of so many columns behind all that are in use; where a sheet ends before, the first gap behind its titles. */
function roomFor(count: number, sheet: string, lastUsed: number, used: Uint8Array, lastTitle: number): number {
  if (lastUsed + count <= SHEET_COLUMNS) return lastUsed + 1;
  for (let first = lastTitle + 1; first + count <= SHEET_COLUMNS + 1; first += 1) {
    if (!used.subarray(first, first + count).includes(1)) return first;
  }
  throw new Stop(
    'input',
    'TOO_MANY_COLUMNS',
    `sheet ${sheet} has no room for ${count} more columns`,
    'Delete what stands in its last columns.',
  );
}
