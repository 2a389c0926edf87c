import { describe, expect, it } from 'vitest';
import { importDatasets } from '../../src/datasets/all.js';
import supplierPeriods from '../../src/datasets/carboncloud/supplier-periods.js';
import type { ImportDataset } from '../../src/datasets/dataset.js';
import countrySales from '../../src/datasets/dcycle/country-sales.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import variableProducts from '../../src/datasets/variable/variable-products.js';
import { findHeader } from '../../src/mapping/find-header.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { columnOf } from '../../src/mapping/mapping.js';

const SALES = ['Product', 'Country', 'Units sold'];

function map(titles: readonly string[], dataset: ImportDataset = countrySales, columns?: Record<string, null>) {
  const saved = columns && { file: 'map.yaml', columns };
  const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, dataset, saved);
  const period = mapping.columns.find((column) => column.period)?.period;
  return { words: period?.parts.map(({ word }) => word), codes: mapping.problems.map(({ code }) => code) };
}

describe('columns of periods', () => {
  it.each([
    ['Period', 'period'],
    ['ZEITRAUM', 'period'],
    ['Période', 'period'],
    ['Období', 'period'],
    ['Quarter (calendar)', 'quarter'],
    ['Quartal', 'quarter'],
    ['Trimestre', 'quarter'],
    ['Kvartal', 'quarter'],
    ['Čtvrtletí', 'quarter'],
    ['Half-year', 'half-year'],
    ['Semestre', 'half-year'],
    ['Month', 'month'],
    ['Monat', 'month'],
    ['Mês', 'month'],
    ['MES', 'month'],
    ['Måned', 'month'],
    ['Месяц', 'month'],
    ['Year', 'year'],
    ['År', 'year'],
    ['Año', 'year'],
    ['FY', 'fiscal year'],
    ['Geschäftsjahr', 'fiscal year'],
  ])('%s gives both days', (title, word) => {
    expect(map([...SALES, title])).toEqual({ words: [word], codes: [] });
  });

  it('are the column of both days', () => {
    const mapping = mapHeader({ sheet: '', row: 1, cells: [...SALES, 'Year', 'Month'] }, countrySales);
    const titles = ['start_date', 'end_date', 'country', 'product_id', ''].map(
      (field) => columnOf(mapping, field)?.title,
    );
    expect(titles).toEqual(['Month', 'Month', 'Country', undefined, undefined]);
  });

  it('go together, whatever their order', () => {
    expect(map(['Monat', ...SALES, 'Jahr', 'Quartal'])).toEqual({ words: ['year', 'quarter', 'month'], codes: [] });
  });

  it('are not used beside a first or last day', () => {
    const { words, codes } = map([...SALES, 'Start', 'End', 'Quarter']);
    expect(words).toBeUndefined();
    expect(codes).toEqual(['UNKNOWN_COLUMN']);
  });

  it('are not used where a mapping leaves them out, or the calendar year is there as well', () => {
    expect(map([...SALES, 'Year', 'Month'], countrySales, { Month: null }).words).toEqual(['year']);
    expect(map([...SALES, 'Fiscal year', 'Year', 'Month'])).toEqual({
      words: ['year', 'month'],
      codes: ['UNKNOWN_COLUMN'],
    });
  });

  it('are looked for only where a row has a period', () => {
    expect(map(['Product GTIN', 'Supplier name', 'Period'], supplierPeriods).words).toEqual(['period']);
    expect(map(['Name', 'Validity period'], variableProducts).words).toEqual(['period']);
    expect(map(['Name', 'Year'], variableProducts).words).toBeUndefined();
    expect(map(['Product name', 'Period'], purchases).words).toBeUndefined();
  });

  it('speak for the dataset and its header row', () => {
    const rows = [['Sales report'], ['Artikel', 'Land', 'Jahr', 'Monat', 'Absatz']];
    const found = findHeader(
      rows.map((cells, index) => ({ sheet: 'A', row: index + 1, cells })),
      importDatasets,
    );
    expect(found).toMatchObject({ header: { row: 2 }, dataset: { name: 'country-sales' } });
  });
});
