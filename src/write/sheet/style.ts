// The look of the workbooks: colours and header styles, in one place so that all files look alike.

import type { Status } from '../../plan/result.js';
import type { CellStyle, Fill, Font } from '../../workbook/cell-style.js';
import type { PageSetup } from '../../workbook/sheet-writer.js';

/** Printed on landscape pages, all columns side by side. */
export const onePageWide: PageSetup = {
  orientation: 'landscape',
  fitToPage: true,
  fitToWidth: 1,
  fitToHeight: 0,
};

/** A plain background; the colour as `RRGGBB`. */
function filled(colour: string): Fill {
  return { type: 'pattern', pattern: 'solid', fgColor: { argb: `FF${colour}` } };
}

/** A font without a name would fall back to whatever a program takes for its default. */
function font(more: Partial<Font>): Font {
  return { name: 'Calibri', family: 2, size: 11, ...more };
}

function header(background: string, colour: string): CellStyle {
  return {
    font: font({ bold: true, color: { argb: `FF${colour}` } }),
    fill: filled(background),
    alignment: { vertical: 'middle', wrapText: true },
    border: { bottom: { style: 'thin', color: { argb: 'FF1F3A37' } } },
  };
}

/** The main header: our own columns, and columns that must be filled in. */
export const strongHeader = header('1F5C55', 'FFFFFF');
/** The second header: the user's own columns, and columns that may be left empty. */
export const softHeader = header('DCEBE8', '1F3A37');
/** A sheet's title. */
export const titleStyle: CellStyle = { font: font({ bold: true, size: 16, color: { argb: 'FF1F5C55' } }) };
/** A short label before a value. */
export const labelStyle: CellStyle = { font: font({ bold: true }), alignment: { vertical: 'top' } };
/** A value as it is; beside a wrapped text it stands at the top. */
export const topStyle: CellStyle = { alignment: { vertical: 'top' } };
/** A number that tells rows apart or counts, between texts. */
export const countStyle: CellStyle = { alignment: { vertical: 'top', horizontal: 'center' } };
/** Running text. */
export const proseStyle: CellStyle = { alignment: { vertical: 'top', wrapText: true } };

/** An example that is to be written over. */
export const exampleFont = font({ italic: true, color: { argb: 'FF7A7A7A' } });
/** A row of totals. */
export const totalStyle: CellStyle = {
  font: font({ bold: true }),
  fill: filled('F2F2F2'),
  border: { top: { style: 'medium', color: { argb: 'FF1F3A37' } } },
};

function badge(background: string, colour: string): CellStyle {
  return { font: font({ color: { argb: `FF${colour}` } }), fill: filled(background), alignment: { vertical: 'top' } };
}

const green = badge('C6EFCE', '006100');
const red = badge('FFC7CE', '9C0006');
const grey = badge('E7E6E6', '404040');
const amber = badge('FFEB9C', '7F4F00');

/** A status cell's look: green is done, grey is left alone, red is to be fixed, amber is open. */
export const statusStyles: Readonly<Record<Status, CellStyle>> = {
  created: green,
  updated: green,
  deleted: green,
  unchanged: grey,
  skipped: grey,
  invalid: red,
  failed: red,
  'in-doubt': amber,
  unsent: amber,
};
