// Parts that a patch has nothing to do with are copied as they are packed: charts, pivot tables, images, macros, threaded comments.

import { open } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { openZip } from '../../../src/workbook/zip-archive.js';
import { temporaryFolder, zipOf } from '../../read/files.js';
import { bookParts, partsOf, patched, sheetPatch, text } from './books.js';

const write = temporaryFolder();

const BINARY = Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256));
const FOREIGN = {
  'xl/vbaProject.bin': BINARY,
  'xl/media/image1.png': BINARY,
  'xl/charts/chart1.xml': '<c:chartSpace xmlns:c="c"><c:chart/></c:chartSpace>',
  'xl/drawings/drawing1.xml': '<xdr:wsDr xmlns:xdr="x"/>',
  'xl/drawings/_rels/drawing1.xml.rels':
    '<Relationships><Relationship Id="r1" Target="../charts/chart1.xml"/></Relationships>',
  'xl/pivotTables/pivotTable1.xml': '<pivotTableDefinition name="P"/>',
  'xl/pivotCache/pivotCacheRecords1.xml': '<pivotCacheRecords count="0"/>',
  'xl/threadedComments/threadedComment1.xml': '<ThreadedComments/>',
  'xl/persons/person.xml': '<personList/>',
  'xl/theme/theme1.xml': '<a:theme xmlns:a="a" name="ä"/>',
  'customXml/item1.xml': '<b/>',
  'docProps/app.xml': '<Properties/>',
  'xl/empty/': '',
};
const BEHIND =
  '<sheetProtection sheet="1"/><dataValidations count="1"><dataValidation sqref="A2"/></dataValidations><hyperlinks><hyperlink ref="A2" location="Other!A1"/></hyperlinks><drawing r:id="d1"/><extLst><ext uri="{1}"><x14:slicerList xmlns:x14="x"/></ext></extLst>';
const BEFORE = '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" state="frozen"/></sheetView></sheetViews>';

async function packed(path: string): Promise<Map<string, string>> {
  const file = await open(path);
  try {
    const zip = await openZip(path, file, defaultLimits);
    const parts = new Map<string, string>();
    for (const name of zip.names) {
      const { bytes = [], ...stated } = zip.packed(name) ?? {};
      const pieces: Buffer[] = [];
      for await (const piece of bytes) pieces.push(piece);
      parts.set(name, JSON.stringify(stated) + Buffer.concat(pieces).toString('hex'));
    }
    return parts;
  } finally {
    await file.close();
  }
}

const PATCH = {
  sheets: [sheetPatch([{ row: 2, status: ['a'], faulty: [1], notes: [{ column: 1, text: 'b' }] }])],
  front: { layout: { name: 'Front', columns: [] }, rows: [[{ value: 'x' }]] },
};

describe('parts that a patch has nothing to do with', () => {
  it.each([{}, { deflate: true }, { deflate: true, descriptors: true, zip64: true }])(
    'keep their bytes: %j',
    async (zip) => {
      const rows = `<row r="1">${text('A1', 'Item')}</row><row r="2">${text('A2', 'x')}</row>`;
      const relations = [{ id: 'd1', kind: 'drawing', target: '../drawings/drawing1.xml' }];
      const parts = bookParts({ rows, before: BEFORE, behind: BEHIND, relations, parts: FOREIGN });
      const source = write('foreign.xlsm', zipOf(parts, zip));
      const out = write('foreign-out.xlsm', '');
      await patched(source, out, PATCH);
      const [before, after] = [await packed(source), await packed(out)];
      const same = [...before.keys()].filter((name) => before.get(name) === after.get(name));
      expect(same).toEqual(['_rels/.rels', 'xl/worksheets/sheet2.xml', ...Object.keys(FOREIGN)]);
      const { 'xl/worksheets/sheet1.xml': sheet = '' } = await partsOf(out);
      for (const element of [
        BEFORE,
        ...(BEHIND.match(/<[a-z]+\b.*?(?=<dataV|<hyperlinks|<drawing|<extLst|$)/g) ?? []),
      ]) {
        expect(sheet).toContain(element);
      }
    },
  );
});
