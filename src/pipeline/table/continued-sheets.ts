// The sheets of an exported workbook whose rows are more than one sheet holds: `Purchases`, `Purchases (2)` and so on.

import { markTitles } from '../../datasets/dataset.js';
import type { Source } from '../../read/source/source.js';
import { cellText } from '../../values/cell.js';
import { sheetName } from '../../write/sheet/sheet-name.js';

/** The first sheet with those in which its rows go on; none where no sheet goes on. */
export async function continuedSheets(source: Source, names: readonly string[]): Promise<readonly string[]> {
  const first = names.find((name) => names.includes(sheetName(name, 2)));
  const header = first === undefined ? undefined : await headerIn(source, first);
  if (first === undefined || !header?.includes(markTitles.hash)) return [];
  const sheets = [first];
  for (let number = 2; ; number += 1) {
    const name = sheetName(first, number);
    if (!names.includes(name) || (await headerIn(source, name)) !== header) return sheets;
    sheets.push(name);
  }
}

async function headerIn(source: Source, sheet: string): Promise<string> {
  for await (const [first] of source.rows(sheet)) return JSON.stringify(first?.cells.map(cellText) ?? []);
  return '';
}
