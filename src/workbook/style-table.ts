// The looks of a workbook's cells while it is written: a number for each, and the part that lists them.

import type { CellStyle, Fill, Font } from './cell-style.js';
import { SPREADSHEET } from './xml-names.js';
import { escapeXml } from './xml-text.js';

/** The looks of a workbook. */
export interface StyleTable {
  /** The number by which a cell refers to its look. */
  numberOf(style: CellStyle): number;
  /** The part that lists all looks, without what parts begin with. */
  xml(): string;
}

/** What the lists begin with: the plain look, and two fills that programs take for these, whatever they are. */
export const FIRST_LOOKS = {
  fonts: ['<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'],
  fills: ['<fill><patternFill patternType="none"/></fill>', '<fill><patternFill patternType="gray125"/></fill>'],
  borders: ['<border><left/><right/><top/><bottom/><diagonal/></border>'],
  cellXfs: ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'],
} as const;

/** Number formats that every program knows by number (ECMA-376 part 1, 18.8.30). */
export const KNOWN_FORMATS: Readonly<Record<string, number>> = { General: 0, '0': 1, '0.00E+00': 11, '@': 49 };
/** The first number for formats of one's own. */
export const FIRST_FORMAT = 164;

/** Starts with the plain look alone. */
export function styleTable(): StyleTable {
  const numbers = new Map<CellStyle, number>();
  const fonts = new Listed(...FIRST_LOOKS.fonts);
  const fills = new Listed(...FIRST_LOOKS.fills);
  const borders = new Listed(...FIRST_LOOKS.borders);
  const formats = new Listed();
  const parts: LookParts = {
    format: (format) => KNOWN_FORMATS[format] ?? FIRST_FORMAT + formats.numberOf(format),
    font: (xml) => fonts.numberOf(xml),
    fill: (xml) => fills.numberOf(xml),
    border: (xml) => borders.numberOf(xml),
  };
  const looks = new Listed(...FIRST_LOOKS.cellXfs);

  return {
    numberOf(style) {
      let number = numbers.get(style);
      if (number === undefined) {
        number = looks.numberOf(lookXml(style, parts));
        numbers.set(style, number);
      }
      return number;
    },
    xml() {
      const ownFormats = formats.all.map(
        (format, index) => `<numFmt numFmtId="${FIRST_FORMAT + index}" formatCode="${escapeXml(format)}"/>`,
      );
      return [
        `<styleSheet xmlns="${SPREADSHEET}">`,
        ownFormats.length > 0 ? listXml('numFmts', ownFormats) : '',
        listXml('fonts', fonts.all),
        listXml('fills', fills.all),
        listXml('borders', borders.all),
        listXml('cellStyleXfs', ['<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>']),
        listXml('cellXfs', looks.all),
        listXml('cellStyles', ['<cellStyle name="Normal" xfId="0" builtinId="0"/>']),
        '</styleSheet>',
      ].join('');
    },
  };
}

/** The numbers of what a look consists of. */
export interface LookParts {
  format(format: string): number;
  font(xml: string): number;
  fill(xml: string): number;
  border(xml: string): number;
}

/** A look as the list of looks has it. */
export function lookXml(style: CellStyle, parts: LookParts): string {
  const { font, fill, border, alignment, numFmt = 'General' } = style;
  const attributes = [
    `numFmtId="${parts.format(numFmt)}"`,
    `fontId="${font ? parts.font(fontXml(font)) : 0}"`,
    `fillId="${fill ? parts.fill(fillXml(fill)) : 0}"`,
    `borderId="${border ? parts.border(borderXml(border)) : 0}"`,
    'xfId="0"',
    ...(numFmt === 'General' ? [] : ['applyNumberFormat="1"']),
    ...(font ? ['applyFont="1"'] : []),
    ...(fill ? ['applyFill="1"'] : []),
    ...(border ? ['applyBorder="1"'] : []),
    ...(alignment ? ['applyAlignment="1"'] : []),
  ].join(' ');
  return alignment ? `<xf ${attributes}>${alignmentXml(alignment)}</xf>` : `<xf ${attributes}/>`;
}

/** Texts without repeats, each with its place. */
class Listed {
  private readonly places = new Map<string, number>();

  constructor(...first: readonly string[]) {
    for (const text of first) this.numberOf(text);
  }

  get all(): readonly string[] {
    return [...this.places.keys()];
  }

  numberOf(text: string): number {
    const place = this.places.get(text) ?? this.places.size;
    this.places.set(text, place);
    return place;
  }
}

function listXml(name: string, items: readonly string[]): string {
  return `<${name} count="${items.length}">${items.join('')}</${name}>`;
}

function fontXml({ name, family, size, bold, italic, color }: Font): string {
  return [
    '<font>',
    bold ? '<b/>' : '',
    italic ? '<i/>' : '',
    `<sz val="${size}"/>`,
    color ? `<color rgb="${color.argb}"/>` : '',
    `<name val="${escapeXml(name)}"/><family val="${family}"/></font>`,
  ].join('');
}

function fillXml({ pattern, fgColor }: Fill): string {
  return `<fill><patternFill patternType="${pattern}"><fgColor rgb="${fgColor.argb}"/></patternFill></fill>`;
}

function borderXml(border: NonNullable<CellStyle['border']>): string {
  const side = (name: 'top' | 'bottom') => {
    const line = border[name];
    return line ? `<${name} style="${line.style}"><color rgb="${line.color.argb}"/></${name}>` : `<${name}/>`;
  };
  return `<border><left/><right/>${side('top')}${side('bottom')}<diagonal/></border>`;
}

function alignmentXml({ horizontal, vertical, wrapText, indent }: NonNullable<CellStyle['alignment']>): string {
  return [
    '<alignment',
    horizontal ? ` horizontal="${horizontal}"` : '',
    vertical ? ` vertical="${vertical === 'middle' ? 'center' : vertical}"` : '',
    wrapText ? ' wrapText="1"' : '',
    indent ? ` indent="${indent}"` : '',
    '/>',
  ].join('');
}
