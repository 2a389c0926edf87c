import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergePeriods, type PeriodRow } from '../../../../src/providers/carboncloud/periods/merge-periods.js';
import { shareDay } from '../../../../src/providers/carboncloud/periods/period-days.js';

const today = '2025-01-31';
const first = { id: '1', supplierId: 'a', supplierName: 'A', validFrom: '2024-01-01', validTo: '2024-06-30' };
const second = { id: '2', supplierId: 'b', supplierName: 'B', validFrom: '2024-07-01' };
const held = [first, second];

function row(changes: Partial<PeriodRow>): PeriodRow {
  return { kind: 'create', periodId: '', supplierId: 'c', supplierName: 'C', ...changes };
}
const update = (periodId: string, days: Partial<PeriodRow>): PeriodRow =>
  row({ kind: 'update', periodId, supplierId: undefined, ...days });

/** Periods as `id supplier from to`. */
function merged(rows: readonly PeriodRow[]) {
  const { periods, refused, isChanged } = mergePeriods(held, rows, today);
  return {
    periods: periods.map(({ id = '-', supplierId, validFrom = '', validTo = '' }) =>
      [id, supplierId, validFrom, validTo].join(' ').trim(),
    ),
    refused: [...refused].map(([index, { code }]) => `${index} ${code}`),
    isChanged,
  };
}

const ONE = '1 a 2024-01-01 2024-06-30';
const TWO = '2 b 2024-07-01';

describe('the periods that a product is to have', () => {
  it.each<readonly [string, readonly PeriodRow[], readonly string[], readonly string[]]>([
    ['those it has, without a row', [], [ONE, TWO], []],
    [
      'with a new one before them',
      [row({ validFrom: '2023-01-01', validTo: '2023-12-31' })],
      [ONE, TWO, '- c 2023-01-01 2023-12-31'],
      [],
    ],
    [
      'but not one that shares a day',
      [row({ validFrom: '2023-01-01', validTo: '2024-01-01' })],
      [ONE, TWO],
      ['0 PERIOD_SHARED'],
    ],
    [
      'but not one in an open period',
      [row({ validFrom: '2024-12-01', validTo: '2024-12-31' })],
      [ONE, TWO],
      ['0 PERIOD_SHARED'],
    ],
    [
      'with one after the open one was closed',
      [update('2', { validTo: '2024-11-30' }), row({ validFrom: '2024-12-01' })],
      [ONE, '2 b 2024-07-01 2024-11-30', '- c 2024-12-01'],
      [],
    ],
    [
      'with a boundary moved, whichever row comes first',
      [update('2', { validFrom: '2024-06-01' }), update('1', { validTo: '2024-05-31' })],
      ['1 a 2024-01-01 2024-05-31', '2 b 2024-06-01'],
      [],
    ],
    [
      'without a boundary moved over another',
      [update('1', { validTo: '2024-07-01' })],
      [ONE, TWO],
      ['0 PERIOD_SHARED'],
    ],
    [
      'with one in the place of one that a row deletes',
      [row({ kind: 'delete', periodId: '1' }), row({ validFrom: '2024-01-01', validTo: '2024-06-30' })],
      [TWO, '- c 2024-01-01 2024-06-30'],
      [],
    ],
    ['up to today', [update('2', { validTo: today })], [ONE, `2 b 2024-07-01 ${today}`], []],
    ['not beyond today', [update('2', { validTo: '2025-02-01' })], [ONE, TWO], ['0 BEYOND_TODAY']],
    ['of one day', [update('1', { validTo: '2024-01-01' })], ['1 a 2024-01-01 2024-01-01', TWO], []],
    ['none that ends before it starts', [update('1', { validTo: '2023-12-31' })], [ONE, TWO], ['0 PERIOD_REVERSED']],
    ['none with another supplier', [update('1', { supplierId: 'b' })], [ONE, TWO], ['0 SUPPLIER_FIXED']],
    ['none that is gone', [update('9', { validTo: '2024-02-01' })], [ONE, TWO], ['0 NOTHING_THERE']],
    ['not twice what is there', [row({ supplierId: 'b', validFrom: '2024-07-01' })], [ONE, TWO], []],
    [
      'of two new ones that share a day the first',
      [
        row({ validFrom: '2022-01-01', validTo: '2022-06-30' }),
        row({ validFrom: '2022-06-30', validTo: '2022-12-31' }),
      ],
      [ONE, TWO, '- c 2022-01-01 2022-06-30'],
      ['1 PERIOD_SHARED'],
    ],
    ['without one that is deleted', [row({ kind: 'delete', periodId: '2' })], [ONE], []],
  ])('%s', (_, rows, periods, refused) => {
    expect(merged(rows)).toEqual({
      periods,
      refused,
      isChanged: JSON.stringify(periods) !== JSON.stringify([ONE, TWO]),
    });
  });

  it('hold every period that no row deletes, with its id, and none that shares a day with another', () => {
    const day = fc.integer({ min: 1, max: 28 }).map((number) => `2024-01-${String(number).padStart(2, '0')}`);
    const days = { validFrom: fc.option(day, { nil: undefined }), validTo: fc.option(day, { nil: undefined }) };
    const rows = fc.array(
      fc.oneof(
        fc.record({ ...days, periodId: fc.constant(''), kind: fc.constant('create' as const) }),
        fc.record({
          ...days,
          periodId: fc.constantFrom('1', '2', '3', '4'),
          kind: fc.constantFrom('update' as const, 'delete' as const),
        }),
      ),
    );
    const start = ['02', '08', '14', '20'].map((from, index) => ({
      id: `${index + 1}`,
      supplierId: 'a',
      supplierName: 'A',
      validFrom: `2024-01-${from}`,
      validTo: `2024-01-${String(Number(from) + 4).padStart(2, '0')}`,
    }));
    fc.assert(
      fc.property(rows, (asked) => {
        const all = asked.map((one) => row({ ...one, supplierId: one.kind === 'create' ? 'c' : undefined }));
        const { periods, refused } = mergePeriods(start, all, today);
        const deleted = new Set(all.filter(({ kind }) => kind === 'delete').map(({ periodId }) => periodId));
        const kept = periods.flatMap(({ id }) => id ?? []);
        expect(kept).toEqual(['1', '2', '3', '4'].filter((id) => !deleted.has(id)));
        for (const one of periods)
          for (const other of periods) expect(one !== other && shareDay(one, other)).toBe(false);
        expect([...refused.keys()].every((index) => all[index]?.kind !== 'delete')).toBe(true);
      }),
    );
  });
});
