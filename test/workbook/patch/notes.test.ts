// Notes at faulty cells: beside those of others, in parts that are there or are made, and gone with the next patch.

import { describe, expect, it } from 'vitest';
import type { RowPatch } from '../../../src/workbook/patch/patch.js';
import { temporaryFolder, zipOf } from '../../read/files.js';
import { type Book, bookParts, partsOf, patched, sheetPatch, text } from './books.js';

const write = temporaryFolder();
const ROWS = `<row r="1">${text('A1', 'Item')}${text('B1', 'Amount')}</row><row r="2">${text('A2', 'x')}</row><row r="3">${text('A3', 'y')}</row>`;
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** Another person's note at A2, and its shape. */
const COMMENTED: Book = {
  rows: ROWS,
  behind: '<legacyDrawing r:id="v1"/>',
  relations: [
    { id: 'c1', kind: 'comments', target: '../comments1.xml' },
    { id: 'v1', kind: 'vmlDrawing', target: '/xl/drawings/vmlDrawing1.vml' },
  ],
  types:
    '<Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/>',
  parts: {
    'xl/comments1.xml': `<comments xmlns="${MAIN}"><authors><author>Ann</author></authors><commentList><comment ref="A2" authorId="0"><text><t>check this</t></text></comment></commentList></comments>`,
    'xl/drawings/vmlDrawing1.vml':
      '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape id="_x0000_s1031" type="#_x0000_t202"><br><x:ClientData ObjectType="Note"><x:Row>1</x:Row><x:Column>0</x:Column></x:ClientData></v:shape></xml>',
  },
};

const NOTED: readonly RowPatch[] = [
  {
    row: 2,
    status: ['invalid'],
    notes: [
      { column: 1, text: 'no' },
      { column: 2, text: 'not\u0001 a number <5>' },
    ],
  },
  {
    row: 3,
    status: ['invalid'],
    notes: [
      { column: 2, text: 'first' },
      { column: 2, text: 'second' },
    ],
  },
];

async function patchedBook(name: string, book: Book, rows = NOTED) {
  const source = write(`${name}.xlsx`, zipOf(bookParts(book), { deflate: true }));
  const out = write(`${name}-out.xlsx`, '');
  const report = await patched(source, out, { sheets: [sheetPatch(rows)] });
  return { out, report: report.sheets[0], parts: await partsOf(out) };
}

function matches(xml: string | undefined, pattern: RegExp): string[] {
  return [...(xml ?? '').matchAll(pattern)].map((match) => match[1] ?? '');
}

describe('notes', () => {
  it('stand beside those of others, which stay', async () => {
    const { report, parts } = await patchedBook('others', COMMENTED);
    expect(report).toMatchObject({ notes: 2, notesLeftOut: 1 });
    const comments = parts['xl/comments1.xml'] ?? '';
    expect(matches(comments, /<comment ref="([^"]*)"/g)).toEqual(['A2', 'B2', 'B3']);
    expect(comments).toContain('<comment ref="A2" authorId="0"><text><t>check this</t></text></comment>');
    expect(comments).toContain('\nnot_x0001_ a number &lt;5&gt;');
    expect(comments).toContain('\nfirst\n\nsecond');
    const shapes = parts['xl/drawings/vmlDrawing1.vml'];
    expect(matches(shapes, /id="_x0000_s(\d+)"/g)).toEqual(['1031', '1032', '1033']);
    expect(matches(shapes, /<x:Row>(\d+)/g)).toEqual(['1', '1', '2']);
    expect(matches(parts['xl/worksheets/sheet1.xml'], /<(legacyDrawing)/g)).toHaveLength(1);
  });

  it('get parts of their own in a sheet without any', async () => {
    const { parts } = await patchedBook('none', {
      rows: ROWS,
      behind: '<pageMargins left="1"/><tableParts count="0"/>',
    });
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
    const id = /<legacyDrawing xmlns:r="[^"]*" r:id="([^"]*)"\/><tableParts/.exec(sheet)?.[1];
    const relations = parts['xl/worksheets/_rels/sheet1.xml.rels'] ?? '';
    expect(relations).toContain(
      `Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing"`,
    );
    expect(parts['xl/comments1.xml']).toContain('<author>carbonsheet</author>');
    expect(matches(parts['xl/drawings/vmlDrawing1.vml'], /<x:Column>(\d+)/g)).toEqual(['0', '1', '1']);
    expect(parts['[Content_Types].xml']).toContain('PartName="/xl/comments1.xml"');
    expect(parts['[Content_Types].xml']).toContain('PartName="/xl/drawings/vmlDrawing1.vml"');
  });

  it.each([
    ['others', COMMENTED],
    ['none', { rows: ROWS }],
  ])('of an earlier patch go: %s', async (name, book) => {
    const { out, parts } = await patchedBook(`again-${name}`, book);
    const fixed = `${out}.fixed.xlsx`;
    await patched(out, fixed, {
      sheets: [sheetPatch([{ row: 3, status: ['invalid'], notes: [{ column: 1, text: 'late' }] }])],
    });
    const found = Object.entries(await partsOf(fixed)).filter(([part]) => /comments/.test(part));
    expect(found.flatMap(([, xml]) => matches(xml, /<comment ref="([^"]*)"/g)).filter((each) => each !== 'A2')).toEqual(
      ['A3'],
    );
    const again = `${out}.again.xlsx`;
    await patched(fixed, again, { sheets: [sheetPatch(NOTED)] });
    expect(await partsOf(again)).toEqual(parts);
  });

  it('are no more than a thousand', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => ({
      row: index + 2,
      status: [],
      notes: [{ column: 1, text: 'x' }],
    }));
    const { report } = await patchedBook('many', { rows: ROWS }, many);
    expect(report).toMatchObject({ notes: 1000, notesLeftOut: 200 });
  });
});
