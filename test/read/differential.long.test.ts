// The own reader of workbooks beside exceljs: over the collection of real files that lies beside the project, and over random
// workbooks. Every difference that is accepted stands here with its reason; any other fails.

import { existsSync, readdirSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Stop } from '../../src/problems/stop.js';
import { openSource } from '../../src/read/open-source.js';
import type { Cell } from '../../src/values/cell.js';
import { NEVER_CALCULATED } from '../../src/values/error-cell.js';
import { temporaryFolder, zipOf } from './files.js';

/** A cell as exceljs reads it, made comparable: a date is the number that the workbook stores. */
type Theirs = string | number | boolean | { readonly serial: number } | undefined;

interface Pair {
  readonly own: Cell | undefined;
  readonly theirs: Theirs;
  /** Whether the cell belongs to merged cells and is not the first of them. */
  readonly merged: boolean;
}

/** Differences of single cells that are accepted, and why the own reading is the right one. */
const acceptedCells: Readonly<Record<string, (pair: Pair) => boolean>> = {
  'cells of blanks make no row': ({ own, theirs }) => isBlank(own) && isBlank(theirs),
  'exceljs loses results of formulas that are 0 or false': ({ own, theirs }) =>
    (own === 0 || own === false) && theirs === undefined,
  'exceljs reads a formula that was never calculated as an empty cell': ({ own, theirs }) =>
    own === NEVER_CALCULATED && theirs === undefined,
  'exceljs gives an empty shared text as an object': ({ own, theirs }) => own === undefined && theirs === '{}',
  'exceljs leaves spreadsheet escapes such as _x000D_ as they are': ({ own, theirs }) =>
    typeof own === 'string' && typeof theirs === 'string' && own === withoutEscapes(theirs),
  'exceljs knows other formats as dates; the stored number is the same': ({ own, theirs }) =>
    storedNumber(own) !== undefined && isNear(storedNumber(own), storedNumber(theirs)),
  'a cell behind the first of merged cells may hold a value, which exceljs hides': ({ theirs, merged }) =>
    merged && theirs === undefined,
  'exceljs reads the year or hour of a date in ISO text as a number': ({ own, theirs }) =>
    isDate(own) && Math.abs((storedNumber(theirs) ?? Number.NaN) - Number.parseInt(own.iso, 10)) <= 1,
  'exceljs makes an invalid date of an error, or of a number outside of the calendar': ({ own, theirs }) =>
    !isDate(own) && isSerial(theirs) && Number.isNaN(theirs.serial),
  'exceljs makes NaN of text in a cell of a number or date': ({ own, theirs }) =>
    typeof own === 'string' && Number.isNaN(theirs),
};

/** Files that exceljs does not read, or not all of, and what of them it does not know. */
const exceljsFails: Readonly<Record<string, readonly string[]>> = {
  'prefixed names in XML': [
    'let_it_go_in_emoji-outputfile.xlsx',
    'Fillreport.xlsx',
    'Test_Issue_11522_OpenXml.xlsx',
    'NoDimensionOrCellReferenceAttribute.xlsx',
    'issue.2246a.xlsx',
    'namespacenonstd.xlsx',
    'namespaces.openpyxl35.xlsx',
    '59746_NoRowNums.xlsx',
    'craftonhills.edu_programreview_report.aspx_goalpriorityreport_0011d159-1eeb-4b63-8833-867b0926e5f3.xlsx',
    'style-alternate-content.xlsx',
    'namespace.xlsx',
    'OpenXmlSDK_InsertCellValues.xlsx',
    'TestWihoutRAttribute.xlsx',
    'sheet_with_prefixed_shared_strings_xml.xlsx',
    'name_with_leading_slash.xlsx',
    'Ekaterinburg_IP_9.xlsx',
  ],
  'rows or cells without references, or with references in lower case': [
    'NoReferencesOnRowsOrCells.xlsx',
    'LowerCaseReferenceAttribute.xlsx',
    'no_cell_ids.xlsx',
    'sheet_with_missing_cell_reference.xlsx',
    'missing-r-attrs.xlsx',
    'implicit_coordinates.xlsx',
  ],
  'parts with unusual names': [
    'Test_git_issue_301_IgnoreCase.xlsx',
    'Test_git_issue_385_backslash.xlsx',
    'rootZipFiles.xlsx',
    '49609.xlsx',
    'rels.xlsx',
    'InlineString.xlsx',
    'one_sheet_with_invalid_xml_characters.xlsx',
    'one_sheet_with_capital_shared_strings_filename.xlsx',
    'issue_419.xlsx',
    'numbers-export.xlsx',
    'macNumbersTest.xlsx',
  ],
  'UTF-16, text around the root element, control characters, broken drawings': [
    'utf16be.xlsx',
    'xlsx-corrupted.xlsx',
    'invalid-xml.xlsx',
    'Pfand_from_windows_phone.xlsm',
    'enron-nested.xlsx',
  ],
  'inline texts beside values, and shared texts in some sheets': [
    'sheets/inlineStr.xlsx',
    'xlsx-stream-d-date-cell.xlsx',
    'examples-gnumeric.xlsx',
  ],
};
const known = Object.values(exceljsFails).flat();

/** Files that are not given to exceljs. */
const notTried: Readonly<Record<string, string>> = {
  '57893-many-merges.xlsx': 'exceljs takes minutes for its 50,000 merged cells',
  'poc-shared-strings.xlsx': 'exceljs takes gigabytes for its repeated texts',
};

const folder = fileURLToPath(new URL('../../../shared/data', import.meta.url));
const present = existsSync(folder);
const files = present
  ? readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.xls[xm]$/.test(entry.name))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
      .filter((file) => !file.startsWith('_oracles') && !(basename(file) in notTried))
      .sort()
  : [];

describe.skipIf(!present)('real workbooks (skipped where ../shared/data is absent)', () => {
  it.each(files)('%s', async (file) => {
    const path = join(folder, file);
    const theirs = await readTheirs(path).catch(() => undefined);
    const own = await readOwn(path).catch((error: unknown) => error);
    if (own instanceof Stop) {
      // What is refused is nothing to exceljs either: an error, or a book without a cell.
      expect([...(theirs?.values() ?? [])].filter(({ size }) => size > 0)).toEqual([]);
      return;
    }
    if (!(own instanceof Map)) throw own;
    const found = theirs === undefined ? ['exceljs fails'] : differences(own, theirs);
    expect(found.length > 0, found.join('; ')).toBe(known.some((name) => file.endsWith(`/${name}`)));
  });
});

const write = temporaryFolder();

describe('random workbooks', () => {
  const text = fc.string({
    unit: fc.constantFrom('a', 'Z', ' ', '0', 'é', '東', '&amp;', '&lt;', '&#10;', '\n'),
    maxLength: 6,
  });
  const value = fc.oneof(
    fc
      .tuple(fc.constantFrom('', ' t="n"', ' s="1"', ' s="2"'), fc.integer({ min: 61, max: 99_999 }))
      .map(([type, number]) => `${type}><v>${number}</v>`),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }).map((number) => `><v>${number}</v>`),
    text.map((value) => ` t="str"><f>A1</f><v>${value}</v>`),
    text.map((value) => ` t="inlineStr"><is><t xml:space="preserve">${value}</t></is>`),
    fc.nat(2).map((index) => ` t="s"><v>${index}</v>`),
    fc.constantFrom(' t="b"><v>1</v>', ' t="e"><v>#N/A</v>', ' s="1">', '><f>1+1</f><v>2</v>', '><f>1+1</f>'),
  );
  const columns = fc.uniqueArray(fc.nat(30), { maxLength: 6 });
  const row = fc.tuple(columns, fc.array(value, { minLength: 6, maxLength: 6 }));
  const sheet = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), row), { maxLength: 8 });

  it('are read alike', async () => {
    await fc.assert(
      fc.asyncProperty(sheet, fc.boolean(), async (rows, deflate) => {
        const path = write('random.xlsx', zipOf(randomBook(rows), { deflate }));
        expect(differences(await readOwn(path), await readTheirs(path))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});

type Rows = readonly (readonly [step: number, row: readonly [columns: readonly number[], values: readonly string[]]])[];

/** A complete workbook: exceljs needs more of its parts than the own reader. */
function randomBook(rows: Rows): Record<string, string> {
  const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const links = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"';
  let number = 0;
  const xml = rows.map(([step, [columns, values]]) => {
    number += step;
    const cells = columns
      .toSorted((a, b) => a - b)
      .map((column, i) => `<c r="${letters(column)}${number}"${values[i]}</c>`);
    return `<row r="${number}">${cells.join('')}</row>`;
  });
  return {
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships ${links}><Relationship Id="r0" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook ${main} xmlns:r="${office}"><sheets><sheet name="Data" sheetId="1" r:id="r0"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships ${links}><Relationship Id="r0" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r1" Type="${office}/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="r2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `<sst ${main}><si><t>one</t></si><si><r><t>tw</t></r><r><rPr><b/></rPr><t>o</t></r></si><si><t>drei &amp; vier</t></si></sst>`,
    'xl/styles.xml': `<styleSheet ${main}><numFmts count="1"><numFmt numFmtId="164" formatCode="0.00"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="164" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': `<worksheet ${main}><sheetData>${xml.join('')}</sheetData></worksheet>`,
  };
}

function letters(column: number): string {
  const last = String.fromCharCode(65 + (column % 26));
  return column < 26 ? last : letters(Math.floor(column / 26) - 1) + last;
}

/** By sheet, then by `row,column`. */
type Cells<C> = ReadonlyMap<string, ReadonlyMap<string, C>>;

async function readOwn(path: string): Promise<Cells<Cell>> {
  const source = await openSource(path, {});
  try {
    const sheets = new Map<string, Map<string, Cell>>();
    for (const { name } of source.detection.sheets) {
      const cells = new Map<string, Cell>();
      for await (const batch of source.rows(name)) {
        for (const row of batch)
          for (const [i, cell] of row.cells.entries()) if (cell !== null) cells.set(`${row.row},${i + 1}`, cell);
      }
      sheets.set(name, cells);
    }
    return sheets;
  } finally {
    await source.close();
  }
}

interface TheirCell {
  readonly value: Theirs;
  readonly merged: boolean;
}

async function readTheirs(path: string): Promise<Cells<TheirCell>> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path);
  const epoch = book.properties?.date1904 === true ? 24_107 : 25_569;
  const sheets = new Map<string, Map<string, TheirCell>>();
  for (const sheet of book.worksheets) {
    const cells = new Map<string, TheirCell>();
    sheet.eachRow((row) => {
      row.eachCell((cell, column) => {
        const merged = cell.isMerged && cell.master !== cell;
        const value = merged ? undefined : comparable(cell.value, epoch);
        cells.set(`${row.number},${column}`, { value, merged });
      });
    });
    sheets.set(sheet.name, cells);
  }
  return sheets;
}

/** @param epoch 1 January 1970 in days of the workbook. */
function comparable(value: unknown, epoch: number): Theirs {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (value instanceof Date) return { serial: value.getTime() / 86_400_000 + epoch };
  if (typeof value !== 'object') return String(value);
  if ('richText' in value && Array.isArray(value.richText)) return value.richText.map(({ text }) => text).join('');
  if ('result' in value) return comparable(value.result, epoch);
  if ('error' in value) return String(value.error);
  if ('formula' in value || 'sharedFormula' in value) return undefined;
  if ('text' in value) return comparable(value.text, epoch);
  return JSON.stringify(value);
}

function differences(own: Cells<Cell>, theirs: Cells<TheirCell>): string[] {
  const found: string[] = [];
  for (const [sheet, cells] of own) {
    const others = theirs.get(sheet);
    if (others === undefined) {
      found.push(`exceljs has no sheet ${sheet}`);
      continue;
    }
    for (const place of new Set([...cells.keys(), ...others.keys()])) {
      const other = others.get(place);
      const pair = { own: cells.get(place), theirs: other?.value, merged: other?.merged === true };
      if (isEqual(pair) || Object.values(acceptedCells).some((isAccepted) => isAccepted(pair))) continue;
      found.push(`${sheet} ${place}: own ${JSON.stringify(pair.own)}, exceljs ${JSON.stringify(pair.theirs)}`);
    }
  }
  return found.slice(0, 10);
}

function isEqual({ own, theirs }: Pair): boolean {
  if (isDate(own)) return isSerial(theirs) && isNear(own.serial, theirs.serial);
  return (typeof own === 'object' && own !== null ? own.code : own) === theirs;
}

function isDate(cell: Cell | undefined): cell is Extract<Cell, { kind: 'date' }> {
  return typeof cell === 'object' && cell !== null && cell.kind === 'date';
}

function isSerial(theirs: Theirs): theirs is { readonly serial: number } {
  return typeof theirs === 'object';
}

function storedNumber(cell: Cell | Theirs): number | undefined {
  if (typeof cell === 'number') return cell;
  return typeof cell === 'object' && cell !== null && 'serial' in cell ? cell.serial : undefined;
}

/** To the millisecond, to which exceljs rounds dates. */
function isNear(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) < 1e-7;
}

function isBlank(value: Cell | Theirs): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

function withoutEscapes(text: string): string {
  return text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
