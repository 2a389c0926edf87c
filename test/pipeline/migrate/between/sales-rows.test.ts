// Which cells of country sales a resold product fills: only those that it states.

import { expect, it } from 'vitest';
import { salesOf } from '../../../../src/pipeline/migrate/between/sales-rows.js';

const context = { isNamesake: false, today: '2025-06-30' };
const oats = { name: 'Oat flakes', shipToLocation: 'SE', yearlySalesVolumes: { 2024: 12.5 } };

const cellsOf = (values: object, more: object = {}) =>
  salesOf({ ...oats, ...values }, { ...context, ...more }).rows.map(({ cells }) => cells);
const gapsOf = (values: object, more: object = {}) =>
  salesOf({ ...oats, ...values }, { ...context, ...more }).rows.flatMap(({ gaps }) =>
    gaps.map(({ field, known, suggestion }) => [field, known, suggestion]),
  );

it('makes a row for each year with a volume', () => {
  const { rows, without } = salesOf({ ...oats, yearlySalesVolumes: { 2024: 1, 2023: 0, 2022: 0.75 } }, context);
  expect(rows.map(({ year, volumeKg, cells }) => [year, volumeKg, cells.start_date, cells.end_date])).toEqual([
    ['2022', 750, '2022-01-01', '2022-12-31'],
    ['2024', 1000, '2024-01-01', '2024-12-31'],
  ]);
  expect(without).toEqual(['the source says that 0 t were sold in 2023; country sales are more than 0']);
  expect(salesOf({ name: 'Oat flakes' }, context)).toEqual({
    rows: [],
    without: ['the source has no sales volume of it'],
  });
});

it.each([
  ['SE', 'SE'],
  ['Sweden', 'SE'],
  ['SWE', 'SE'],
  ['Deutschland', 'DE'],
  ['Göteborg, Sweden', 'SE'],
  ['Kai 4, Hamburg, Deutschland', 'DE'],
])('takes the ship-to location %s for the country %s', (shipToLocation, country) => {
  expect(cellsOf({ shipToLocation })).toMatchObject([{ country }]);
});

it.each([
  ['Atlanta, Georgia', 'GE'],
  ['Portland, ME', 'ME'],
  ['Arlon, Luxembourg', 'LU'],
  ['Sweden, Central warehouse', ''],
  ['Central warehouse', ''],
  ['Europe', ''],
])('takes the ship-to location %s for no country', (shipToLocation, suggestion) => {
  expect(gapsOf({ shipToLocation })).toContainEqual(['country', shipToLocation, suggestion]);
  expect(cellsOf({ shipToLocation })[0]).not.toHaveProperty('country');
});

it.each([
  [{ productNetQuantityValue: 1, productNetQuantityUnit: 'kg' }, 12_500],
  [{ productNetQuantityValue: 500, productNetQuantityUnit: 'g' }, 25_000],
  [{ productNetQuantityValue: 0.1, productNetQuantityUnit: 'kilo' }, 125_000],
  [{ productNetQuantityValue: 2, productNetQuantityUnit: 't' }, undefined],
])('divides the volume by the weight of a piece: %o', (net, quantity) => {
  expect(cellsOf(net).map((cells) => cells.quantity)).toEqual([quantity]);
});

it.each([
  [{}, '12500 kg sold', ''],
  [{ productNetQuantityValue: 1, productNetQuantityUnit: 'l' }, '12500 kg sold; one piece is 1 l', ''],
  [{ productNetQuantityValue: 6, productNetQuantityUnit: 'pcs' }, '12500 kg sold; one piece is 6 pcs', ''],
  [{ productNetQuantityValue: 1 }, '12500 kg sold; one piece is 1', ''],
  [{ productNetQuantityValue: 0, productNetQuantityUnit: 'kg' }, '12500 kg sold', ''],
  [{ productNetQuantityValue: 0.33, productNetQuantityUnit: 'kg' }, '12500 kg sold; one piece is 0.33 kg', '37879'],
])('leaves the quantity empty where pieces do not follow: %o', (net, known, suggestion) => {
  expect(gapsOf(net)).toContainEqual(['quantity', known, suggestion]);
  expect(cellsOf(net)[0]).not.toHaveProperty('quantity');
});

it('leaves the end of a year open that is not over', () => {
  const yearlySalesVolumes = { 2025: 1 };
  expect(cellsOf({ yearlySalesVolumes })).toMatchObject([{ start_date: '2025-01-01' }]);
  expect(gapsOf({ yearlySalesVolumes })).toContainEqual(['end_date', '2025', '']);
  expect(gapsOf({ yearlySalesVolumes }, { today: '2026-01-01' }).map(([field]) => field)).toEqual(['quantity']);
  expect(gapsOf({ yearlySalesVolumes: { 2026: 1 } }).map(([field]) => field)).toEqual([
    'quantity',
    'start_date',
    'end_date',
  ]);
});

it('leaves the name empty that several products have', () => {
  expect(gapsOf({ customId: 'OAT-7' }, { isNamesake: true })).toContainEqual([
    'product_name',
    'Oat flakes',
    'Oat flakes (OAT-7)',
  ]);
});
