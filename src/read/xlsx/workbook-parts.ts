// What the parts of a workbook say about it: its sheets, where their cells are, its date system. Finds out which other kind of
// file a zip archive is when it is no workbook.

import { brokenWorkbook } from '../../workbook/broken-workbook.js';
import { overLimit, type ReadLimits } from '../../workbook/read-limits.js';
import { type Relationship, readRelationships } from '../../workbook/relationships.js';
import { XmlScanner } from '../../workbook/xml-scanner.js';
import type { ZipArchive } from '../../workbook/zip-archive.js';
import { type RefusedKind, refuse } from '../source/file-kind.js';
import type { SheetInfo } from '../source/source.js';

/** A sheet and the part with its cells. */
interface SheetPart extends SheetInfo {
  readonly part: string;
}

/** A workbook's parts by what they hold; '' for a part that the workbook does not have. */
export interface WorkbookParts {
  /** In the order of their tabs. Sheets that hold a chart, dialog or macro instead of cells are left out. */
  readonly sheets: readonly SheetPart[];
  readonly sharedStrings: string;
  readonly styles: string;
  /** Whether days count from 1904, as in old workbooks of Excel for Mac. */
  readonly date1904: boolean;
  /** Whether the workbook asks to be calculated when it is opened, since its writer did not. */
  readonly recalculates: boolean;
}

/** Each sheet has a part of its own. Many that share one would have it read again and again. */
const MOST_SHARING = 10;

export async function readWorkbookParts(path: string, zip: ZipArchive, limits: ReadLimits): Promise<WorkbookParts> {
  const workbook = await findWorkbook(path, zip);
  const relationships = await readRelationships(path, zip, workbook);
  const scanner = new XmlScanner(`${path} (${workbook})`, 0);
  scanner.push(await zip.bytes(workbook));
  const sheets: SheetPart[] = [];
  let date1904 = false;
  let recalculates = false;
  while (scanner.next()) {
    if (scanner.closing) continue;
    // Extensions have an element of the same name, which must not undo the first.
    if (scanner.is('workbookPr')) date1904 ||= isTrue(scanner.attribute('date1904'));
    if (scanner.is('calcPr')) recalculates ||= isTrue(scanner.attribute('fullCalcOnLoad'));
    if (!scanner.is('sheet')) continue;
    const sheet = sheetOf(scanner, relationships, path);
    if (sheet === undefined) continue;
    if (sheets.length >= limits.sheets) throw overLimit('sheets', limits, `${path}: the number of its sheets`);
    sheets.push(sheet);
    const sharing = sheets.filter(({ part }) => part === sheet.part).length;
    if (sharing > MOST_SHARING) throw brokenWorkbook(path, `more than ${MOST_SHARING} of its sheets lead to one part`);
  }
  if (sheets.length === 0) throw brokenWorkbook(path, 'it lists no sheet with cells');
  return { sheets, sharedStrings: partOf('sharedStrings'), styles: partOf('styles'), date1904, recalculates };

  function partOf(kind: string): string {
    for (const { kind: own, target } of relationships.values()) if (own === kind) return target;
    return '';
  }
}

function isTrue(attribute: string | undefined): boolean {
  return /^(1|true|on)$/i.test(attribute ?? '');
}

function sheetOf(
  scanner: XmlScanner,
  relationships: ReadonlyMap<string, Relationship>,
  path: string,
): SheetPart | undefined {
  const name = scanner.attribute('name') ?? '';
  const id = scanner.attribute('id') ?? '';
  // Excel itself writes macro sheets that lead nowhere.
  if (id === '') return undefined;
  const relationship = relationships.get(id);
  if (relationship === undefined) throw brokenWorkbook(path, `its sheet "${name}" leads to no part`);
  if (relationship.kind !== 'worksheet') return undefined;
  return { name, hidden: /hidden/i.test(scanner.attribute('state') ?? ''), part: relationship.target };
}

async function findWorkbook(path: string, zip: ZipArchive): Promise<string> {
  const relationships = await readRelationships(path, zip, '');
  for (const { kind, target } of relationships.values()) {
    if (kind !== 'officeDocument' || !zip.has(target)) continue;
    if (/\.bin$/i.test(target)) throw refuse(path, 'BINARY_WORKBOOK');
    if (!/^(word|ppt)\//i.test(target)) return target;
  }
  if (zip.has('xl/workbook.xml')) return 'xl/workbook.xml';
  throw refuse(path, await archiveKind(zip));
}

async function archiveKind(zip: ZipArchive): Promise<RefusedKind> {
  if (zip.has('xl/workbook.bin')) return 'BINARY_WORKBOOK';
  if (zip.has('word/document.xml') || zip.has('ppt/presentation.xml')) return 'OFFICE_DOCUMENT';
  if (zip.names.some((name) => /^index(\.zip$|\/.*\.iwa$)/i.test(name))) return 'NUMBERS_FILE';
  if (zip.has('mimetype') && (await zip.bytes('mimetype')).includes('opendocument.spreadsheet')) return 'OPEN_DOCUMENT';
  return 'ZIP_ARCHIVE';
}
