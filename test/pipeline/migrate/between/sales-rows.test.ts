// Which cells of country sales a resold product fills: only those that it states.

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { salesOf } from '../../../../src/pipeline/migrate/between/sales-rows.js';
import { exactSum } from '../../../../src/values/numbers/exact-sum.js';

const context = { isNamesake: false, isTwin: false, today: '2025-06-30' };
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
  [{ productNetQuantityValue: 1, productNetQuantityUnit: 'kg' }, 12_500],
  [{ productNetQuantityValue: 500, productNetQuantityUnit: 'g' }, 25_000],
  [{ productNetQuantityValue: 0.1, productNetQuantityUnit: 'kilo' }, 125_000],
  [{ productNetQuantityValue: 250_000, productNetQuantityUnit: 'mg' }, 50_000],
  [{ productNetQuantityValue: 2, productNetQuantityUnit: 't' }, undefined],
])('divides the volume by the weight of a piece: %o', (net, quantity) => {
  expect(cellsOf(net).map((cells) => cells.quantity)).toEqual([quantity]);
});

it.each([
  [{}, '12500 kg sold', ''],
  [{ productNetQuantityValue: 1, productNetQuantityUnit: 'l' }, '12500 kg sold; one piece is 1 l', ''],
  [{ productNetQuantityValue: 6, productNetQuantityUnit: 'pcs' }, '12500 kg sold; one piece is 6 pcs', ''],
  [{ productNetQuantityValue: 1 }, '12500 kg sold; one piece is 1', ''],
  [{ productNetQuantityValue: 1, productNetQuantityUnit: 'ton' }, '12500 kg sold; one piece is 1 ton', ''],
  [{ productNetQuantityValue: 12, productNetQuantityUnit: 'oz' }, '12500 kg sold; one piece is 12 oz', ''],
  [{ productNetQuantityValue: 0, productNetQuantityUnit: 'kg' }, '12500 kg sold; one piece is 0 kg', ''],
  [{ productNetQuantityValue: -1, productNetQuantityUnit: 'kg' }, '12500 kg sold; one piece is -1 kg', ''],
  [{ productNetQuantityValue: 50, productNetQuantityUnit: '%' }, '12500 kg sold; one piece is 50 %', ''],
  [{ productNetQuantityValue: 1, productNetQuantityUnit: 'Mg' }, '12500 kg sold; one piece is 1 Mg', ''],
  [{ productNetQuantityValue: 1, productNetQuantityUnit: '6 x 500 g' }, '12500 kg sold; one piece is 1 6 x 500 g', ''],
  [{ productNetQuantityValue: 1, productNetQuantityUnit: 'kg/pallet' }, '12500 kg sold; one piece is 1 kg/pallet', ''],
  [{ productNetQuantityValue: 0.33, productNetQuantityUnit: 'kg' }, '12500 kg sold; one piece is 0.33 kg', '37879'],
])('leaves the quantity empty where pieces do not follow: %o', (net, known, suggestion) => {
  expect(gapsOf(net)).toContainEqual(['quantity', known, suggestion]);
  expect(cellsOf(net)[0]).not.toHaveProperty('quantity');
});

it('counts pieces as the source shows the volume, without binary noise', () => {
  const third = { productNetQuantityValue: 100, productNetQuantityUnit: 'kg', yearlySalesVolumes: { 2024: 0.1 + 0.2 } };
  expect(cellsOf(third)).toMatchObject([{ quantity: 3 }]);
});

it('names years whose volume is negative or 0, and fills none of them', () => {
  const { rows, without } = salesOf({ ...oats, yearlySalesVolumes: { 2022: -0.5, 2023: 0, 2024: 1e-9 } }, context);
  expect(rows.map(({ year, volumeKg }) => [year, volumeKg])).toEqual([['2024', 0.000001]]);
  expect(without).toEqual([
    'the source says that -0.5 t were sold in 2022; country sales are more than 0',
    'the source says that 0 t were sold in 2023; country sales are more than 0',
  ]);
});

it.each(['2024/25', '24', '0024', 'FY2024', ' 2024'])('takes %s for no calendar year', (year) => {
  const gaps = gapsOf({ yearlySalesVolumes: { [year]: 1 } });
  expect(gaps).toContainEqual(['start_date', year, '']);
  expect(gaps).toContainEqual(['end_date', year, '']);
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

it('suggests no name that would make one product of two', () => {
  const gaps = gapsOf({ customId: 'OAT-7' }, { isNamesake: true, isTwin: true });
  expect(gaps).toContainEqual(['product_name', 'Oat flakes', '']);
});

it('makes one row of each volume above 0, and names every other one', () => {
  const volumes = fc.dictionary(
    fc.integer({ min: 1990, max: 2030 }).map(String),
    fc.oneof(fc.integer({ min: -1_000, max: 1_000_000 }), fc.constant(0)).map((kilograms) => kilograms / 1000),
    { minKeys: 1 },
  );
  const place = fc.oneof(fc.string(), fc.constantFrom('Sweden', 'SE', 'Sweden, Norway', 'Atlanta, Georgia', 'CA'));
  fc.assert(
    fc.property(volumes, place, (yearlySalesVolumes, shipToLocation) => {
      const { rows, without } = salesOf({ ...oats, shipToLocation, yearlySalesVolumes }, context);
      const all = Object.entries(yearlySalesVolumes);
      expect(rows.length + without.length).toBe(all.length);
      const [held, stated] = [exactSum(), exactSum()];
      for (const { volumeKg } of rows) held.add(volumeKg);
      for (const [year, tonnes] of all) {
        if (tonnes > 0) stated.add(Math.round(tonnes * 1000));
        else expect(without.filter((why) => why.includes(` in ${year};`))).toHaveLength(1);
      }
      expect(held.text()).toBe(stated.text());
      // Each cell of the template that Dcycle needs is filled, or a gap with its reason.
      for (const { cells, gaps } of rows)
        expect([...Object.keys(cells), ...gaps.map(({ field }) => field)].toSorted()).toEqual([
          'country',
          'end_date',
          'product_name',
          'quantity',
          'start_date',
        ]);
    }),
  );
});
