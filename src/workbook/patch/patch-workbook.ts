// Copies a workbook and changes in the copy what a patch names; everything else keeps its bytes. Where the copy goes is up to the caller.

import { open } from 'node:fs/promises';
import { interruption, Stop } from '../../problems/stop.js';
import { brokenWorkbook } from '../broken-workbook.js';
import type { ReadLimits } from '../read-limits.js';
import { writeSheet } from '../sheet-writer.js';
import { openZip, type ZipArchive } from '../zip-archive.js';
import { type ByteSink, writeZip, type ZipWriter } from '../zip-writer.js';
import { columnName, type OwnParts, ownPartsOf, sheetName } from './own-parts.js';
import { copyPart, Package } from './package.js';
import type { NumberLooks, PatchReport, PlainSheet, SheetReport, WorkbookPatch } from './patch.js';
import { type PatchedBook, prepareSheet } from './patch-sheet.js';
import { openStyles } from './styles-part.js';
import { openWorkbookPart } from './workbook-part.js';

/** Notes that a workbook gets; more make Excel slow. */
const MOST_NOTES = 1000;

/**
 * Writes a copy of a workbook with the patch in it.
 * @param source The workbook (.xlsx, .xlsm), which is only read.
 * @param sink Takes the bytes of the copy.
 */
export async function patchWorkbook(
  source: string,
  sink: ByteSink,
  patch: WorkbookPatch,
  { limits, signal }: { readonly limits: ReadLimits; readonly signal?: AbortSignal },
): Promise<PatchReport> {
  const check = () => {
    if (signal?.aborted) throw interruption(signal);
  };
  const file = await open(source);
  try {
    const pack = new Package(source, await openZip(source, file, limits), limits);
    const workbook = await openWorkbookPart(pack);
    const styles = await openStyles(pack, workbook.name, workbook.dialect);
    const looks = await numberLooks(pack, workbook.name, patch);
    const book = { pack, workbook, styles, looks, notesLeft: { count: MOST_NOTES }, check };
    return await patchBook(book, patch, writeZip(sink));
  } finally {
    await file.close();
  }
}

/** What is ours in a workbook, by an earlier patch. */
export async function findOwnParts(path: string, zip: ZipArchive, limits: ReadLimits): Promise<OwnParts> {
  return ownPartsOf((await openWorkbookPart(new Package(path, zip, limits))).part);
}

async function numberLooks(pack: Package, workbook: string, { looks }: WorkbookPatch): Promise<NumberLooks> {
  if (looks === undefined) return () => undefined;
  const part = await pack.related(workbook, 'styles');
  // Without looks, every number is shown as it is.
  return part === undefined ? () => 'number' : looks(await pack.zip.bytes(part));
}

async function patchBook(book: PatchedBook, patch: WorkbookPatch, zip: ZipWriter): Promise<PatchReport> {
  const { pack, workbook } = book;
  const own = ownPartsOf(workbook.part);
  await pack.prepareToAdd(workbook.name);
  const chain = await pack.related(workbook.name, 'calcChain');
  if (chain !== undefined) pack.holdBack(chain);
  const prepared = [];
  for (const sheet of patch.sheets) {
    prepared.push(await prepareSheet(book, sheet, partOf(book, sheet.sheet), own.columns.get(sheet.sheet) ?? []));
  }
  keepNames(book, patch, own);
  const added = [];
  if (patch.front !== undefined) added.push(await addSheet(book, patch.front, 'front', own.front));
  for (const sheet of patch.added ?? []) {
    const former = own.added.find((name) => isNamed(name, sheet.layout.name));
    added.push(await addSheet(book, sheet, 'added', former));
  }

  const reports: SheetReport[] = [];
  for (const name of pack.zip.names) {
    book.check();
    const sheet = prepared.find(({ part }) => part.toLowerCase() === name.toLowerCase());
    if (sheet !== undefined) reports.push(await sheet.write(zip));
    else if (pack.isCopied(name)) await copyPart(pack.zip, zip, name);
  }
  for (const sheet of added) await sheet.write(zip, reports);
  // It lists the cells with formulas; programs make it anew.
  const lostFormula = reports.some(({ formulasReplaced }) => formulasReplaced.length > 0);
  if (chain !== undefined && lostFormula) await pack.remove(chain, workbook.name);
  book.styles.finish();
  workbook.finish();
  await pack.finish(zip);
  await zip.close();
  const front = added.find(({ place }) => place === 'front')?.name;
  return { sheets: reports, ...(front !== undefined && { front }) };
}

function partOf({ pack, workbook }: PatchedBook, name: string): string {
  const sheet = workbook.sheets.find((each) => each.name === name);
  if (sheet === undefined) throw new Stop('usage', 'UNKNOWN_SHEET', `${pack.path} has no sheet "${name}"`);
  if (!pack.zip.has(sheet.part))
    throw brokenWorkbook(`${pack.path}, sheet ${name}`, 'the part with its cells is missing');
  return sheet.part;
}

/** What an earlier patch put where this one changes nothing stays ours. */
function keepNames({ workbook }: PatchedBook, patch: WorkbookPatch, own: OwnParts): void {
  for (const [sheet, columns] of own.columns) {
    if (patch.sheets.some((each) => each.sheet === sheet)) continue;
    for (const column of columns) workbook.defineName(sheet, columnName(sheet, column));
  }
  if (patch.front === undefined && own.front !== undefined) {
    workbook.defineName(own.front, sheetName(own.front, 'front'));
  }
  for (const name of own.added) {
    if (!patch.added?.some(({ layout }) => isNamed(name, layout.name)))
      workbook.defineName(name, sheetName(name, 'added'));
  }
}

/** Whether a sheet of ours is the one of this name, perhaps with the number that it got beside a sheet of the user's. */
function isNamed(sheet: string, name: string): boolean {
  return sheet === name || (sheet.startsWith(`${name} (`) && /^\d+\)$/.test(sheet.slice(name.length + 2)));
}

/** Adds a sheet, or puts it in place of one of ours. */
async function addSheet(
  { pack, workbook, styles }: PatchedBook,
  sheet: PlainSheet,
  place: 'front' | 'added',
  former: string | undefined,
) {
  const name = former ?? workbook.freeName(sheet.layout.name);
  let part = workbook.sheets.find((each) => each.name === former)?.part;
  if (part === undefined) {
    part = pack.newName('xl/worksheets/sheet', 'xml');
    const id = await pack.add('worksheet', part, workbook.name, workbook.dialect);
    workbook.addSheet({ name, id, hidden: sheet.layout.hidden ?? false }, place);
  } else pack.drop(part);
  workbook.defineName(name, sheetName(name, place));
  const written = part;
  return {
    name,
    place,
    async write(zip: ZipWriter, reports: readonly SheetReport[]) {
      const writer = writeSheet(zip.part(written), sheet.layout, styles, false, workbook.dialect.spreadsheet);
      const rows = typeof sheet.rows === 'function' ? sheet.rows(reports) : sheet.rows;
      for (const cells of rows) await writer.add(cells, sheet.heightOf?.(cells));
      await writer.close();
    },
  };
}
