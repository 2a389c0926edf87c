// Which sheet of a workbook is read, of those that are shown and those that are hidden.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peekFile } from '../../../src/pipeline/peek.js';
import type { TableRequest } from '../../../src/pipeline/requests.js';
import { openTable } from '../../../src/pipeline/table/open-table.js';
import { tablesOf } from '../../../src/pipeline/table/tables-of.js';
import { workbookParts, zipOf } from '../../read/files.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'carbonsheet-sheets-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Rows = readonly (readonly string[])[];
interface Sheet {
  readonly rows: Rows | 'broken';
  readonly state?: 'hidden' | 'veryHidden';
}

const purchases: Rows = [
  ['Product', 'Sector', 'Country', 'Amount', 'Unit', 'Purchase date', 'Expense type'],
  ['Boxes', 'Manufacturing', 'ES', '5', 'EUR', '2024-03-15', 'opex'],
];
const sales: Rows = [
  ['Product', 'Product ID', 'Country', 'Units', 'Start', 'End'],
  ['Fryer', 'F1', 'SE', '3', '2024-01-01', '2024-12-31'],
];
const notes: Rows = [
  ['Country', 'Remark'],
  ['ES', 'as agreed'],
];

async function bookOf(sheets: Readonly<Record<string, Sheet>>): Promise<string> {
  const parts = workbookParts({});
  const names = Object.entries(sheets);
  const list = names.map(([name, { state = 'visible' }], i) => `<sheet name="${name}" state="${state}" r:id="s${i}"/>`);
  parts['xl/workbook.xml'] = `<workbook><sheets>${list.join('')}</sheets></workbook>`;
  const links = names.map((_, i) => `<Relationship Id="s${i}" Type="x/worksheet" Target="worksheets/s${i}.xml"/>`);
  parts['xl/_rels/workbook.xml.rels'] = `<Relationships>${links.join('')}</Relationships>`;
  for (const [i, [, { rows }]] of names.entries()) parts[`xl/worksheets/s${i}.xml`] = sheetOf(rows);
  const file = join(folder, 'book.xlsx');
  await writeFile(file, zipOf(parts));
  return file;
}

function sheetOf(rows: Rows | 'broken'): string {
  if (rows === 'broken') return '<worksheet><sheetData><row>';
  const cell = (text: string) => `<c t="str"><v>${text}</v></c>`;
  const xml = rows.map((cells) => `<row>${cells.map(cell).join('')}</row>`);
  return `<worksheet><sheetData>${xml.join('')}</sheetData></worksheet>`;
}

/** The sheet that is read, and what is said of hidden ones. */
async function chosen(sheets: Readonly<Record<string, Sheet>>, asked: Partial<TableRequest> = {}) {
  const table = await openTable({ file: await bookOf(sheets), ...asked });
  const said = [...table.source.remarks(table.sheet), ...table.said].filter((text) => text.includes('hidden'));
  await table.source.close();
  return [table.sheet, ...said];
}

describe('of visible and hidden sheets', () => {
  const hidden = (rows: Sheet['rows'], state: Sheet['state'] = 'hidden'): Sheet => ({ rows, state });

  it.each<[what: string, sheets: Record<string, Sheet>, asked: Partial<TableRequest>, expected: readonly string[]]>([
    [
      'the visible one',
      { Old: hidden(notes), Q1: { rows: purchases } },
      {},
      ['Q1', 'hidden sheets: Old (--sheet NAME reads one)'],
    ],
    [
      'a hidden one where no visible one fits',
      { Notes: { rows: notes }, Old: hidden(purchases) },
      {},
      ['Old', 'sheet Old is hidden'],
    ],
    [
      'a very hidden one',
      { Notes: { rows: notes }, Old: hidden(purchases, 'veryHidden') },
      {},
      ['Old', 'sheet Old is hidden'],
    ],
    [
      'a hidden one where a visible one has but a title of the dataset asked for',
      { Notes: { rows: notes }, Old: hidden(purchases) },
      { dataset: 'purchases' },
      ['Old', 'sheet Old is hidden'],
    ],
    [
      'the visible one, and the hidden one that fits is named',
      { Old: hidden(purchases), Lists: hidden(notes), Q1: { rows: purchases } },
      {},
      [
        'Q1',
        'hidden sheet Old holds purchases too and is not read (--sheet "Old" reads it)',
        'hidden sheets: Lists (--sheet NAME reads one)',
      ],
    ],
    [
      'the visible one, and a hidden one of another dataset is one of the others',
      { Q1: { rows: purchases }, Sales: hidden(sales) },
      {},
      ['Q1', 'hidden sheets: Sales (--sheet NAME reads one)'],
    ],
    [
      'the one asked for',
      { Old: hidden(purchases), Q1: { rows: purchases } },
      { sheet: 'Old' },
      ['Old', 'sheet Old is hidden'],
    ],
    [
      'the one whose name differs in case',
      { Old: hidden(purchases), Q1: { rows: purchases } },
      { sheet: ' old' },
      ['Old', 'sheet Old is hidden'],
    ],
    [
      'the visible one beside a broken one',
      { Q1: { rows: purchases }, Old: hidden('broken') },
      {},
      ['Q1', 'hidden sheets: Old (--sheet NAME reads one)'],
    ],
  ])('%s is read', async (_, sheets, asked, expected) => {
    expect(await chosen(sheets, asked)).toEqual(expected);
  });

  it('several hidden ones that fit are asked about, where no visible one does', async () => {
    const file = await bookOf({ Notes: { rows: notes }, A: hidden(purchases), B: hidden(purchases) });
    await expect(openTable({ file })).rejects.toMatchObject({
      code: 'SEVERAL_TABLES',
      hint: expect.stringContaining('--sheet "A" or --sheet "B"'),
    });
  });

  it('all are told by peek, which shows the rows of the visible ones', async () => {
    const peeked = await peekFile({
      file: await bookOf({ Old: hidden(purchases), Bad: hidden('broken'), Q1: { rows: sales } }),
    });
    const shown: string[] = [];
    for await (const batch of peeked.rows()) shown.push(...batch.map(({ sheet, row }) => `${sheet} ${row}`));
    await peeked.close();
    expect(shown).toEqual(['Q1 1', 'Q1 2']);
    expect(peeked.sheets.map(({ name, dataset, remarks }) => [name, dataset, ...remarks])).toEqual([
      ['Q1', 'country-sales'],
      ['Old', 'purchases', 'sheet Old is hidden'],
    ]);
  });
});

describe('of several visible sheets', () => {
  const many = (row: readonly string[], count: number): Rows => Array.from({ length: count }, () => row);
  const contacts: Rows = [['Supplier name', 'Custom id'], ...many(['Acme GmbH', 'S-1'], 9)];
  const wide = ['Product', 'Sector', 'Country', 'Amount', 'Unit', 'Purchase date', 'Buyer', 'Floor', 'Phone', 'Remark'];
  const data: Rows = [wide, ...many(['Boxes', 'Paper', 'ES', '5', 'EUR', '2024-03-15', 'Ann', '2', '1', 'x'], 400)];
  const examples: Rows = [['Product', 'Sector', 'Country', 'Amount'], ...many(['Boxes', 'Paper', 'ES', '5'], 10)];
  const upload: Rows = [...purchases, ...many(purchases[1] ?? [], 9)];
  const byDataset = { Names: { rows: contacts }, Data: { rows: data } };

  const read = async (sheets: Readonly<Record<string, Sheet>>, asked: Partial<TableRequest> = {}) => {
    const file = await bookOf(sheets);
    const [first, ...others] = await tablesOf({ file, ...asked }, true);
    const table = await openTable({ file, ...asked, sheet: asked.sheet ?? first?.sheet });
    await table.source.close();
    return [
      table.sheet,
      ...others.map(({ sheet }) => sheet),
      ...table.said.filter((text) => text.includes('not read')),
    ];
  };

  it.each<[what: string, sheets: Record<string, Sheet>, expected: readonly string[]]>([
    [
      '400 rows before a few of another dataset that fit better',
      byDataset,
      ['Data', 'not read: sheet Names (suppliers, 9 rows) (--sheet NAME reads one)'],
    ],
    [
      '400 rows before a few that lack required columns',
      { Notes: { rows: examples }, Data: { rows: data } },
      ['Data', 'not read: sheet Notes (purchases, 10 rows) (--sheet NAME reads one)'],
    ],
    [
      'rows that can be sent before many that lack a column',
      { Ledger: { rows: data }, Upload: { rows: upload } },
      ['Upload', 'not read: sheet Ledger (purchases, 400 rows) (--sheet NAME reads one)'],
    ],
    [
      'the sheet that fits, and one of many more rows that fit nothing is named',
      { Upload: { rows: upload }, Raw: { rows: [['Alfa', 'Beta'], ...many(['a', 'b'], 2000)] } },
      ['Upload', 'not read: sheet Raw (fits no dataset, at least 999 rows) (--sheet NAME reads one)'],
    ],
    [
      'each of two datasets that fit as well, however few rows one has',
      { Suppliers: { rows: contacts }, Purchases: { rows: [...purchases, ...many(purchases[1] ?? [], 300)] } },
      ['Suppliers', 'Purchases'],
    ],
    [
      'the data before a sheet that explains an export',
      {
        Columns: {
          rows: [['Purchases'], ['Column', 'Key', 'Unit', 'Meaning'], ...many(['Amount', 'quantity', 't', 'x'], 30)],
        },
        Data: { rows: purchases },
      },
      ['Data'],
    ],
    [
      'the data before the guide and the lists of a template',
      {
        Guide: {
          rows: [['Column', 'Required', 'Rule', 'Choices', 'Meaning', 'Example', 'Field'], ...many(['Unit', 'yes'], 9)],
        },
        Lists: {
          rows: [
            ['Expense type', 'Purchase type', 'Country code', 'Country name'],
            ...many(['opex', 't', 'ES', 'Spain'], 250),
          ],
        },
        Data: { rows: purchases },
      },
      ['Data'],
    ],
  ])('%s', async (_, sheets, expected) => {
    expect(await read(sheets)).toEqual(expected);
  });

  it('a sheet of notes is read where it is named', async () => {
    expect(await read(byDataset, { sheet: 'Names' })).toEqual(['Names']);
  });

  it('a few rows with all required columns are asked about beside many', async () => {
    const file = await bookOf({
      Notes: { rows: purchases },
      Data: { rows: [...data.map((row, i) => [...row, i ? 'opex' : 'Expense type'])] },
    });
    await expect(openTable({ file })).rejects.toMatchObject({ code: 'SEVERAL_TABLES' });
  });
});

describe('a file of one column', () => {
  const csv = async (...lines: readonly string[]): Promise<string> => {
    const file = join(folder, 'list.csv');
    await writeFile(file, lines.map((line) => `${line}\n`).join(''));
    return file;
  };

  it.each<[names: readonly string[]]>([
    [['Firma', 'Bauer; Kohl & Co.', 'Nord AB', 'Süd Oy']],
    [['Company name', 'Bauer, Kohl & Co.', 'Miller, Inc.', 'Lee, Ltd.']],
    [['Our suppliers', 'Razón social', 'Uno SA', 'Dos SL']],
  ])('is a table where its title is all that a dataset requires: %j', async (names) => {
    const file = await csv(...names);
    const peeked = await peekFile({ file });
    await peeked.close();
    const table = await openTable({ file });
    const rows: unknown[] = [];
    for await (const batch of table.rows()) rows.push(...batch.map(({ cells }) => cells));
    await table.source.close();
    const header = table.mapping.headerRow;
    expect([table.dataset.name, ...rows]).toEqual(['suppliers', ...names.slice(header).map((name) => [name])]);
    expect(peeked.sheets).toMatchObject([{ headerRow: header, dataset: 'suppliers', columns: [names[header - 1]] }]);
  });

  it.each([[['Amount', '1', '2']], [['Country', 'SE', 'ES']], [['Remark', 'Name it', 'x']]])(
    'is none where more is required, or its title is not known: %j',
    async (lines) => {
      await expect(openTable({ file: await csv(...lines) })).rejects.toMatchObject({ code: 'NO_HEADER' });
    },
  );
});

describe('a header below the rows that are searched', () => {
  const prose = (count: number): Rows => Array.from({ length: count }, (_, i) => [`remark ${i + 1}`]);

  it.each([[101], [700]])('is named by its row: %i', async (row) => {
    const file = await bookOf({ Data: { rows: [...prose(row - 1), ...purchases] } });
    for (const dataset of [undefined, 'purchases']) {
      await expect(openTable({ file, dataset })).rejects.toMatchObject({
        code: 'NO_HEADER',
        hint: expect.stringMatching(new RegExp(`--header-row ${row}$`)),
      });
    }
    const table = await openTable({ file, headerRow: row });
    await table.source.close();
    expect(table.mapping.headerRow).toBe(row);
  });
});
