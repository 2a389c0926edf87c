// The looks of a workbook while cells are added: what is there already is used again, so that patching twice adds nothing.

import type { CellStyle } from '../cell-style.js';
import { FIRST_FORMAT, FIRST_LOOKS, KNOWN_FORMATS, type LookParts, lookXml, type StyleTable } from '../style-table.js';
import type { Dialect } from '../xml-names.js';
import { escapeXml } from '../xml-text.js';
import type { Package } from './package.js';
import { highest, type XmlElement, type XmlPart } from './xml-part.js';

/** The schema's order (ECMA-376 part 1, 18.8.39). */
const ORDER = [
  'numFmts',
  'fonts',
  'fills',
  'borders',
  'cellStyleXfs',
  'cellXfs',
  'cellStyles',
  'dxfs',
  'tableStyles',
  'colors',
  'extLst',
];

/** The colours by which Excel itself marks what is bad. */
const FAULTY =
  '<dxf><font><color rgb="FF9C0006"/></font><fill><patternFill><bgColor rgb="FFFFC7CE"/></patternFill></fill></dxf>';

/** Finds the part with a workbook's looks, and adds one where it has none. */
export async function openStyles(pack: Package, workbook: string, dialect: Dialect): Promise<StylesPart> {
  const found = await pack.related(workbook, 'styles');
  if (found !== undefined) return new StylesPart(await pack.part(found));
  const name = pack.newName('xl/styles', 'xml');
  await pack.add('styles', name, workbook, dialect);
  return new StylesPart(pack.create(name, `<styleSheet xmlns="${dialect.spreadsheet}"/>`));
}

export class StylesPart implements Pick<StyleTable, 'numberOf'> {
  private readonly lists = new Map<string, StyleList>();
  private readonly numbers = new Map<CellStyle, number>();
  private readonly formats = new Map<string, number>();
  private readonly numbered: LookParts = {
    format: (format) => this.formatNumber(format),
    font: (xml) => this.list('fonts').numberOf(xml),
    fill: (xml) => this.list('fills').numberOf(xml),
    border: (xml) => this.list('borders').numberOf(xml),
  };

  constructor(private readonly part: XmlPart) {}

  numberOf(style: CellStyle): number {
    let number = this.numbers.get(style);
    if (number === undefined) {
      number = this.list('cellXfs').numberOf(lookXml(style, this.numbered));
      this.numbers.set(style, number);
    }
    return number;
  }

  /** The number of the look of faulty cells, as rules refer to it. */
  faulty(): number {
    return this.list('dxfs').numberOf(FAULTY);
  }

  /** Writes all that was added into the part. */
  finish(): void {
    for (const name of ORDER) this.lists.get(name)?.finish();
  }

  private formatNumber(format: string): number {
    const known = KNOWN_FORMATS[format];
    if (known !== undefined) return known;
    const formats = this.list('numFmts');
    const same = formats.elements.find((element) => element.attribute('formatCode') === format);
    if (same !== undefined) return Number(same.attribute('numFmtId'));
    const last = Math.max(FIRST_FORMAT - 1, highest(formats.elements, 'numFmtId'));
    const own = this.formats.get(format) ?? last + 1 + this.formats.size;
    this.formats.set(format, own);
    formats.numberOf(`<numFmt numFmtId="${own}" formatCode="${escapeXml(format)}"/>`);
    return own;
  }

  private list(name: string): StyleList {
    let list = this.lists.get(name);
    if (list === undefined) {
      list = new StyleList(this.part, name);
      this.lists.set(name, list);
    }
    return list;
  }
}

const FIRST: Readonly<Record<string, readonly string[]>> = FIRST_LOOKS;

/** A list of the part: its items have numbers by their places. */
class StyleList {
  readonly elements: readonly XmlElement[];
  private readonly element: XmlElement | undefined;
  private readonly places = new Map<string, number>();
  private readonly added: string[] = [];

  constructor(
    private readonly part: XmlPart,
    private readonly name: string,
  ) {
    this.element = part.child(part.root, name);
    this.elements = this.element === undefined ? [] : part.children(this.element);
    const { prefix } = part.root;
    for (const [place, { start, end }] of this.elements.entries()) {
      const xml = withoutPrefix(part.source(start, end), prefix);
      if (!this.places.has(xml)) this.places.set(xml, place);
    }
    // Cells without a look have the first one, which must not become one of ours.
    if (this.elements.length === 0) for (const xml of FIRST[name] ?? []) this.numberOf(xml);
  }

  numberOf(xml: string): number {
    const place = this.places.get(xml) ?? this.elements.length + this.added.length;
    if (!this.places.has(xml)) {
      this.places.set(xml, place);
      this.added.push(xml);
    }
    return place;
  }

  finish(): void {
    if (this.added.length === 0) return;
    const { part, name, element } = this;
    const { prefix } = part.root;
    const items = withPrefix(this.added.join(''), prefix);
    const count = String(this.elements.length + this.added.length);
    if (element === undefined) {
      part.insertInOrder(part.root, ORDER, name, `<${prefix}${name} count="${count}">${items}</${prefix}${name}>`);
      return;
    }
    part.setAttribute(element, 'count', count);
    part.append(element, items);
  }
}

function withPrefix(xml: string, prefix: string): string {
  return prefix === '' ? xml : xml.replace(/<(\/?)/g, `<$1${prefix}`);
}

function withoutPrefix(xml: string, prefix: string): string {
  return prefix === '' ? xml : xml.replaceAll(`<${prefix}`, '<').replaceAll(`</${prefix}`, '</');
}
