// A workbook is patched: its rows get statuses, cells get other values, everything else stays; and patching again replaces what is there.

import ExcelJS from 'exceljs';
import { describe, expect, it } from 'vitest';
import type { RowPatch, WorkbookPatch } from '../../../src/workbook/patch/patch.js';
import { flat, rowsOf, temporaryFolder, type ZipOptions, zipOf } from '../../read/files.js';
import { type Book, bookParts, partsOf, patched, sheetPatch, text } from './books.js';

const write = temporaryFolder();
const TITLES = ['Status', 'Message', 'Key', 'carbonsheet'];
const HEADER = `<row r="1" spans="1:2">${text('A1', 'Item')}${text('B1', 'Amount')}</row>`;
const BOLD = { font: { name: 'Calibri', family: 2, size: 11, bold: true }, alignment: { wrapText: true } } as const;

const PATCH: readonly RowPatch[] = [
  { row: 2, status: ['created', '=1+1', 'k1'] },
  { row: 3, status: ['invalid', 'Wörter & <Zeichen>\u0007 _x0041_', 'k2'], faulty: [2] },
  { row: 4, status: ['invalid', 5, ''], faulty: [1, 2] },
  { row: 9, status: ['skipped', '', 'k4'] },
];

async function patchedBook(
  name: string,
  parts: Record<string, string | Uint8Array>,
  patch: WorkbookPatch,
  zip?: ZipOptions,
) {
  const source = write(`${name}.xlsx`, zipOf(parts, { deflate: true, ...zip }));
  const out = write(`${name}-out.xlsx`, '');
  const report = await patched(source, out, patch);
  return { source, out, report };
}

function statuses(rows: readonly RowPatch[] = PATCH): WorkbookPatch {
  return { sheets: [sheetPatch(rows)] };
}

const FRONT = {
  layout: { name: 'Run summary', columns: [{ width: 20 }] },
  rows: [
    [
      { value: 'Rows', style: BOLD },
      { value: 3, style: { numFmt: '#,##0.00' } },
    ],
  ],
};

describe('statuses', () => {
  const expected = [
    [1, ['Item', 'Amount', ...TITLES]],
    [2, ['Steel', 7, 'created', '=1+1', 'k1']],
    [3, [null, null, 'invalid', 'Wörter & <Zeichen>\u0007 _x0041_', 'k2', '|2|']],
    [4, [null, null, 'invalid', 5, null, '|1|2|']],
    [9, [null, null, 'skipped', null, 'k4']],
  ];
  const item = text('A2', 'Steel');

  it.each<[string, string]>([
    ['rows as Excel writes them', `${HEADER}<row r="2">${item}<c r="B2"><v>7</v></c></row><row r="4" ht="20"/>`],
    [
      'rows and cells without references',
      `${HEADER}<row>${item.replace(' r="A2"', '')}<c><v>7</v></c></row><row/><row></row>`,
    ],
    [
      'empty cells with a look where statuses go',
      `${HEADER}<row r="2">${item}<c r="B2"><v>7</v></c><c r="C2" s="0"/><c r="D2"></c></row>`,
    ],
    [
      'comments and CDATA',
      `${HEADER}<!-- </row> --><row r="2">${item.replace('Steel', '<![CDATA[Steel]]>')}<!-- <c> --><c r="B2"><v>7</v></c></row>`,
    ],
    [
      'more behind the cells of a row',
      `${HEADER}<row r='2'>${item}<c r='B2'><v>7</v></c><extLst><ext uri="x"/></extLst></row>`,
    ],
    ['small letters in references', `${HEADER}<row r="2">${item.replace('A2', 'a2')}<c r="b2"><v>7</v></c></row>`],
    ['spaces within tags', `${HEADER}<row r = "2" >${item}<c  r = "B2" ><v>7</v></c ></row >`],
  ])('stand right of the cells: %s', async (name, rows) => {
    const { out } = await patchedBook(name, bookParts({ rows }), statuses());
    expect(flat(await rowsOf(out))).toEqual(expected);
    await patched(out, `${out}.2.xlsx`, statuses());
    expect(await partsOf(`${out}.2.xlsx`)).toEqual(await partsOf(out));
  });

  it.each<[string, ZipOptions]>([
    ['64-bit sizes', { zip64: true }],
    ['sizes behind the parts', { descriptors: true }],
    ['stored parts', { deflate: false }],
    ['bytes before the archive', { before: 'MZ program' }],
  ])('are written into an archive with %s', async (name, zip) => {
    const rows = `${HEADER}<row r="2">${item}<c r="B2"><v>7</v></c></row>`;
    const { out } = await patchedBook(name, bookParts({ rows }), statuses(), zip);
    expect(flat(await rowsOf(out))).toEqual(expected);
  });

  it('are written with the prefix of the sheet', async () => {
    const parts = Object.entries(bookParts({ rows: `${HEADER}<row r="2">${item}<c r="B2"><v>7</v></c></row>` }));
    const prefixed = parts.map(([name, xml]) => {
      if (!/sheet|workbook\.xml$|styles/.test(name) || /rels$/.test(name)) return [name, xml];
      return [
        name,
        String(xml)
          .replace(/<(\/?)(?=[a-z])/g, '<$1x:')
          .replace('xmlns=', 'xmlns:x='),
      ];
    });
    const { out } = await patchedBook('prefix', Object.fromEntries(prefixed), { ...statuses(), front: FRONT });
    expect(flat(await rowsOf(out, { sheet: 'Data' }))).toEqual(expected);
    const { 'xl/worksheets/sheet1.xml': sheet = '', 'xl/workbook.xml': workbook = '' } = await partsOf(out);
    expect(sheet.match(/<(?!\/?x:)[^?]/g)).toBeNull();
    expect(workbook.match(/<(?!\/?x:)[^?]/g)).toBeNull();
  });

  it('are written in the strict dialect where the workbook is', async () => {
    const strict = Object.entries(bookParts({ rows: `${HEADER}<row r="2">${item}<c r="B2"><v>7</v></c></row>` })).map(
      ([name, xml]) => [
        name,
        String(xml)
          .replaceAll(
            'http://schemas.openxmlformats.org/spreadsheetml/2006/main',
            'http://purl.oclc.org/ooxml/spreadsheetml/main',
          )
          .replaceAll(
            'http://schemas.openxmlformats.org/officeDocument/2006',
            'http://purl.oclc.org/ooxml/officeDocument',
          ),
      ],
    );
    const noted = [{ row: 2, status: ['a'], notes: [{ column: 1, text: 'b' }] }];
    const { out } = await patchedBook('strict', Object.fromEntries(strict), { ...statuses(noted), front: FRONT });
    for (const [name, xml] of Object.entries(await partsOf(out))) {
      expect([
        name,
        xml.includes('openxmlformats.org/officeDocument'),
        xml.includes('openxmlformats.org/spreadsheetml'),
      ]).toEqual([name, false, false]);
    }
    expect(flat(await rowsOf(out, { sheet: 'Data' }))[1]).toEqual([2, ['Steel', 7, 'a']]);
  });

  it.each([
    ['UTF-16', 'utf16le', '\ufeff'],
    ['ISO-8859-1', 'latin1', ''],
  ] as const)('are written into parts in %s', async (encoding, bytes, mark) => {
    const sheet = `${mark}<?xml version="1.0" encoding="${encoding}"?><worksheet><sheetData>${HEADER}<row r="2">${text('A2', 'Stähl')}</row></sheetData></worksheet>`;
    const parts = bookParts({ sheet: '' });
    const coded = { ...parts, 'xl/worksheets/sheet1.xml': Buffer.from(sheet, bytes) };
    const { out } = await patchedBook(encoding, coded, statuses([{ row: 2, status: ['für'] }]));
    expect(flat(await rowsOf(out))[1]).toEqual([2, ['Stähl', null, 'für']]);
    expect((await partsOf(out))['xl/worksheets/sheet1.xml']).toContain('encoding="UTF-8"');
  });

  it('look like the titles beside them, and cover no merged cells', async () => {
    const rows = `<row r="1"><c r="A1" s="4" t="inlineStr"><is><t>Item</t></is></c></row><row r="2">${item}</row>`;
    const { out, report } = await patchedBook(
      'merged',
      bookParts({ rows, behind: '<mergeCells count="1"><mergeCell ref="A2:D2"/></mergeCells>' }),
      statuses(),
    );
    expect(report.sheets[0]?.columns[0]).toEqual({ name: 'status', column: 5 });
    expect((await partsOf(out))['xl/worksheets/sheet1.xml']).toContain('<c r="E1" s="4" t="inlineStr">');
  });
});

describe('statuses in a sheet that reaches to its last column', () => {
  const rows = (last: string) => `<row r="1">${text('A1', 'Item')}${text(last, 'far')}</row>`;

  it('stand in the first gap behind the titles', async () => {
    const remark = `<row r="1">${text('A1', 'Item')}</row><row r="2">${text('C2', 'remark')}${text('XFD2', 'far')}</row>`;
    const { report } = await patchedBook('far', bookParts({ rows: remark }), statuses());
    expect(report.sheets[0]?.columns.map(({ column }) => column)).toEqual([4, 5, 6, 7]);
  });

  it('are refused where there is none', async () => {
    await expect(patchedBook('full', bookParts({ rows: rows('XFD1') }), statuses())).rejects.toMatchObject({
      code: 'TOO_MANY_COLUMNS',
    });
    expect(
      (await patchedBook('room', bookParts({ rows: rows('XEZ1') }), statuses())).report.sheets[0]?.columns[3],
    ).toEqual({
      name: 'faults',
      column: 16_384,
    });
  });
});

describe('cells that are set', () => {
  const rows = `${HEADER}<row r="2">${text('A2', 'Steel').replace('t=', 's="3" t=')}<c r="B2" s="4"><f>1+6</f><v>7</v></c></row><row r="3"><c r="B3" s="5"><f t="shared" ref="B3:B4" si="0">A1</f><v>1</v></c></row><row r="4"><c r="B4"><f t="shared" si="0"/><v>1</v></c></row>`;
  const calcChain = {
    'xl/calcChain.xml': '<calcChain><c r="B2" i="3"/></calcChain>',
    'xl/_rels/workbook.xml.rels': String(bookParts({})['xl/_rels/workbook.xml.rels']).replace(
      '</Relationships>',
      '<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain" Target="calcChain.xml"/></Relationships>',
    ),
  };
  const book: Book = {
    rows,
    parts: calcChain,
    types: '<Override PartName="/xl/calcChain.xml" ContentType="application/x+xml"/>',
  };

  it('keep their looks, and lose formulas that feed no others', async () => {
    const { out, report } = await patchedBook('set', bookParts(book), {
      sheets: [
        {
          sheet: 'Data',
          headerRow: 1,
          statusColumns: [],
          rows: [
            {
              row: 2,
              status: [],
              set: [
                { column: 2, value: 12.5 },
                { column: 1, value: '=Iron' },
              ],
            },
            {
              row: 3,
              status: [],
              set: [
                { column: 2, value: 1 },
                { column: 3, value: 'new' },
              ],
            },
            { row: 6, status: [], set: [{ column: 1, value: 'late' }] },
          ],
        },
      ],
    });
    const parts = await partsOf(out);
    expect(parts['xl/worksheets/sheet1.xml']).not.toContain('<cols');
    expect(parts['xl/worksheets/sheet1.xml']).toContain(
      '<c r="A2" s="3" t="inlineStr"><is><t xml:space="preserve">=Iron</t></is></c><c r="B2" s="4"><v>12.5</v></c></row>',
    );
    expect(flat(await rowsOf(out)).slice(2)).toEqual([
      [3, [null, 1, 'new']],
      [4, [null, 1]],
      [6, ['late']],
    ]);
    expect(report.sheets[0]).toMatchObject({
      formulasReplaced: [{ row: 2, column: 2 }],
      notSet: [{ row: 3, column: 2 }],
    });
    expect(parts['xl/calcChain.xml']).toBeUndefined();
    expect(parts['xl/_rels/workbook.xml.rels']).not.toContain('calcChain');
    expect(parts['[Content_Types].xml']).not.toContain('calcChain');
  });

  it('leave the list of formulas alone otherwise', async () => {
    const { out } = await patchedBook('unset', bookParts(book), statuses([{ row: 2, status: ['a'] }]));
    expect((await partsOf(out))['xl/calcChain.xml']).toBe(calcChain['xl/calcChain.xml']);
  });
});

describe('sheets', () => {
  const names =
    '<definedNames><definedName name="_xlnm.Print_Area" localSheetId="1">Other!$A$1</definedName></definedNames>';
  const views = '<bookViews><workbookView activeTab="1"/></bookViews>';
  const patch = (): WorkbookPatch => ({
    ...statuses(),
    front: FRONT,
    added: [{ ...FRONT, layout: { ...FRONT.layout, name: 'Other' } }],
  });

  it('are put in front and behind, and what counts sheets is shifted', async () => {
    const { out, report } = await patchedBook('front', bookParts({ rows: HEADER, names, views }), patch());
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Run summary', 'Data', 'Other', 'Other (2)']);
    expect(book.getWorksheet('Run summary')?.getCell('A1').font.bold).toBe(true);
    expect(book.getWorksheet('Run summary')?.getCell('B1').numFmt).toBe('#,##0.00');
    expect(report.front).toBe('Run summary');
    const workbook = (await partsOf(out))['xl/workbook.xml'] ?? '';
    expect(workbook).toContain('name="_xlnm.Print_Area" localSheetId="2"');
    expect(workbook).toContain('activeTab="2"');
    expect(workbook.match(/sheetId="\d+"/g)).toEqual(['sheetId="4"', 'sheetId="3"', 'sheetId="1"', 'sheetId="5"']);
  });

  it('stay where they were moved to, under the name they were given', async () => {
    const { out } = await patchedBook('moved', bookParts({ rows: HEADER, names, views }), patch());
    const parts = await partsOf(out);
    const workbook = (parts['xl/workbook.xml'] ?? '')
      .replace(/(<sheet [^>]*name="Run summary"[^>]*>)(.*)(<\/sheets>)/, '$2$1$3')
      .replaceAll('Run summary', 'Was war');
    const moved = write('moved-by-hand.xlsx', zipOf({ ...parts, 'xl/workbook.xml': workbook }));
    const { front } = await patched(moved, out, { ...statuses(), front: { ...FRONT, rows: [[{ value: 'again' }]] } });
    expect(front).toBe('Was war');
    const book = new ExcelJS.Workbook();
    await book.xlsx.readFile(out);
    expect(book.worksheets.map(({ name }) => name)).toEqual(['Data', 'Other', 'Other (2)', 'Was war']);
    expect(flat(await rowsOf(out, { sheet: 'Was war' }))).toEqual([[1, ['again']]]);
  });

  it('that are missing are named', async () => {
    await expect(
      patchedBook('missing', bookParts({}), { sheets: [sheetPatch([], { sheet: 'Q1' })] }),
    ).rejects.toMatchObject({ code: 'UNKNOWN_SHEET' });
  });
});
