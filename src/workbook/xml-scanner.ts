// Walks over the tags of an XML part as its bytes arrive, without building anything. Knows no spreadsheet.
// Refuses what no workbook needs and attacks are made of: document types, and with them entities of one's own.

import { brokenWorkbook } from './broken-workbook.js';
import { unescapeXml } from './xml-text.js';

export const LT = 0x3c;
export const GT = 0x3e;
export const SLASH = 0x2f;
const BANG = 0x21;
const QUESTION = 0x3f;
const COLON = 0x3a;
const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const AMPERSAND = 0x26;
const RETURN = 0x0d;

const COMMENT_START = Buffer.from('<!--');
const COMMENT_END = Buffer.from('-->');
const CDATA_START = Buffer.from('<![CDATA[');
const CDATA_END = Buffer.from(']]>');
const INSTRUCTION_END = Buffer.from('?>');
const MIB = 1024 * 1024;
/** Of a large piece, so many bytes are put behind what was unread; nearly all tags and texts are shorter. */
const SEAM_BYTES = 4096;

/**
 * A cursor over bytes that arrive in pieces. What does not end within the bytes at hand is left unread: `next` says false,
 * `text` undefined, and the same call is made again after `advance` or `push`. Names are local names: prefixes are passed over.
 */
export class XmlScanner {
  /** The bytes at hand; readers with a fast path of their own look at them directly and move `at`. */
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  /** Of the last tag: `</name>` or not. */
  closing = false;
  /** Of the last tag: `<name/>`. */
  selfClosed = false;
  /** Of the last tag, within `bytes`: its `<`, and behind its name. */
  tagStart = 0;
  nameEnd = 0;
  /** A piece of which `bytes` holds the start alone, behind as many bytes as `seam` says. */
  private ahead: Buffer | undefined;
  private seam = 0;
  private nameStart = 0;
  private tagEnd = 0;
  private readonly where: string;
  private readonly pendingBytes: number;

  /**
   * @param where For errors: the file and the part.
   * @param longest Characters that the longest text may have.
   */
  constructor(where: string, longest: number) {
    this.where = where;
    // A character may take up to ten bytes (`&#x10FFFF;`); a tag with its attributes is far below the rest.
    this.pendingBytes = longest * 10 + MIB;
  }

  /** Puts a piece behind what is unread. */
  push(piece: Buffer): void {
    const rest = this.bytes.subarray(this.at);
    if (rest.length > this.pendingBytes) throw brokenWorkbook(this.where, 'a tag or a text in it does not end');
    const isLarge = rest.length > 0 && piece.length > 4 * SEAM_BYTES;
    this.ahead = isLarge ? piece : undefined;
    this.seam = rest.length;
    this.bytes = rest.length === 0 ? piece : Buffer.concat([rest, isLarge ? piece.subarray(0, SEAM_BYTES) : piece]);
    this.at = 0;
  }

  /**
   * To be called when nothing more can be read: false when another piece is needed. Of a large piece, the bytes at hand are at
   * first only its start behind what was unread, so that the whole of it need not be copied.
   */
  advance(): boolean {
    const { ahead, seam } = this;
    if (ahead === undefined) return false;
    this.bytes = this.at >= seam ? ahead : Buffer.concat([this.bytes.subarray(this.at, seam), ahead]);
    this.at = Math.max(this.at - seam, 0);
    this.ahead = undefined;
    return true;
  }

  /** Moves behind the next tag, passing over text before it. */
  next(): boolean {
    const { bytes } = this;
    for (;;) {
      let open = this.at;
      while (open < bytes.length && bytes[open] !== LT) open++;
      this.at = open;
      if (open === bytes.length) return false;
      const mark = bytes[open + 1];
      if (mark !== BANG && mark !== QUESTION) return this.readTag(open);
      const end = this.endOfMarkup(open);
      if (end < 0) return false;
      this.at = end;
    }
  }

  /** Moves behind these bytes when they stand here; a short cut past tags that are nearly always written alike. */
  skip(mark: Buffer): boolean {
    if (!startsWith(this.bytes, mark, this.at)) return false;
    this.at += mark.length;
    return true;
  }

  /** Whether the last tag has this name. */
  is(name: string): boolean {
    const length = this.nameEnd - this.nameStart;
    if (length !== name.length) return false;
    for (let i = 0; i < length; i++) if (this.bytes[this.nameStart + i] !== name.charCodeAt(i)) return false;
    return true;
  }

  /** An attribute of the last tag; undefined when it has none of this name. */
  attribute(name: string): string | undefined {
    return readAttributes(this.bytes.toString('utf8', this.nameEnd, this.tagEnd)).get(name);
  }

  /** The text up to the next tag, decoded; undefined when it does not end yet. */
  text(): string | undefined {
    const { bytes } = this;
    let start = this.at;
    let text = '';
    for (;;) {
      let open = start;
      while (open < bytes.length && bytes[open] !== LT) open++;
      if (open + 1 >= bytes.length) return undefined;
      if (bytes[open + 1] !== BANG) {
        this.at = open;
        return text + decodeText(bytes, start, open);
      }
      const end = this.endOfMarkup(open);
      if (end < 0) return undefined;
      text += decodeText(bytes, start, open);
      if (startsWith(bytes, CDATA_START, open)) {
        text += bytes.toString('utf8', open + CDATA_START.length, end - CDATA_END.length);
      }
      start = end;
    }
  }

  private readTag(open: number): boolean {
    const { bytes } = this;
    const closing = bytes[open + 1] === SLASH;
    let at = open + (closing ? 2 : 1);
    let nameStart = at;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === COLON) nameStart = at + 1;
      else if (byte === GT || byte === SLASH || isSpace(byte)) break;
    }
    const nameEnd = at;
    let quote: number | undefined;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (quote !== undefined) {
        if (byte === quote) quote = undefined;
      } else if (byte === QUOTE || byte === APOSTROPHE) quote = byte;
      else if (byte === GT) break;
      else if (byte === LT) throw brokenWorkbook(this.where, 'a tag in it does not end');
    }
    if (at >= bytes.length) return false;
    this.closing = closing;
    this.selfClosed = bytes[at - 1] === SLASH;
    this.tagStart = open;
    this.nameStart = nameStart;
    this.nameEnd = nameEnd;
    this.tagEnd = at;
    this.at = at + 1;
    return true;
  }

  /** Behind a comment, an instruction or CDATA; -1 when it does not end yet. */
  private endOfMarkup(open: number): number {
    const { bytes } = this;
    let endMark: Buffer;
    if (bytes[open + 1] === QUESTION) endMark = INSTRUCTION_END;
    else if (startsWith(bytes, COMMENT_START, open)) endMark = COMMENT_END;
    else if (startsWith(bytes, CDATA_START, open)) endMark = CDATA_END;
    else if (bytes.length - open < CDATA_START.length) return -1;
    else throw brokenWorkbook(this.where, 'it holds a document type definition, which no spreadsheet program writes');
    const end = bytes.indexOf(endMark, open + 2);
    return end < 0 ? -1 : end + endMark.length;
  }
}

/** Whether these bytes stand at a place. */
export function startsWith(bytes: Buffer, mark: Buffer, at: number): boolean {
  // Reading past the end of the bytes would be right, and slow from then on.
  if (at + mark.length > bytes.length) return false;
  for (let i = 0; i < mark.length; i++) if (bytes[at + i] !== mark[i]) return false;
  return true;
}

/** Space, tab, newline or return. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x09 || byte === 0x0d;
}

/** Attributes of a tag by their local names. @param text What stands between the tag's name and its end. */
export function readAttributes(text: string): Map<string, string> {
  const attributes = new Map<string, string>();
  // Each match begins where the last one ended: a search from every place would take the square of a long tag's length.
  for (const [, name = '', double, single] of text.matchAll(
    /[\s/]*(?:[^\s=:"'/]+:)?([^\s=:"'/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gy,
  )) {
    attributes.set(name, unescapeXml(double ?? single ?? ''));
  }
  return attributes;
}

/** Characters between two tags. Plain ASCII, which most texts are, takes the fast way. */
export function decodeText(bytes: Buffer, start: number, end: number): string {
  let ascii = true;
  let escaped = false;
  for (let i = start; i < end; i++) {
    const byte = bytes[i] ?? 0;
    if (byte > 127) ascii = false;
    else if (byte === AMPERSAND || byte === RETURN) escaped = true;
  }
  const text = bytes.toString(ascii ? 'latin1' : 'utf8', start, end);
  return escaped ? unescapeXml(text) : text;
}
