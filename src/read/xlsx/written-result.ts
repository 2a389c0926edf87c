// Whether a file is a result workbook as it was written here. A program that saves it keeps its texts elsewhere, so that one in which
// somebody may have corrected rows is told from it.

import { open } from 'node:fs/promises';
import { summaryTitle } from '../../values/result-titles.js';
import { defaultLimits } from '../../workbook/read-limits.js';
import { XmlScanner } from '../../workbook/xml-scanner.js';
import { openZip } from '../../workbook/zip-archive.js';
import { readWorkbookParts } from './workbook-parts.js';

/** Where the title of the sheet in front stands, in any case. */
const WITHIN_BYTES = 16 * 1024;

/** Whether nobody has saved this result workbook since it was written; false for any other file. */
export async function isWrittenResult(path: string): Promise<boolean> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return false;
  try {
    const zip = await openZip(path, file, defaultLimits);
    const [front] = (await readWorkbookParts(path, zip, defaultLimits)).sheets;
    return front !== undefined && (await firstText(zip.stream(front.part), path)) === summaryTitle;
  } catch {
    return false;
  } finally {
    await file.close();
  }
}

/** The text that stands in the sheet itself, in its first cell. */
async function firstText(pieces: AsyncIterable<Buffer>, path: string): Promise<string | undefined> {
  const scanner = new XmlScanner(path, WITHIN_BYTES);
  let seen = 0;
  for await (const piece of pieces) {
    scanner.push(piece.subarray(0, WITHIN_BYTES));
    seen += piece.length;
    while (scanner.next()) {
      if (scanner.closing && scanner.is('c')) return undefined;
      if (!scanner.closing && scanner.is('t')) return scanner.text();
    }
    if (seen > WITHIN_BYTES) return undefined;
  }
  return undefined;
}
