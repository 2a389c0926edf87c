// The second pass over a sheet: writes its rows with the cells that are new or changed. Which they are is up to its caller.

import { columnLetters } from '../../values/column-letters.js';
import { XmlBytes } from '../xml-bytes.js';
import type { ZipPart } from '../zip-writer.js';
import type { NumberLooks, TypedValue } from './patch.js';
import { RowCells } from './row-cells.js';
import type { RowBatch, RowSpan } from './sheet-rows.js';

/** A cell that is written; it takes the place of one that is there. */
export interface CellPut {
  /** From 1. */
  readonly column: number;
  /** '' puts nothing there. */
  readonly value: string | number | TypedValue;
  /** The number of its look, '' for none; without it, that of the cell that is there. */
  readonly style?: string | undefined;
  /** Whether a formula that others are calculated with stays, and the put is left out. */
  readonly sparing?: boolean;
}

/** What the writer found where it put a cell. */
export interface PutListener {
  formulaReplaced(row: number, column: number): void;
  notSet(row: number, column: number): void;
}

const LOWER_C = 0x63;

/** Bytes that are packed at once. */
const PIECE_BYTES = 512 * 1024;

/** Writes rows to a part, between pieces of what was there. */
export class RowWriter {
  private readonly xml = new XmlBytes();
  private readonly cells: RowCells;
  /** What a cell begins with, up to its row, by column. */
  private readonly starts: string[] = [];
  private readonly tags: ReturnType<typeof cellTags>;
  private readonly rowName: string;
  private bytes: Buffer = Buffer.alloc(0);
  /** Of the bytes at hand, so many are written. */
  private done = 0;

  constructor(
    private readonly part: ZipPart,
    prefix: string,
    where: string,
    private readonly listener: PutListener,
    private readonly looks: NumberLooks,
  ) {
    this.cells = new RowCells(where);
    this.tags = cellTags(prefix);
    this.rowName = `${prefix}row`;
  }

  /** Continues with these bytes. */
  enter({ bytes, from }: Pick<RowBatch, 'bytes' | 'from'>): void {
    this.bytes = bytes;
    this.done = from;
  }

  /** Writes what is left of the bytes up to here; to be waited for. */
  leave(to: number): Promise<void> | undefined {
    this.copyTo(to);
    return this.xml.length < PIECE_BYTES ? undefined : this.part.write(this.xml.take());
  }

  /** Writes what stands behind the rows. */
  async end(tail: Buffer): Promise<void> {
    await this.part.write(this.xml.take());
    await this.part.write(tail);
    await this.part.close();
  }

  /** Writes a row that is not in the sheet, before these bytes. */
  addRow(at: number, row: number, puts: readonly CellPut[]): void {
    this.copyTo(at);
    this.xml.markup(`<${this.rowName} r="${row}">`);
    for (const put of puts) this.put(put, row, '');
    this.xml.markup(`</${this.rowName}>`);
  }

  /** Writes a row as it is, but for the cells that it says to span. */
  keep({ start, inside }: RowSpan): void {
    const { bytes } = this;
    const spans = bytes.subarray(start, inside).indexOf(' spans=');
    if (spans < 0) return;
    const quote = start + spans + ' spans='.length;
    this.copyTo(start + spans);
    this.done = bytes.indexOf(bytes[quote] ?? 0, quote + 1) + 1;
  }

  /** Writes a row with cells behind all that it has. */
  appendTo(span: RowSpan, puts: readonly CellPut[]): void {
    // Behind the cells there may be something else.
    if (!span.selfClosed && this.bytes[span.insideEnd - 2] !== LOWER_C) this.mergeInto(span, puts);
    else {
      this.openRow(span);
      this.copyTo(span.insideEnd);
      for (const put of puts) this.put(put, span.row, '');
      this.closeRow(span);
    }
  }

  /** Writes a row with cells between or in place of those that it has. @param puts From left to right. */
  mergeInto(span: RowSpan, puts: readonly CellPut[]): void {
    const { cells } = this;
    this.openRow(span);
    cells.enter(this.bytes, span);
    let next = 0;
    while (next < puts.length && cells.next()) {
      for (let put = puts[next]; put && put.column < cells.column; put = puts[++next]) {
        this.copyTo(cells.start);
        this.put(put, span.row, '');
      }
      const put = puts[next];
      if (put?.column !== cells.column) continue;
      next += 1;
      this.replaceCell(span.row, put);
    }
    if (next < puts.length) this.copyTo(cells.end);
    for (const put of puts.slice(next)) this.put(put, span.row, '');
    this.closeRow(span);
  }

  private replaceCell(row: number, put: CellPut): void {
    const { cells } = this;
    if (put.value === '' && !cells.filled) return;
    if (cells.formula >= 0 && put.style === undefined) {
      if (put.sparing && this.feedsOthers()) {
        this.listener.notSet(row, put.column);
        return;
      }
      this.listener.formulaReplaced(row, put.column);
    }
    this.copyTo(cells.start);
    this.done = cells.end;
    this.put(put, row, cells.style);
  }

  /** Whether the formula of the cell at hand is the one of several cells. */
  private feedsOthers(): boolean {
    const { bytes, cells } = this;
    const tag = bytes.toString('latin1', cells.formula, bytes.indexOf('>', cells.formula));
    const range = /\sref\s*=\s*["'][^"']*:/.test(tag);
    return range && /\st\s*=\s*["'](shared|array|dataTable)/.test(tag);
  }

  private openRow(span: RowSpan): void {
    this.keep(span);
    if (!span.selfClosed) return;
    this.copyTo(this.bytes.lastIndexOf('/', span.inside));
    this.done = span.inside;
    this.xml.markup('>');
  }

  private closeRow({ selfClosed }: RowSpan): void {
    if (selfClosed) this.xml.markup(`</${this.rowName}>`);
  }

  private copyTo(at: number): void {
    if (at <= this.done) return;
    this.xml.raw(this.bytes, this.done, at);
    this.done = at;
  }

  private put({ column, value: asked, style }: CellPut, row: number, found: string): void {
    const { xml, tags } = this;
    const look = style ?? found;
    const value = typeof asked === 'object' ? this.typedOrText(asked, look) : asked;
    if (value === '' && look === '') return;
    this.starts[column] ??= `<${tags.cell} r="${columnLetters(column - 1)}`;
    xml.markup(this.starts[column]);
    xml.markup(String(row));
    xml.markup(look === '' ? '"' : `" s="${look}"`);
    if (typeof value === 'number') xml.markup(`>${tags.value}${value}${tags.valueEnd}`);
    else if (value === '') xml.markup('/>');
    else {
      xml.markup(tags.text);
      xml.cellText(value);
      xml.markup(tags.textEnd);
    }
  }

  private typedOrText({ kind, number, text }: TypedValue, look: string): string | number {
    return this.looks(Number(look)) === kind ? number : text;
  }
}

/** The tags of a cell, with the prefix of the sheet. */
function cellTags(prefix: string) {
  return {
    cell: `${prefix}c`,
    value: `<${prefix}v>`,
    valueEnd: `</${prefix}v></${prefix}c>`,
    text: ` t="inlineStr"><${prefix}is><${prefix}t xml:space="preserve">`,
    textEnd: `</${prefix}t></${prefix}is></${prefix}c>`,
  };
}
