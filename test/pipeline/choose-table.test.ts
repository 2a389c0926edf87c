// Which sheet of a workbook is read, of those that are shown and those that are hidden.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTable, type TableRequest } from '../../src/pipeline/open-table.js';
import { peekFile } from '../../src/pipeline/peek-file.js';
import { workbookParts, zipOf } from '../read/files.js';

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
        'hidden sheet Old holds purchases too, and is left out (--sheet "Old" reads it)',
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
