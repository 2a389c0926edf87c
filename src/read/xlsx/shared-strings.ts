// The table of texts that the cells of a workbook share. Held in memory as an array: cells refer to it by number.

import { overLimit, type ReadLimits } from '../../workbook/read-limits.js';
import { XmlScanner } from '../../workbook/xml-scanner.js';
import { unescapeSpreadsheet } from '../../workbook/xml-text.js';
import { mayBeMojibake } from '../text/mojibake.js';

/** Nearly all items are one plain text. */
const PLAIN_ITEM_START = Buffer.from('<si><t>');
const PLAIN_ITEM_END = Buffer.from('</t></si>');

/** `Ã`, `Â`, `â` and all other characters that begin a letter's mojibake have this byte first in UTF-8. */
const MOJIBAKE_MARK = 0xc3;

export interface SharedStrings {
  /** By their number; an empty one is `null`, as an empty cell is. */
  readonly texts: readonly (string | null)[];
  /** Whether one of them should be looked at for mojibake. */
  readonly mayBeMojibake: boolean;
}

/**
 * Reads the part as it is unpacked. Runs of rich text are joined, readings beside Japanese text (`rPh`) left out.
 * @param where For errors: the file and the part.
 */
export async function readSharedStrings(
  pieces: AsyncIterable<Buffer>,
  where: string,
  limits: ReadLimits,
): Promise<SharedStrings> {
  const reader = new SharedStringsReader(where, limits);
  let bytes = 0;
  for await (const piece of pieces) {
    bytes += piece.length;
    if (bytes > limits.sharedStringBytes) throw overLimit('sharedStringBytes', limits, `${where}: the table of texts`);
    reader.read(piece);
  }
  return reader;
}

class SharedStringsReader implements SharedStrings {
  readonly texts: (string | null)[] = [];
  mayBeMojibake = false;
  private readonly scanner: XmlScanner;
  private readonly where: string;
  private readonly limits: ReadLimits;
  private text = '';
  /** Within a `t` whose text did not end in the last piece. */
  private inText = false;
  private inReading = false;
  /** Whether a byte was found that every mojibake has. */
  private hasMarks = false;

  constructor(where: string, limits: ReadLimits) {
    this.scanner = new XmlScanner(where, limits.cellLength);
    this.where = where;
    this.limits = limits;
  }

  read(piece: Buffer): void {
    const { scanner } = this;
    scanner.push(piece);
    this.hasMarks ||= piece.includes(MOJIBAKE_MARK);
    do {
      this.readItems();
    } while (scanner.advance());
  }

  /** Reads as far as the bytes at hand go. */
  private readItems(): void {
    const { scanner } = this;
    for (;;) {
      if (this.inText) {
        const text = scanner.text();
        if (text === undefined) return;
        if (!this.inReading) this.addText(text);
        this.inText = false;
        if (scanner.skip(PLAIN_ITEM_END)) this.endItem(this.text);
      }
      if (scanner.skip(PLAIN_ITEM_START)) {
        this.text = '';
        this.inText = true;
      } else if (!this.readTag()) return;
    }
  }

  private readTag(): boolean {
    const { scanner } = this;
    if (!scanner.next()) return false;
    if (scanner.is('t')) this.inText = !scanner.closing && !scanner.selfClosed;
    else if (scanner.is('rPh')) this.inReading = !scanner.closing && !scanner.selfClosed;
    else if (scanner.is('si')) {
      if (scanner.closing) this.endItem(this.text);
      else if (scanner.selfClosed) this.endItem('');
      else this.text = '';
    }
    return true;
  }

  private addText(text: string): void {
    this.text += text;
    if (this.text.length > this.limits.cellLength) {
      throw overLimit('cellLength', this.limits, `${this.where}: text ${this.texts.length + 1}`, {
        cure: `Shorten the text of the cell, which begins with "${this.text.slice(0, 30)}"`,
      });
    }
  }

  private endItem(escaped: string): void {
    if (this.texts.length >= this.limits.sharedStrings) {
      throw overLimit('sharedStrings', this.limits, `${this.where}: the number of its texts`);
    }
    const text = unescapeSpreadsheet(escaped);
    this.texts.push(text === '' ? null : text);
    if (this.hasMarks) this.mayBeMojibake ||= mayBeMojibake(text);
  }
}
