// Writes the XML of one sheet as its rows come. What stands in the cells, and how they look, is up to the callers.

import { columnLetters } from '../values/column-letters.js';
import { shortestText } from '../values/numbers/figure.js';
import type { CellStyle } from './cell-style.js';
import type { SheetChart } from './charts/sheet-chart.js';
import type { CellPlace } from './note-shapes.js';
import type { StyleTable } from './style-table.js';
import { type Validation, validationsXml } from './validations.js';
import { XmlBytes } from './xml-bytes.js';
import { SPREADSHEET, TRANSITIONAL, XML_START } from './xml-names.js';
import { escapeXml } from './xml-text.js';
import type { ZipPart } from './zip-writer.js';

/** Rows that a sheet can have, the header included (Microsoft: "Excel specifications and limits"). */
export const SHEET_ROWS = 1_048_576;
/** Columns that a sheet can have (same source). */
export const SHEET_COLUMNS = 16_384;

/** What a cell holds: a text as it is, a formula with what it comes to; undefined in a cell that has a look alone. */
export type SheetValue =
  | string
  | number
  | boolean
  | undefined
  | { readonly error: string }
  | { readonly formula: string; readonly result: number };

/** A cell to be written. */
export interface SheetCell {
  readonly value: SheetValue;
  readonly style?: CellStyle | undefined;
  /** Shown when the pointer is over the cell. */
  readonly note?: string | undefined;
}

/** A column of a sheet. */
export interface SheetColumn {
  /** In characters. */
  readonly width: number;
  readonly hidden?: boolean;
  /** The look of cells that are empty so far. */
  readonly style?: CellStyle | undefined;
}

/** How a sheet is laid out. */
export interface SheetLayout {
  /** At most 31 characters, without those that Excel forbids; no other sheet of the workbook has it. */
  readonly name: string;
  /** From column A on. */
  readonly columns: readonly SheetColumn[];
  /** Whether people see it only when they ask for it. @default false */
  readonly hidden?: boolean;
  /** How many rows and columns stay in view. */
  readonly frozen?: { readonly rows: number; readonly columns: number };
  readonly page?: PageSetup;
  /** What programs check while someone types. */
  readonly validations?: readonly Validation[];
  /** Drawn over its cells. */
  readonly charts?: readonly SheetChart[];
}

/** How a sheet is printed; in the words of exceljs, as its looks are. */
export interface PageSetup {
  readonly orientation: 'landscape';
  readonly fitToPage?: boolean;
  /** Pages side by side, and below each other; 0: as many as it takes. */
  readonly fitToWidth?: number;
  readonly fitToHeight?: number;
  /** The header is printed on every page. */
  readonly printTitlesRow?: '1:1';
}

/** The part of a sheet that has filter buttons: from A1 on. */
export interface Filtered {
  readonly rows: number;
  readonly columns: number;
}

/** A sheet in the making. */
export interface SheetWriter {
  /**
   * Adds a row. Wait for what it returns, if anything, before the next: that bounds memory.
   * @param cells From column A on; undefined is an empty cell.
   * @param height In points; without it, programs choose.
   */
  add(cells: readonly (SheetCell | undefined)[], height?: number): Promise<void> | void;
  /** Leaves rows empty: the next one gets this number, which counts from 1. */
  skipTo(row: number): void;
  close(filter?: Filtered): Promise<void>;
}

/** A note at a cell. */
export interface WrittenNote {
  readonly place: CellPlace;
  readonly text: string;
}

/** The id by which a sheet leads to the shapes of its notes. */
const SHAPES_ID = 'rId1';
/** The id by which it leads to the drawing that places its charts. */
export const DRAWING_ID = 'rIdCharts';

/** Bytes that are packed at once. */
const PIECE_BYTES = 512 * 1024;

/** Begins a sheet in a part of its own. */
export function writeSheet(
  part: ZipPart,
  layout: SheetLayout,
  styles: Pick<StyleTable, 'numberOf'>,
  isFirst: boolean,
  namespace = SPREADSHEET,
): SheetWriter & { readonly notes: readonly WrittenNote[] } {
  const xml = new XmlBytes();
  const notes: WrittenNote[] = [];
  /** What a cell begins with, up to its row. */
  const starts: string[] = [];
  /** What stands behind the row: the look, by its number. */
  const looks: string[] = [];
  let row = 0;
  xml.markup(sheetStart(layout, styles, isFirst, namespace));

  function addCell({ value, style, note }: SheetCell, column: number, rowNumber: string): void {
    if (note !== undefined) notes.push({ place: { row, column: column + 1 }, text: note });
    const look = style === undefined ? 0 : styles.numberOf(style);
    starts[column] ??= `<c r="${columnLetters(column)}`;
    looks[look] ??= look === 0 ? '"' : `" s="${look}"`;
    xml.markup(starts[column]);
    xml.markup(rowNumber);
    xml.markup(looks[look]);
    addValue(value);
  }

  function addValue(value: SheetValue): void {
    switch (typeof value) {
      case 'string':
        // Without the attribute, programs strip outer blanks.
        xml.markup(hasOuterBlank(value) ? ' t="inlineStr"><is><t xml:space="preserve">' : ' t="inlineStr"><is><t>');
        xml.cellText(value);
        xml.markup('</t></is></c>');
        break;
      case 'number':
        xml.markup('><v>');
        xml.markup(shortestText(value));
        xml.markup('</v></c>');
        break;
      case 'boolean':
        xml.markup(value ? ' t="b"><v>1</v></c>' : ' t="b"><v>0</v></c>');
        break;
      case 'undefined':
        xml.markup('/>');
        break;
      default:
        xml.markup(
          'error' in value
            ? ` t="e"><v>${escapeXml(value.error)}</v></c>`
            : `><f>${escapeXml(value.formula)}</f><v>${value.result}</v></c>`,
        );
    }
  }

  return {
    notes,
    add(cells, height) {
      row += 1;
      if (cells.length === 0) return undefined;
      const number = String(row);
      xml.markup('<row r="');
      xml.markup(number);
      xml.markup(height === undefined ? '">' : `" ht="${height}" customHeight="1">`);
      for (let column = 0; column < cells.length; column += 1) {
        const cell = cells[column];
        if (cell !== undefined) addCell(cell, column, number);
      }
      xml.markup('</row>');
      return xml.length < PIECE_BYTES ? undefined : part.write(xml.take());
    },
    skipTo(next) {
      row = next - 1;
    },
    async close(filter) {
      const end = Buffer.from(sheetEnd(layout, filter, notes.length > 0));
      xml.raw(end, 0, end.length);
      await part.write(xml.take());
      await part.close();
    },
  };
}

function hasOuterBlank(text: string): boolean {
  return isBlankUnit(text.charCodeAt(0)) || isBlankUnit(text.charCodeAt(text.length - 1));
}

/** Space, tab and line feed; others are escaped. */
function isBlankUnit(unit: number): boolean {
  return unit === 0x20 || unit === 0x09 || unit === 0x0a;
}

function sheetStart(
  { columns, frozen, page }: SheetLayout,
  styles: Pick<StyleTable, 'numberOf'>,
  isFirst: boolean,
  namespace: string,
): string {
  const cols = columns.map(({ width, hidden, style }, index) => {
    const place = index + 1;
    const look = style === undefined ? '' : ` style="${styles.numberOf(style)}"`;
    return `<col min="${place}" max="${place}" width="${width}"${look}${hidden ? ' hidden="1"' : ''} customWidth="1"/>`;
  });
  return [
    `${XML_START}<worksheet xmlns="${namespace}">`,
    page?.fitToPage ? '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>' : '',
    `<sheetViews><sheetView${isFirst ? ' tabSelected="1"' : ''} workbookViewId="0">`,
    frozen ? paneXml(frozen) : '',
    '</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>',
    cols.length > 0 ? `<cols>${cols.join('')}</cols>` : '',
    '<sheetData>',
  ].join('');
}

function paneXml({ rows, columns }: NonNullable<SheetLayout['frozen']>): string {
  if (rows === 0 && columns === 0) return '';
  const pane = rows === 0 ? 'topRight' : columns === 0 ? 'bottomLeft' : 'bottomRight';
  const x = columns === 0 ? '' : ` xSplit="${columns}"`;
  const y = rows === 0 ? '' : ` ySplit="${rows}"`;
  const first = `${columnLetters(columns)}${rows + 1}`;
  return `<pane${x}${y} topLeftCell="${first}" activePane="${pane}" state="frozen"/><selection pane="${pane}"/>`;
}

/** In the order that the schema asks for. */
function sheetEnd(
  { page, validations = [], charts = [] }: SheetLayout,
  filter: Filtered | undefined,
  hasNotes: boolean,
): string {
  const { orientation = 'portrait', fitToWidth = 1, fitToHeight = 1 } = page ?? {};
  return [
    '</sheetData>',
    filter ? `<autoFilter ref="${filterRange(filter, '')}"/>` : '',
    validationsXml(validations),
    '<pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/>',
    `<pageSetup orientation="${orientation}" fitToWidth="${fitToWidth}" fitToHeight="${fitToHeight}"/>`,
    charts.length > 0 ? `<drawing xmlns:r="${TRANSITIONAL.relationships}" r:id="${DRAWING_ID}"/>` : '',
    hasNotes ? `<legacyDrawing xmlns:r="${TRANSITIONAL.relationships}" r:id="${SHAPES_ID}"/>` : '',
    '</worksheet>',
  ].join('');
}

/** The filter's range. @param fixed `$` for an absolute one. */
export function filterRange({ rows, columns }: Filtered, fixed: '$' | ''): string {
  return `${fixed}A${fixed}1:${fixed}${columnLetters(columns - 1)}${fixed}${rows}`;
}
