// Which columns of a sheet get what: those of an earlier patch stay where they are, new ones are put right of all cells.

import { Stop } from '../../problems/stop.js';
import { SHEET_COLUMNS } from '../sheet-writer.js';
import { FAULTS } from './own-parts.js';
import type { OwnColumn, SheetPatch } from './patch.js';
import type { PlacedColumn } from './sheet-frame.js';

/** Places the status columns, and behind them the hidden one that names faulty cells. @param lastColumn The last one that is not ours. */
export function placeColumns(
  { sheet, statusColumns, faultsTitle }: SheetPatch,
  own: readonly OwnColumn[],
  lastColumn: number,
): readonly PlacedColumn[] {
  let next = 1 + Math.max(lastColumn, ...own.map(({ column }) => column));
  const faults = faultsTitle === undefined ? [] : [{ name: FAULTS, title: faultsTitle, width: 10, hidden: true }];
  const placed = [...statusColumns, ...faults].map(({ name, title, width, hidden = false }) => {
    const column = own.find((former) => former.name === name)?.column ?? next++;
    return { name, column, title, width, hidden };
  });
  if (next - 1 > SHEET_COLUMNS) {
    throw new Stop(
      'input',
      'TOO_MANY_COLUMNS',
      `sheet ${sheet} has no room for ${placed.length} columns right of its cells`,
      'Delete what stands in its last columns.',
    );
  }
  return placed;
}
