// Cells as nearly every program writes nearly all of them, straight from the bytes: without a token or, mostly, a string in
// between. Stops before a cell that is written in any other way; cell-tag.ts and the scanner read that one.

import type { Cell } from '../../values/cell.js';
import { GT, LT, SLASH, startsWith } from '../../workbook/xml-scanner.js';
import type { CellValues } from './cell-values.js';
import { PlainNumber } from './plain-number.js';
import { PlainText } from './plain-text.js';

const SPACE = 0x20;
const EQUALS = 0x3d;
const QUOTE = 0x22;
const ZERO = 0x30;
const NINE = 0x39;
const BEFORE_A = 0x40;
const UPPER_Z = 0x5a;
const LOWER_B = 0x62;
const LOWER_C = 0x63;
const LOWER_I = 0x69;
const LOWER_N = 0x6e;
const LOWER_R = 0x72;
const LOWER_S = 0x73;
const LOWER_T = 0x74;
const LOWER_V = 0x76;

/** Bytes that a tag and what stands around a value may take; nearer to the end of a piece, cells are not looked at. */
const TAG_BYTES = 128;
const INLINE_TYPE = Buffer.from('inlineStr"');
const KEEPING_SPACE = Buffer.from(' xml:space="preserve">');
const VALUE_END_BYTES = '</v></c>'.length;
const INLINE_END_BYTES = '</t></is></c>'.length;

/** Types of cells, by what they need. */
const NUMBER = 0;
const SHARED = 1;
const TEXT = 2;
const INLINE = 3;
const BOOLEAN = 4;

/** Reads the cells of one sheet. */
export class PlainCells {
  private readonly values: CellValues;
  private readonly columns: number;
  private readonly number = new PlainNumber();
  private readonly text = new PlainText();
  // Of the last tag.
  private column = 0;
  private row = 0;
  private style = 0;
  private type = NUMBER;
  /** Behind the last value. */
  private end = 0;

  /** @param columns The limit on them: a cell beyond it is left to others, who refuse it. */
  constructor(values: CellValues, columns: number) {
    this.values = values;
    this.columns = columns;
  }

  /** Whether one of the texts should be looked at for mojibake. */
  get mayBeMojibake(): boolean {
    return this.text.mayBeMojibake;
  }

  /**
   * Adds the cells that stand here to a row.
   * @param row The row's number; a cell of another one is left to others.
   * @returns The place behind the last cell that was added.
   */
  read(bytes: Buffer, start: number, cells: Cell[], row: number): number {
    const safe = bytes.length - TAG_BYTES;
    for (let done = start; ; done = this.end) {
      if (done > safe || bytes[done] !== LT || bytes[done + 1] !== LOWER_C) return done;
      const inside = this.readTag(bytes, done + 2, cells.length, row);
      if (inside < 0 || this.row !== row || this.column < cells.length || this.column >= this.columns) return done;
      const value = this.readValue(bytes, inside);
      if (value === undefined) return done;
      while (cells.length < this.column) cells.push(null);
      cells.push(value);
    }
  }

  /**
   * Reads attributes of one letter up to the tag's end.
   * @param column Of a cell without a reference.
   * @returns The place of the `>` or `/`; -1 for a tag with anything else in it.
   */
  private readTag(bytes: Buffer, start: number, column: number, row: number): number {
    this.column = column;
    this.row = row;
    this.style = 0;
    this.type = NUMBER;
    let at = start;
    for (;;) {
      const byte = bytes[at];
      if (byte === GT || byte === SLASH) return at;
      if (byte !== SPACE || bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return -1;
      const name = bytes[at + 1];
      if (name === LOWER_R) at = this.readReference(bytes, at + 4);
      else if (name === LOWER_S) at = this.readStyle(bytes, at + 4);
      else if (name === LOWER_T) at = this.readType(bytes, at + 4);
      else return -1;
      if (at < 0) return -1;
    }
  }

  private readReference(bytes: Buffer, start: number): number {
    let at = start;
    let column = 0;
    let row = 0;
    let byte = bytes[at] ?? 0;
    for (; byte > BEFORE_A && byte <= UPPER_Z; byte = bytes[++at] ?? 0) column = column * 26 + (byte - BEFORE_A);
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0) row = row * 10 + (byte - ZERO);
    // Longer than any reference, the tag may end behind the bytes at hand.
    if (byte !== QUOTE || column === 0 || at > start + 12) return -1;
    this.column = column - 1;
    this.row = row;
    return at + 1;
  }

  private readStyle(bytes: Buffer, start: number): number {
    let at = start;
    let style = 0;
    let byte = bytes[at] ?? 0;
    for (; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0) style = style * 10 + (byte - ZERO);
    if (byte !== QUOTE || at > start + 8) return -1;
    this.style = style;
    return at + 1;
  }

  private readType(bytes: Buffer, start: number): number {
    const first = bytes[start];
    if (bytes[start + 1] === QUOTE) {
      if (first === LOWER_S) this.type = SHARED;
      else if (first === LOWER_B) this.type = BOOLEAN;
      else if (first !== LOWER_N) return -1;
      return start + 2;
    }
    if (
      first === LOWER_S &&
      bytes[start + 1] === LOWER_T &&
      bytes[start + 2] === LOWER_R &&
      bytes[start + 3] === QUOTE
    ) {
      this.type = TEXT;
      return start + 4;
    }
    if (!startsWith(bytes, INLINE_TYPE, start)) return -1;
    this.type = INLINE;
    return start + INLINE_TYPE.length;
  }

  /** The value of a cell from the end of its tag on; undefined for a cell that does not end yet or holds anything else. */
  private readValue(bytes: Buffer, at: number): Cell | undefined {
    if (bytes[at] === SLASH) {
      this.end = at + 2;
      return bytes[at + 1] === GT ? null : undefined;
    }
    if (this.type === INLINE) return this.readInline(bytes, at + 1);
    if (bytes[at + 1] !== LT || bytes[at + 2] !== LOWER_V || bytes[at + 3] !== GT) return undefined;
    const { number, text, type, values } = this;
    if (type === NUMBER || type === SHARED) {
      const value = number.read(bytes, at + 4);
      if (value !== undefined && endsValue(bytes, number.end)) {
        this.end = number.end + VALUE_END_BYTES;
        return type === SHARED ? values.shared(value) : values.number(value, this.style, this.column, this.row);
      }
      if (type === SHARED) return undefined;
    }
    const value = text.read(bytes, at + 4);
    if (value === undefined || !endsValue(bytes, text.end)) return undefined;
    this.end = text.end + VALUE_END_BYTES;
    if (type === TEXT) return values.text(value);
    return values.any(type === BOOLEAN ? 'b' : 'n', value, this.style, this.column, this.row);
  }

  private readInline(bytes: Buffer, at: number): Cell | undefined {
    const { text } = this;
    const start = startOfInline(bytes, at);
    const value = start < 0 ? undefined : text.read(bytes, start);
    if (value === undefined || !endsInline(bytes, text.end)) return undefined;
    this.end = text.end + INLINE_END_BYTES;
    return this.values.text(value);
  }
}

/** Behind `<is><t>` or `<is><t xml:space="preserve">`; -1 where neither stands. */
function startOfInline(bytes: Buffer, at: number): number {
  if (bytes[at] !== LT || bytes[at + 1] !== LOWER_I || bytes[at + 2] !== LOWER_S || bytes[at + 3] !== GT) return -1;
  if (bytes[at + 4] !== LT || bytes[at + 5] !== LOWER_T) return -1;
  if (bytes[at + 6] === GT) return at + 7;
  return startsWith(bytes, KEEPING_SPACE, at + 6) ? at + 6 + KEEPING_SPACE.length : -1;
}

/** Whether `</t></is></c>` stands here. */
function endsInline(bytes: Buffer, at: number): boolean {
  return (
    at + INLINE_END_BYTES <= bytes.length &&
    bytes[at] === LT &&
    bytes[at + 1] === SLASH &&
    bytes[at + 2] === LOWER_T &&
    bytes[at + 3] === GT &&
    bytes[at + 4] === LT &&
    bytes[at + 5] === SLASH &&
    bytes[at + 6] === LOWER_I &&
    bytes[at + 7] === LOWER_S &&
    bytes[at + 8] === GT &&
    bytes[at + 9] === LT &&
    bytes[at + 10] === SLASH &&
    bytes[at + 11] === LOWER_C &&
    bytes[at + 12] === GT
  );
}

/** Whether `</v></c>` stands here. */
function endsValue(bytes: Buffer, at: number): boolean {
  return (
    at + VALUE_END_BYTES <= bytes.length &&
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
