// What is put into a part stands where the schema wants it, whatever else the part has or lacks.

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { temporaryFolder, zipOf } from '../../read/files.js';
import { bookParts, partsOf, patched, sheetPatch, text } from './books.js';

const write = temporaryFolder();

/** ECMA-376 part 1, 18.3.1.99, 18.2.27 and 18.8.39: what may stand in each part, in this order. */
const SHEET =
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing drawingHF legacyDrawing legacyDrawingHF picture oleObjects controls webPublishItems tableParts extLst'.split(
    ' ',
  );
const WORKBOOK =
  'fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups externalReferences definedNames calcPr oleSize customWorkbookViews pivotCaches smartTagPr smartTagTypes webPublishing fileRecoveryPr webPublishObjects extLst'.split(
    ' ',
  );
const STYLES = 'numFmts fonts fills borders cellStyleXfs cellXfs cellStyles dxfs tableStyles colors extLst'.split(' ');

/** Elements as a program writes them that has nothing to say in them. */
const FILLED: Readonly<Record<string, string>> = {
  dimension: '<dimension ref="A1:B2"/>',
  cols: '<cols><col min="1" max="9" width="5"/></cols>',
  autoFilter: '<autoFilter ref="A1:A2"/>',
  conditionalFormatting:
    '<conditionalFormatting sqref="A1"><cfRule type="expression" priority="1"><formula>A1=1</formula></cfRule></conditionalFormatting>',
};

function elements(names: readonly string[]): string {
  return names.map((name) => FILLED[name] ?? `<${name}/>`).join('');
}

/** Any of the elements, those that are always there left out. */
function some(order: readonly string[], without: readonly string[]): fc.Arbitrary<string[]> {
  return fc.subarray(order.filter((name) => !without.includes(name)));
}

/** The names of the elements right within the root. */
function children(xml: string): string[] {
  const names: string[] = [];
  let depth = 0;
  for (const [, closing, name = '', selfClosed] of xml.matchAll(/<(\/?)([A-Za-z]+)[^<>]*?(\/?)>/g)) {
    if (closing === '/') depth -= 1;
    else {
      if (depth === 1) names.push(name);
      if (selfClosed !== '/') depth += 1;
    }
  }
  return names;
}

function isInOrder(names: readonly string[], order: readonly string[]): boolean {
  const places = names.map((name) => order.indexOf(name));
  return places.every((place, index) => place >= 0 && place >= (places[index - 1] ?? 0));
}

const patch = {
  sheets: [sheetPatch([{ row: 2, status: ['a'], faulty: [1], notes: [{ column: 1, text: 'b' }] }])],
  front: {
    layout: { name: 'Front', columns: [{ width: 9 }] },
    rows: [[{ value: 'x', style: { numFmt: '0.000', font: { name: 'A', family: 2, size: 8, bold: true } } }]],
  },
} as const;

describe('what is put into a part', () => {
  it('stands in its place', async () => {
    const arbitrary = fc.record({
      before: some(SHEET.slice(0, SHEET.indexOf('sheetData')), []),
      behind: some(SHEET.slice(SHEET.indexOf('sheetData') + 1), ['legacyDrawing']),
      views: some(WORKBOOK.slice(0, WORKBOOK.indexOf('sheets')), []),
      names: some(WORKBOOK.slice(WORKBOOK.indexOf('sheets') + 1), []),
      styles: some(STYLES, []),
    });
    await fc.assert(
      fc.asyncProperty(arbitrary, async ({ before, behind, views, names, styles }) => {
        const parts = bookParts({
          rows: `<row r="1">${text('A1', 'Item')}</row>`,
          before: elements(before),
          behind: elements(behind),
          views: elements(views),
          names: elements(names),
          styles: elements(styles),
        });
        const out = write('ordered-out.xlsx', '');
        await patched(write('ordered.xlsx', zipOf(parts)), out, patch);
        const after = await partsOf(out);
        for (const [part, order, present, put] of [
          [
            'xl/worksheets/sheet1.xml',
            SHEET,
            [...before, ...behind],
            ['cols', 'conditionalFormatting', 'legacyDrawing'],
          ],
          ['xl/workbook.xml', WORKBOOK, [...views, ...names], ['bookViews', 'definedNames']],
          ['xl/styles.xml', STYLES, styles, ['numFmts', 'fonts', 'cellXfs', 'dxfs']],
        ] as const) {
          const found = children(after[part] ?? '');
          expect([part, found, isInOrder(found, order)]).toEqual([part, found, true]);
          expect(found).toEqual(expect.arrayContaining([...present, ...put]));
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('the rule that colours faulty cells', () => {
  const rule = (priority: number) =>
    `<cfRule type="expression" priority="${priority}"><formula>A1=${priority}</formula></cfRule>`;

  it.each([
    ['before all others', '', '1', ['2', '3']],
    ['behind them, where a pivot table knows them by their numbers', ' pivot="1"', '3', ['1', '2']],
  ])('comes %s', async (_, pivot, own, others) => {
    const behind = `<conditionalFormatting${pivot} sqref="A1">${rule(1)}${rule(2)}</conditionalFormatting>`;
    const source = write('rules.xlsx', zipOf(bookParts({ rows: `<row r="1">${text('A1', 'Item')}</row>`, behind })));
    for (const [from, to] of [
      [source, `${source}.1.xlsx`],
      [`${source}.1.xlsx`, `${source}.2.xlsx`],
    ] as const) {
      await patched(from, to, patch);
      const { 'xl/worksheets/sheet1.xml': sheet = '' } = await partsOf(to);
      const priorities = [...sheet.matchAll(/priority="(\d+)"/g)].map(([, priority]) => priority);
      expect(priorities).toEqual([...others, own]);
    }
  });
});
