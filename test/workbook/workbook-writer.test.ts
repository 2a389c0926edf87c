// A workbook that is written is one that spreadsheet programs take: its parts, their order and names, and every cell as it was.

import { open, writeFile } from 'node:fs/promises';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openSource } from '../../src/read/open-source.js';
import { defaultLimits } from '../../src/workbook/read-limits.js';
import type { Filtered, SheetCell, SheetLayout } from '../../src/workbook/sheet-writer.js';
import type { Validation } from '../../src/workbook/validations.js';
import { writeWorkbook } from '../../src/workbook/workbook-writer.js';
import { openZip } from '../../src/workbook/zip-archive.js';
import { temporaryFolder } from '../write/temporary-folder.js';

const path = temporaryFolder();

interface Sheet {
  readonly layout: SheetLayout;
  readonly rows: readonly (readonly (SheetCell | undefined)[])[];
  /** The number of the first row. */
  readonly from?: number;
  readonly filter?: Filtered;
}

async function bytesOf(sheets: readonly Sheet[]): Promise<Buffer> {
  const bytes: Uint8Array[] = [];
  const book = await writeWorkbook(async (chunk) => void bytes.push(Buffer.from(chunk)), { creator: 'me' });
  for (const { layout, rows, from = 1, filter } of sheets) {
    const sheet = book.sheet(layout);
    sheet.skipTo(from);
    for (const row of rows) await sheet.add(row);
    await sheet.close(filter);
  }
  await book.close();
  return Buffer.concat(bytes);
}

async function write(...sheets: readonly Sheet[]): Promise<void> {
  await writeFile(path('a.xlsx'), await bytesOf(sheets));
}

async function parts(): Promise<ReadonlyMap<string, string>> {
  const file = await open(path('a.xlsx'));
  const zip = await openZip('a.xlsx', file, defaultLimits);
  const found = new Map<string, string>();
  for (const name of zip.names) found.set(name, (await zip.bytes(name)).toString());
  await file.close();
  return found;
}

async function rowsBack() {
  const source = await openSource(path('a.xlsx'), {});
  const found: (readonly [number, readonly unknown[]])[] = [];
  for await (const rows of source.rows(source.detection.sheets[0]?.name ?? ''))
    found.push(...rows.map(({ row, cells }) => [row, cells] as const));
  await source.close();
  return found;
}

async function sheetForOthers() {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path('a.xlsx'));
  return book.worksheets[0]!;
}

const amounts: Validation = {
  range: 'A2:A9',
  type: 'decimal',
  formulae: [0, 1],
  error: { title: 'Share', text: 'From 0 to 1.' },
};
const plain = (name: string): SheetLayout => ({ name, columns: [] });
const full: Sheet = {
  layout: {
    name: "A's & B",
    columns: [{ width: 12 }, { width: 20, hidden: true }],
    frozen: { rows: 1, columns: 2 },
    page: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' },
  },
  rows: [[{ value: 'a' }, { value: 'b' }], [{ value: 1 }]],
  filter: { rows: 2, columns: 28 },
};

describe('a workbook', () => {
  it('says what kind of file it is with its first parts, and lists every part with its type', async () => {
    await write(full, { layout: plain('C'), rows: [] });
    const found = await parts();
    const names = [...found.keys()];
    const first = ['_rels/.rels', 'docProps/core.xml', 'docProps/app.xml', 'xl/worksheets/sheet1.xml'];
    expect(names.slice(0, 4)).toEqual(first);
    const typed = [...(found.get('[Content_Types].xml') ?? '').matchAll(/PartName="\/([^"]+)"/g)].map(
      ([, name]) => name,
    );
    expect(typed.sort()).toEqual(names.filter((name) => !name.endsWith('.rels') && !name.startsWith('[')).sort());
  });

  it('has the elements of a sheet in the order of the schema', async () => {
    await write({ ...full, layout: { ...full.layout, validations: [amounts] }, rows: [[{ value: 'a', note: 'A.' }]] });
    const xml = (await parts()).get('xl/worksheets/sheet1.xml') ?? '';
    const order = ['sheetPr', 'sheetViews', 'pane', 'selection', 'sheetFormatPr', 'cols', 'sheetData', 'autoFilter'];
    const behind = ['dataValidations', 'pageMargins', 'pageSetup', 'legacyDrawing'];
    const places = [...order, ...behind].map((name) => xml.search(new RegExp(`<${name}[ />]`)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('names the range of its filter and the rows that are printed on every page', async () => {
    await write({ layout: plain('C'), rows: [] }, full);
    const xml = (await parts()).get('xl/workbook.xml');
    const sheet = "'A''s &amp; B'";
    expect(xml).toContain(
      `<definedName name="_xlnm._FilterDatabase" localSheetId="1" hidden="1">${sheet}!$A$1:$AB$2</definedName>`,
    );
    expect(xml).toContain(`<definedName name="_xlnm.Print_Titles" localSheetId="1">${sheet}!$1:$1</definedName>`);
  });

  it('is laid out as asked', async () => {
    await write(full);
    const sheet = await sheetForOthers();
    expect(sheet.name).toBe("A's & B");
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', xSplit: 2, ySplit: 1, topLeftCell: 'C2' });
    expect([1, 2].map((column) => sheet.getColumn(column).width)).toEqual([12, 20]);
    expect([1, 2].map((column) => sheet.getColumn(column).hidden)).toEqual([false, true]);
    expect(sheet.autoFilter).toBe('A1:AB2');
    expect(sheet.pageSetup).toMatchObject({ orientation: 'landscape', fitToPage: true, fitToHeight: 0 });
  });

  it('shows a note at each cell that has one, in every sheet', async () => {
    const rows = [[{ value: 'a' }, { value: 'b', note: 'One & two\n<three>' }], [{ value: 4, note: 'Four' }]];
    await write({ layout: plain('A'), rows }, { layout: plain('B'), rows: [] }, { layout: plain('C'), rows });
    const book = new exceljs.Workbook();
    await book.xlsx.readFile(path('a.xlsx'));
    const note = (sheet: string, cell: string) => {
      const found = book.getWorksheet(sheet)?.getCell(cell).note;
      return typeof found === 'string' ? found : found?.texts?.map(({ text }) => text).join('');
    };
    for (const sheet of ['A', 'C']) {
      expect(note(sheet, 'B1')).toBe('One & two\n<three>');
      expect(note(sheet, 'A2')).toBe('Four');
      expect(note(sheet, 'A1')).toBeUndefined();
    }
    expect([...(await parts()).keys()].filter((name) => name.includes('2.vml') || name === 'xl/comments2.xml')).toEqual(
      [],
    );
  });

  it('checks what is typed, and cuts what Excel takes for damage', async () => {
    const list: Validation = {
      range: 'B2:B9',
      type: 'list',
      formulae: ['Lists!$A$2:$A$40000'],
      otherwise: 'ask',
      error: { title: 'T'.repeat(40), text: `${'x'.repeat(250)} "&" more` },
      prompt: { title: 'Choose', text: 'one\ntwo' },
    };
    const free: Validation = { ...list, range: 'C2:C9', otherwise: 'take' };
    await write({ layout: { ...plain('A'), validations: [amounts, list, free] }, rows: [[{ value: 1 }]] });
    const sheet = await sheetForOthers();
    expect(sheet.getCell('A5').dataValidation).toMatchObject({
      type: 'decimal',
      operator: 'between',
      formulae: [0, 1],
      allowBlank: true,
      showErrorMessage: true,
      error: 'From 0 to 1.',
    });
    expect(sheet.getCell('B9').dataValidation).toMatchObject({
      type: 'list',
      formulae: ['Lists!$A$2:$A$40000'],
      errorStyle: 'warning',
      errorTitle: `${'T'.repeat(31)}…`,
      error: `${'x'.repeat(250)} "&"…`,
      promptTitle: 'Choose',
      prompt: 'one\ntwo',
      showInputMessage: true,
    });
    expect(sheet.getCell('C2').dataValidation.showErrorMessage).toBeUndefined();
  });

  it('gives a look to columns, and hides sheets', async () => {
    await write({
      layout: { ...plain('A'), columns: [{ width: 9, style: { numFmt: '@' } }] },
      rows: [[{ value: 'a' }]],
    });
    expect((await sheetForOthers()).getColumn(1).numFmt).toBe('@');
    await write({ layout: plain('A'), rows: [] }, { layout: { ...plain('B'), hidden: true }, rows: [] });
    const source = await openSource(path('a.xlsx'), {});
    await source.close();
    expect(source.detection.sheets).toEqual([
      { name: 'A', hidden: false },
      { name: 'B', hidden: true },
    ]);
  });

  it('makes equal bytes of equal rows', async () => {
    expect(await bytesOf([full])).toEqual(await bytesOf([full]));
  });

  it('takes no name twice, whatever its case', async () => {
    const twice = ['Rows', 'ROWS'].map((name) => ({ layout: plain(name), rows: [] }));
    await expect(bytesOf(twice)).rejects.toThrow('there is a sheet "ROWS" already');
  });

  it('leaves rows empty where it is told to', async () => {
    await write({ layout: plain('A'), from: 3, rows: [[{ value: 'third' }], [], [undefined, { value: 'fifth' }]] });
    expect(await rowsBack()).toEqual([
      [3, ['third']],
      [5, [null, 'fifth']],
    ]);
  });
});

const looks: readonly SheetCell['style'][] = [
  { alignment: { vertical: 'top' } },
  { alignment: { vertical: 'middle', horizontal: 'center', wrapText: true }, numFmt: '@' },
  { font: { name: 'Calibri', family: 2, size: 11, bold: true, color: { argb: 'FF006100' } }, numFmt: '#,##0.00' },
  { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFC6EFCE' } } },
  { border: { bottom: { style: 'thin', color: { argb: 'FF1F3A37' } } } },
];
const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }),
  fc.array(fc.integer({ min: 0, max: 0xffff }), { minLength: 1 }).map((units) => String.fromCharCode(...units)),
  fc.constantFrom(' a', 'a\t', '\n', '_x0041_', 'a_x_xyz', '&<>"', '=1+1', 'é'.repeat(32_767)),
);
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const cell = fc.record({ value: fc.oneof(text, number, fc.boolean()), style: fc.constantFrom(...looks) });

it('gives back every cell that was written, and other programs find its look', async () => {
  const row = fc.array(fc.option(cell, { nil: undefined }), { maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (table) => {
      const rows = table.map((cells) => [...cells, { value: 'end', style: looks[1] }]);
      await write({ layout: plain('A'), rows });
      expect(await rowsBack()).toEqual(
        rows.map((cells, index) => [index + 1, cells.map((cell) => cell?.value ?? null)]),
      );
      const sheet = await sheetForOthers();
      const stylesBack = rows.map((cells, row) =>
        cells.map((_, column) => {
          const { font, fill, alignment, border, numFmt } = sheet.getCell(row + 1, column + 1);
          const isFilled = fill?.type === 'pattern' && fill.pattern === 'solid';
          return { bold: font?.bold, isFilled, alignment, border: border?.bottom, numFmt };
        }),
      );
      expect(stylesBack).toEqual(
        rows.map((cells) =>
          cells.map((cell) => ({
            bold: cell?.style?.font?.bold,
            isFilled: cell?.style?.fill !== undefined,
            alignment: cell?.style?.alignment,
            border: cell?.style?.border?.bottom,
            numFmt: cell?.style?.numFmt,
          })),
        ),
      );
    }),
    { numRuns: 40 },
  );
});
