// Tables and filters take in the status columns, so that sorting keeps each status with its row.

import { describe, expect, it } from 'vitest';
import { flat, rowsOf, temporaryFolder, zipOf } from '../../read/files.js';
import { type Book, bookParts, partsOf, patched, sheetPatch, text } from './books.js';

const write = temporaryFolder();
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const HEADER = `<row r="2">${text('B2', 'Item')}${text('C2', 'status')}</row>`;
const ROWS = `${HEADER}<row r="3">${text('B3', 'x')}</row>`;

function table(attributes: string, more = ''): string {
  return `<table xmlns="${MAIN}" id="1" name="T" displayName="T" ref="B2:C4" ${attributes}><autoFilter ref="B2:C3"/><tableColumns count="2"><tableColumn id="1" name="Item"/><tableColumn id="7" name="status"/></tableColumns>${more}</table>`;
}

function withTable(xml: string, rows = ROWS): Book {
  return {
    rows,
    behind: '<tableParts count="1"><tablePart r:id="t1"/></tableParts>',
    relations: [{ id: 't1', kind: 'table', target: '../tables/table1.xml' }],
    parts: { 'xl/tables/table1.xml': xml },
  };
}

async function patchedBook(name: string, book: Book) {
  const source = write(`${name}.xlsx`, zipOf(bookParts(book)));
  const out = write(`${name}-out.xlsx`, '');
  const report = await patched(source, out, { sheets: [sheetPatch([{ row: 3, status: ['a'] }], { headerRow: 2 })] });
  return { out, sortsAlong: report.sheets[0]?.sortsAlong, parts: await partsOf(out) };
}

describe('a table over the rows', () => {
  it('has the status columns, with titles of their own', async () => {
    const { out, sortsAlong, parts } = await patchedBook('table', withTable(table('totalsRowCount="1"')));
    expect(sortsAlong).toBe(true);
    expect(parts['xl/tables/table1.xml']).toContain(
      'ref="B2:G4" totalsRowCount="1"><autoFilter ref="B2:G3"/><tableColumns count="6"><tableColumn id="1" name="Item"/><tableColumn id="7" name="status"/><tableColumn id="8" name="Status 2"/><tableColumn id="9" name="Message"/><tableColumn id="10" name="Key"/><tableColumn id="11" name="carbonsheet"/></tableColumns>',
    );
    const [, title] = flat(await rowsOf(out))[0] ?? [];
    expect(title).toEqual([null, 'Item', 'status', 'Status 2', 'Message', 'Key', 'carbonsheet']);
  });

  it('is extended once', async () => {
    const { out, parts } = await patchedBook('twice', withTable(table('')));
    await patched(out, `${out}.2.xlsx`, { sheets: [sheetPatch([{ row: 3, status: ['a'] }], { headerRow: 2 })] });
    expect(await partsOf(`${out}.2.xlsx`)).toEqual(parts);
  });

  it('stays when cells stand between, or a query fills it', async () => {
    const apart = `${HEADER.replace('</row>', `${text('F2', 'remark')}</row>`)}<row r="3">${text('B3', 'x')}</row>`;
    for (const [name, book] of [
      ['apart', withTable(table(''), apart)],
      ['query', withTable(table('tableType="queryTable"'))],
    ] as const) {
      const { sortsAlong, parts } = await patchedBook(name, book);
      expect(sortsAlong).toBe(false);
      expect(parts['xl/tables/table1.xml']).toBe(book.parts?.['xl/tables/table1.xml']);
    }
  });
});

describe('a filter over the rows', () => {
  const names =
    '<definedNames><definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">Data!$B$2:$C$3</definedName><definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">Other!$A$1:$B$3</definedName><definedName name="x" localSheetId="0">Data!$B$2</definedName></definedNames>';

  it('has the status columns, and so has its name', async () => {
    const { sortsAlong, parts } = await patchedBook('filter', {
      rows: ROWS,
      behind: '<autoFilter ref="B2:C3"/>',
      names,
    });
    expect(sortsAlong).toBe(true);
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<autoFilter ref="B2:G3"/>');
    expect(parts['xl/workbook.xml']).toContain(`localSheetId="0" hidden="1">'Data'!$B$2:$G$3<`);
    expect(parts['xl/workbook.xml']).toContain('localSheetId="1" hidden="1">Other!$A$1:$B$3<');
  });

  it('is not drawn over columns without a title', async () => {
    const rows = `${HEADER}<row r="3">${text('B3', 'x')}${text('E3', 'aside')}</row>`;
    const { sortsAlong, parts } = await patchedBook('gap', { rows, behind: '<autoFilter ref="B2:C3"/>' });
    expect(sortsAlong).toBe(false);
    expect(parts['xl/worksheets/sheet1.xml']).toContain('<autoFilter ref="B2:C3"/>');
  });
});
