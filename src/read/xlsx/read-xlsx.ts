// Opens a workbook as a source of rows: puts its parts together. Each part's own reader is in a file of its own.

import type { FileHandle } from 'node:fs/promises';
import { Stop } from '../../problems/stop.js';
import { brokenWorkbook } from '../../workbook/broken-workbook.js';
import type { ReadLimits } from '../../workbook/read-limits.js';
import { openZip, type ZipArchive } from '../../workbook/zip-archive.js';
import { newNotes, type SheetNotes } from '../source/sheet-notes.js';
import type { Source } from '../source/source.js';
import { type CellStyles, readCellStyles } from './cell-styles.js';
import type { CellContext } from './cell-values.js';
import { readSharedStrings } from './shared-strings.js';
import { readSheet } from './sheet-reader.js';
import { readWorkbookParts, type WorkbookParts } from './workbook-parts.js';

/** Opens a workbook (.xlsx, .xlsm). The file is the source's from then on: `close` closes it. */
export async function openXlsx(path: string, file: FileHandle, limits: ReadLimits): Promise<Source> {
  const zip = await openZip(path, file, limits);
  const parts = await readWorkbookParts(path, zip, limits);
  const styles = await readStyles(path, zip, parts);
  let context: Promise<CellContext> | undefined;
  const notes = new Map<string, SheetNotes>();

  async function* rows(sheet: string) {
    const found = parts.sheets.find(({ name }) => name === sheet);
    if (found === undefined) throw unknownSheet(path, sheet, parts);
    const where = `${path}, sheet ${sheet}`;
    if (!zip.has(found.part)) throw brokenWorkbook(where, 'the part with its cells is missing');
    // The texts are read once, and only when the first rows are.
    context ??= readContext(path, zip, parts, styles, limits);
    yield* readSheet(zip.stream(found.part), sheet, where, await context, newNotes(notes, sheet, styles));
  }

  function remarks(sheet: string): readonly string[] {
    const isHidden = parts.sheets.some(({ name, hidden }) => hidden && name === sheet);
    return [...(isHidden ? [`sheet ${sheet} is hidden`] : []), ...(notes.get(sheet)?.remarks() ?? [])];
  }

  return {
    path,
    detection: {
      format: 'xlsx',
      gzipped: false,
      encoding: '',
      byteOrderMark: false,
      delimiter: '',
      sheets: parts.sheets.map(({ name, hidden }) => ({ name, hidden })),
    },
    rows,
    remarks,
    shownBelow: (sheet, row) => notes.get(sheet)?.units?.below(row) ?? new Map(),
    shownAt: (sheet, column, row) => notes.get(sheet)?.units?.at(column, row),
    close: () => file.close(),
  };
}

async function readStyles(path: string, zip: ZipArchive, { styles }: WorkbookParts): Promise<CellStyles> {
  return readCellStyles(await zip.bytes(styles), `${path} (${styles})`);
}

async function readContext(
  path: string,
  zip: ZipArchive,
  { sharedStrings, date1904, recalculates }: WorkbookParts,
  styles: CellStyles,
  limits: ReadLimits,
): Promise<CellContext> {
  const where = `${path} (${sharedStrings})`;
  const texts = await readSharedStrings(zip.stream(sharedStrings), where, limits);
  return { sharedStrings: texts, styles, date1904, recalculates, limits };
}

function unknownSheet(path: string, sheet: string, { sheets }: WorkbookParts): Stop {
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  return new Stop('usage', 'UNKNOWN_SHEET', `${path} has no sheet "${sheet}"`, `It has ${names}.`);
}
