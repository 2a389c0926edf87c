// Gathers the XML of a part as bytes. Text is escaped and encoded in one pass: sheets consist of little else, and strings that are put
// together first take several times as long.

import { escapeCellText } from './xml-text.js';

const FIRST_BYTES = 640 * 1024;
/** UTF-8 takes at most so many bytes for a character (UTF-16 unit). */
const MOST_BYTES = 3;

const UNDERSCORE = 0x5f;
const LOWER_X = 0x78;
/** Characters that stand for themselves, by their number; `_x` may begin an escape. */
const PLAIN = new Uint8Array(128).fill(1, 0x20).fill(1, 0x09, 0x0b);
for (const special of '&<>"_') PLAIN[special.charCodeAt(0)] = 0;

/** The bytes so far. */
export class XmlBytes {
  /** How many there are. */
  length = 0;
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);

  /** Adds markup, which is ASCII and is not escaped. */
  markup(ascii: string): void {
    this.reserve(ascii.length);
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < ascii.length; index++) bytes[at++] = ascii.charCodeAt(index);
    this.length = at;
  }

  /** Adds bytes that are XML already. */
  raw(source: Buffer, start: number, end: number): void {
    this.reserve(end - start);
    source.copy(this.bytes, this.length, start, end);
    this.length += end - start;
  }

  /** Adds the text of a cell, escaped; what does not fit a cell is cut off. */
  cellText(text: string): void {
    const { length } = text;
    this.reserve(length);
    const { bytes } = this;
    let at = this.length;
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index);
      if (PLAIN[code] !== 1 && !(code === UNDERSCORE && text.charCodeAt(index + 1) !== LOWER_X)) break;
      bytes[at++] = code;
    }
    if (at - this.length === length && length <= LONG) this.length = at;
    else this.escapedText(text);
  }

  /** All bytes; starts anew. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.length);
    this.bytes = Buffer.allocUnsafe(FIRST_BYTES);
    this.length = 0;
    return taken;
  }

  private escapedText(text: string): void {
    const escaped = escapeCellText(text);
    this.reserve(escaped.length * MOST_BYTES);
    this.length += this.bytes.write(escaped, this.length);
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(2 * (this.length + count));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

/** Texts that are longer may have to be cut. */
const LONG = 32_000;
