// The tables that are measured: purchases of 11 columns, always the same ones, as CSV and as workbooks. They are made once and
// kept in the system's folder for temporary files.

import { createWriteStream } from 'node:fs';
import { mkdir, rename, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { zipFile } from './zip-file.js';

/** A CSV file, a workbook with a table of shared strings as Excel writes it, or one with its texts in the cells. */
export type Format = 'csv' | 'xlsx-shared' | 'xlsx-inline';

/** The columns' titles. */
export const TITLES = [
  'product_name',
  'sector',
  'country',
  'quantity',
  'unit_id',
  'purchase_date',
  'expense_type',
  'purchase_type',
  'description',
  'supplier_id',
  'recycled',
];
const SECTORS = ['Manufacturing', 'Basic metals', 'Food products', 'Paper products', 'Logistics'];
const COUNTRIES = ['SE', 'DE', 'ES', 'FR', 'US', 'CN', 'PL'];
/** One row in this many has a negative quantity, and one has a country that does not exist. */
const FAULTY_EVERY = 10_000;
const ROWS_A_PIECE = 2_000;

/** Row `index`, from 0. Numbers stand where a workbook has number cells. */
export function purchase(index: number): readonly (string | number)[] {
  const quantity = (((index * 7919) % 1_000_000) + 1) / 100;
  return [
    `Corrugated box ${index % 5000}`,
    SECTORS[index % SECTORS.length] ?? '',
    index % FAULTY_EVERY === 17 ? 'Atlantis' : (COUNTRIES[index % COUNTRIES.length] ?? ''),
    index % FAULTY_EVERY === 9 ? -quantity : quantity,
    'EUR',
    `${2023 + (index % 2)}-${twoDigits((index % 12) + 1)}-${twoDigits((index % 28) + 1)}`,
    index % 3 === 0 ? 'capex' : 'opex',
    'spend_based',
    `Order ${index}, delivery ${index % 97}`,
    `SUP-${String(index % 1200).padStart(5, '0')}`,
    (index % 10) / 10,
  ];
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** The path of a table with so many rows; it is made when it is not there. */
export async function purchasesFile(rows: number, format: Format): Promise<string> {
  const folder = join(tmpdir(), 'carbonsheet-bench');
  const path = join(folder, format === 'csv' ? `${rows}.csv` : `${rows}-${format.slice(5)}.xlsx`);
  if (await stat(path).catch(() => undefined)) return path;
  await mkdir(folder, { recursive: true });
  const content = format === 'csv' ? csvPieces(rows) : zipFile(workbookParts(rows, format === 'xlsx-shared'));
  await pipeline(Readable.from(content), createWriteStream(`${path}.part`));
  await rename(`${path}.part`, path);
  return path;
}

/** Texts of many rows at a time: a header, the rows, an end. */
function* pieces(rows: number, first: string, line: (index: number) => string, last: string): Generator<string> {
  let text = first;
  for (let index = 0; index < rows; index += 1) {
    text += line(index);
    if (index % ROWS_A_PIECE === 0) {
      yield text;
      text = '';
    }
  }
  yield text + last;
}

function csvPieces(rows: number): Iterable<string> {
  const cell = (value: string | number) => (typeof value === 'string' && value.includes(',') ? `"${value}"` : value);
  return pieces(rows, `${TITLES.join(',')}\r\n`, (index) => `${purchase(index).map(cell).join(',')}\r\n`, '');
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

function* workbookParts(rows: number, shared: boolean): Generator<readonly [name: string, content: Iterable<string>]> {
  const strings = new Map<string, number>();
  const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  yield [
    '[Content_Types].xml',
    [
      `${XML}<Types xmlns="${PACKAGE}/content-types">` +
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
        `<Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>` +
        `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${types}.worksheet+xml"/>` +
        `<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/>` +
        `<Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/></Types>`,
    ],
  ];
  yield [
    '_rels/.rels',
    [
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
        `<Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    ],
  ];
  yield [
    'xl/workbook.xml',
    [
      `${XML}<workbook ${MAIN} xmlns:r="${OFFICE}"><workbookPr/>` +
        '<sheets><sheet name="Purchases" sheetId="1" r:id="rId1"/></sheets></workbook>',
    ],
  ];
  yield [
    'xl/_rels/workbook.xml.rels',
    [
      `${XML}<Relationships xmlns="${PACKAGE}/relationships">` +
        `<Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/>` +
        `<Relationship Id="rId3" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    ],
  ];
  yield [
    'xl/styles.xml',
    [
      `${XML}<styleSheet ${MAIN}><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>` +
        '<fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' +
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
        '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>',
    ],
  ];
  yield [
    'xl/worksheets/sheet1.xml',
    sheetPieces(rows, (text) => (shared ? sharedText(text, strings) : inlineText(text))),
  ];
  yield ['xl/sharedStrings.xml', stringPieces(strings)];
}

/** A text cell behind its address. */
type TextCell = (text: string) => string;

const inlineText: TextCell = (text) => ` t="inlineStr"><is><t>${text}</t></is></c>`;

function sharedText(text: string, strings: Map<string, number>): string {
  let index = strings.get(text);
  if (index === undefined) {
    index = strings.size;
    strings.set(text, index);
  }
  return ` t="s"><v>${index}</v></c>`;
}

function sheetPieces(rows: number, textCell: TextCell): Iterable<string> {
  const line = (cells: readonly (string | number)[], row: number): string => {
    const inside = cells.map((value, column) => {
      const rest = typeof value === 'string' ? textCell(value) : `><v>${value}</v></c>`;
      return `<c r="${String.fromCharCode(65 + column)}${row}"${rest}`;
    });
    return `<row r="${row}" spans="1:${cells.length}">${inside.join('')}</row>`;
  };
  const first = `${XML}<worksheet ${MAIN}><dimension ref="A1:K${rows + 1}"/><sheetData>${line(TITLES, 1)}`;
  return pieces(rows, first, (index) => line(purchase(index), index + 2), '</sheetData></worksheet>');
}

function* stringPieces(strings: ReadonlyMap<string, number>): Generator<string> {
  const texts = [...strings.keys()];
  yield* pieces(
    texts.length,
    `${XML}<sst ${MAIN} uniqueCount="${texts.length}">`,
    (index) => `<si><t>${texts[index]}</t></si>`,
    '</sst>',
  );
}
