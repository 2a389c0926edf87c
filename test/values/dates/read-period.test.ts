import { describe, expect, it } from 'vitest';
import type { Cell } from '../../../src/values/cell.js';
import { type PeriodWord, readPeriod } from '../../../src/values/dates/read-period.js';

type Cells = Partial<Record<PeriodWord, Cell>>;
const shownAs = (iso: string, part?: 'month' | 'year'): Cell => ({
  kind: 'date',
  iso,
  serial: 1,
  ...(part && { part }),
});

function readCells(cells: Cells) {
  return readPeriod(Object.entries(cells).map(([word, cell]) => ({ word: word as PeriodWord, cell })));
}

describe('periods in cells', () => {
  it.each<[Cells, string, string]>([
    [{ period: 'Q3 2022' }, '2022-07-01', '2022-09-30'],
    [{ period: '2022-Q4' }, '2022-10-01', '2022-12-31'],
    [{ period: 'Feb 2024' }, '2024-02-01', '2024-02-29'],
    [{ period: '2023-11' }, '2023-11-01', '2023-11-30'],
    [{ period: '2023' }, '2023-01-01', '2023-12-31'],
    [{ period: 2023 }, '2023-01-01', '2023-12-31'],
    [{ period: shownAs('2023-06-01', 'month') }, '2023-06-01', '2023-06-30'],
    [{ period: shownAs('2023-01-01', 'year') }, '2023-01-01', '2023-12-31'],
    [{ quarter: '2/2023' }, '2023-04-01', '2023-06-30'],
    [{ quarter: '3. Quartal 2023' }, '2023-07-01', '2023-09-30'],
    [{ 'half-year': 'H2 2023' }, '2023-07-01', '2023-12-31'],
    [{ month: '202305' }, '2023-05-01', '2023-05-31'],
    [{ month: shownAs('2023-05-01') }, '2023-05-01', '2023-05-31'],
    [{ month: '01.05.2023' }, '2023-05-01', '2023-05-31'],
    [{ month: 'août 2023' }, '2023-08-01', '2023-08-31'],
    [{ year: '2021' }, '2021-01-01', '2021-12-31'],
    [{ year: 2021, quarter: 'Q2' }, '2021-04-01', '2021-06-30'],
    [{ year: 2021, quarter: 2 }, '2021-04-01', '2021-06-30'],
    [{ year: '2021', 'half-year': '1' }, '2021-01-01', '2021-06-30'],
    [{ year: 2021, month: 2 }, '2021-02-01', '2021-02-28'],
    [{ year: 2021, month: '02' }, '2021-02-01', '2021-02-28'],
    [{ year: 2021, month: 'Juni' }, '2021-06-01', '2021-06-30'],
    [{ year: 2021, quarter: 'Q2', month: 'May' }, '2021-05-01', '2021-05-31'],
    [{ year: 2021, period: 'Q2' }, '2021-04-01', '2021-06-30'],
    [{ year: 2021, quarter: 2021 }, '2021-01-01', '2021-12-31'],
    [{ year: null, quarter: 'Q2 2021' }, '2021-04-01', '2021-06-30'],
  ])('%j is from %s to %s', (cells, start, end) => {
    expect(readCells(cells)).toEqual({ ok: true, period: { start, end } });
  });

  it.each<[Cells, string, string]>([
    [{ period: 'FY2023' }, '2023-01-01', '2023-12-31'],
    [{ 'fiscal year': 2023 }, '2023-01-01', '2023-12-31'],
    [{ 'fiscal year': '2023', quarter: 'Q1' }, '2023-01-01', '2023-03-31'],
  ])('%j is of a fiscal year', (cells, start, end) => {
    expect(readCells(cells)).toEqual({ ok: true, period: { start, end, fiscal: true } });
  });

  it.each<[Cells, number, RegExp]>([
    [{ period: 'soon' }, 0, /Q1 2024/],
    [{ period: 'Q5 2023' }, 0, /Q1 2024/],
    [{ period: '2023-03-01' }, 0, /Q1 2024/],
    [{ period: shownAs('2023-03-31') }, 0, /Q1 2024/],
    [{ period: 2023.1 }, 0, /Q1 2024/],
    [{ period: '2023.1' }, 0, /Q1 2024/],
    [{ period: 'Q1/23' }, 0, /four digits/],
    [{ period: 'Jan-23' }, 0, /four digits/],
    [{ period: 'FY23' }, 0, /four digits/],
    [{ year: 23 }, 0, /four digits/],
    [{ year: 23, quarter: 'Q1' }, 0, /four digits/],
    [{ year: '2011/12' }, 0, /a year/],
    [{ quarter: 'Q1' }, 0, /which year/],
    [{ month: 'Mai' }, 0, /which year/],
    [{ month: 5 }, 0, /which year/],
    [{ year: null, quarter: 'Q1' }, 1, /which year/],
    [{ quarter: '2023-03' }, 0, /Q1 2024/],
    [{ year: 2023, period: 3 }, 1, /M3 for a month or Q3 for a quarter/],
    [{ year: 2023, quarter: 5 }, 1, /Q1 2024/],
    [{ year: 2023, quarter: null }, 1, /fill this cell/],
    [{ year: 2023, quarter: 'Q1 2022' }, 1, /contradict/],
    [{ year: 2023, quarter: 'Q1', month: 'May' }, 2, /contradict/],
  ])('%j is refused', (cells, at, suggestion) => {
    expect(readCells(cells)).toMatchObject({
      ok: false,
      at,
      finding: { code: 'NOT_A_DATE', args: { expected: 'period', suggestion: expect.stringMatching(suggestion) } },
    });
  });

  it('is none where every cell is blank, and an error cell is one', () => {
    expect(readCells({ year: null, month: ' ' })).toEqual({ ok: true, period: undefined });
    expect(readCells({ year: 2023, month: '#N/A' })).toMatchObject({ ok: false, at: 1 });
  });
});
