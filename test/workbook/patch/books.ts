// Workbooks for the tests of patching: packages from the XML of their parts, patches in short, and what came out.

import { writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { PatchReport, RowPatch, SheetPatch, WorkbookPatch } from '../../../src/workbook/patch/patch.js';
import { patchWorkbook } from '../../../src/workbook/patch/patch-workbook.js';
import { defaultLimits, type ReadLimits } from '../../../src/workbook/read-limits.js';
import { openZip } from '../../../src/workbook/zip-archive.js';

/** Patches a workbook into another file. */
export async function patched(
  source: string,
  out: string,
  patch: WorkbookPatch,
  limits: ReadLimits = defaultLimits,
): Promise<PatchReport> {
  const pieces: Uint8Array[] = [];
  const sink = async (bytes: Uint8Array) => {
    pieces.push(bytes);
  };
  const report = await patchWorkbook(source, sink, patch, { limits });
  writeFileSync(out, Buffer.concat(pieces));
  return report;
}

/** The status columns of these tests. */
const STATUS: SheetPatch['statusColumns'] = [
  { name: 'status', title: 'Status', width: 12 },
  { name: 'message', title: 'Message', width: 40 },
  { name: 'key', title: 'Key', width: 10, hidden: true },
];

/** A patch of one sheet. */
export function sheetPatch(rows: readonly RowPatch[], { sheet = 'Data', headerRow = 1 } = {}): SheetPatch {
  return { sheet, headerRow, statusColumns: STATUS, faultsTitle: 'carbonsheet', rows };
}

/** The parts of a workbook by their names, unpacked. */
export async function partsOf(path: string): Promise<Record<string, string>> {
  const file = await open(path);
  try {
    const zip = await openZip(path, file, defaultLimits);
    const parts = await Promise.all(zip.names.map(async (name) => [name, (await zip.bytes(name)).toString()] as const));
    return Object.fromEntries(parts);
  } finally {
    await file.close();
  }
}

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** A part that a sheet leads to. */
export interface SheetRelation {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

/** A workbook in short. */
export interface Book {
  /** What stands within `sheetData` of the sheet `Data`. */
  readonly rows?: string;
  /** The whole part of that sheet, instead of `rows`. */
  readonly sheet?: string;
  /** What stands before `sheetData`, and behind it. */
  readonly before?: string;
  readonly behind?: string;
  readonly relations?: readonly SheetRelation[];
  /** What stands behind `sheets` in the workbook part, and before it. */
  readonly names?: string;
  readonly views?: string;
  /** What stands within `styleSheet`. */
  readonly styles?: string;
  /** Other parts, and the content types of those that are no plain XML. */
  readonly parts?: Readonly<Record<string, string | Uint8Array>>;
  readonly types?: string;
}

/** The parts of a workbook with a sheet `Data` and, behind it, a sheet `Other`. */
export function bookParts(book: Book): Record<string, string | Uint8Array> {
  const { rows = '', before = '', behind = '', relations = [], names = '', views = '', parts = {}, types = '' } = book;
  const { styles = PLAIN_STYLES } = book;
  const sheet = `<worksheet xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">${before}<sheetData>${rows}</sheetData>${behind}</worksheet>`;
  const other = '<sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData>';
  return {
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="${TYPES}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${TYPES}.styles+xml"/>${types}</Types>`,
    '_rels/.rels': relationships([{ id: 'r1', kind: 'officeDocument', target: 'xl/workbook.xml' }]),
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}/relationships">${views}<sheets><sheet name="Data" sheetId="3" r:id="r1"/><sheet name="Other" sheetId="1" r:id="r2"/></sheets>${names}</workbook>`,
    'xl/_rels/workbook.xml.rels': relationships([
      { id: 'r1', kind: 'worksheet', target: 'worksheets/sheet1.xml' },
      { id: 'r2', kind: 'worksheet', target: '/xl/worksheets/sheet2.xml' },
      { id: 'r3', kind: 'styles', target: 'styles.xml' },
    ]),
    'xl/worksheets/sheet1.xml': book.sheet ?? sheet,
    ...(relations.length > 0 && { 'xl/worksheets/_rels/sheet1.xml.rels': relationships(relations) }),
    'xl/worksheets/sheet2.xml': `<worksheet xmlns="${MAIN}">${other}</worksheet>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}">${styles}</styleSheet>`,
    ...parts,
  };
}

const PLAIN_STYLES =
  '<fonts count="1"><font><sz val="10"/><name val="Arial"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs>';

function relationships(all: readonly SheetRelation[]): string {
  const listed = all.map(
    ({ id, kind, target }) => `<Relationship Id="${id}" Type="${OFFICE}/relationships/${kind}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${listed.join('')}</Relationships>`;
}

/** A cell with a text. */
export function text(reference: string, value: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
}
