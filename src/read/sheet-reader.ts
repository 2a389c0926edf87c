// The rows of one sheet from its XML, as fast as can be: most cells are read straight from the bytes, without a token or a string
// in between; the rest, with formulas, rich text or prefixes, goes through the scanner. What a cell means is in cell-values.ts.

import { type Cell, isBlank, type SourceRow } from '../values/cell.js';
import { brokenWorkbook } from './broken-workbook.js';
import { CellTag } from './cell-tag.js';
import { type CellContext, CellValues } from './cell-values.js';
import { PlainNumber } from './plain-number.js';
import { PlainText } from './plain-text.js';
import { overLimit, type ReadLimits } from './read-limits.js';
import { GT, isSpace, LT, SLASH, XmlScanner } from './xml-scanner.js';

/** Either ends a batch, so that its memory is bounded whatever the sheet. */
const BATCH_ROWS = 1000;
const BATCH_CELLS = 50_000;

const LOWER_C = 0x63;
const LOWER_V = 0x76;
const ROW_START = Buffer.from('<row ');
const ROW_END = Buffer.from('</row>');
const CELL_END_BYTES = '</v></c>'.length;

/**
 * The rows of a sheet in batches, blank rows left out.
 * @param pieces The sheet's XML.
 * @param where For errors: the file and the sheet.
 */
export async function* readSheet(
  pieces: AsyncIterable<Buffer>,
  sheet: string,
  where: string,
  context: CellContext,
): AsyncGenerator<readonly SourceRow[]> {
  const reader = new SheetReader(sheet, where, context);
  for await (const piece of pieces) {
    reader.push(piece);
    for (let rows = reader.take(); rows.length > 0; rows = reader.take()) yield rows;
    if (reader.done) return;
  }
  reader.end();
}

class SheetReader {
  /** Behind the last row; what follows in the part holds no cells. */
  done = false;
  private readonly sheet: string;
  private readonly where: string;
  private readonly limits: ReadLimits;
  private readonly scanner: XmlScanner;
  private readonly tag: CellTag;
  private readonly number = new PlainNumber();
  private readonly text = new PlainText();
  private readonly values: CellValues;

  private rows: SourceRow[] = [];
  private cellsInBatch = 0;
  private inRows = false;
  private row = 0;
  /** Whether the row said its number; else its first cell with a reference does. */
  private rowKnown = false;
  private cells: Cell[] = [];
  private filled = false;

  constructor(sheet: string, where: string, context: CellContext) {
    this.sheet = sheet;
    this.where = where;
    this.limits = context.limits;
    this.scanner = new XmlScanner(where, context.limits.cellLength);
    this.tag = new CellTag(where);
    this.values = new CellValues(where, context);
  }

  push(piece: Buffer): void {
    this.scanner.push(piece);
  }

  /** The next batch of rows; empty when more bytes are needed, or when the sheet is done. */
  take(): SourceRow[] {
    this.rows = [];
    this.cellsInBatch = 0;
    while (!this.done && this.rows.length < BATCH_ROWS && this.cellsInBatch < BATCH_CELLS) {
      if (!this.readNext()) break;
    }
    return this.rows;
  }

  /** To be called when the part has ended. */
  end(): void {
    if (this.inRows && !this.done) throw brokenWorkbook(this.where, 'it ends in the middle of its rows');
  }

  /** Reads a cell, or a tag that is no cell; false when it does not end yet. */
  private readNext(): boolean {
    const { scanner } = this;
    if (this.inRows) {
      const { bytes, at } = scanner;
      if (startsCell(bytes, at)) return this.readCell(at, at + 2);
      if (scanner.skip(ROW_END)) {
        this.endRow();
        return true;
      }
      if (scanner.skip(ROW_START)) return this.readRowTag(at, at + ROW_START.length);
    }
    if (!scanner.next()) return false;
    if (scanner.is('c')) return scanner.closing || this.readCell(scanner.tagStart, scanner.nameEnd);
    if (scanner.is('row')) {
      if (scanner.closing) this.endRow();
      else return this.readRowTag(scanner.tagStart, scanner.nameEnd);
    } else if (scanner.is('sheetData')) {
      this.inRows = !scanner.closing;
      this.done = scanner.closing || scanner.selfClosed;
    }
    return true;
  }

  /** As `readCell`. */
  private readRowTag(start: number, attributes: number): boolean {
    const { scanner, tag } = this;
    const inside = tag.read(scanner.bytes, attributes);
    scanner.at = inside < 0 ? start : inside;
    if (inside < 0) return false;
    this.rowKnown = tag.row > 0;
    this.row = this.rowKnown ? tag.row : this.row + 1;
    this.cells = [];
    this.filled = false;
    return true;
  }

  private endRow(): void {
    if (!this.filled) return;
    const { cells, row } = this;
    if (row > this.limits.rows) throw overLimit('rows', this.limits, `${this.where}: row ${row}`);
    while (cells[cells.length - 1] === null) cells.pop();
    this.rows.push({ sheet: this.sheet, row, cells });
    this.cellsInBatch += cells.length;
    this.filled = false;
  }

  /**
   * Reads a cell and puts it into its row; false when it does not end yet.
   * @param start Of the tag: where to begin again.
   * @param attributes Behind the tag's name.
   */
  private readCell(start: number, attributes: number): boolean {
    const { scanner, tag } = this;
    const inside = tag.read(scanner.bytes, attributes);
    let value: Cell | undefined;
    if (inside >= 0) {
      scanner.at = inside;
      value = tag.selfClosed ? null : this.readValue(inside);
    }
    if (value === undefined) {
      scanner.at = start;
      return false;
    }
    this.put(value);
    return true;
  }

  /** Undefined when the cell does not end yet; null for a cell without a value. */
  private readValue(start: number): Cell | undefined {
    const plain = this.readPlainValue(start);
    return plain === undefined ? this.readAnyValue() : plain;
  }

  private put(value: Cell): void {
    const { cells, tag } = this;
    const column = tag.column < 0 ? cells.length : tag.column;
    if (column >= this.limits.columns) {
      throw overLimit('columns', this.limits, `${this.where}, row ${this.row}: the number of columns`);
    }
    if (!this.rowKnown && tag.row > 0) {
      this.row = tag.row;
      this.rowKnown = true;
    }
    while (cells.length < column) cells.push(null);
    cells[column] = value;
    if (!this.filled && !isBlank(value)) this.filled = true;
  }

  /**
   * The value of a cell that holds nothing but `<v>`; undefined, with nothing read, when it holds anything else or does not end
   * yet.
   */
  private readPlainValue(start: number): Cell | undefined {
    const { scanner, tag, number, text, values } = this;
    const { bytes } = scanner;
    if (bytes[start] !== LT || bytes[start + 1] !== LOWER_V || bytes[start + 2] !== GT) return undefined;
    const from = start + 3;
    if (tag.type === 's' || tag.type === 'n') {
      const value = number.read(bytes, from);
      if (value !== undefined && endsCell(bytes, number.end)) {
        scanner.at = number.end + CELL_END_BYTES;
        return tag.type === 's' ? values.shared(value) : values.number(value, tag.style);
      }
    }
    const value = text.read(bytes, from);
    if (value === undefined || !endsCell(bytes, text.end)) return undefined;
    scanner.at = text.end + CELL_END_BYTES;
    return values.any(tag.type, value, tag.style);
  }

  /** The value of any cell, tag by tag; undefined when it does not end yet. */
  private readAnyValue(): Cell | undefined {
    const { scanner, tag } = this;
    let value = '';
    let inline = '';
    let inReading = false;
    for (;;) {
      if (!scanner.next()) return undefined;
      if (scanner.is('rPh')) inReading = !scanner.closing && !scanner.selfClosed;
      if (scanner.is('row')) throw brokenWorkbook(this.where, `a cell of row ${this.row} does not end`);
      if (scanner.closing) {
        if (scanner.is('c')) return this.values.any(tag.type, inline === '' ? value : inline, tag.style);
        continue;
      }
      const isValue = scanner.is('v');
      if (scanner.selfClosed || !(isValue || scanner.is('t'))) continue;
      const text = scanner.text();
      if (text === undefined) return undefined;
      if (isValue) value = text;
      else if (!inReading) inline += text;
    }
  }
}

/** Whether the tag of a cell stands here, without a prefix. */
function startsCell(bytes: Buffer, at: number): boolean {
  if (bytes[at] !== LT || bytes[at + 1] !== LOWER_C) return false;
  const next = bytes[at + 2];
  return next === GT || next === SLASH || isSpace(next);
}

/** Whether `</v></c>` stands here. */
function endsCell(bytes: Buffer, at: number): boolean {
  return (
    bytes[at] === LT &&
    bytes[at + 1] === SLASH &&
    bytes[at + 2] === LOWER_V &&
    bytes[at + 3] === GT &&
    bytes[at + 4] === LT &&
    bytes[at + 5] === SLASH &&
    bytes[at + 6] === LOWER_C &&
    bytes[at + 7] === GT
  );
}
