// Texts read straight from the bytes. Columns of a table repeat their values, so the last ones are remembered by their bytes:
// a repeated text costs neither a new string nor its decoding.

import { decodeText, LT } from './xml-scanner.js';

/** Texts remembered at a time, a power of two; each has one slot, and gives way to the next that falls on it. */
const SLOTS = 4096;
const LONGEST = 64;

/** Reads texts between two tags. One object serves a whole sheet. */
export class PlainText {
  /** Behind the last text read: the place of the next tag. */
  end = 0;
  private readonly raws: string[] = new Array<string>(SLOTS).fill('');
  private readonly texts: string[] = new Array<string>(SLOTS).fill('');

  /** The text that begins here, up to the next tag; undefined when it does not end yet. */
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
    if (end - start > LONGEST) return decodeText(bytes, start, end);
    const slot = hash & (SLOTS - 1);
    if (!equals(this.raws[slot] ?? '', bytes, start, end)) {
      this.raws[slot] = bytes.toString('latin1', start, end);
      this.texts[slot] = decodeText(bytes, start, end);
    }
    return this.texts[slot];
  }
}

function equals(raw: string, bytes: Buffer, start: number, end: number): boolean {
  if (raw.length !== end - start) return false;
  for (let i = 0; i < raw.length; i++) if (raw.charCodeAt(i) !== bytes[start + i]) return false;
  return true;
}
