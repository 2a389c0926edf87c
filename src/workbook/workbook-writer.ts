// Writes a workbook as the rows of its sheets come, in bounded memory: one sheet behind the other, then what lists them.

import { type Filtered, filterRange, type SheetLayout, type SheetWriter, writeSheet } from './sheet-writer.js';
import { styleTable } from './style-table.js';
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
}

interface WrittenSheet {
  readonly layout: SheetLayout;
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
      const sheet: WrittenSheet = { layout };
      const part = zip.part(`xl/${sheetPart(sheets.push(sheet))}`);
      const writer = writeSheet(part, layout, styles, sheets.length === 1);
      return {
        ...writer,
        close(filter) {
          sheet.filter = filter;
          return writer.close(filter);
        },
      };
    },
    async close() {
      await put('xl/styles.xml', styles.xml());
      await put('xl/workbook.xml', workbookXml(sheets));
      await put('xl/_rels/workbook.xml.rels', workbookRelationships(sheets.length));
      await put('[Content_Types].xml', contentTypes(sheets.length));
      await zip.close();
    },
  };
}

function sheetPart(number: number): string {
  return `worksheets/sheet${number}.xml`;
}

function numbersTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

function workbookXml(sheets: readonly WrittenSheet[]): string {
  const listed = sheets.map(({ layout: { name } }, index) => {
    return `<sheet name="${escapeXml(name)}" sheetId="${index + 1}" r:id="rId${index + 1}"/>`;
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

function relationshipsXml(relationships: readonly (readonly [type: string, target: string])[]): string {
  const listed = relationships.map(
    ([type, target], index) => `<Relationship Id="rId${index + 1}" Type="${type}" Target="${target}"/>`,
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

function contentTypes(sheets: number): string {
  const office = 'application/vnd.openxmlformats-officedocument';
  const pack = 'application/vnd.openxmlformats-package';
  const override = (part: string, type: string) => `<Override PartName="/${part}" ContentType="${type}+xml"/>`;
  return [
    `<Types xmlns="${PACKAGE}/content-types">`,
    `<Default Extension="rels" ContentType="${pack}.relationships+xml"/>`,
    '<Default Extension="xml" ContentType="application/xml"/>',
    override('xl/workbook.xml', `${office}.spreadsheetml.sheet.main`),
    ...numbersTo(sheets).map((number) => override(`xl/${sheetPart(number)}`, `${office}.spreadsheetml.worksheet`)),
    override('xl/styles.xml', `${office}.spreadsheetml.styles`),
    override('docProps/core.xml', `${pack}.core-properties`),
    override('docProps/app.xml', `${office}.extended-properties`),
    '</Types>',
  ].join('');
}

function coreXml({ creator, created }: WorkbookProperties): string {
  const date = created?.toISOString().replace(/\.\d+Z$/, 'Z');
  const dated = (name: string) => (date ? `<dcterms:${name} xsi:type="dcterms:W3CDTF">${date}</dcterms:${name}>` : '');
  return [
    `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"`,
    ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:creator>${escapeXml(creator)}</dc:creator><cp:lastModifiedBy>${escapeXml(creator)}</cp:lastModifiedBy>`,
    dated('created'),
    dated('modified'),
    '</cp:coreProperties>',
  ].join('');
}

/** For this program, spreadsheets trust the results of formulas that stand beside them. */
const APPLICATION = `<Properties xmlns="${DOCUMENT}/extended-properties"><Application>Microsoft Excel</Application><AppVersion>16.0300</AppVersion></Properties>`;
