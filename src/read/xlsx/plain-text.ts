// Texts read straight from the bytes. Columns of a table repeat their values, so the last ones are remembered by their bytes:
// a repeated text costs neither a new string nor its decoding.

import { decodeText, LT } from '../../workbook/xml-scanner.js';
import { unescapeSpreadsheet } from '../../workbook/xml-text.js';
import { mayBeMojibake } from '../text/mojibake.js';

/** Texts remembered at a time, a power of two; each has one slot, and gives way to the next that falls on it. */
const SLOTS = 4096;
/** Bytes of the longest that is remembered, a power of two. */
const LONGEST = 64;

/** Reads texts between two tags. One object serves a whole sheet. */
export class PlainText {
  /** Behind the last text read: the place of the next tag. */
  end = 0;
  /** Whether one of the texts should be looked at for mojibake. */
  mayBeMojibake = false;
  /** The bytes of the remembered texts, slot by slot. */
  private readonly raw = new Uint8Array(SLOTS * LONGEST);
  private readonly lengths = new Uint8Array(SLOTS);
  private readonly texts: string[] = new Array<string>(SLOTS).fill('');

  /** The text that begins here, up to the next tag and without escapes; undefined when it does not end yet. */
  read(bytes: Buffer, start: number): string | undefined {
    let hash = 0;
    let end = start;
    for (; end < bytes.length; end++) {
      const byte = bytes[end] ?? 0;
      if (byte === LT) break;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (end === bytes.length) return undefined;
    this.end = end;
    const length = end - start;
    if (length > LONGEST) return this.decode(bytes, start, end);
    // The high bits depend on all bytes, the low ones hardly on the first.
    const slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
    if (this.lengths[slot] !== length || !this.isRemembered(slot * LONGEST, bytes, start, length)) {
      this.lengths[slot] = length;
      for (let i = 0; i < length; i++) this.raw[slot * LONGEST + i] = bytes[start + i] ?? 0;
      this.texts[slot] = this.decode(bytes, start, end);
    }
    return this.texts[slot];
  }

  private isRemembered(place: number, bytes: Buffer, start: number, length: number): boolean {
    const { raw } = this;
    for (let i = 0; i < length; i++) if (raw[place + i] !== bytes[start + i]) return false;
    return true;
  }

  private decode(bytes: Buffer, start: number, end: number): string {
    const text = decodeText(bytes, start, end);
    // Letters of more than one byte make a text shorter than its bytes.
    if (text.length < end - start) this.mayBeMojibake ||= mayBeMojibake(text);
    return unescapeSpreadsheet(text);
  }
}
