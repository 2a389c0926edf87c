// What readers say beside the rows: what is hidden, merged, or looks damaged.

import { describe, expect, it } from 'vitest';
import { openSource } from '../../../src/read/open-source.js';
import type { ReadOptions } from '../../../src/read/source/source.js';
import { temporaryFolder, type WorkbookXml, workbookOf, workbookParts, zipOf } from '../files.js';

const write = temporaryFolder();

/** The remarks on the first sheet after all its rows were read, and once more after a second reading that is left early. */
async function remarksOn(content: string | Uint8Array, options: ReadOptions = {}): Promise<readonly string[]> {
  const source = await openSource(write('remarks', content), options);
  const sheet = source.detection.sheets[0]?.name ?? '';
  for await (const _ of source.rows(sheet));
  const remarks = source.remarks(sheet);
  for await (const _ of source.rows(sheet)) break;
  expect(source.remarks(sheet)).toEqual(remarks);
  await source.close();
  return remarks;
}

const inBook = (xml: WorkbookXml) => remarksOn(workbookOf(xml));

function rows(hidden: (row: number) => boolean, count: number): string {
  return Array.from(
    { length: count },
    (_, i) =>
      `<row r="${i + 1}"${hidden(i + 1) ? ' ht="0" hidden="1"' : ''}><c r="A${i + 1}"><v>1</v></c><c r="H${i + 1}"><v>2</v></c></row>`,
  ).join('');
}

describe('a workbook', () => {
  it('with nothing to remark has no remarks', async () => {
    expect(await inBook({ rows: rows(() => false, 3) })).toEqual([]);
  });

  it.each([
    ['one', (row: number) => row === 2, '2'],
    ['neighbours', (row: number) => row > 1 && row !== 5, '2-4, 6-12'],
    ['many', (row: number) => row % 2 === 0, '2, 4, 6, 8, 10, 12, 14, 16, 18, 20 and 5 more'],
  ])('names hidden rows: %s', async (_, hidden, named) => {
    expect(await inBook({ rows: rows(hidden, 30).slice(0) })).toEqual([
      `hidden rows are read: ${named === '2-4, 6-12' ? '2-4, 6-30' : named}`,
    ]);
  });

  it('does not name hidden rows that are blank, or rows that say they are not hidden', async () => {
    const blank =
      '<row r="1" hidden="1"/><row r="2" hidden="1"><c r="A2"/></row><row r="3" hidden="0"><c r="A3"><v>1</v></c></row>';
    expect(await inBook({ rows: blank })).toEqual([]);
  });

  it('names hidden columns as far as there are cells', async () => {
    const cols =
      '<cols><col min="2" max="2" hidden="1"/><col min="3" max="3" width="9"/><col min="6" max="7" hidden="true"/>' +
      '<col min="8" max="16384" hidden="1"/></cols>';
    const sheet = `<worksheet>${cols}<sheetData>${rows(() => false, 2)}</sheetData></worksheet>`;
    expect(await inBook({ sheet })).toEqual(['hidden columns are read: B, F-H']);
    expect(await inBook({ sheet: sheet.replaceAll(/<c r="H\d"><v>2<\/v><\/c>/g, '') })).toEqual([]);
  });

  it('names merged cells, whose value stays in the first one', async () => {
    const sheet = (references: readonly string[]) =>
      `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1"/></row></sheetData><mergeCells>${references
        .map((reference) => `<mergeCell ref="${reference}"/>`)
        .join('')}</mergeCells></worksheet>`;
    expect(await inBook({ sheet: sheet(['A1:B1', 'C3:C9']) })).toEqual([
      'merged cells have their value in the first cell alone: A1:B1, C3:C9',
    ]);
    const many = await inBook({ sheet: sheet(Array.from({ length: 12 }, (_, i) => `A${i + 1}:B${i + 1}`)) });
    expect(many[0]).toMatch(/A10:B10 and 2 more$/);
  });

  it.each([
    ['<calcPr fullCalcOnLoad="1"/>', 2, ['2 formulas, the first in B1, have the result 0, perhaps since they were']],
    ['<calcPr fullCalcOnLoad="1"/>', 1, ['the formula in B1 has the result 0, perhaps since it was']],
    ['<calcPr fullCalcOnLoad="1"/>', 0, []],
    ['<calcPr calcId="191029"/>', 2, []],
  ])('doubts zeros of formulas that its writer did not calculate: %s, %i of them', async (properties, zeros, said) => {
    const row = (number: number, result: number) =>
      `<row r="${number}"><c r="A${number}"><v>0</v></c><c r="B${number}"><f>A1</f><v>${result}</v></c></row>`;
    const remarks = await inBook({ properties, rows: [1, 2, 3].map((n) => row(n, n <= zeros ? 0 : 10)).join('') });
    expect(remarks.map((text) => text.slice(0, said[0]?.length))).toEqual(said);
  });

  it('says that a sheet is hidden', async () => {
    const parts = workbookParts({});
    parts['xl/workbook.xml'] = '<workbook><sheets><sheet name="Old" state="hidden" r:id="r0"/></sheets></workbook>';
    expect(await remarksOn(zipOf(parts))).toEqual(['sheet Old is hidden']);
  });

  it.each<[what: string, xml: WorkbookXml]>([
    ['shared', { strings: '<si><t>EspaÃ±a</t></si>', rows: '<row r="4"><c t="s"><v>0</v></c></row>' }],
    ['own', { rows: '<row r="4"><c t="str"><v>EspaÃ±a</v></c></row>' }],
    ['inline', { rows: '<row r="4"><c t="inlineStr"><is><t>EspaÃ±a</t></is></c></row>' }],
  ])('notices mojibake in %s texts', async (_, xml) => {
    expect(await inBook(xml)).toEqual([
      '1 cell looks like UTF-8 that was read in another encoding, the first in row 4: "EspaÃ±a" for "España"',
    ]);
  });
});

describe('a CSV file', () => {
  it('says how its encoding was decided', async () => {
    expect(await remarksOn(Buffer.from('land,n\nEspa\xf1a,1\n', 'latin1'))).toEqual([
      'not UTF-8; read as windows-1252: "España" shows it (--encoding NAME for another)',
    ]);
    expect(await remarksOn('land,n\nEspaña,1\n')).toEqual([]);
  });

  it('says how many cells are mojibake, and where the first is', async () => {
    expect(await remarksOn('land,n\n"Schweden",1\nEspaÃ±a,â‚¬ 5\nCÃ´te d’Ivoire,MÃ¼nchen – Ost\n')).toEqual([
      '2 cells look like UTF-8 that was read in another encoding, the first in row 3: "EspaÃ±a" for "España"',
    ]);
  });

  it.each(['NÃO', 'Ã', 'Âge', 'MÜLLER»', '“MAÇÔ', 'Ünal', '50 Â', 'São Paulo'])(
    'finds no mojibake in %s',
    async (text) => {
      expect(await remarksOn(`a,b\n${text},1\n`)).toEqual([]);
    },
  );
});
