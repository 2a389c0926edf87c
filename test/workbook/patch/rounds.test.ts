// A patched workbook is worked on, and patched again: what is ours is found where it is now, and replaced.

import { copyFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { findOwnParts } from '../../../src/workbook/patch/patch-workbook.js';
import { defaultLimits } from '../../../src/workbook/read-limits.js';
import { openZip } from '../../../src/workbook/zip-archive.js';
import { flat, rowsOf, temporaryFolder, zipOf } from '../../read/files.js';
import { bookParts, partsOf, patched, sheetPatch, text } from './books.js';

const write = temporaryFolder();
const FRONT = { layout: { name: 'Run summary', columns: [{ width: 20 }] }, rows: [[{ value: 'first' }]] };
const ROWS = ['Item', 'Steel', 'Wood', 'Glass']
  .map(
    (name, index) =>
      `<row r="${index + 1}">${text(`A${index + 1}`, name)}<c r="B${index + 1}"><v>${index}</v></c></row>`,
  )
  .join('');

/** Patched once, with a note and a colour. */
async function firstRound(name: string): Promise<string> {
  const source = write(`${name}.xlsx`, zipOf(bookParts({ rows: ROWS }), { deflate: true }));
  const out = write(`${name}-1.xlsx`, '');
  await patched(source, out, {
    sheets: [
      sheetPatch([
        { row: 2, status: ['created', '', 'k-steel'] },
        { row: 3, status: ['invalid', 'bad', 'k-wood'], faulty: [2], notes: [{ column: 2, text: 'bad' }] },
        { row: 4, status: ['created', '', 'k-glass'] },
      ]),
    ],
    front: FRONT,
  });
  return out;
}

/** The same workbook with other parts. */
async function edited(path: string, edit: (xml: string, part: string) => string): Promise<string> {
  const parts = Object.entries(await partsOf(path)).map(([name, xml]) => [name, edit(xml, name)]);
  return write('edited.xlsx', zipOf(Object.fromEntries(parts)));
}

async function ownOf(path: string) {
  const file = await open(path);
  try {
    return await findOwnParts(path, await openZip(path, file, defaultLimits), defaultLimits);
  } finally {
    await file.close();
  }
}

async function secondRound(path: string) {
  const out = write('second.xlsx', '');
  await patched(path, out, {
    sheets: [sheetPatch([{ row: 2, status: ['second', '', 'k'] }])],
    front: { ...FRONT, rows: [[{ value: 'second' }]] },
  });
  return out;
}

const SHEET = 'xl/worksheets/sheet1.xml';

describe('a patched workbook that was worked on', () => {
  it('is found when columns were put before, between and behind ours', async () => {
    const wide = await edited(await firstRound('columns'), (xml, part) => {
      const move = (letters: string) => String.fromCharCode(letters.charCodeAt(0) + (letters < 'D' ? 1 : 2));
      if (part === 'xl/workbook.xml') return xml.replace(/\$([A-Z])(?=[:<])/g, (_, letters) => `$${move(letters)}`);
      if (part !== SHEET) return xml;
      return xml
        .replace(/r="([A-Z])(\d)/g, (_, letters, row) => `r="${move(letters)}${row}`)
        .replace('</row>', `${text('E1', 'Between')}${text('I1', 'Behind')}</row>`)
        .replace(/(<c r="F1".*?)(<c r="E1".*?<\/c>)/, '$2$1')
        .replace(',$F2)', ',$H2)');
    });
    expect((await ownOf(wide)).columns.get('Data')).toEqual([
      { name: 'status', column: 4 },
      { name: 'message', column: 6 },
      { name: 'key', column: 7 },
      { name: 'faults', column: 8 },
    ]);
    const out = await secondRound(wide);
    expect(flat(await rowsOf(out, { sheet: 'Data' }))).toEqual([
      [1, [null, 'Item', 0, 'Status', 'Between', 'Message', 'Key', 'carbonsheet', 'Behind']],
      [2, [null, 'Steel', 1, 'second', null, null, 'k']],
      [3, [null, 'Wood', 2]],
      [4, [null, 'Glass', 3]],
    ]);
    const { [SHEET]: sheet = '' } = await partsOf(out);
    expect(sheet.match(/<cfRule/g)).toHaveLength(1);
    expect(sheet).toContain(',$H2))');
  });

  it('is found when rows were sorted, put in and taken out', async () => {
    const sorted = await edited(await firstRound('rows'), (xml, part) =>
      part === SHEET
        ? xml
            .replace(/<row r="2">.*?<\/row>/, '')
            .replace(/<row r="3">(.*?)<\/row><row r="4">(.*?)<\/row>/, (_, wood, glass) => {
              return `<row r="2">${glass.replaceAll('4"', '2"')}</row><row r="3">${text('A3', 'New')}</row><row r="7">${wood.replaceAll('3"', '7"')}</row>`;
            })
        : xml,
    );
    expect(flat(await rowsOf(await secondRound(sorted), { sheet: 'Data' }))).toEqual([
      [1, ['Item', 0, 'Status', 'Message', 'Key', 'carbonsheet']],
      [2, ['Glass', 3, 'second', null, 'k']],
      [3, ['New']],
      [7, ['Wood', 2]],
    ]);
  });

  it('gets a column again that was deleted', async () => {
    const without = await edited(await firstRound('deleted'), (xml, part) => {
      if (part === 'xl/workbook.xml')
        return xml.replace("'Data'!$D:$D", '#REF!').replace('$E:$E', '$D:$D').replace('$F:$F', '$E:$E');
      return part === SHEET
        ? xml
            .replace(/<c r="D\d".*?<\/c>/g, '')
            .replace(/r="E(\d)/g, 'r="D$1')
            .replace(/r="F(\d)/g, 'r="E$1')
        : xml;
    });
    expect(flat(await rowsOf(await secondRound(without), { sheet: 'Data' })).slice(0, 2)).toEqual([
      [1, ['Item', 0, 'Status', 'Key', 'carbonsheet', 'Message']],
      [2, ['Steel', 1, 'second', 'k']],
    ]);
  });

  it('keeps columns, colours and notes when only cells are set', async () => {
    const before = await firstRound('set');
    const out = write('set-2.xlsx', '');
    const rows = [{ row: 3, status: [], set: [{ column: 2, value: 8 }] }];
    await patched(before, out, { sheets: [{ sheet: 'Data', headerRow: 1, statusColumns: [], rows }] });
    const [one, two] = [await partsOf(before), await partsOf(out)];
    expect(two[SHEET]).toBe(one[SHEET]?.replace('<c r="B3"><v>2</v></c>', '<c r="B3"><v>8</v></c>'));
    expect(Object.keys(two).filter((name) => name !== SHEET && one[name] !== two[name])).toEqual([]);
    expect(await ownOf(out)).toEqual(await ownOf(before));
  });

  it('is found when its sheet got another name', async () => {
    const renamed = await edited(await firstRound('renamed'), (xml, part) =>
      part === 'xl/workbook.xml' ? xml.replaceAll("'Data'", "'Anna''s'").replace('"Data"', '"Anna\'s"') : xml,
    );
    const own = await ownOf(renamed);
    expect(own.front).toBe('Run summary');
    expect(own.columns.get("Anna's")?.map(({ column }) => column)).toEqual([3, 4, 5, 6]);
  });

  it('loses nothing that is not ours when another program has saved it', async () => {
    // Patched once like the others here, with a second sheet of ours, and saved by LibreOffice 7.4.
    const saved = fileURLToPath(new URL('../../fixtures/workbook/saved-by-libreoffice.xlsx', import.meta.url));
    const copy = write('saved.xlsx', '');
    copyFileSync(saved, copy);
    const own = await ownOf(copy);
    expect([own.front, own.added, own.columns.get('Data')?.length]).toEqual(['Run summary', ['Changes'], 4]);
    const out = await secondRound(copy);
    expect(flat(await rowsOf(out, { sheet: 'Data' }))).toEqual([
      [1, ['Item', 0, 'Status', 'Message', 'Key', 'carbonsheet']],
      [2, ['Steel', 1, 'second', null, 'k']],
      [3, ['Wood', 2]],
      [4, ['Glass', 3]],
    ]);
    expect(flat(await rowsOf(out, { sheet: 'Run summary' }))).toEqual([[1, ['second']]]);
    const parts = await partsOf(out);
    const all = Object.values(parts).join('');
    expect(all.match(/<cfRule /g)).toHaveLength(1);
    expect(all.match(/<dxf>/g)).toHaveLength(1);
    expect(all.match(/<comment ref="[^"]*"/g)).toEqual(['<comment ref="A4"']);
    expect(all.match(/<x:Row>\d+/g)).toEqual(['<x:Row>3']);
    expect((await ownOf(out)).added).toEqual(['Changes']);
  });
});
