// The escapes inside the text of a workbook's parts, both ways: those of XML, and those of spreadsheets on top of it.

import { cutText } from '../values/file-text.js';

const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Text with XML's references replaced and its line ends made `\n`; a reference that XML does not know stays as it is. */
export function unescapeXml(text: string): string {
  const lines = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  if (!lines.includes('&')) return lines;
  return lines.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]{2,4}));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) return named[name] ?? whole;
    const code = hex === undefined ? Number.parseInt(decimal, 10) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

/**
 * Text with `_xHHHH_` replaced by the character it stands for: how workbooks write what XML cannot hold, such as a return.
 * (ECMA-376 part 1, 22.9.2.19 ST_Xstring.) A literal `_x000D_` is written `_x005F_x000D_`.
 */
export function unescapeSpreadsheet(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** Text as XML has it, between tags or in quotes. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (mark) => ESCAPES[mark] ?? mark);
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text as the XML of a cell has it. What does not fit a cell is cut off, with a mark that says so. */
export function escapeCellText(text: string): string {
  return escapeXml(cutText(text).replace(UNWRITABLE, escapeUnit));
}

function escapeUnit(unit: string): string {
  return `_x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
}

/** Characters that XML cannot hold, a return, which XML reads as a line feed, and the `_` of what looks like an escape itself. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be escaped
const UNWRITABLE = /[\0-\x08\x0b-\x1f\ufffe\uffff]|\p{Surrogate}|_(?=x[0-9A-Fa-f]{4}_)/gu;
