// What is changed in a workbook, and what became of it. The words of the patcher's callers.

import type { CellStyle } from '../cell-style.js';
import type { CellPlace } from '../note-shapes.js';
import type { SheetCell, SheetLayout } from '../sheet-writer.js';

/** What is changed in a workbook. Everything else in it stays as it is. */
export interface WorkbookPatch {
  /** Sheets of the workbook, each at most once. */
  readonly sheets: readonly SheetPatch[];
  /** Put before all others; in a workbook that has it from an earlier patch, in its place. */
  readonly front?: PlainSheet;
  /** Put behind all others; in a workbook that has one of this name from an earlier patch, in its place. */
  readonly added?: readonly PlainSheet[];
  /** Reads from the part with the looks how each look shows numbers. @default typed values are written as texts */
  readonly looks?: (styles: Buffer) => NumberLooks;
}

/** What a look shows a number as: a number, or a day; undefined where it shows something else, such as a percentage. */
export type NumberLooks = (look: number) => TypedValue['kind'] | undefined;

/** What is changed in a sheet. What an earlier patch put into these columns goes; its other columns stay. */
export interface SheetPatch {
  /** As the workbook names it. */
  readonly sheet: string;
  /** From 1. */
  readonly headerRow: number;
  /** Those that an earlier patch put there stay where they are, or were moved to; new ones are put right of the used cells. */
  readonly statusColumns: readonly StatusColumn[];
  /** Columns of an earlier patch, for workbooks that were saved by a program that drops hidden names. */
  readonly known?: readonly OwnColumn[];
  /** The title of the hidden column that names the faulty cells of each row. @default there is none, and no cell is coloured */
  readonly faultsTitle?: string;
  /** What the status columns have in rows that no patch is for and that are not empty. @default nothing */
  readonly others?: readonly StatusCell[];
  /** Rows without a patch that keep what an earlier patch put into the status columns. Asked when the row is written. @default none */
  readonly isKept?: (row: number) => boolean;
  /** With ascending row numbers, each at most once. */
  readonly rows: AsyncIterable<RowPatch> | Iterable<RowPatch>;
}

/** A column that is added. */
export interface StatusColumn {
  /** Tells it from the other ones in later rounds, and is never shown: letters and digits. Without one, the column is the user's from now on. */
  readonly name?: string;
  /** Made unique where the header row has it already. */
  readonly title: string;
  /** In characters. */
  readonly width: number;
  readonly hidden?: boolean;
}

/** What is changed in a row. */
export interface RowPatch {
  /** As the sheet shows it, from 1. */
  readonly row: number;
  /** One for each status column; '' leaves the cell empty. */
  readonly status: readonly StatusCell[];
  /** The columns of faulty cells, from 1; these are coloured. */
  readonly faulty?: readonly number[] | undefined;
  readonly notes?: readonly CellNote[] | undefined;
  /** Cells that get another value and keep their look. */
  readonly set?: readonly CellChange[] | undefined;
}

/** What a status column has in a row, with its look where it has one. */
export type StatusCell = string | number | { readonly value: string | number; readonly style: CellStyle };

/** A note at a cell. */
export interface CellNote {
  /** From 1. */
  readonly column: number;
  readonly text: string;
}

/** A cell's new value. */
export interface CellChange {
  /** From 1. */
  readonly column: number;
  readonly value: string | number | TypedValue;
}

/** A value that is written as its number where the look of the cell shows numbers of this kind, else as its text. */
export interface TypedValue {
  readonly text: string;
  readonly number: number;
  readonly kind: 'number' | 'day';
}

/** A sheet that is added as a whole. */
export interface PlainSheet {
  /** Its name gets a number where another sheet has it. */
  readonly layout: SheetLayout;
  /** From row 1 on. */
  /** A function is asked when all rows of the patched sheets are written. */
  readonly rows: SheetTable | ((sheets: readonly SheetReport[]) => SheetTable);
  /** How high a row is, in points, for programs that do not find it out; undefined leaves it to them. */
  readonly heightOf?: (cells: readonly (SheetCell | undefined)[]) => number | undefined;
}

/** The cells of a sheet, row by row. */
export type SheetTable = Iterable<readonly (SheetCell | undefined)[]>;

/** What became of a patch. */
export interface PatchReport {
  readonly sheets: readonly SheetReport[];
  /** The name of the sheet in front. */
  readonly front?: string;
}

/** What became of a sheet's patch. */
export interface SheetReport {
  readonly sheet: string;
  readonly columns: readonly OwnColumn[];
  readonly notes: number;
  /** Beyond the most that a workbook gets, or at cells that have a note of somebody else. */
  readonly notesLeftOut: number;
  /** Cells whose formula gave way to a value. */
  readonly formulasReplaced: readonly CellPlace[];
  /** Cells that were not set, since they begin a shared or an array formula, or are filled by one. */
  readonly notSet: readonly CellPlace[];
  /** Whether sorting by the sheet's table or filter takes the status columns along; undefined where it has neither. */
  readonly sortsAlong?: boolean;
}

/** A column of ours. */
export interface OwnColumn {
  readonly name: string;
  /** From 1. */
  readonly column: number;
}
