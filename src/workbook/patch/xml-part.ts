// A part that is held in memory and changed in places: every byte that is not changed stays as it is. Knows no spreadsheet.

import { brokenWorkbook } from '../broken-workbook.js';
import { readAttributes, XmlScanner } from '../xml-scanner.js';
import { escapeXml, unescapeXml } from '../xml-text.js';

/** An element and where it stands, in bytes. */
export interface XmlElement {
  /** Without its prefix. */
  readonly name: string;
  /** With its colon; '' for none. */
  readonly prefix: string;
  readonly start: number;
  /** Behind the start tag. */
  readonly inside: number;
  /** Before the end tag. */
  readonly insideEnd: number;
  /** Behind the end tag. */
  readonly end: number;
  readonly selfClosed: boolean;
  /** By its local name. */
  attribute(name: string): string | undefined;
}

interface Edit {
  readonly start: number;
  readonly end: number;
  readonly xml: string;
}

/** Elements of one list that are looked at; no part of a workbook comes near. */
const MOST_LISTED = 1_000_000;
/** Elements within elements; no part of a workbook comes near. */
const DEEPEST = 1000;

/** One part. Changes take effect in `result`; they must not overlap. */
export class XmlPart {
  readonly root: XmlElement;
  private readonly bytes: Buffer;
  private readonly where: string;
  private readonly edits: Edit[] = [];
  /** What was put into elements that had nothing in them. */
  private readonly filled = new Map<XmlElement, string[]>();

  /** @param where For errors: the file and the part. */
  constructor(bytes: Buffer, where: string) {
    this.bytes = bytes;
    this.where = where;
    const [root] = this.elements(0, bytes.length);
    if (root === undefined) throw brokenWorkbook(where, 'it is empty');
    this.root = root;
  }

  /** The elements right within this one. */
  children(parent: XmlElement, name?: string): XmlElement[] {
    const found: XmlElement[] = [];
    for (const element of this.elements(parent.inside, parent.insideEnd)) {
      if (name !== undefined && element.name !== name) continue;
      if (found.length === MOST_LISTED) throw brokenWorkbook(this.where, 'one of its lists is endless');
      found.push(element);
    }
    return found;
  }

  /** The first element of this name right within the other. */
  child(parent: XmlElement, name: string): XmlElement | undefined {
    for (const element of this.elements(parent.inside, parent.insideEnd)) if (element.name === name) return element;
    return undefined;
  }

  /** The elements of this name anywhere within the other. */
  descendants(parent: XmlElement, name: string): XmlElement[] {
    return this.children(parent).flatMap((element) => [
      ...(element.name === name ? [element] : []),
      ...(element.selfClosed ? [] : this.descendants(element, name)),
    ]);
  }

  /** What stands within an element, or the element itself, as it is written. */
  source(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end);
  }

  /** The text of an element that holds nothing else. */
  text({ inside, insideEnd }: XmlElement): string {
    return unescapeXml(this.source(inside, insideEnd));
  }

  setText(element: XmlElement, text: string): void {
    this.replace({ start: element.inside, end: element.insideEnd }, escapeXml(text));
  }

  replace({ start, end }: Pick<XmlElement, 'start' | 'end'>, xml: string): void {
    this.edits.push({ start, end, xml });
  }

  remove(element: XmlElement): void {
    this.replace(element, '');
  }

  insert(at: number, xml: string): void {
    this.edits.push({ start: at, end: at, xml });
  }

  /** Puts XML into an element, behind all that is there. */
  append(parent: XmlElement, xml: string): void {
    if (!parent.selfClosed) this.insert(parent.insideEnd, xml);
    else this.filled.set(parent, [...(this.filled.get(parent) ?? []), xml]);
  }

  /** Puts XML into an element, before all that is there. */
  prepend(parent: XmlElement, xml: string): void {
    if (!parent.selfClosed) this.insert(parent.inside, xml);
    else this.filled.set(parent, [xml, ...(this.filled.get(parent) ?? [])]);
  }

  /** Puts an element where the schema's order of names wants it: behind the last one that may stand before it. */
  insertInOrder(parent: XmlElement, order: readonly string[], name: string, xml: string): void {
    const place = order.indexOf(name);
    const before = this.children(parent).findLast((child) => {
      const other = order.indexOf(child.name);
      return other >= 0 && other <= place;
    });
    if (before === undefined) this.prepend(parent, xml);
    else this.insert(before.end, xml);
  }

  /** Sets an attribute that has no prefix. */
  setAttribute(element: XmlElement, name: string, value: string): void {
    const nameEnd = element.start + 1 + element.prefix.length + element.name.length;
    const tag = this.bytes.toString('latin1', nameEnd, element.inside);
    const text = ` ${name}="${escapeXml(value)}"`;
    for (const match of tag.matchAll(/[\s/]*([^\s=:"'/]+:)?([^\s=:"'/]+)\s*=\s*(?:"[^"]*"|'[^']*')/gy)) {
      if (match[1] !== undefined || match[2] !== name) continue;
      const start = nameEnd + match.index;
      this.replace({ start, end: start + match[0].length }, text);
      return;
    }
    this.insert(nameEnd, text);
  }

  get isChanged(): boolean {
    return this.edits.length > 0 || this.filled.size > 0;
  }

  /** The part with all changes. */
  result(): Buffer {
    for (const [{ start, inside, prefix, name }, xml] of this.filled) {
      const slash = this.bytes.lastIndexOf('/', inside - 1);
      if (slash > start) this.replace({ start: slash, end: inside }, `>${xml.join('')}</${prefix}${name}>`);
    }
    this.filled.clear();
    this.declareUtf8();
    const pieces: Buffer[] = [];
    let done = 0;
    for (const { start, end, xml } of this.edits.toSorted((one, other) => one.start - other.start)) {
      pieces.push(this.bytes.subarray(done, start), Buffer.from(xml));
      done = end;
    }
    return Buffer.concat([...pieces, this.bytes.subarray(done)]);
  }

  /** Parts were in other encodings, too, before they came here. */
  private declareUtf8(): void {
    const declaration = this.bytes.toString('latin1', 0, this.root.start);
    const encoding = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)/.exec(declaration);
    if (encoding?.[1] === undefined || /^utf-?8$/i.test(encoding[1])) return;
    const end = encoding[0].length;
    this.replace({ start: end - encoding[1].length, end }, 'UTF-8');
  }

  private *elements(from: number, to: number): Generator<XmlElement> {
    const scanner = new XmlScanner(this.where, 0);
    scanner.push(this.bytes.subarray(0, to));
    scanner.at = from;
    for (;;) {
      if (!scanner.next()) return;
      if (scanner.closing) throw brokenWorkbook(this.where, 'a tag in it ends what does not begin');
      const { tagStart: start, nameEnd, at: inside, selfClosed } = scanner;
      const [name = '', prefix] = this.bytes
        .toString('utf8', start + 1, nameEnd)
        .split(':')
        .reverse();
      const insideEnd = selfClosed ? inside : this.endOf(scanner);
      yield {
        name,
        prefix: prefix === undefined ? '' : `${prefix}:`,
        start,
        inside,
        insideEnd,
        end: scanner.at,
        selfClosed,
        attribute: (wanted) => readAttributes(this.bytes.toString('utf8', nameEnd, inside - 1)).get(wanted),
      };
    }
  }

  /** Moves behind the end of the element whose start was read; the place before its end tag. */
  private endOf(scanner: XmlScanner): number {
    for (let depth = 1; ; ) {
      if (!scanner.next()) throw brokenWorkbook(this.where, 'an element in it does not end');
      if (scanner.closing) depth -= 1;
      else if (!scanner.selfClosed) depth += 1;
      if (depth > DEEPEST) throw brokenWorkbook(this.where, 'its elements are nested too deep');
      if (depth === 0) return scanner.tagStart;
    }
  }
}

/** The highest number that elements have in an attribute; 0 where none has any. */
export function highest(elements: readonly XmlElement[], attribute: string): number {
  // A list may be longer than a function may have arguments.
  return elements.reduce((most, element) => Math.max(most, Number(element.attribute(attribute)) || 0), 0);
}
