// Units that only the number format of a workbook's cells says: a person sees them beside every number.

import { describe, expect, it } from 'vitest';
import { openTable } from '../../src/pipeline/table/open-table.js';
import { describe as inWords } from '../../src/problems/place.js';
import { rowChecker } from '../../src/validate/check-row.js';
import { temporaryFolder, workbookOf } from '../read/files.js';

const write = temporaryFolder();

/** Styles in the order of the codes; style 0 is General. */
function stylesOf(codes: readonly string[]): string {
  const escaped = codes.map((code) => code.replaceAll('&', '&amp;').replaceAll('"', '&quot;'));
  const formats = escaped.map((code, index) => `<numFmt numFmtId="${200 + index}" formatCode="${code}"/>`);
  const styles = [0, ...codes.map((_, index) => 200 + index)].map((id) => `<xf numFmtId="${id}"/>`);
  return `<numFmts>${formats.join('')}</numFmts><cellXfs>${styles.join('')}</cellXfs>`;
}

const CODES = [
  '#,##0.00 "kg"',
  '0.0\\ "t"',
  '#,##0.00\\ [$€-407]',
  '"$"#,##0',
  '#,##0 "TEUR"',
  '#,##0,',
  '#,##0, "TEUR"',
  '0.0%',
  '0"%"',
  '0 "m€"',
];
const [GENERAL, KG, T, EUR, DOLLAR, TEUR, THOUSANDS, THOUSANDS_TEUR, PERCENT, PERCENT_SIGN, UNCLEAR] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10,
];

/** An amount: a number with its style, or a text. */
type Amount = readonly [number, number] | string;

const inline = (text: string): string => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const rowOf = (cells: readonly string[]): string => `<row>${cells.join('')}</row>`;

/** A workbook of purchases below a line of its writer, with or without a column for the unit; opened as a table and checked. */
async function check(title: string, amounts: readonly Amount[], units?: readonly string[]) {
  const titles = ['Product', 'Sector', 'Country', title, ...(units ? ['Unit'] : []), 'Purchase date', 'Expense type'];
  const rows = amounts.map((amount, index) => [
    ...['Boxes', `Paper ${index}`, 'SE'].map(inline),
    typeof amount === 'string' ? inline(amount) : `<c s="${amount[1]}"><v>${amount[0]}</v></c>`,
    ...(units ? [inline(units[index] ?? '')] : []),
    ...['2024-03-15', 'opex'].map(inline),
  ]);
  // A number in another unit above the header is none of the table's.
  const lead = ['Spend', '', ''].map(inline).concat(`<c s="${DOLLAR}"><v>7</v></c>`);
  const xml = [lead, titles.map(inline), ...rows].map(rowOf).join('');
  const file = write('shown.xlsx', workbookOf({ rows: xml, styles: stylesOf(CODES) }));
  const table = await openTable({ file, dataset: 'purchases' });
  const judge = rowChecker(table.mapping, table.readings);
  const records: unknown[] = [];
  const said = table.problems.map((problem) => `${problem.severity} ${problem.column} ${inWords(problem)}`);
  for await (const batch of table.rows()) {
    for (const row of batch) {
      const { record, problems } = judge(row);
      records.push(record && [record.quantity, record.unit_id]);
      said.push(...problems.map((problem) => `${problem.severity} ${problem.column} ${inWords(problem)}`));
    }
  }
  await table.source.close();
  return { records, said, blocked: table.blocked };
}

describe('a unit in number formats', () => {
  it('takes the place of the column that says the unit', async () => {
    const { records, said, blocked } = await check('Amount', [
      [12.5, KG],
      [3, KG],
    ]);
    expect(records).toEqual([
      [12.5, 'kg'],
      [3, 'kg'],
    ]);
    expect(said).toEqual(['note Amount read as amounts in kg']);
    expect(blocked).toBe(false);
  });

  it('fills empty units, and agrees with the others', async () => {
    const { records, said } = await check(
      'Amount',
      [
        [12.5, EUR],
        [3, EUR],
      ],
      ['', 'EUR'],
    );
    expect(records).toEqual([
      [12.5, 'EUR'],
      [3, 'EUR'],
    ]);
    expect(said).toEqual(['note Amount read as amounts in EUR']);
  });

  it('may be said by the title, too, or by one that stands for several', async () => {
    expect((await check('Amount (t)', [[3, T]])).records).toEqual([[3, 't']]);
    expect((await check('Amount (USD)', [[3, DOLLAR]])).records).toEqual([[3, 'USD']]);
    expect((await check('Amount', [[3, DOLLAR]], ['CAD'])).records).toEqual([[3, 'CAD']]);
  });

  it.each<[string, Amount, string[] | undefined, string]>([
    ['Amount', [3, KG], ['t'], 'the number is shown in kg, "Unit" says t'],
    ['Amount', [3, DOLLAR], ['EUR'], 'the number is shown in $, "Unit" says EUR'],
    ['Amount (EUR)', [3, DOLLAR], undefined, 'the number is shown in $, the title of the column says EUR'],
  ])('contradicts what else is said: %s, %j, %j', async (title, amount, units, problem) => {
    const { records, said } = await check(title, [amount], units);
    expect(records).toEqual([undefined]);
    expect(said.at(-1)).toContain(problem);
  });

  it.each(['pallets', 'net euros', '3fa85f64-5717-4562-b3fc-2c963f66afa6'])('does not contradict %s', async (unit) => {
    const { records, blocked } = await check('Amount', [[3, EUR]], [unit]);
    expect(records).toEqual([[3, unit]]);
    expect(blocked).toBe(false);
  });

  it.each<[string, readonly Amount[], string]>([
    [
      'two units',
      [
        [1, KG],
        [2, T],
      ],
      'some numbers of the column are shown in kg, some in t',
    ],
    [
      'numbers without one',
      [
        [1, KG],
        [2, GENERAL],
      ],
      'some numbers of the column are shown in kg, some without a unit',
    ],
  ])('of %s asks for a column', async (_, amounts, problem) => {
    const { said, blocked } = await check('Amount', amounts);
    expect(blocked).toBe(true);
    expect(said[0]).toBe(`error Amount ${problem} → add a column titled "Unit" with the unit of every row`);
    expect(said.filter((text) => text.includes('is missing'))).toEqual([]);
  });

  it('is not looked at where others say the unit of different ones', async () => {
    const amounts: readonly Amount[] = [
      [1, KG],
      [2, T],
      [3, GENERAL],
    ];
    const { records, said } = await check('Amount', amounts, ['kg', 't', 't']);
    expect(records).toEqual([
      [1, 'kg'],
      [2, 't'],
      [3, 't'],
    ]);
    expect(said).toEqual([]);
    expect(
      (
        await check('Amount (kg)', [
          [1, KG],
          [2, GENERAL],
        ])
      ).records,
    ).toEqual([
      [1, 'kg'],
      [2, 'kg'],
    ]);
  });

  it.each<[string, Amount, string[] | undefined, number, string]>([
    // What is shown counts: 12 beside TEUR.
    ['Amount', [12, TEUR], undefined, 12000, 'amounts in units of 1000 EUR'],
    ['Amount (TEUR)', [12, TEUR], ['EUR'], 12000, 'units of 1000 EUR'],
    // 1,250 beside TEUR is 1,250,000, as the cell holds it.
    ['Amount', [1250000, THOUSANDS_TEUR], undefined, 1250000, 'shows them divided by 1000'],
    ['Amount', [1250000, THOUSANDS_TEUR], ['EUR'], 1250000, 'shows them divided by 1000'],
    ['Amount (TEUR)', [1250000, THOUSANDS], ['EUR'], 1250000, 'shows them divided by 1000'],
    ['Amount', [1250000, THOUSANDS], ['EUR'], 1250000, 'shows them divided by 1000'],
    ['Amount (in thousands)', [12, EUR], ['EUR'], 12000, 'units of 1000'],
  ])('may say a scale: %s, %j, %j', async (title, amount, units, quantity, note) => {
    const { records, said } = await check(title, [amount], units);
    expect(records).toEqual([[quantity, 'EUR']]);
    expect(said.join('\n')).toContain(note);
  });

  it.each<[string, Amount, string[] | undefined, string]>([
    ['Amount', [12, TEUR], ['EUR'], 'the number is shown in TEUR, "Unit" says EUR'],
    ['Amount (EUR)', [12, TEUR], undefined, 'the number is shown in TEUR, the title of the column says EUR'],
    ['Amount (TEUR)', [12, EUR], ['EUR'], 'the number is shown in €, the title of the column says TEUR'],
    ['Amount (million)', [1250000, THOUSANDS], ['EUR'], 'the number is shown in units of 1000'],
    ['Amount', [0.08, PERCENT], ['kg'], '"%" is a share: expected an amount'],
    ['Amount', [8, PERCENT_SIGN], ['kg'], '"%" is a share: expected an amount'],
    ['Amount', [8, UNCLEAR], ['EUR'], '"m€" gives the unit of the amounts, and can mean several things'],
  ])('that cannot be: %s, %j, %j', async (title, amount, units, problem) => {
    const { records, said } = await check(title, [amount], units);
    expect(records).toEqual([undefined]);
    expect(said.at(-1)).toContain(problem);
  });

  it('is that of the cell, not of its column', async () => {
    const amounts: readonly Amount[] = [
      [1, KG],
      [0.08, PERCENT],
      [3, GENERAL],
      [4, T],
    ];
    const { records, said } = await check('Amount', amounts, ['kg', 'kg', 'kg', 'kg']);
    expect(records).toEqual([[1, 'kg'], undefined, [3, 'kg'], undefined]);
    expect(said.filter((text) => text.startsWith('error'))).toEqual([
      expect.stringContaining('"0.08": "%" is a share'),
      expect.stringContaining('the number is shown in t, "Unit" says kg'),
    ]);
  });

  it('is none of what may be several, or of texts', async () => {
    const dollars = await check('Amount', [[3, DOLLAR]]);
    expect(dollars.blocked).toBe(true);
    expect(dollars.said[0]).toContain('the required column "Unit" is missing');
    const texts = await check('Amount', [[3, KG], '4', '5 t']);
    expect(texts.records).toEqual([[3, 'kg'], undefined, [5, 't']]);
    expect(texts.said.filter((text) => text.startsWith('error'))).toEqual([
      'error Amount "4": "Unit" is required because the amount says no unit that is clear',
    ]);
  });
});
