// The list of a sheet's columns with their widths, while some get one of their own. Ranges of others are cut where ours stand.

import type { PlacedColumn } from './sheet-frame.js';
import type { XmlElement, XmlPart } from './xml-part.js';

interface Range {
  readonly from: number;
  readonly to: number;
  readonly xml: string;
}

/** The list with the columns put in. */
export function colsXml(
  listed: readonly XmlElement[],
  columns: readonly PlacedColumn[],
  part: XmlPart,
  prefix: string,
): string {
  const own = columns.map(({ column, width, hidden }) => ({
    from: column,
    to: column,
    xml: `<${prefix}col min="${column}" max="${column}" width="${width}"${hidden ? ' hidden="1"' : ''} customWidth="1"/>`,
  }));
  const others = listed.flatMap((element) => {
    const from = Number(element.attribute('min'));
    const to = Number(element.attribute('max'));
    const xml = part.source(element.start, element.end);
    return without(own, from, to).map((range) => ({ ...range, xml: withRange(xml, range.from, range.to) }));
  });
  const ranges: readonly Range[] = [...own, ...others].sort((one, other) => one.from - other.from);
  return `<${prefix}cols>${ranges.map(({ xml }) => xml).join('')}</${prefix}cols>`;
}

/** What is left of a range. */
function without(own: readonly Range[], from: number, to: number): { readonly from: number; readonly to: number }[] {
  const left: { readonly from: number; readonly to: number }[] = [];
  let start = from;
  for (const { from: column } of own.toSorted((one, other) => one.from - other.from)) {
    if (column < start || column > to) continue;
    if (column > start) left.push({ from: start, to: column - 1 });
    start = column + 1;
  }
  if (start <= to) left.push({ from: start, to });
  return left;
}

function withRange(xml: string, from: number, to: number): string {
  return xml
    .replace(/(\smin\s*=\s*)(?:"[^"]*"|'[^']*')/, `$1"${from}"`)
    .replace(/(\smax\s*=\s*)(?:"[^"]*"|'[^']*')/, `$1"${to}"`);
}
