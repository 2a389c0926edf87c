// A result workbook that is given back is read as the run read it that wrote it, whatever was typed into other cells since.

import { join } from 'node:path';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeRows } from '../../src/pipeline/run/judge-rows.js';
import { openTable } from '../../src/pipeline/table/open-table.js';
import { READING_SHEET } from '../../src/write/results/reading-sheet.js';
import { openImporting } from './importing.js';

type Cells = readonly (string | number)[];

/** How somebody writes a file, and the options that they give with it. */
interface Style {
  readonly format: 'csv' | 'xlsx';
  readonly decimal: ',' | '.';
  readonly order: 'dmy' | 'mdy';
  /** Whether a cell of the row that is wrong decides the column, or an option does. */
  readonly decides: boolean;
  readonly amountTitle: string;
  readonly isPercent: boolean;
  readonly amounts: readonly number[];
}

const styles = fc.record<Style>({
  format: fc.constantFrom('csv', 'xlsx'),
  decimal: fc.constantFrom(',', '.'),
  order: fc.constantFrom('dmy', 'mdy'),
  decides: fc.boolean(),
  amountTitle: fc.constantFrom('Betrag netto', 'Betrag netto (EUR)', 'Betrag netto TEUR'),
  isPercent: fc.boolean(),
  amounts: fc.array(fc.integer({ min: 1000, max: 999_999 }), { minLength: 1, maxLength: 4 }),
});

const titlesOf = ({ amountTitle, isPercent }: Style): Cells => [
  ...['Artikel', 'Branche', 'Land', amountTitle, 'Datum', 'Kostenart'],
  ...(amountTitle === 'Betrag netto' ? ['Währung'] : []),
  isPercent ? 'Recycled %' : 'Recycled',
];

/** Every amount and date can be read in two ways; the first row is wrong, and may hold the cells that decide. */
function rowsOf(style: Style, run: number): readonly Cells[] {
  const { decimal, order, decides, amountTitle, isPercent, amounts } = style;
  const grouped = (amount: number): string => String(amount).replace(/(?=(?:\d{3})$)/, decimal === ',' ? '.' : ',');
  const day = (first: number, second: number): string =>
    (order === 'dmy' ? [first, second, 2024] : [second, first, 2024]).join('/');
  const row = (name: string, country: string, amount: string, date: string, share: string): Cells => [
    ...[`${name} ${run}`, 'Papier', country, amount, date, 'opex'],
    ...(amountTitle === 'Betrag netto' ? ['EUR'] : []),
    share,
  ];
  const deciding = decimal === ',' ? '1.252,50' : '1,252.50';
  return [
    row(
      'wrong',
      'Nowhere',
      decides ? deciding : grouped(1252),
      decides ? day(25, 2) : day(5, 2),
      isPercent ? '40' : '1',
    ),
    ...amounts.map((amount, index) => row(`row ${index}`, 'Deutschland', grouped(amount), day(3 + index, 2), '1')),
  ];
}

async function contentOf({ format }: Style, rows: readonly Cells[]): Promise<string | Uint8Array> {
  if (format === 'csv') return rows.map((cells) => cells.map((cell) => `"${cell}"`).join(';')).join('\n');
  const book = new exceljs.Workbook();
  book.addWorksheet('Rows').addRows(rows.map((cells) => [...cells]));
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** What each row is read as, by its name; rows that are wrong are left out. */
async function readRows(file: string, options: object = {}): Promise<ReadonlyMap<string, unknown>> {
  const table = await openTable({ file, ...options }, 'keep');
  const read = new Map<string, unknown>();
  for await (const rows of judgeRows(table, 'keep'))
    for (const { source, record } of rows) if (record) read.set(String(source.cells[0]), record);
  await table.source.close();
  return read;
}

async function edit(path: string, change: (book: exceljs.Workbook, sheet: exceljs.Worksheet) => void): Promise<void> {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  const sheet = book.worksheets.find(({ name }) => name !== 'Run summary');
  if (sheet) change(book, sheet);
  await book.xlsx.writeFile(path);
}

describe('a result workbook that is given back', () => {
  it('is read as the run read it, also when the cells that decided are typed anew', async () => {
    const importing = await openImporting();
    let run = 0;
    await fc.assert(
      fc.asyncProperty(styles, fc.boolean(), async (style, isSourceNamed) => {
        run += 1;
        const file = `source-${run}.${style.format}`;
        const options = style.decides ? {} : { decimal: style.decimal, dateOrder: style.order };
        const content = await contentOf(style, [titlesOf(style), ...rowsOf(style, run)]);
        const result = importing.path(isSourceNamed ? `results-${run}.xlsx` : `given ${run}.xlsx`);
        const { stop } = await importing.import(file, content, { ...options, result });
        expect(stop).toBeUndefined();
        const before = await readRows(importing.path(file), options);
        expect(before.size).toBe(style.amounts.length);
        expect(await readRows(result)).toEqual(before);
        await edit(result, (_, sheet) => {
          sheet.getCell('C2').value = 'Deutschland';
          sheet.getCell('D2').value = 1252.5;
          sheet.getCell('E2').value = '2024-02-01';
        });
        const after = await readRows(result);
        expect(new Map([...after].filter(([name]) => before.has(name)))).toEqual(before);
        expect(after.get(`wrong ${run}`)).toBeDefined();
      }),
      { numRuns: 25 },
    );
  });

  it('asks what it cannot know where the sheet about the reading is gone', async () => {
    const importing = await openImporting();
    const style: Style = {
      format: 'csv',
      decimal: ',',
      order: 'dmy',
      decides: true,
      amountTitle: 'Betrag netto',
      isPercent: false,
      amounts: [1234, 5678],
    }; // prettier-ignore
    const content = await contentOf(style, [titlesOf(style), ...rowsOf(style, 0)]);
    const result = importing.path('results.xlsx');
    await importing.import('source.csv', content, { result });
    await edit(result, (book, sheet) => {
      book.removeWorksheet(READING_SHEET);
      for (const [at, value] of [
        ['C2', 'Deutschland'],
        ['D2', 1252.5],
        ['E2', '2024-02-01'],
      ] as const)
        sheet.getCell(at).value = value;
    });
    const table = await openTable({ file: result });
    expect(table.problems.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['UNDECIDED_DECIMAL', 'UNDECIDED_DATE_ORDER']),
    );
    await table.source.close();
  });

  it('lets an option of the command line go before what the run knew', async () => {
    const importing = await openImporting();
    const style: Style = {
      format: 'csv',
      decimal: ',',
      order: 'dmy',
      decides: false,
      amountTitle: 'Betrag netto',
      isPercent: false,
      amounts: [1234],
    }; // prettier-ignore
    const content = await contentOf(style, [titlesOf(style), ...rowsOf(style, 0)]);
    const result = importing.path('results.xlsx');
    await importing.import('source.csv', content, { result, decimal: ',', dateOrder: 'dmy' });
    expect([...(await readRows(result, { decimal: '.' })).values()]).toMatchObject([
      { quantity: 1.234, purchase_date: '2024-02-03' },
    ]);
  });
});

describe('the options of the run', () => {
  it('need not be given again with the workbook that comes back', async () => {
    const importing = await openImporting();
    const book = new exceljs.Workbook();
    book.addWorksheet('Notes').addRow(['nothing here']);
    book
      .addWorksheet('März')
      .addRows([
        ['Report of March'],
        ['Artikel', 'Branche', 'Land', 'Wert', 'Datum'],
        ['Kisten', 'Papier', 'Nowhere', '1.234', '03/02/2024'],
        ['Folie', 'Papier', 'Deutschland', '5.678', '04/02/2024'],
      ]);
    const options = {
      dataset: 'purchases',
      sheet: '2',
      headerRow: 2,
      decimal: ',',
      dateOrder: 'dmy',
      constants: { unit_id: 'EUR', expense_type: 'opex' },
      mapping: { file: 'own.yaml', columns: { Wert: 'quantity' } },
    } as const;
    const { summary } = await importing.import('own.xlsx', Buffer.from(await book.xlsx.writeBuffer()), options);
    expect(summary.counts).toMatchObject({ created: 1, invalid: 1 });
    const path = join(summary.folder, 'results.xlsx');
    const edited = new exceljs.Workbook();
    await edited.xlsx.readFile(path);
    const sheet = edited.getWorksheet('März')!;
    sheet.getCell('C3').value = 'Deutschland';
    sheet.insertRow(1, ['typed above']);
    await edited.xlsx.writeFile(path);
    const before = await readRows(importing.path('own.xlsx'), options);
    const after = await readRows(path);
    expect(after.get('Folie')).toEqual(before.get('Folie'));
    expect(after.get('Kisten')).toMatchObject({
      quantity: 1234,
      unit_id: 'EUR',
      purchase_date: '2024-02-03',
      country: 'DE',
    });
  });

  it('are kept of every sheet that a command read', async () => {
    const importing = await openImporting();
    const style: Style = {
      format: 'xlsx',
      decimal: ',',
      order: 'dmy',
      decides: true,
      amountTitle: 'Betrag netto',
      isPercent: false,
      amounts: [1234],
    }; // prettier-ignore
    const book = new exceljs.Workbook();
    book.addWorksheet('Käufe').addRows([titlesOf(style), ...rowsOf(style, 0)].map((cells) => [...cells]));
    book.addWorksheet('Lieferanten').addRows([
      ['Supplier name', 'Custom id'],
      ['Nordfrakt AB', 'S-1'],
    ]);
    const [first, last] = await importing.everySheet('import', 'both.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
    const path = last?.workbook ?? first?.workbook ?? '';
    await edit(path, (edited) => {
      const sheet = edited.getWorksheet('Käufe')!;
      for (const [at, value] of [
        ['C2', 'Deutschland'],
        ['D2', 1252.5],
        ['E2', '2024-02-01'],
      ] as const)
        sheet.getCell(at).value = value;
    });
    expect([...(await readRows(path, { sheet: 'Käufe' })).values()]).toMatchObject([
      { quantity: 1252.5 },
      { quantity: 1234, purchase_date: '2024-02-03' },
    ]);
  });
});
