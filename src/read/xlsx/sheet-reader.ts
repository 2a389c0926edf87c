// The rows of one sheet from its XML, as fast as can be: most cells are read straight from the bytes (plain-cells.ts); the rest,
// with formulas, rich text or prefixes, goes through the scanner. What a cell means is in cell-values.ts.

import type { Stop } from '../../problems/stop.js';
import { type Cell, isBlank, type SourceRow } from '../../values/cell.js';
import { NEVER_CALCULATED } from '../../values/error-cell.js';
import { brokenWorkbook } from '../../workbook/broken-workbook.js';
import { overLimit, type ReadLimits } from '../../workbook/read-limits.js';
import { GT, isSpace, LT, SLASH, XmlScanner } from '../../workbook/xml-scanner.js';
import type { SheetNotes } from '../source/sheet-notes.js';
import { mayBeMojibake } from '../text/mojibake.js';
import { CellTag } from './cell-tag.js';
import { type CellContext, CellValues } from './cell-values.js';
import { PlainCells } from './plain-cells.js';

/** Either ends a batch, so that its memory is bounded whatever the sheet. */
const BATCH_ROWS = 1000;
const BATCH_CELLS = 50_000;

const LOWER_C = 0x63;
const ROW_START = Buffer.from('<row ');
const ROW_END = Buffer.from('</row>');

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
  notes: SheetNotes,
): AsyncGenerator<readonly SourceRow[]> {
  const reader = new SheetReader(sheet, where, context, notes);
  for await (const piece of pieces) {
    reader.push(piece);
    for (let rows = reader.take(); rows.length > 0; rows = reader.take()) yield rows;
  }
  reader.end();
  notes.isComplete = true;
}

class SheetReader {
  private readonly sheet: string;
  private readonly where: string;
  private readonly limits: ReadLimits;
  private readonly notes: SheetNotes;
  private readonly scanner: XmlScanner;
  private readonly tag: CellTag;
  private readonly values: CellValues;
  private readonly plain: PlainCells;

  private rows: SourceRow[] = [];
  private cellsInBatch = 0;
  private place: 'before rows' | 'between rows' | 'in row' | 'behind rows' = 'before rows';
  private row = 0;
  private rowTags = 0;
  /** Of the last row with a value. */
  private lastRow = 0;
  /** Whether the row said its number; else its first cell with a reference does. */
  private rowKnown = false;
  private rowHidden = false;
  private cells: Cell[] = [];
  private mayBeMojibake: boolean;
  private readonly recalculates: boolean;

  constructor(sheet: string, where: string, context: CellContext, notes: SheetNotes) {
    this.sheet = sheet;
    this.where = where;
    this.limits = context.limits;
    this.notes = notes;
    this.scanner = new XmlScanner(where, context.limits.cellLength);
    this.tag = new CellTag(where);
    this.values = new CellValues(() => `${where}, row ${this.row}`, context, notes.units);
    this.plain = new PlainCells(this.values, context.limits.columns);
    this.mayBeMojibake = context.sharedStrings.mayBeMojibake;
    this.recalculates = context.recalculates;
  }

  push(piece: Buffer): void {
    this.scanner.push(piece);
  }

  /** The next batch of rows; empty when more bytes are needed. */
  take(): SourceRow[] {
    this.rows = [];
    this.cellsInBatch = 0;
    while (this.rows.length < BATCH_ROWS && this.cellsInBatch < BATCH_CELLS) {
      if (!this.readNext() && !this.scanner.advance()) break;
    }
    return this.rows;
  }

  /** To be called when the part has ended. */
  end(): void {
    if (this.place === 'in row' || this.place === 'between rows')
      throw this.broken('it ends in the middle of its rows');
  }

  /** Reads a cell, or a tag that is no cell; false when it does not end yet. */
  private readNext(): boolean {
    const { scanner } = this;
    const { bytes, at } = scanner;
    if (this.place === 'in row') {
      if (this.rowKnown) scanner.at = this.plain.read(bytes, at, this.cells, this.row);
      if (scanner.skip(ROW_END)) return this.endRow();
      if (startsCell(bytes, scanner.at)) return this.readCell(scanner.at, scanner.at + 2);
    } else if (this.place === 'between rows') {
      if (scanner.skip(ROW_START)) return this.readRowTag(at, at + ROW_START.length);
    }
    if (!scanner.next()) return false;
    if (this.place === 'before rows' || this.place === 'behind rows') return this.readAround();
    if (scanner.is('c')) {
      if (scanner.closing) return true;
      if (this.place === 'in row') return this.readCell(scanner.tagStart, scanner.nameEnd);
      throw this.broken('a cell in it is in no row');
    }
    if (scanner.is('row')) return scanner.closing ? this.endRow() : this.readRowTag(scanner.tagStart, scanner.nameEnd);
    if (scanner.is('sheetData')) {
      if (this.place === 'in row' || !scanner.closing) throw this.broken(`row ${this.row} does not end`);
      this.place = 'behind rows';
    }
    return true;
  }

  /** A tag before or behind the rows. Text around them is passed over, as what damages rows is found by their own tags. */
  private readAround(): boolean {
    const { scanner, notes } = this;
    if (scanner.closing) return true;
    if (scanner.is('sheetData')) {
      if (this.place === 'behind rows') throw this.broken('it has rows in two places');
      this.place = scanner.selfClosed ? 'behind rows' : 'between rows';
    } else if (scanner.is('col') && isTrue(scanner.attribute('hidden'))) {
      notes.hiddenColumn(Number(scanner.attribute('min')), Number(scanner.attribute('max')));
    } else if (scanner.is('mergeCell')) notes.mergedCells(scanner.attribute('ref') ?? '');
    return true;
  }

  /** As `readCell`. */
  private readRowTag(start: number, attributes: number): boolean {
    const { scanner, tag } = this;
    const inside = tag.read(scanner.bytes, attributes);
    scanner.at = inside < 0 ? start : inside;
    if (inside < 0) return false;
    if (this.place === 'in row') throw this.broken(`row ${this.row} does not end`);
    // Rows without cells count as well: a sheet of nothing else ends somewhere.
    if (++this.rowTags > this.limits.rows)
      throw overLimit('rows', this.limits, `${this.where}: the number of its rows`);
    this.rowKnown = tag.row > 0;
    this.row = this.rowKnown ? tag.row : this.row + 1;
    this.rowHidden = tag.hidden;
    this.cells = [];
    if (!tag.selfClosed) this.place = 'in row';
    return true;
  }

  /** Takes in the row unless it is blank. Always true: its tag was read. */
  private endRow(): true {
    this.place = 'between rows';
    const { cells, row, notes } = this;
    if (cells.every(isBlank)) return true;
    if (row > this.limits.rows) throw overLimit('rows', this.limits, `${this.where}: row ${row}`);
    if (row <= this.lastRow)
      throw this.broken(`row ${row} stands behind row ${this.lastRow}; rows must run upwards, each once`);
    this.lastRow = row;
    while (cells[cells.length - 1] === null) cells.pop();
    this.rows.push({ sheet: this.sheet, row, cells });
    this.cellsInBatch += cells.length;
    notes.width(cells.length);
    if (this.rowHidden) notes.hiddenRow(row);
    if (this.mayBeMojibake || this.plain.mayBeMojibake) notes.look(row, cells);
    return true;
  }

  private broken(detail: string): Stop {
    return brokenWorkbook(this.where, detail);
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
      value = tag.selfClosed ? null : this.readValue();
    }
    if (value === undefined) {
      scanner.at = start;
      return false;
    }
    this.put(value);
    return true;
  }

  private put(value: Cell): void {
    const { cells, tag } = this;
    const column = this.columnOf(tag);
    if (column >= this.limits.columns) {
      throw overLimit('columns', this.limits, `${this.where}, row ${this.row}: the number of columns`, {
        needed: column + 1,
      });
    }
    // Only a column with a row is a reference, and only a value has a place to be wrong about.
    if (tag.column >= 0 && tag.row > 0 && value !== null) {
      if (this.rowKnown && tag.row !== this.row) throw this.broken(`row ${this.row} holds a cell of row ${tag.row}`);
      this.row = tag.row;
      this.rowKnown = true;
    }
    while (cells.length < column) cells.push(null);
    if (column === cells.length) cells.push(value);
    else if (value !== null) {
      // A cell may stand before its left neighbour, but not twice.
      if (cells[column] !== null) throw this.broken(`row ${this.row} holds two values for column ${column + 1}`);
      cells[column] = value;
    }
  }

  /** From 0; a cell without a reference stands behind the last one. */
  private columnOf({ column }: CellTag): number {
    return column < 0 ? this.cells.length : column;
  }

  /** The value of a cell, tag by tag; undefined when it does not end yet, null when it has none. */
  private readValue(): Cell | undefined {
    const { scanner, tag } = this;
    let value = '';
    let inline = '';
    let inReading = false;
    let hasFormula = false;
    let hasResult = false;
    for (;;) {
      if (!scanner.next()) return undefined;
      if (scanner.is('rPh')) inReading = !scanner.closing && !scanner.selfClosed;
      if (scanner.is('row') || (scanner.is('c') && !scanner.closing)) {
        throw this.broken(`a cell of row ${this.row} does not end`);
      }
      if (scanner.closing) {
        if (!scanner.is('c')) continue;
        const text = inline === '' ? value : inline;
        if (hasFormula && !hasResult && text.trim() === '') return NEVER_CALCULATED;
        if (hasFormula && text === '0' && this.recalculates) this.notes.doubtfulZero(this.columnOf(tag), this.row);
        this.mayBeMojibake ||= mayBeMojibake(text);
        return this.values.any(tag.type, text, tag.style, this.columnOf(tag), tag.row || this.row);
      }
      hasFormula ||= scanner.is('f') && this.isFormula();
      const isValue = scanner.is('v');
      // A formula may come to an empty text: programs then write the type, and a value with nothing in it.
      hasResult ||= (isValue && tag.type === 'str') || (tag.type === 'inlineStr' && scanner.is('is'));
      if (scanner.selfClosed || !(isValue || scanner.is('t'))) continue;
      const text = scanner.text();
      if (text === undefined) return undefined;
      if (isValue) value = text;
      else if (!inReading) inline += text;
    }
  }

  /** Whether the `f` whose tag was read holds a formula, or refers to one that it shares. */
  private isFormula(): boolean {
    const { bytes, at, selfClosed } = this.scanner;
    const isEmpty = selfClosed || (bytes[at] === LT && bytes[at + 1] === SLASH);
    return !isEmpty || this.scanner.attribute('t') !== undefined;
  }
}

function isTrue(attribute: string | undefined): boolean {
  return attribute === '1' || attribute === 'true' || attribute === 'on';
}

/** Whether the tag of a cell stands here, without a prefix. */
function startsCell(bytes: Buffer, at: number): boolean {
  if (at + 2 >= bytes.length || bytes[at] !== LT || bytes[at + 1] !== LOWER_C) return false;
  const next = bytes[at + 2];
  return next === GT || next === SLASH || isSpace(next);
}
