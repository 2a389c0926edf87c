// Where the rows of a sheet stand in its XML, as its pieces come; and what stands around them. Reads no cell.

import { brokenWorkbook } from '../broken-workbook.js';
import { overLimit, type ReadLimits } from '../read-limits.js';
import { GT, isSpace, XmlScanner } from '../xml-scanner.js';

/** A row, and where it stands in the bytes of its batch. */
export interface RowSpan {
  /** From 1. */
  readonly row: number;
  readonly start: number;
  /** Behind the start tag. */
  readonly inside: number;
  /** Before the end tag; of a row that closes itself, as `inside`. */
  readonly insideEnd: number;
  readonly selfClosed: boolean;
}

/** Bytes of a sheet with rows that stand in them as a whole. */
export interface RowBatch {
  readonly bytes: Buffer;
  /** The bytes from here to there follow those of the last batch. */
  readonly from: number;
  readonly to: number;
  readonly rows: readonly RowSpan[];
}

const SLASH_LT = '</';
const MARKUP = Buffer.from('<!');
const EQUALS = 0x3d;
const QUOTE = 0x22;
const LOWER_R = 0x72;
const ZERO = 0x30;
const NINE = 0x39;

/** The rows of one sheet. */
export class SheetRows {
  /** What stands before the rows, up to the tag that they stand in; known when the first rows are. */
  head: Buffer = Buffer.alloc(0);
  /** What stands behind the rows, from their end tag on; known at the end. */
  tail: Buffer = Buffer.alloc(0);
  /** The prefix of the sheet's elements, with its colon; known when the first rows are. */
  prefix = '';
  private place: 'before' | 'within' | 'behind' = 'before';
  private readonly scanner: XmlScanner;
  private readonly around: Buffer[] = [];
  private aroundBytes = 0;
  private rowEnd = Buffer.alloc(0);
  private row = 0;
  /** Whether the bytes at hand hold comments or CDATA, in which ends of rows are none. */
  private hasMarkup = false;

  /** @param where For errors: the file and the sheet. */
  constructor(
    private readonly where: string,
    private readonly limits: ReadLimits,
  ) {
    this.scanner = new XmlScanner(where, limits.partBytes / 10);
  }

  /** The rows in batches; a batch is good until the next one is asked for. */
  async *batches(pieces: AsyncIterable<Buffer>): AsyncGenerator<RowBatch> {
    const { scanner } = this;
    for await (const piece of pieces) {
      scanner.push(piece);
      do {
        const from = scanner.at;
        this.hasMarkup = scanner.bytes.includes(MARKUP, from);
        if (this.place === 'before') this.readHead(from);
        const first = scanner.at;
        const rows = this.place === 'within' ? this.readRows() : [];
        if (scanner.at > first) yield { bytes: scanner.bytes, from: first, to: scanner.at, rows };
      } while (scanner.advance());
      if (this.place === 'behind') {
        this.keep(scanner.bytes.subarray(scanner.at));
        scanner.at = scanner.bytes.length;
      }
    }
    if (this.place !== 'behind') throw brokenWorkbook(this.where, 'it ends in the middle of its rows');
    this.tail = Buffer.concat(this.around);
  }

  /** Reads up to the tag that the rows stand in. */
  private readHead(from: number): void {
    const { scanner } = this;
    while (scanner.next()) {
      if (scanner.closing || !scanner.is('sheetData')) continue;
      const { bytes, tagStart, nameEnd, selfClosed } = scanner;
      this.keep(bytes.subarray(from, selfClosed ? tagStart : scanner.at));
      const name = bytes.toString('latin1', tagStart + 1, nameEnd);
      this.prefix = name.slice(0, -'sheetData'.length);
      this.rowEnd = Buffer.from(`${SLASH_LT}${this.prefix}row`);
      // Rows may be put into it, too.
      if (selfClosed) this.keep(Buffer.from(`<${name}>`));
      this.head = Buffer.concat(this.around.splice(0));
      this.aroundBytes = 0;
      if (selfClosed) this.keep(Buffer.from(`</${name}>`));
      this.place = selfClosed ? 'behind' : 'within';
      return;
    }
    this.keep(scanner.bytes.subarray(from, scanner.at));
  }

  /** The rows that end within the bytes at hand. */
  private readRows(): RowSpan[] {
    const { scanner } = this;
    const rows: RowSpan[] = [];
    for (;;) {
      const before = scanner.at;
      if (!scanner.next()) return rows;
      const { tagStart: start, at: inside, selfClosed } = scanner;
      if (scanner.is('sheetData') && scanner.closing) {
        scanner.at = start;
        this.place = 'behind';
        return rows;
      }
      if (scanner.closing || !scanner.is('row')) continue;
      const stated = this.statedRow();
      const insideEnd = selfClosed ? inside : this.endOfRow();
      if (insideEnd < 0) {
        scanner.at = before;
        return rows;
      }
      const row = stated || rowOfCells(scanner.bytes, inside, insideEnd) || this.row + 1;
      if (row <= this.row)
        throw brokenWorkbook(this.where, `row ${row} stands behind row ${this.row}; rows must run upwards, each once`);
      if (row > this.limits.rows) throw overLimit('rows', this.limits, `${this.where}: row ${row}`);
      this.row = row;
      rows.push({ row, start, inside, insideEnd, selfClosed });
    }
  }

  /** The number of the row whose tag was read; 0 where it says none. */
  private statedRow(): number {
    const { bytes, nameEnd } = this.scanner;
    if (bytes[nameEnd + 1] === LOWER_R && bytes[nameEnd + 2] === EQUALS && bytes[nameEnd + 3] === QUOTE) {
      let at = nameEnd + 4;
      let row = 0;
      for (let byte = bytes[at] ?? 0; byte >= ZERO && byte <= NINE; byte = bytes[++at] ?? 0)
        row = row * 10 + byte - ZERO;
      if (bytes[at] === QUOTE && row > 0) return row;
    }
    return Number(this.scanner.attribute('r')) || 0;
  }

  /** Moves behind the row whose tag was read; the place before its end tag, or -1 when it does not end yet. */
  private endOfRow(): number {
    const { scanner, rowEnd } = this;
    const { bytes } = scanner;
    if (this.hasMarkup) return this.endOfRowByTags();
    const found = bytes.indexOf(rowEnd, scanner.at);
    if (found < 0) return -1;
    let at = found + rowEnd.length;
    while (isSpace(bytes[at])) at++;
    if (at >= bytes.length) return -1;
    if (bytes[at] !== GT) throw brokenWorkbook(this.where, 'a row in it does not end');
    scanner.at = at + 1;
    return found;
  }

  private endOfRowByTags(): number {
    const { scanner } = this;
    while (scanner.next()) if (scanner.closing && scanner.is('row')) return scanner.tagStart;
    return -1;
  }

  private keep(bytes: Buffer): void {
    this.aroundBytes += bytes.length;
    if (this.aroundBytes > this.limits.partBytes) {
      throw overLimit('partBytes', this.limits, `${this.where}: what stands around its rows`);
    }
    // The bytes at hand are used again.
    this.around.push(Buffer.from(bytes));
  }
}

/** The number of a row by the first of its cells that has a reference; 0 where none has. */
function rowOfCells(bytes: Buffer, inside: number, insideEnd: number): number {
  const reference = /<(?:[\w-]+:)?c\s(?:[^<>]*\s)?r\s*=\s*["'][A-Za-z]{1,3}(\d{1,7})/;
  return Number(reference.exec(bytes.toString('latin1', inside, insideEnd))?.[1] ?? 0);
}
