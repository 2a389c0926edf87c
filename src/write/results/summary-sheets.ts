// The sheets that a result workbook gets besides its rows: the summary in front, and plain tables behind, such as the
// reconciliation. Leaves what they say to report/.

import type { CellStyle } from '../../workbook/cell-style.js';
import type { PlainSheet } from '../../workbook/patch/patch.js';
import type { SheetCell } from '../../workbook/sheet-writer.js';
import { rowHeight, titleWidth } from '../sheet/cell-size.js';
import {
  countStyle,
  labelStyle,
  onePageWide,
  proseStyle,
  softHeader,
  strongHeader,
  titleStyle,
  topStyle,
} from '../sheet/style.js';

/** A line of the sheet in front. */
export interface FrontLine {
  /** `entry`: a line of a table, whose texts are wrapped. */
  readonly look: 'title' | 'heading' | 'titles' | 'line' | 'entry';
  readonly cells: readonly (string | number)[];
}

/** A table to put behind the rows. */
export interface FurtherSheet {
  readonly name: string;
  readonly titles: readonly string[];
  /** The titles of columns of whole numbers; the numbers of all others are amounts. */
  readonly counts?: readonly string[];
}

type FurtherRows = readonly (readonly (string | number)[])[];

const amountStyle: CellStyle = { ...topStyle, numFmt: '#,##0.00' };

/** The sheet in front. @param lines Asked for when the sheet is written. */
export function frontSheet(name: string, widths: readonly number[], lines: () => readonly FrontLine[]): PlainSheet {
  return {
    layout: { name, columns: widths.map((width) => ({ width })), page: onePageWide },
    rows: () => lines().map(({ look, cells }) => cells.map((value) => ({ value, style: styleOf(look, value) }))),
    heightOf: (cells) => (cells.some((cell) => cell?.style === proseStyle) ? wrappedHeight(cells, widths) : undefined),
  };
}

function wrappedHeight(cells: readonly (SheetCell | undefined)[], widths: readonly number[]): number {
  const texts = cells.map((cell) => (cell?.style === proseStyle ? String(cell.value) : ''));
  return rowHeight(texts, widths);
}

function styleOf(look: FrontLine['look'], value: string | number): CellStyle {
  if (look === 'title') return titleStyle;
  if (look === 'heading') return labelStyle;
  if (look === 'titles') return softHeader;
  if (typeof value === 'number') return countStyle;
  return look === 'entry' ? proseStyle : topStyle;
}

/** A table as a sheet. @param rows Asked for when the sheet is written. */
export function tableSheet({ name, titles, counts = [] }: FurtherSheet, rows: () => FurtherRows): PlainSheet {
  const numberStyles = titles.map((title) => (counts.includes(title) ? countStyle : amountStyle));
  return {
    layout: {
      name,
      columns: titles.map((title) => ({ width: titleWidth(title) })),
      frozen: { rows: 1, columns: 1 },
      page: onePageWide,
    },
    rows: () => [
      titles.map((value) => ({ value, style: strongHeader })),
      ...rows().map((row) =>
        row.map((value, index) => ({ value, style: typeof value === 'number' ? numberStyles[index] : proseStyle })),
      ),
    ],
  };
}
