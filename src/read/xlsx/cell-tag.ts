// The tag of a row or cell, read straight from the bytes: reference, style and type. Sheets consist of little else.

import { brokenWorkbook } from '../../workbook/broken-workbook.js';
import { GT, isSpace, LT, SLASH } from '../../workbook/xml-scanner.js';

/** ECMA-376 part 1, 18.18.11 ST_CellType. */
export type CellType = 'n' | 's' | 'str' | 'inlineStr' | 'b' | 'e' | 'd';

const EQUALS = 0x3d;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const ZERO = 0x30;
const NINE = 0x39;
const UPPER_A = 0x41;
const UPPER_Z = 0x5a;
const LOWER_A = 0x61;
const LOWER_Z = 0x7a;
const BEFORE_UPPER_A = UPPER_A - 1;
const BEFORE_LOWER_A = LOWER_A - 1;
const ONE = 0x31;
const LOWER_H = 0x68;
const LOWER_R = 0x72;
const LOWER_S = 0x73;
const LOWER_T = 0x74;

const types = new Map<string, CellType>(
  (['n', 's', 'str', 'inlineStr', 'b', 'e', 'd'] as const).map((type) => [type, type]),
);

/** The last tag read. One object serves a whole sheet. */
export class CellTag {
  /** From 0; -1 when the tag has no reference. */
  column = -1;
  /** From 1; 0 when the tag has no reference. */
  row = 0;
  style = 0;
  type: CellType = 'n';
  selfClosed = false;
  /** Of a row. */
  hidden = false;
  private readonly where: string;

  constructor(where: string) {
    this.where = where;
  }

  /** Reads the attributes from behind the tag's name on. Gives the place behind the tag, or -1 when it does not end yet. */
  read(bytes: Buffer, from: number): number {
    this.column = -1;
    this.row = 0;
    this.style = 0;
    this.type = 'n';
    this.selfClosed = false;
    this.hidden = false;
    const end = bytes.length;
    let at = from;
    while (at < end) {
      const byte = bytes[at];
      if (byte === GT) return at + 1;
      if (byte === SLASH) this.selfClosed = true;
      if (byte === SLASH || isSpace(byte)) at++;
      else if (bytes[at + 1] === EQUALS && bytes[at + 2] === QUOTE) {
        // A name of one letter is all that is looked for, and nearly always written like this.
        if (byte === LOWER_R) at = this.readReference(bytes, at + 3);
        else {
          let close = at + 3;
          while (close < end && bytes[close] !== QUOTE) close++;
          if (close < end) this.keep(bytes, byte, at + 3, close);
          at = close + 1;
        }
      } else at = this.readAttribute(bytes, at);
    }
    return -1;
  }

  /** Gives the place behind the attribute; beyond the end of the bytes when it does not end yet. */
  private readAttribute(bytes: Buffer, name: number): number {
    const end = bytes.length;
    let at = name;
    while (at < end && bytes[at] !== EQUALS && bytes[at] !== LT && bytes[at] !== GT) at++;
    const short = at === name + 1 || isSpace(bytes[name + 1]);
    if (at < end && bytes[at] !== EQUALS) throw brokenWorkbook(this.where, 'a tag in it is broken');
    at++;
    while (isSpace(bytes[at])) at++;
    const quote = bytes[at++];
    if (at >= end) return at;
    if (quote !== QUOTE && quote !== APOSTROPHE)
      throw brokenWorkbook(this.where, 'an attribute in it lacks its quotes');
    const value = at;
    while (at < end && bytes[at] !== quote) at++;
    if (at < end) {
      if (short) this.keep(bytes, bytes[name], value, at);
      else if (bytes[name] === LOWER_H && isHidden(bytes, name))
        this.hidden = bytes[value] === ONE || bytes[value] === LOWER_T;
    }
    return at + 1;
  }

  private keep(bytes: Buffer, name: number | undefined, start: number, end: number): void {
    if (name === LOWER_R) this.readReference(bytes, start);
    else if (name === LOWER_S) this.style = digitsOf(bytes, start, end);
    else if (name === LOWER_T) this.keepType(bytes, start, end);
  }

  private keepType(bytes: Buffer, start: number, end: number): void {
    const first = bytes[start];
    if (first === LOWER_S && end === start + 1) this.type = 's';
    else if (first === LOWER_S && end === start + 3) this.type = 'str';
    else {
      const name = bytes.toString('latin1', start, end);
      const type = types.get(name);
      if (type === undefined) throw brokenWorkbook(this.where, `it has a cell of the unknown type "${name}"`);
      this.type = type;
    }
  }

  /** Reads a reference such as `AB12` or `12`. Gives the place behind its closing quote. */
  private readReference(bytes: Buffer, start: number): number {
    let column = 0;
    let row = 0;
    let at = start;
    for (; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte >= ZERO && byte <= NINE) row = row * 10 + byte - ZERO;
      else if (byte >= UPPER_A && byte <= UPPER_Z) column = column * 26 + byte - BEFORE_UPPER_A;
      else if (byte >= LOWER_A && byte <= LOWER_Z) column = column * 26 + byte - BEFORE_LOWER_A;
      else break;
    }
    this.column = column - 1;
    this.row = row;
    return at + 1;
  }
}

const HIDDEN = Buffer.from('hidden');

function isHidden(bytes: Buffer, name: number): boolean {
  return bytes.compare(HIDDEN, 0, HIDDEN.length, name, name + HIDDEN.length) === 0;
}

/** A whole number of digits only; -1 when there is none, or anything else. */
function digitsOf(bytes: Buffer, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    value = value * 10 + digit;
  }
  return start === end ? -1 : value;
}
