// Which rows `--where` lets through, and which columns `--columns` finds.

import { describe, expect, it } from 'vitest';
import footprints from '../../../src/datasets/carboncloud/footprints.js';
import { importDatasetNamed } from '../../../src/datasets/index.js';
import impacts from '../../../src/datasets/variable/product-impacts.js';
import { ColumnFinder } from '../../../src/pipeline/export/choose-columns.js';
import { rowTest } from '../../../src/pipeline/export/row-conditions.js';
import type { ExportRow } from '../../../src/write/export/export-file.js';

const columns = new ColumnFinder(footprints);

const row: ExportRow = {
  id: 'p-1',
  name: 'Oat drink, 1 l',
  brandName: null,
  reason: null,
  updatedAt: '2025-01-31T12:00:00.123456789Z',
  total: 0.3,
  'flag.total.sum': 0,
};

describe('a condition', () => {
  it.each([
    ['total > 0.1', true],
    ['total>0.3', false],
    ['total >= 0.30', true],
    ['total <= 3e-1', true],
    ['total = 0.3', true],
    ['total != 0.3', false],
    ['Total (kg CO2e per kg) < 1', true],
    ['Total < -1', false],
    ['FLAG total = 0', true],
    ['flag.total.co2 < 1', false],
    ['flag.total.co2 != 1', true],
    ['flag.total.co2 is empty', true],
    ['flag.total.sum empty', false],
    ['name is not empty', true],
    ['reason not empty', false],
    ['name contains OAT', true],
    ['name contains "1 l"', true],
    ['name contains soy', false],
    ['brandName contains n', false],
    ['name = oat drink, 1 L', true],
    ["name = 'oat'", false],
    ['Product name != x', true],
    ['name > n', true],
    ['updatedAt >= 2025-01-31', true],
    ['updatedAt > 2025-01-31', false],
    ['updatedAt <= 2025-01-31', true],
    ['updatedAt = 2025-01-31', true],
    ['updatedAt < 2025-01-31', false],
    ['updatedAt > 2025-01-31T12:00:00.123456788Z', true],
    ['updatedAt = 2025-01-31T13:00:00.123456789+01:00', true],
    ['extra.water contains x', false],
  ])('%s: %s', (condition, isMet) => {
    expect(rowTest([condition], columns)(row)).toBe(isMet);
  });

  it('is one of several that must all be met', () => {
    expect(rowTest(['total > 0.1', 'name contains oat'], columns)(row)).toBe(true);
    expect(rowTest(['total > 0.1', 'name contains soy'], columns)(row)).toBe(false);
    expect(rowTest([], columns)(row)).toBe(true);
  });

  it('compares every digit of an exact decimal', () => {
    const test = rowTest(['A1 > 0.1000000000000000000001'], new ColumnFinder(impacts));
    expect(test({ A1: '0.1000000000000000000002' })).toBe(true);
    expect(test({ A1: '1.000000000000000000001e-1' })).toBe(false);
  });

  it.each([
    ['totl > 1', 'totl', 'did you mean total?'],
    ['total > many', 'the column Total is compared with a number', ''],
    ['updatedAt > soon', 'the column Updated at is compared with a day or a moment', ''],
    ['updatedAt > 2025-02-31x', 'Updated at', ''],
    ['total', 'no comparison', ''],
    ['', 'no comparison', ''],
  ])('is refused: %s', (condition, message, hint) => {
    let stop: unknown;
    try {
      rowTest([condition], columns);
    } catch (cause) {
      stop = cause;
    }
    expect(stop).toMatchObject({
      kind: 'usage',
      message: expect.stringContaining(message),
      hint: expect.stringContaining(hint),
    });
  });
});

describe('columns', () => {
  it('are found by key, title, title with unit, and by a list of them', () => {
    const found = columns.list(
      ['id, Total (kg CO2e per kg)', 'Land management CO2: organic soils CO2', 'total'],
      '--columns',
    );
    expect(found.map(({ key }) => key)).toEqual(['id', 'total', 'flag.landManagementCO2.organicSoilsCO2']);
  });

  it('may be of a year, or of a field that the service has added', async () => {
    const finder = new ColumnFinder(await importDatasetNamed('resold-products'));
    const title = finder.find('yearlySalesVolumes.2031')?.title ?? '';
    expect(title).toContain('2031');
    expect(finder.find(title)?.key).toBe('yearlySalesVolumes.2031');
    expect(finder.find('extra.water')?.key).toBe('extra.water');
    expect(finder.find('name.2031')).toBeUndefined();
  });

  it('that do not exist are named with the nearest', () => {
    expect(() => columns.list(['id,nmae'], '--columns')).toThrow(
      expect.objectContaining({ message: expect.stringContaining('"nmae"'), hint: 'did you mean name?' }),
    );
    expect(() => columns.list([' , '], '--columns')).toThrow('--columns is empty');
  });
});
