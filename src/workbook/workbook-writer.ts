// Writes a workbook as the rows of its sheets come, in bounded memory: one sheet behind the other, then what lists them.

import { chartXml } from './charts/chart-xml.js';
import { drawingXml } from './charts/drawing-xml.js';
import type { SheetChart } from './charts/sheet-chart.js';
import { relationshipsPart } from './relationships.js';
import {
  DRAWING_ID,
  type Filtered,
  filterRange,
  type SheetLayout,
  type SheetWriter,
  type WrittenNote,
  writeSheet,
} from './sheet-writer.js';
import { styleTable } from './style-table.js';
import { notesShapes, notesXml } from './written-notes.js';
import { DOCUMENT, PACKAGE, SPREADSHEET, XML_START } from './xml-names.js';
import { escapeXml } from './xml-text.js';
import { type ByteSink, writeZip } from './zip-writer.js';

/** A workbook in the making. */
export interface WorkbookWriter {
  /** Begins a sheet behind the others. Close it before the next one begins. */
  sheet(layout: SheetLayout): SheetWriter;
  close(): Promise<void>;
}

/** What a workbook says about itself. */
export interface WorkbookProperties {
  readonly creator: string;
  /** @default no date, so that equal rows make equal bytes. */
  readonly created?: Date | undefined;
  /** Words by which programs find it. */
  readonly keywords?: string | undefined;
}

interface WrittenSheet {
  readonly layout: SheetLayout;
  readonly notes: () => readonly WrittenNote[];
  filter?: Filtered | undefined;
}

/** Begins a workbook. */
export async function writeWorkbook(sink: ByteSink, properties: WorkbookProperties): Promise<WorkbookWriter> {
  const zip = writeZip(sink);
  const styles = styleTable();
  const sheets: WrittenSheet[] = [];

  async function put(name: string, xml: string): Promise<void> {
    const part = zip.part(name);
    await part.write(Buffer.from(XML_START + xml));
    await part.close();
  }

  // First, since programs tell by the first parts what kind of file it is.
  await put('_rels/.rels', PACKAGE_RELATIONSHIPS);
  await put('docProps/core.xml', coreXml(properties));
  await put('docProps/app.xml', APPLICATION);
  return {
    sheet(layout) {
      const name = layout.name.toLowerCase();
      if (sheets.some((other) => other.layout.name.toLowerCase() === name))
        throw new Error(`there is a sheet "${layout.name}" already`);
      const part = zip.part(`xl/${sheetPart(sheets.length + 1)}`);
      const writer = writeSheet(part, layout, styles, sheets.length === 0);
      const sheet: WrittenSheet = { layout, notes: () => writer.notes };
      sheets.push(sheet);
      return {
        ...writer,
        close(filter) {
          sheet.filter = filter;
          return writer.close(filter);
        },
      };
    },
    async close() {
      for (const { number, notes } of withNotes(sheets)) {
        await put(`xl/${notesPart(number)}`, notesXml(notes, properties.creator));
        const shapes = zip.part(`xl/${shapesPart(number)}`);
        await shapes.write(notesShapes(notes));
        await shapes.close();
      }
      for (const [name, xml] of drawnParts(sheets)) await put(name, xml);
      for (const [index, sheet] of sheets.entries()) {
        const relationships = sheetRelationships(sheet, index + 1);
        if (relationships.length === 0) continue;
        await put(relationshipsPart(`xl/${sheetPart(index + 1)}`), relationshipsXml(relationships));
      }
      await put('xl/styles.xml', styles.xml());
      await put('xl/workbook.xml', workbookXml(sheets));
      await put('xl/_rels/workbook.xml.rels', workbookRelationships(sheets.length));
      await put('[Content_Types].xml', contentTypes(sheets));
      await zip.close();
    },
  };
}

function sheetPart(number: number): string {
  return `worksheets/sheet${number}.xml`;
}

function notesPart(number: number): string {
  return `comments${number}.xml`;
}

function shapesPart(number: number): string {
  return `drawings/vmlDrawing${number}.vml`;
}

/** The sheets that have notes, with their numbers. */
function withNotes(
  sheets: readonly WrittenSheet[],
): readonly { readonly number: number; readonly notes: readonly WrittenNote[] }[] {
  return sheets
    .map(({ notes }, index) => ({ number: index + 1, notes: notes() }))
    .filter(({ notes }) => notes.length > 0);
}

/** The charts of each sheet that has some, with the numbers of sheet and charts. */
function withCharts(
  sheets: readonly WrittenSheet[],
): readonly { readonly number: number; readonly charts: readonly SheetChart[]; readonly first: number }[] {
  let first = 1;
  return sheets.flatMap(({ layout: { charts = [] } }, index) => {
    if (charts.length === 0) return [];
    const drawn = { number: index + 1, charts, first };
    first += charts.length;
    return [drawn];
  });
}

function drawingPart(number: number): string {
  return `drawings/drawing${number}.xml`;
}

function chartPart(number: number): string {
  return `charts/chart${number}.xml`;
}

/** The charts, and the drawings that place them. */
function drawnParts(sheets: readonly WrittenSheet[]): readonly (readonly [name: string, xml: string])[] {
  return withCharts(sheets).flatMap(({ number, charts, first }): (readonly [string, string])[] => {
    const drawing = `xl/${drawingPart(number)}`;
    const toCharts = charts.map((_, index) => {
      return [`${DOCUMENT}/relationships/chart`, `../${chartPart(first + index)}`] as const;
    });
    return [
      ...charts.map((chart, index) => [`xl/${chartPart(first + index)}`, chartXml(chart)] as const),
      [drawing, drawingXml(charts)],
      [relationshipsPart(drawing), relationshipsXml(toCharts)],
    ];
  });
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(({ layout: { name, hidden } }, index) => {
    const state = hidden ? ' state="hidden"' : '';
    return `<sheet name="${escapeXml(name)}" sheetId="${index + 1}"${state} r:id="rId${index + 1}"/>`;
  });
  const names = sheets.flatMap(definedNames);
  return [
    `<workbook xmlns="${SPREADSHEET}" xmlns:r="${DOCUMENT}/relationships">`,
    '<bookViews><workbookView/></bookViews>',
    `<sheets>${listed.join('')}</sheets>`,
    names.length > 0 ? `<definedNames>${names.join('')}</definedNames>` : '',
    '</workbook>',
  ].join('');
}

/** The names by which programs find the filter of a sheet and the rows that are printed on every page. */
function definedNames({ layout: { name, page }, filter }: WrittenSheet, index: number): readonly string[] {
  const sheet = escapeXml(`'${name.replaceAll("'", "''")}'`);
  const named = (what: string, range: string, more = '') =>
    `<definedName name="_xlnm.${what}" localSheetId="${index}"${more}>${sheet}!${range}</definedName>`;
  return [
    ...(filter ? [named('_FilterDatabase', filterRange(filter, '$'), ' hidden="1"')] : []),
    ...(page?.printTitlesRow ? [named('Print_Titles', '$1:$1')] : []),
  ];
}

/** A relationship; its id is `rId` and its number unless it says another one. */
type Written = readonly [type: string, target: string, id?: string];

function relationshipsXml(relationships: readonly Written[]): string {
  const listed = relationships.map(
    ([type, target, id], index) => `<Relationship Id="${id ?? `rId${index + 1}`}" Type="${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE}/relationships">${listed.join('')}</Relationships>`;
}

const PACKAGE_RELATIONSHIPS = relationshipsXml([
  [`${DOCUMENT}/relationships/officeDocument`, 'xl/workbook.xml'],
  [`${PACKAGE}/relationships/metadata/core-properties`, 'docProps/core.xml'],
  [`${DOCUMENT}/relationships/extended-properties`, 'docProps/app.xml'],
]);

function workbookRelationships(sheets: number): string {
  return relationshipsXml([
    ...numbersTo(sheets).map((number) => [`${DOCUMENT}/relationships/worksheet`, sheetPart(number)] as const),
    [`${DOCUMENT}/relationships/styles`, 'styles.xml'],
  ]);
}

function sheetRelationships({ layout: { charts = [] }, notes }: WrittenSheet, number: number): readonly Written[] {
  const types = `${DOCUMENT}/relationships`;
  const ofNotes: readonly Written[] = [
    // The first, as SHAPES_ID says.
    [`${types}/vmlDrawing`, `../${shapesPart(number)}`],
    [`${types}/comments`, `../${notesPart(number)}`],
  ];
  const ofCharts: readonly Written[] = [[`${types}/drawing`, `../${drawingPart(number)}`, DRAWING_ID]];
  return [...(notes().length > 0 ? ofNotes : []), ...(charts.length > 0 ? ofCharts : [])];
}

function contentTypes(sheets: readonly WrittenSheet[]): string {
  const office = 'application/vnd.openxmlformats-officedocument';
  const pack = 'application/vnd.openxmlformats-package';
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}+xml"/>`;
  const ofNotes = withNotes(sheets).flatMap(({ number }) => [
    override(`xl/${notesPart(number)}`, `${office}.spreadsheetml.comments`),
    `<Override PartName="/xl/${shapesPart(number)}" ContentType="${office}.vmlDrawing"/>`,
  ]);
  const ofCharts = withCharts(sheets).flatMap(({ number, charts, first }) => [
    override(`xl/${drawingPart(number)}`, `${office}.drawing`),
    ...charts.map((_, index) => override(`xl/${chartPart(first + index)}`, `${office}.drawingml.chart`)),
  ]);
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="${pack}.relationships+xml"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', `${office}.spreadsheetml.sheet.main`),
    ...numbersTo(sheets.length).map((number) =>
      override(`xl/${sheetPart(number)}`, `${office}.spreadsheetml.worksheet`),
    ),
    ...ofNotes,
    ...ofCharts,
    override('xl/styles.xml', `${office}.spreadsheetml.styles`),
    override('docProps/core.xml', `${pack}.core-properties`),
    override('docProps/app.xml', `${office}.extended-properties`),
    '</Types>',
  ].join('');
}

function coreXml({ creator, created, keywords }: WorkbookProperties): string {
  const date = created?.toISOString().replace(/\.\d+Z$/, 'Z');
  const dated = (name: string) => (date ? `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}</dcterms:${name}>` : '');
  return [
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:creator>${escapeXml(creator)}</dc:creator><cp:lastModifiedBy>${escapeXml(creator)}</cp:lastModifiedBy>`,
    keywords === undefined ? '' : `<cp:keywords>${escapeXml(keywords)}</cp:keywords>`,
    dated('created'),
    dated('modified'),
    '</cp:coreProperties>',
  ].join('');
}

/** For this program, spreadsheets trust the results of formulas that stand beside them. */
const APPLICATION = `<Properties xmlns="${DOCUMENT}/extended-properties"><Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>`;
