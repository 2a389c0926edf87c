import { describe, expect, it } from 'vitest';
import { readLimits } from '../../../src/cli/options/limit-option.js';
import { Stop } from '../../../src/problems/stop.js';
import { openSource } from '../../../src/read/open-source.js';
import { SheetNotes } from '../../../src/read/source/sheet-notes.js';
import { readSheet } from '../../../src/read/xlsx/sheet-reader.js';
import type { SourceRow } from '../../../src/values/cell.js';
import { NEVER_CALCULATED } from '../../../src/values/error-cell.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { flat, rowsOf, temporaryFolder, type WorkbookXml, workbookOf, workbookParts, zipOf } from '../files.js';

const write = temporaryFolder();

/** Rows of a workbook from the XML within its parts. */
async function read(xml: WorkbookXml) {
  return flat(await rowsOf(write('book.xlsx', workbookOf(xml))));
}

/** A row with a 7 in its first cell. */
function row(number: number): string {
  return `<row r="${number}"><c r="A${number}"><v>7</v></c></row>`;
}

/** The only cell of a workbook with this cell in A1. */
async function readCell(cell: string, xml: WorkbookXml = {}) {
  return (await read({ ...xml, rows: `<row r="1">${cell}<c r="B1"><v>1</v></c></row>` }))[0]?.[1][0];
}

const strings =
  '<si><t>plain</t></si><si><t/></si><si><t xml:space="preserve"> a &amp; &lt;b&gt; &#x20AC;&#8364; </t></si>';

describe('the value of a cell', () => {
  it.each<[what: string, cell: string, value: unknown]>([
    ['a number', '<c r="A1"><v>12.5</v></c>', 12.5],
    ['a number of type n', '<c r="A1" t="n"><v>-0.25</v></c>', -0.25],
    ['a number with an exponent', '<c r="A1"><v>1.5E-3</v></c>', 0.0015],
    ['a number with 17 digits', '<c r="A1"><v>0.51408663113462416</v></c>', Number('0.51408663113462416')],
    ['a large number', '<c r="A1"><v>123456789012345678</v></c>', 123456789012345680],
    ['minus zero', '<c r="A1"><v>-0</v></c>', 0],
    ['text where a number belongs', '<c r="A1"><v>12,5</v></c>', '12,5'],
    ['a number without a value', '<c r="A1"><v></v></c>', null],
    ['a cell without a value', '<c r="A1" s="0"/>', null],
    ['a shared text', '<c r="A1" t="s"><v>0</v></c>', 'plain'],
    ['an empty shared text', '<c r="A1" t="s"><v>1</v></c>', null],
    ['a shared text with references and blanks', '<c r="A1" t="s"><v>2</v></c>', ' a & <b> €€ '],
    ['a shared text without a number', '<c r="A1" t="s"><v/></c>', null],
    ['a text of its own', '<c r="A1" t="inlineStr"><is><t>här</t></is></c>', 'här'],
    [
      'rich text of its own',
      '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><rPr><b/></rPr><t> b</t></r></is></c>',
      'a b',
    ],
    ['an empty text of its own', '<c r="A1" t="inlineStr"><is><t></t></is></c>', null],
    ['a text of its own in v', '<c r="A1" t="inlineStr"><v>x</v></c>', 'x'],
    ['text in CDATA', '<c r="A1" t="str"><v>a<![CDATA[<b> & </c>]]>c</v></c>', 'a<b> & </c>c'],
    ['text with a comment in it', '<c r="A1" t="str"><v>a<!-- <c> -->b</v></c>', 'ab'],
    ['the result of a formula', '<c r="A1"><f>SUM(B1:B2)&lt;3</f><v>3</v></c>', 3],
    ['the text of a formula', '<c r="A1" t="str"><f>A2&amp;"x"</f><v>yx</v></c>', 'yx'],
    ['a formula without its result', '<c r="A1"><f>NOW()</f></c>', NEVER_CALCULATED],
    ['a formula with an empty result that is no text', '<c r="A1"><f>NOW()</f><v></v></c>', NEVER_CALCULATED],
    ['a formula with a blank result that is no text', '<c r="A1" t="n"><f>NOW()</f><v> </v></c>', NEVER_CALCULATED],
    ['a formula of texts without its result', '<c r="A1" t="str"><f>A2</f></c>', NEVER_CALCULATED],
    ['a shared formula without its result', '<c r="A1"><f t="shared" si="0"/></c>', NEVER_CALCULATED],
    ['a formula in CDATA without its result', '<c r="A1"><f><![CDATA[1+1]]></f><v/></c>', NEVER_CALCULATED],
    ['a formula whose result is an empty text', '<c r="A1" t="str"><f>T(B1)</f><v></v></c>', null],
    ['a shared formula whose result is an empty text', '<c r="A1" t="str"><f t="shared" si="0"/><v/></c>', null],
    ['a formula whose result is an empty text in is', '<c r="A1" t="inlineStr"><f>B1</f><is><t></t></is></c>', null],
    ['no formula in f', '<c r="A1"><f></f><v></v></c>', null],
    ['no formula in f at all', '<c r="A1"><f/></c>', null],
    ['true', '<c r="A1" t="b"><v>1</v></c>', true],
    ['false', '<c r="A1" t="b"><v>0</v></c>', false],
    ['an error', '<c r="A1" t="e"><v>#DIV/0!</v></c>', { kind: 'error', code: '#DIV/0!' }],
    ['a return that XML cannot hold', '<c r="A1" t="str"><v>a_x000D_\nb_x0009_</v></c>', 'a\r\nb\t'],
    ['a text that looks like an escape', '<c r="A1" t="str"><v>_x005F_x000D_</v></c>', '_x000D_'],
    ['line ends of the XML itself', '<c r="A1" t="str"><v>a\r\nb</v></c>', 'a\nb'],
    ['a reference that XML does not know', '<c r="A1" t="str"><v>&nbsp;&#x110000;</v></c>', '&nbsp;&#x110000;'],
    ['single quotes and blanks in a tag', "<c  r = 'A1'\n t='str' ><v>x</v ></c >", 'x'],
    ['an attribute that ends with a letter looked for', '<c r="A1" xr="Z9" ts="s" x:s="7"><v>4</v></c>', 4],
    ['a > in an attribute', '<c r="A1" note="a>b"><v>4</v></c>', 4],
    ['an ISO date', '<c r="A1" t="d"><v>2024-02-29</v></c>', { kind: 'date', iso: '2024-02-29', serial: 45351 }],
    ['an ISO time', '<c r="A1" t="d"><v>12:00:00.4</v></c>', { kind: 'date', iso: '12:00:00', serial: 0.5 }],
    ['no ISO date', '<c r="A1" t="d"><v>2023-02-29</v></c>', '2023-02-29'],
  ])('%s', async (_, cell, value) => {
    expect(await readCell(cell, { strings })).toEqual(value);
  });

  it('leaves out the readings beside Japanese text', async () => {
    const rich =
      '<si><r><rPr><b/></rPr><t>東</t></r><r><t>京</t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>';
    expect(await readCell('<c r="A1" t="s"><v>0</v></c>', { strings: rich })).toBe('東京');
  });

  it('repeats a text exactly, whichever texts came between', async () => {
    const texts = Array.from({ length: 3000 }, (_, i) => `Größe ${i % 700} & co`);
    const rows = texts.map((text, i) => `<row r="${i + 1}"><c t="str"><v>${text.replace('&', '&amp;')}</v></c></row>`);
    expect((await read({ rows: rows.join('') })).map(([, cells]) => cells[0])).toEqual(texts);
  });
});

describe('dates by their number format', () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="0.00&quot; days&quot;"/></numFmts>' +
    '<cellStyleXfs><xf numFmtId="14"/><xf numFmtId="14"/></cellStyleXfs>' +
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="46"/></cellXfs>' +
    '<dxfs><dxf><numFmt numFmtId="165" formatCode="yyyy"/></dxf></dxfs>';

  it.each<[style: string, value: unknown]>([
    ['', 45351.5],
    ['s="0"', 45351.5],
    ['s="1"', { kind: 'date', iso: '2024-02-29T12:00:00', serial: 45351.5 }],
    ['s="2"', { kind: 'date', iso: '2024-02-29T12:00:00', serial: 45351.5 }],
    ['s="3"', 45351.5],
    ['s="4"', { kind: 'date', iso: '1088436:00:00', serial: 45351.5 }],
    ['s="99"', 45351.5],
  ])('style %j', async (style, value) => {
    expect(await readCell(`<c r="A1" ${style}><v>45351.5</v></c>`, { styles })).toEqual(value);
  });

  it('in the date system of 1904, whatever an extension says beside it', async () => {
    const properties = '<workbookPr date1904="1"/><ext><x15:workbookPr chartTrackingRefBase="1"/></ext>';
    expect(await readCell('<c r="A1" s="1"><v>43889</v></c>', { styles, properties })).toEqual({
      kind: 'date',
      iso: '2024-02-29',
      serial: 43889,
    });
  });
});

describe('rows of a sheet', () => {
  it('have the numbers that they state; blank ones are left out', async () => {
    const rows =
      '<row r="2"><c r="B2"><v>1</v></c><c r="D2"/></row><row r="3"/><row r="4"><c r="A4" t="str"><v> </v></c></row>' +
      '<row r="7"><c r="C7"><v>2</v></c><c r="AA7"><v>3</v></c></row>';
    expect(await read({ rows })).toEqual([
      [2, [null, 1]],
      [7, [null, null, 2, ...Array(23).fill(null), 3]],
    ]);
  });

  it('and cells are counted where references are missing', async () => {
    const rows =
      '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c r="b3"><v>4</v></c><c><v>5</v></c></row>' +
      '<row><c r="A9"><v>6</v></c></row><row><c><v>7</v></c></row>';
    expect(await read({ rows })).toEqual([
      [1, [1, null, 3]],
      [3, [null, 4, 5]],
      [9, [6]],
      [10, [7]],
    ]);
  });

  it('are found behind prefixes, comments, blanks and what else a sheet holds', async () => {
    const sheet =
      '\ufeff<?xml version="1.0"?>\n<!-- <sheetData> --><x:worksheet xmlns:x="urn"><x:sheetViews/>\n<x:sheetData>\n  <x:row r="1">\n' +
      '    <x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c>\n    <!-- <x:c r="Z1"/> -->\n    <x:c r="B1"><x:f/><x:v>2</x:v></x:c>' +
      '\n  </x:row>\n</x:sheetData><x:extLst><x:row r="9"><x:c r="A9"><x:v>1</x:v></x:c></x:row></x:extLst></x:worksheet>';
    expect(await read({ sheet })).toEqual([[1, ['a', 2]]]);
  });

  it.each([
    ['a row number that repeats without values', `${row(1)}<row r="2"/><row r="2"><c r="A2"/></row>${row(2)}`],
    [
      'cells from right to left',
      '<row r="1"><c r="B1"/><c r="A1"><v>7</v></c></row><row r="2"><c r="A2"><v>7</v></c></row>',
    ],
    [
      'an empty cell that repeats',
      '<row r="1"><c r="A1"><v>7</v></c><c r="A1"/></row><row r="2"><c r="A2"><v>7</v></c></row>',
    ],
    [
      'an empty cell of another row',
      '<row r="1"><c r="A1"><v>7</v></c><c r="B9"/></row><row r="2"><c r="A2"><v>7</v></c></row>',
    ],
    ['text between the tags', `stray${row(1)}\n &amp; more${row(2)}text`],
  ])('are soundly read with %s', async (_, rows) => {
    expect(await read({ rows })).toEqual([
      [1, [7]],
      [2, [7]],
    ]);
  });

  it.each([
    ['before it', (xml: string) => `\n stray${xml}`],
    ['behind it', (xml: string) => `${xml} stray &\0 text\n`],
    [
      'within it',
      (xml: string) => xml.replace('<sheetData>', 'stray<sheetData>').replace('</sheetData>', '</sheetData>stray'),
    ],
  ])('are soundly read with text around the root element: %s', async (_, change) => {
    expect(await read({ sheet: change(`<worksheet><sheetData>${row(1)}</sheetData></worksheet>`) })).toEqual([
      [1, [7]],
    ]);
  });

  it.each(['<worksheet><sheetData/></worksheet>', '<worksheet/>', ''])('are none in %j', async (sheet) => {
    expect(await read({ sheet })).toEqual([]);
  });

  it('come in several sheets, in the order of their tabs; charts are no sheets', async () => {
    const parts = workbookParts({ rows: '<row r="1"><c r="A1"><v>1</v></c></row>' });
    parts['xl/workbook.xml'] =
      '<workbook><sheets><sheet name="B" r:id="b"/><sheet name="Chart" r:id="c"/><sheet name="A" r:id="a"/><sheet name="Macro" r:id=""/></sheets></workbook>';
    parts['xl/_rels/workbook.xml.rels'] =
      '<Relationships><Relationship Id="a" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="worksheets/../worksheets/Sheet1.xml"/>' +
      '<Relationship Id="b" Type="x/worksheet" Target="\\xl\\two.xml"/><Relationship Id="c" Type="x/chartsheet" Target="c.xml"/></Relationships>';
    parts['/xl/Two.xml'] = '<worksheet><sheetData><row r="1"><c r="A1"><v>2</v></c></row></sheetData></worksheet>';
    const path = write('sheets.xlsx', zipOf(parts));
    const source = await openSource(path, {});
    expect(source.detection.sheets.map(({ name }) => name)).toEqual(['B', 'A']);
    expect(flat(await rowsOf(path, { sheet: 'A' }))).toEqual([[1, [1]]]);
    expect(flat(await rowsOf(path, { sheet: 'B' }))).toEqual([[1, [2]]]);
    await expect(rowsOf(path, { sheet: 'C' })).rejects.toMatchObject({ kind: 'usage', code: 'UNKNOWN_SHEET' });
    await source.close();
  });

  it('are read from parts in UTF-16', async () => {
    const parts: Record<string, string | Uint8Array> = workbookParts({
      rows: '<row r="1"><c r="A1" t="str"><v>é</v></c></row>',
    });
    for (const [i, name] of Object.keys(parts).entries()) {
      const text = Buffer.from(`${i % 2 === 0 ? '\ufeff' : ''}${parts[name]}`, 'utf16le');
      parts[name] = i < 2 ? text : text.swap16();
    }
    expect(flat(await rowsOf(write('utf16.xlsx', zipOf(parts))))).toEqual([[1, ['é']]]);
  });

  it('may be read several times, and be left half read', async () => {
    const rows = Array.from({ length: 30_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i}</v></c></row>`);
    const source = await openSource(write('many.xlsx', workbookOf({ rows: rows.join('') }, { deflate: true })), {});
    for await (const batch of source.rows('Data')) {
      expect(batch.length).toBeLessThanOrEqual(1000);
      break;
    }
    let last: SourceRow | undefined;
    for await (const batch of source.rows('Data')) last = batch.at(-1);
    expect(last).toEqual({ sheet: 'Data', row: 30_000, cells: [29_999] });
    await source.close();
  });

  it('are the same however the XML is cut into pieces', async () => {
    const xml = Buffer.from(
      '<?xml version="1.0"?><worksheet><!-- note --><sheetData><row r="1" spans="1:3"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45351</v></c>' +
        '<c r="C1" t="str"><f>a&lt;b</f><v>Größe <![CDATA[<&>]]> 🌍</v></c></row><row r="2"/><row r="3"><c r="A3"/><c r="B3" t="inlineStr"><is><r><t>a</t></r>' +
        '<r><t xml:space="preserve"> b</t></r><rPh><t>x</t></rPh></is></c><c r="C3" t="e"><v>#N/A</v></c><c r="D3" t="b"><v>1</v></c><c r="E3"><f>A1</f></c></row></sheetData></worksheet>',
    );
    const context = {
      sharedStrings: { texts: ['shared'], mayBeMojibake: false },
      styles: { shown: ['number', 'date'] as const, shownAs: [undefined], placeOf: [0, 0] },
      date1904: false,
      recalculates: false,
      limits: defaultLimits,
    };
    for (const length of [1, 2, 3, 5, 11, 64, 1000]) {
      async function* pieces() {
        for (let at = 0; at < xml.length; at += length) yield xml.subarray(at, at + length);
      }
      const rows: SourceRow[] = [];
      for await (const batch of readSheet(pieces(), 'S', 'x.xlsx', context, new SheetNotes())) rows.push(...batch);
      expect(flat(rows)).toEqual([
        [1, ['shared', { kind: 'date', iso: '2024-02-29', serial: 45351 }, 'Größe <&> 🌍']],
        [3, [null, 'a b', { kind: 'error', code: '#N/A' }, true, NEVER_CALCULATED]],
      ]);
    }
  });
});

describe('rows of a large sheet', () => {
  it('are the same however large the pieces are in which they arrive', async () => {
    const texts = Array.from({ length: 2000 }, (_, i) => `${i} ${'x'.repeat(i % 97 === 0 ? 9000 : i % 13)}`);
    const rows = texts.map(
      (text, i) =>
        `<row r="${i + 1}"><c r="A${i + 1}" t="str"><v>${text}</v></c><c r="B${i + 1}"><v>${i}</v></c></row>`,
    );
    const xml = Buffer.from(`<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`);
    const context = {
      sharedStrings: { texts: [], mayBeMojibake: false },
      styles: { shown: [], shownAs: [undefined], placeOf: [] },
      date1904: false,
      recalculates: false,
      limits: defaultLimits,
    };
    for (const length of [16_385, 20_011, 65_536, xml.length]) {
      async function* pieces() {
        for (let at = 0; at < xml.length; at += length) yield xml.subarray(at, at + length);
      }
      const read: SourceRow[] = [];
      for await (const batch of readSheet(pieces(), 'S', 'x.xlsx', context, new SheetNotes())) read.push(...batch);
      expect(read.map(({ cells }) => cells)).toEqual(texts.map((text, i) => [text, i]));
    }
  });
});

describe('a damaged workbook', () => {
  it.each<[what: string, xml: WorkbookXml]>([
    ['a reference to a text that is not there', { rows: '<row r="1"><c r="A1" t="s"><v>7</v></c></row>' }],
    ['a type of cell that does not exist', { rows: '<row r="1"><c r="A1" t="q"><v>7</v></c></row>' }],
    [
      'a sheet that is cut off between rows',
      { sheet: '<worksheet><sheetData><row r="1"><c r="A1"><v>7</v></c></row>' },
    ],
    ['a sheet that is cut off within a cell', { sheet: '<worksheet><sheetData><row r="1"><c r="A1"><v>7' }],
    ['a cell that does not end', { rows: '<row r="1"><c r="A1"><v>7</v></row><row r="2"></row>' }],
    ['a row within a row', { rows: '<row r="1"><c r="A1"><v>7</v></c><row r="2"><c r="A2"><v>7</v></c></row>' }],
    ['a row that does not end', { rows: '<row r="1"><c r="A1"><v>7</v></c>' }],
    ['a cell within a cell', { rows: '<row r="1"><c r="A1"><c r="B1"><v>7</v></c></c></row>' }],
    ['a cell outside of the rows', { rows: '<row r="1"/><c r="A1"><v>7</v></c>' }],
    ['a row that repeats', { rows: `${row(1)}${row(2)}${row(2)}` }],
    ['a row that runs backwards', { rows: `${row(1)}${row(5)}${row(4)}` }],
    ['a cell of another row', { rows: '<row r="1"><c r="A2"><v>7</v></c></row>' }],
    ['a cell that repeats', { rows: '<row r="1"><c r="A1"><v>7</v></c><c r="A1"><v>8</v></c></row>' }],
    ['rows in two places', { sheet: `<worksheet><sheetData/><sheetData>${row(1)}</sheetData></worksheet>` }],
    ['an attribute without quotes', { rows: '<row r="1"><c r=A1><v>7</v></c></row>' }],
    ['a tag that does not end', { rows: '<row r="1"><c r="A1"<v>7</v></c></row>' }],
    ['entities of its own', { sheet: '<!DOCTYPE x [<!ENTITY a "aa">]><worksheet><sheetData/></worksheet>' }],
    ['entities among its texts', { strings: '<!ENTITY a "aa"><si><t>a</t></si>', rows: '' }],
  ])('%s', async (_, xml) => {
    await expect(read(xml)).rejects.toMatchObject({ kind: 'input', code: 'BROKEN_WORKBOOK', hint: /\w/ });
  });

  it.each<[what: string, change: Record<string, string>]>([
    ['no list of sheets', { 'xl/workbook.xml': '<workbook/>' }],
    ['a sheet that leads nowhere', { 'xl/_rels/workbook.xml.rels': '<Relationships/>' }],
    ['a part outside of the archive', { '../evil.xml': '<x/>' }],
  ])('%s', async (_, change) => {
    await expect(rowsOf(write('broken.xlsx', zipOf({ ...workbookParts({}), ...change })))).rejects.toMatchObject({
      code: 'BROKEN_WORKBOOK',
    });
  });

  it('a sheet without its part', async () => {
    const { 'xl/worksheets/sheet1.xml': _, ...parts } = workbookParts({});
    await expect(rowsOf(write('missing.xlsx', zipOf(parts)))).rejects.toMatchObject({ code: 'BROKEN_WORKBOOK' });
  });

  it('packed bytes that are no deflate stream', async () => {
    const bytes = workbookOf({ rows: '<row r="1"><c r="A1"><v>7</v></c></row>' }, { deflate: true });
    for (let at = 60; at < bytes.length; at += 37) {
      const broken = Buffer.from(bytes);
      broken[at] = (broken[at] ?? 0) ^ 0xff;
      const outcome = await rowsOf(write('bits.xlsx', broken)).then(flat, (error: unknown) => error);
      // A flipped bit in a field that nobody reads does no harm; any other is found.
      expect([[[1, [7]]], expect.objectContaining({ name: 'Stop', kind: 'input' })]).toContainEqual(outcome);
    }
  });
});

describe('limits of a workbook', () => {
  const wide = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>';
  it.each<[limit: string, most: number, fits: WorkbookXml, exceeds: WorkbookXml, code: string]>([
    ['columns', 16_384, { rows: wide }, { rows: wide.replace('XFD', 'XFE') }, 'TOO_MANY_COLUMNS'],
    [
      'rows',
      9,
      { rows: '<row r="9"><c><v>1</v></c></row>' },
      { rows: '<row r="10"><c><v>1</v></c></row>' },
      'TOO_MANY_ROWS',
    ],
    // Rows without cells count as well.
    ['rows', 9, { rows: '<row/>'.repeat(9) }, { rows: '<row/>'.repeat(10) }, 'TOO_MANY_ROWS'],
    ['rows', 9, { rows: '<row r="1"></row>'.repeat(9) }, { rows: '<row r="1"></row>'.repeat(10) }, 'TOO_MANY_ROWS'],
    ['cellLength', 3, { rows: cell('abc') }, { rows: cell('abcd') }, 'CELL_TOO_LONG'],
    [
      'cellLength',
      3,
      { strings: '<si><t>abc</t></si>' },
      { strings: '<si><r><t>ab</t></r><r><t>cd</t></r></si>' },
      'CELL_TOO_LONG',
    ],
    ['sharedStrings', 2, { strings: '<si/><si/>' }, { strings: '<si/><si/><si><t>a</t></si>' }, 'TOO_MANY_STRINGS'],
    [
      'sharedStringBytes',
      34,
      { strings: '<si><t>123456</t></si>' },
      { strings: '<si><t>123456789</t></si>' },
      'TOO_MANY_STRINGS',
    ],
    ['entries', 4, {}, { strings: '' }, 'TOO_MANY_PARTS'],
    ['unpackedBytes', 4000, {}, { rows: cell('a'.repeat(4000)) }, 'UNPACKED_TOO_LARGE'],
    ['partBytes', 400, { rows: cell('a'.repeat(400)) }, { styles: ' '.repeat(400) }, 'UNPACKED_TOO_LARGE'],
    ['fileBytes', 2000, {}, { rows: cell('a'.repeat(2000)) }, 'FILE_TOO_LARGE'],
  ])('%s', async (limit, most, fits, exceeds, code) => {
    const limits = { [limit]: most };
    await rowsOf(write('fits.xlsx', workbookOf(fits)), { limits });
    const path = write('exceeds.xlsx', workbookOf(exceeds));
    const stop: unknown = await rowsOf(path, { limits }).catch((error: unknown) => error);
    expect(stop).toMatchObject({ kind: 'input', code, hint: expect.stringMatching(/ --limit [a-z-]+=\d+[KMG]?B?$/) });
    const [, option = ''] = /--limit (\S+)$/.exec(stop instanceof Stop ? stop.hint : '') ?? [];
    await rowsOf(path, { limits: readLimits([option]) });
  });

  it('the ratio of unpacked to packed bytes', async () => {
    const path = write('bomb.xlsx', workbookOf({ rows: ' '.repeat(20_000_000) }, { deflate: true }));
    expect(await rowsOf(path, { limits: { ratio: 1100 } })).toEqual([]);
    await expect(rowsOf(path)).rejects.toMatchObject({ kind: 'input', code: 'PACKED_TOO_TIGHT' });
  });

  it('a long text that many cells use', async () => {
    const strings = `<si><t>${'a'.repeat(2000)}</t></si>`;
    const rows = '<row><c t="s"><v>0</v></c></row>'.repeat(10);
    const path = write('repeated.xlsx', workbookOf({ strings, rows }));
    expect(await rowsOf(path, { limits: { unpackedBytes: 20_000 } })).toHaveLength(10);
    await expect(rowsOf(path, { limits: { unpackedBytes: 19_999 } })).rejects.toMatchObject({
      code: 'UNPACKED_TOO_LARGE',
      hint: expect.stringMatching(/--limit unpacked-bytes=39998$/),
    });
  });

  it('a text that never ends', async () => {
    const rows = `<row r="1"><c r="A1" t="str"><v>${'a'.repeat(6_000_000)}`;
    await expect(read({ rows })).rejects.toMatchObject({ name: 'Stop', kind: 'input' });
  });

  function cell(text: string): string {
    return `<row r="1"><c r="A1" t="str"><v>${text}</v></c></row>`;
  }
});
