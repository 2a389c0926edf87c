// Files whose rows name their period in one column, or in two: from the file to the records and what is said.

import { describe, expect, it } from 'vitest';
import { openTable } from '../../src/pipeline/table/open-table.js';
import { describe as inWords } from '../../src/problems/place.js';
import { rowChecker } from '../../src/validate/check-row.js';
import { temporaryFolder } from '../read/files.js';

const write = temporaryFolder();
const NOW = Date.UTC(2026, 5, 1);

async function check(lines: readonly string[], unpivot = false) {
  const table = await openTable({ file: write('sales.csv', lines.join('\n')), unpivot }, undefined, NOW);
  const judge = rowChecker(table.mapping, table.readings);
  const days: unknown[] = [];
  const problems: string[] = [];
  for await (const batch of table.rows()) {
    for (const row of batch) {
      const checked = judge(row);
      days.push(checked.record && [checked.record.start_date, checked.record.end_date]);
      for (const one of checked.problems)
        problems.push(`${one.severity} ${one.code} ${one.column} ${one.value}`.trim());
      for (const one of checked.problems) expect(inWords(one)).not.toContain('undefined');
    }
  }
  await table.source.close();
  return { header: table.problems.map(({ code }) => code), days, problems, said: table.said.join('\n') };
}

describe('a file of periods', () => {
  it('gives the days of a quarter, with notes that say so', async () => {
    const { header, days, problems, said } = await check([
      'Product;Country;Units sold;Quarter',
      'Toaster;NO;7;Q2 2023',
      'Toaster;SE;8;2023-Q3',
      'Lamp;SE;8;FY2022',
    ]);
    expect(header).toEqual([]);
    expect(days).toEqual([
      ['2023-04-01', '2023-06-30'],
      ['2023-07-01', '2023-09-30'],
      ['2022-01-01', '2022-12-31'],
    ]);
    expect(problems).toEqual([
      'note READ_AS Quarter Q2 2023',
      'note READ_AS Quarter 2023-Q3',
      'warning FISCAL_YEAR Quarter FY2022',
    ]);
    expect(said).toContain('Quarter: read as the first and the last day of the period (Start date and End date)');
  });

  it('joins a year and a month, and names the faulty cell once', async () => {
    const { days, problems } = await check([
      'Produkt;Land;Monat;Absatz;Jahr',
      'Toaster;NO;Februar;7;2024',
      'Toaster;NO;3;7;2024',
      'Lampe;NO;13;7;2024',
      'Lampe;NO;4;7;24',
      'Lampe;NO;;7;',
      'Lampe;NO;4;7;2050',
    ]);
    expect(days).toEqual([
      ['2024-02-01', '2024-02-29'],
      ['2024-03-01', '2024-03-31'],
      ...[undefined, undefined, undefined, undefined],
    ]);
    expect(problems.filter((problem) => !problem.startsWith('note'))).toEqual([
      'error NOT_A_DATE Monat 13',
      'error NOT_A_DATE Jahr 24',
      'error REQUIRED_EMPTY Monat',
      'error IMPLAUSIBLE_DATE Monat 4',
    ]);
  });

  it('goes with a matrix by country', async () => {
    const { header, days } = await check(['Product;Year;Sweden;Norway', 'Toaster;2023;7;8'], true);
    expect(header).toEqual([]);
    expect(days).toEqual([
      ['2023-01-01', '2023-12-31'],
      ['2023-01-01', '2023-12-31'],
    ]);
  });
});
