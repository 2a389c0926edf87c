// The hidden sheet of a result workbook that says how each of its tables was read, so that they are read alike when it is given back.
// Leaves what is said to pipeline/.

import { cellText, type SourceRow } from '../../values/cell.js';
import type { PlainSheet } from '../../workbook/patch/patch.js';
import type { SheetCell } from '../../workbook/sheet-writer.js';
import { explainingTitle } from '../sheet/explaining-sheets.js';

/** The name of the sheet; it has a number behind it where the user has such a sheet. */
export const READING_SHEET = 'carbonsheet reading';

/** Raised when the layout changes: a sheet of another version is ignored, and what is unclear is asked again. */
const VERSION = '1';
/** A cell holds 32,767 characters. */
const MOST_IN_CELL = 30_000;

/** A table of the workbook, and what is said of it. */
export interface ToldTable {
  readonly sheet: string;
  readonly told: object;
}

/** The sheet. @param tables Asked for when the sheet is written. */
export function readingSheet(tables: () => readonly ToldTable[]): PlainSheet {
  return {
    layout: { name: READING_SHEET, columns: [{ width: 40 }, { width: 80 }], hidden: true },
    rows: () => [
      [explainingTitle('how the rows were read'), VERSION].map(asCell),
      ...tables().map(({ sheet, told }) => [sheet, ...pieces(asciiJson(told))].map(asCell)),
    ],
  };
}

/** What the rows of the sheet say of each table; nothing where they are no such sheet's. */
export function toldTablesOf(rows: readonly SourceRow[]): readonly unknown[] {
  const [first, ...lines] = rows.map(({ cells }) => cells.map(cellText));
  if (first?.[0] !== explainingTitle('how the rows were read') || first[1] !== VERSION) return [];
  return lines.map(([, ...texts]) => parsedJson(texts.join('')));
}

/** JSON that may be cut anywhere: every character is one that all programs keep. */
function asciiJson(told: object): string {
  const asciiOf = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(told).replace(/[^!-~]/g, asciiOf);
}

function pieces(text: string): readonly string[] {
  return text.match(new RegExp(`.{1,${MOST_IN_CELL}}`, 'g')) ?? [];
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asCell(value: string): SheetCell {
  return { value };
}
