// A chart is a part of the workbook that programs take as their own: found by relationships, typed, with elements in the schema's order.

import { open, writeFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import { expect, it } from 'vitest';
import type { SheetChart } from '../../../src/workbook/charts/sheet-chart.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import type { SheetCell } from '../../../src/workbook/sheet-writer.js';
import { writeWorkbook } from '../../../src/workbook/workbook-writer.js';
import { openZip } from '../../../src/workbook/zip-archive.js';
import { temporaryFolder } from '../../write/temporary-folder.js';

const path = temporaryFolder();

function chart(kind: SheetChart['kind'], title: string, row = 1): SheetChart {
  return {
    kind,
    title,
    description: `What <${title}> & "it" shows`,
    measure: 'Emissions (t CO2e)',
    labels: { range: "'A & B'!$A$2:$A$3", values: ['<x>', 'y & z'] },
    numbers: { range: "'A & B'!$B$2:$B$3", values: [1.5, -2] },
    format: '#,##0.00',
    colour: '1F7A6D',
    place: { column: 2, row, width: 400, height: 200 },
  };
}

/** The parts of a workbook of two sheets with charts and one without; the first has a note, too. */
async function parts(): Promise<ReadonlyMap<string, string>> {
  const bytes: Uint8Array[] = [];
  const book = await writeWorkbook(async (chunk) => void bytes.push(Buffer.from(chunk)), { creator: 'me' });
  const rows: readonly (readonly SheetCell[])[] = [
    [{ value: 'Name', note: 'a note' }, { value: 'Emissions' }],
    [{ value: '<x>' }, { value: 1.5 }],
    [{ value: 'y & z' }, { value: -2 }],
  ];
  const layouts = [
    { name: 'A & B', columns: [], charts: [chart('bars', 'One'), chart('columns', 'Two', 20)] },
    { name: 'Plain', columns: [] },
    { name: 'C', columns: [], charts: [chart('bars', 'Three')] },
  ];
  for (const layout of layouts) {
    const sheet = book.sheet(layout);
    if (layout.name === 'A & B') for (const row of rows) await sheet.add(row);
    await sheet.close();
  }
  await book.close();
  await writeFile(path('a.xlsx'), Buffer.concat(bytes));
  const file = await open(path('a.xlsx'));
  const zip = await openZip('a.xlsx', file, defaultLimits);
  const found = new Map<string, string>();
  for (const name of zip.names) found.set(name, (await zip.bytes(name)).toString());
  await file.close();
  return found;
}

const targets = (xml: string | undefined) =>
  [...(xml ?? '').matchAll(/Id="(\w+)"[^>]*Target="([^"]+)"/g)].map(([, id, to]) => [id, to]);

it('leads from each sheet to its drawing, and from there to its charts, each with its type', async () => {
  const found = await parts();
  expect(targets(found.get('xl/worksheets/_rels/sheet1.xml.rels'))).toEqual([
    ['rId1', '../drawings/vmlDrawing1.vml'],
    ['rId2', '../comments1.xml'],
    ['rIdCharts', '../drawings/drawing1.xml'],
  ]);
  expect(found.get('xl/worksheets/sheet1.xml')).toMatch(/<drawing [^>]*r:id="rIdCharts"\/><legacyDrawing /);
  expect(targets(found.get('xl/drawings/_rels/drawing1.xml.rels'))).toEqual([
    ['rId1', '../charts/chart1.xml'],
    ['rId2', '../charts/chart2.xml'],
  ]);
  expect(targets(found.get('xl/worksheets/_rels/sheet3.xml.rels'))).toEqual([
    ['rIdCharts', '../drawings/drawing3.xml'],
  ]);
  expect(targets(found.get('xl/drawings/_rels/drawing3.xml.rels'))).toEqual([['rId1', '../charts/chart3.xml']]);
  expect(found.has('xl/worksheets/_rels/sheet2.xml.rels')).toBe(false);
  const types = found.get('[Content_Types].xml') ?? '';
  const drawn = [...found.keys()].filter((name) => /^xl\/(charts|drawings)\/\w+\.xml$/.test(name));
  expect(drawn).toHaveLength(5);
  for (const name of drawn)
    expect(types).toMatch(new RegExp(`PartName="/${name}" ContentType="[^"]+\\.(drawing|drawingml\\.chart)\\+xml"`));
});

it('has the cells with a copy of what they hold, and words for people who do not see it', async () => {
  const found = await parts();
  const xml = found.get('xl/charts/chart1.xml') ?? '';
  expect(xml).toContain(
    '<c:f>\'A &amp; B\'!$A$2:$A$3</c:f><c:strCache><c:ptCount val="2"/><c:pt idx="0"><c:v>&lt;x&gt;</c:v>',
  );
  expect(xml).toContain('<c:pt idx="0"><c:v>1.5</c:v></c:pt><c:pt idx="1"><c:v>-2</c:v></c:pt></c:numCache>');
  expect(found.get('xl/drawings/drawing1.xml')).toContain(
    'descr="What &lt;One&gt; &amp; &quot;it&quot; shows" title="One"',
  );
});

/** The children of elements, in the order of the schema (ECMA-376 part 1, annex A, dml-chart.xsd); not all are written. */
const ORDER: Readonly<Record<string, string>> = {
  chartSpace:
    'date1904 lang roundedCorners style clrMapOvr pivotFmts protection chart spPr txPr externalData printSettings userShapes',
  chart: 'title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs',
  plotArea: 'layout barChart catAx valAx dTable spPr',
  barChart: 'barDir grouping varyColors ser dLbls gapWidth overlap serLines axId',
  ser: 'idx order tx spPr invertIfNegative pictureOptions dPt dLbls trendline errBars cat val shape',
  dLbls:
    'dLbl delete numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize separator',
  catAx:
    'axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset tickLblSkip tickMarkSkip noMultiLvlLbl',
  valAx:
    'axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossBetween majorUnit minorUnit dispUnits',
};

it.each(['xl/charts/chart1.xml', 'xl/charts/chart2.xml'])(
  'has the elements of %s in the order of the schema',
  async (name) => {
    const xml = (await parts()).get(name) ?? '';
    const open: { tag: string; children: string[] }[] = [{ tag: '', children: [] }];
    const seen: (readonly [string, readonly string[]])[] = [];
    for (const [, slash, tag = '', closed] of xml.matchAll(/<(\/?)([\w:]+)[^>]*?(\/?)>/g)) {
      if (slash === '/') {
        const { tag: ended, children } = open.pop()!;
        expect(ended).toBe(tag);
        seen.push([tag, children]);
      } else {
        open.at(-1)?.children.push(tag.replace('c:', ''));
        if (closed !== '/') open.push({ tag, children: [] });
      }
    }
    expect(open).toHaveLength(1);
    const ordered = seen.filter(([tag]) => ORDER[tag.replace('c:', '')] !== undefined);
    expect(ordered.length).toBeGreaterThanOrEqual(8);
    for (const [tag, children] of ordered) {
      const order = ORDER[tag.replace('c:', '')]!.split(' ');
      const places = children.map((child) => order.indexOf(child));
      expect([tag, places.every((place, at) => place >= 0 && place >= (places[at - 1] ?? 0))]).toEqual([tag, true]);
    }
  },
);

it('leaves the cells to other programs as they are', async () => {
  await parts();
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path('a.xlsx'));
  expect(book.worksheets[0]?.getCell('B3').value).toBe(-2);
});
