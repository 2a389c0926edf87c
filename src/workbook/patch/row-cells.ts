// The cells of one row, straight from the bytes: where each stands, its column, its look, and whether it holds anything.

import { brokenWorkbook } from '../broken-workbook.js';
import { GT, isSpace, LT, SLASH } from '../xml-scanner.js';
import type { RowSpan } from './sheet-rows.js';

const BANG = 0x21;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const COLON = 0x3a;
const EQUALS = 0x3d;
/** Makes a letter a capital one, and leaves digits no letters. */
const UPPER = 0xdf;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const LOWER_C = 0x63;
const LOWER_F = 0x66;
const LOWER_R = 0x72;
const LOWER_S = 0x73;
const COMMENT_END = Buffer.from('-->');
const CDATA_END = Buffer.from(']]>');

/** Moves over the cells of a row, one by one. One object serves a whole sheet. */
export class RowCells {
  start = 0;
  /** Behind the cell. */
  end = 0;
  /** From 1. */
  column = 0;
  /** The number of its look, as it is written; '' for none. */
  style = '';
  /** Whether there is anything in it. */
  filled = false;
  /** Where the start tag of its formula begins; -1 for none. */
  formula = -1;
  private bytes: Buffer = Buffer.alloc(0);
  private stop = 0;
  private isCell = false;

  /** @param where For errors: the file and the sheet. */
  constructor(private readonly where: string) {}

  /** Begins with a row. */
  enter(bytes: Buffer, { inside, insideEnd }: RowSpan): void {
    this.bytes = bytes;
    this.end = inside;
    this.stop = insideEnd;
    this.column = 0;
  }

  /** Moves to the next cell; false when there is none left. Then `end` is behind the last one. */
  next(): boolean {
    const { bytes, stop } = this;
    for (let at = this.end; at < stop; at++) {
      if (bytes[at] !== LT) continue;
      if (bytes[at + 1] === BANG) at = this.behindMarkup(at) - 1;
      else {
        this.start = at;
        const inside = this.readTag(at + 1);
        // What else may stand in a row stands behind its cells.
        if (!this.isCell) return false;
        this.readInside(inside);
        return true;
      }
    }
    return false;
  }

  /** Reads the tag from its name on; the place behind it. */
  private readTag(from: number): number {
    const { bytes } = this;
    let at = from;
    let name = at;
    for (; !isNameEnd(bytes[at]); at++) if (bytes[at] === COLON) name = at + 1;
    this.isCell = bytes[name] === LOWER_C && at === name + 1;
    this.style = '';
    let column = 0;
    for (;;) {
      while (isSpace(bytes[at])) at++;
      const byte = bytes[at];
      if (byte === GT || byte === SLASH || byte === undefined) break;
      const attribute = at;
      while (at < this.stop && bytes[at] !== EQUALS) at++;
      const isShort = at === attribute + 1;
      at++;
      while (isSpace(bytes[at])) at++;
      const quote = bytes[at++];
      const value = at;
      if (quote !== QUOTE && quote !== APOSTROPHE) throw brokenWorkbook(this.where, 'a tag in it is broken');
      while (at < this.stop && bytes[at] !== quote) at++;
      if (isShort && byte === LOWER_R) column = columnAt(bytes, value);
      else if (isShort && byte === LOWER_S) this.style = bytes.toString('latin1', value, at);
      at++;
    }
    this.column = column === 0 ? this.column + 1 : column;
    if (bytes[at] === GT) return at + 1;
    this.filled = false;
    this.formula = -1;
    this.end = at + 2;
    return -1;
  }

  /** Finds the end of the cell, and what is in it. */
  private readInside(inside: number): void {
    if (inside < 0) return;
    const { bytes, stop } = this;
    this.filled = false;
    this.formula = -1;
    for (let at = inside; at < stop; at++) {
      if (bytes[at] !== LT) continue;
      if (bytes[at + 1] === BANG) {
        at = this.behindMarkup(at) - 1;
        continue;
      }
      const closing = bytes[at + 1] === SLASH;
      let name = at + (closing ? 2 : 1);
      let nameEnd = name;
      for (; !isNameEnd(bytes[nameEnd]); nameEnd++) if (bytes[nameEnd] === COLON) name = nameEnd + 1;
      const isShort = nameEnd === name + 1;
      if (closing && isShort && bytes[name] === LOWER_C) {
        this.end = bytes.indexOf(GT, nameEnd) + 1;
        return;
      }
      if (!closing) this.filled = true;
      if (!closing && isShort && bytes[name] === LOWER_F) this.formula = at;
      at = nameEnd - 1;
    }
    throw brokenWorkbook(this.where, 'a cell in it does not end');
  }

  /** Behind a comment or CDATA. */
  private behindMarkup(at: number): number {
    const end = this.bytes.indexOf(this.bytes[at + 2] === 0x5b ? CDATA_END : COMMENT_END, at);
    if (end < 0 || end >= this.stop) throw brokenWorkbook(this.where, 'a comment in it does not end');
    return end + COMMENT_END.length;
  }
}

function isNameEnd(byte: number | undefined): boolean {
  return byte === GT || byte === SLASH || byte === undefined || isSpace(byte);
}

/** The column of a reference, from 1; some programs write small letters. */
function columnAt(bytes: Buffer, from: number): number {
  let column = 0;
  for (let at = from; ; at++) {
    const letter = (bytes[at] ?? 0) & UPPER;
    if (letter < UPPER_A || letter > UPPER_Z) return column;
    column = column * 26 + letter - UPPER_A + 1;
  }
}
