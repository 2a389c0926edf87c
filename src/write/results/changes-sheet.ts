// The sheet of a corrected workbook that lists its changes. Leaves what they are to the caller.

import type { CellStyle } from '../../workbook/cell-style.js';
import type { PlainSheet, SheetReport } from '../../workbook/patch/patch.js';
import { SHEET_ROWS, type SheetCell } from '../../workbook/sheet-writer.js';
import { changesTitles } from '../sheet/explaining-sheets.js';
import { countStyle, onePageWide, proseStyle, strongHeader } from '../sheet/style.js';

/** A cell that was changed, and why. */
export interface ListedChange {
  readonly row: number;
  readonly column: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

export const CHANGES_SHEET = 'Changes';

const WIDTHS = [10, 24, 32, 32, 70];

/** @param changes Asked for when the workbook's own sheets are written. */
export function changesSheet(changes: (sheets: readonly SheetReport[]) => Iterable<ListedChange>): PlainSheet {
  return {
    layout: {
      name: CHANGES_SHEET,
      columns: WIDTHS.map((width) => ({ width })),
      frozen: { rows: 1, columns: 1 },
      page: onePageWide,
    },
    rows: (sheets) => rowsOf(changes(sheets)),
  };
}

function* rowsOf(changes: Iterable<ListedChange>): Generator<readonly SheetCell[]> {
  yield changesTitles.map((title) => styled(title, strongHeader));
  let rows = 1;
  let left = 0;
  for (const { row, column, before, after, reason } of changes) {
    rows += 1;
    if (rows >= SHEET_ROWS) left += 1;
    else yield [styled(row, countStyle), ...[column, before, after, reason].map((text) => styled(text, proseStyle))];
  }
  if (left > 0) yield [styled(`${left} more`, proseStyle)];
}

function styled(value: string | number, style: CellStyle): SheetCell {
  return { value, style };
}
