// Rows of a file beside those that the service holds: what is unusual only then, and what is usual there.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import suppliers from '../../src/datasets/carboncloud/suppliers.js';
import type { Values } from '../../src/datasets/dataset.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import type { Field } from '../../src/datasets/field.js';
import variableProducts from '../../src/datasets/variable/variable-products.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { HeldRows } from '../../src/suspects/held-rows.js';
import { amountKeeper } from '../../src/suspects/kept-amounts.js';
import { watchForSuspects } from '../../src/suspects/suspicion.js';

const titles = ['product_name', 'sector', 'country', 'quantity', 'unit_id', 'supplier_id'];
const mapping = mapHeader({ sheet: '', row: 1, cells: titles }, purchases);

function rowOf(record: Values, row = 2) {
  const cells = titles.map((title) => record[title] ?? null) as (string | number | null)[];
  return { source: { sheet: '', row, cells }, record, identity: '' };
}

const STEEL = '7d1f4c52-0000-4000-8000-000000000001';

const bought = (quantity: number, more: Values = {}): Values => ({
  product_name: `Thing ${quantity}`,
  sector: 'Manufacturing',
  country: 'DE',
  quantity,
  unit_id: 'EUR',
  ...more,
});

const around = (amount: number, count: number, more: Values = {}): readonly Values[] =>
  Array.from({ length: count }, (_, index) => bought(amount + index, more));

/** What is unusual in a file, as `row 2 SUSPECT_AMOUNT`, and what the messages name. */
function suspectsAmong(records: readonly Values[], held: readonly Values[], imported: readonly Values[] = []) {
  const keeper = amountKeeper(mapping);
  for (const record of imported) keeper.add(rowOf(record));
  const watch = watchForSuspects(mapping, { fileOf: () => undefined, amounts: keeper.kept() });
  const atService = HeldRows.of(mapping);
  const rows = records.map((record, index) => rowOf(record, index + 2));
  for (const row of rows) {
    watch.add(row);
    atService?.note(row);
  }
  for (const [index, record] of held.entries()) atService?.see(`id-${index}`, record);
  const found = rows.flatMap((row) => watch.settle(atService)?.(row) ?? []);
  return found.map(({ row, code, args }) => ({ at: `row ${row} ${code}`, args }));
}

const at = (found: ReturnType<typeof suspectsAmong>) => found.map((one) => one.at);

describe('one row alone', () => {
  const monthly = around(10_000, 36, { supplier_id: STEEL });

  it.each([
    ['ten times', 100_000, ['row 2 SUSPECT_AMOUNT']],
    ['700 times', 7_000_100, ['row 2 SUSPECT_AMOUNT']],
    ['a thousandth', 10, ['row 2 SUSPECT_AMOUNT']],
    ['three times', 30_000, []],
  ])('of %s the usual of its supplier', (_, quantity, expected) => {
    expect(at(suspectsAmong([bought(quantity, { supplier_id: STEEL })], monthly))).toEqual(expected);
  });

  it('is compared with its supplier, whatever the letters of the id, also where its sector is new', () => {
    const record = bought(7_000_100, { supplier_id: STEEL.toUpperCase(), sector: 'Real estate' });
    const [found] = suspectsAmong([record], [...monthly, ...around(5_000_000, 30)]);
    expect(found?.args).toMatchObject({ group: `supplier_id ${STEEL.toUpperCase()}`, rows: 36, of: 'service' });
  });

  it('is compared with its product and country first', () => {
    const screws = { product_name: 'Screws' };
    const held = [...around(900_000, 20, { ...screws, country: 'SE' }), ...around(900, 20, screws)];
    expect(at(suspectsAmong([bought(900_000, screws)], held))).toEqual(['row 2 SUSPECT_AMOUNT']);
    expect(at(suspectsAmong([bought(900_000, { ...screws, country: 'SE' })], held))).toEqual([]);
  });

  it('of a sector that is new at the service is compared with no others', () => {
    expect(at(suspectsAmong([bought(7_000_100, { sector: 'Real estate' })], around(10_000, 60)))).toEqual([]);
  });

  it('in another unit than all others is not compared by its amount', () => {
    expect(at(suspectsAmong([bought(7_000_100, { unit_id: 'kg' })], monthly))).toEqual([]);
  });
});

describe('what is usual at the service', () => {
  it('is not unusual, though it is in the file and in earlier imports', () => {
    const rent = { product_name: 'Rent' };
    const file = [...around(10_000, 20), bought(7_000_100, rent)];
    expect(at(suspectsAmong(file, [], around(10_000, 40)))).toEqual(['row 22 SUSPECT_AMOUNT']);
    const held = [...around(10_000, 40), ...around(7_000_000, 12, rent)];
    expect(at(suspectsAmong(file, held, around(10_000, 40)))).toEqual([]);
  });

  it('in a wide group does not excuse an amount of a product', () => {
    const paper = { product_name: 'Paper' };
    const file = [...around(100, 12, paper), bought(100_000, paper)];
    const held = Array.from({ length: 60 }, (_, index) => bought(10 ** (index % 6)));
    expect(at(suspectsAmong(file, held))).toEqual(['row 14 SUSPECT_AMOUNT']);
  });

  it('in a wide group does not hold back a new product of which the file has enough', () => {
    const engines = around(2_000_000, 12, { product_name: 'Engine' });
    expect(at(suspectsAmong(engines, around(10_000, 60)))).toEqual([]);
  });

  it('in an equal group does not hold back the smaller amounts of a file that reaches further', () => {
    const file = Array.from({ length: 60 }, (_, index) => bought(Math.round(20 * 1.12 ** index)));
    const held = Array.from({ length: 30 }, (_, index) => bought(9_000 + 500 * index));
    expect(at(suspectsAmong(file, held))).toEqual([]);
    expect(at(suspectsAmong(file.slice(0, 1), held))).toEqual(['row 2 SUSPECT_AMOUNT']);
  });

  it('in the same groups holds back a whole file in another unit', () => {
    const file = around(10_000, 12).map((record) => ({ ...record, quantity: Number(record.quantity) / 1000 }));
    expect(at(suspectsAmong(file, around(10_000, 60)))).toHaveLength(12);
  });

  it('is the same in whatever order it is listed, and when it is listed again', () => {
    const lists = fc.record({
      amounts: fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 60 }),
      amount: fc.integer({ min: 1, max: 100_000_000 }),
    });
    fc.assert(
      fc.property(lists, ({ amounts, amount }) => {
        const held = amounts.map((quantity) => bought(quantity, { product_name: `Thing ${quantity % 3}` }));
        const file = [bought(amount, { product_name: 'Thing 1' })];
        expect(suspectsAmong(file, held.toReversed())).toEqual(suspectsAmong(file, held));
      }),
    );
  });

  it('counts each listed row once', () => {
    const held = HeldRows.of(mapping);
    const row = rowOf(bought(7_000_100));
    held?.note(row);
    for (let reading = 0; reading < 3; reading += 1)
      for (let index = 0; index < 5; index += 1) held?.see(`id-${index}`, bought(10_000 + index));
    const watch = watchForSuspects(mapping);
    watch.add(row);
    // Five rows are too few to know what is usual.
    expect(watch.settle(held)?.(row)).toEqual([]);
  });
});

describe('a currency', () => {
  const swedish = Array.from({ length: 40 }, (_, index) => bought(900 + index, { country: 'SE', unit_id: 'SEK' }));
  const pounds = bought(950, { country: 'SE', unit_id: 'GBP' });

  it('that no other row of the country has is unusual', () => {
    const [found] = suspectsAmong([pounds], swedish);
    expect(found).toMatchObject({ at: 'row 2 SUSPECT_CURRENCY', args: { country: 'SE', usual: 'SEK', rows: 40 } });
  });

  it('that the service has more than once in the country is not, though it is in the file', () => {
    const file = [...swedish, pounds];
    expect(at(suspectsAmong(file, []))).toEqual(['row 42 SUSPECT_CURRENCY']);
    expect(at(suspectsAmong(file, Array(3).fill(pounds)))).toEqual([]);
  });

  it('is not compared with units that are none', () => {
    const weighed = swedish.map((record) => ({ ...record, unit_id: 'kilogram' }));
    expect(at(suspectsAmong([pounds], weighed))).toEqual([]);
  });
});

describe('a sign', () => {
  const impacts = mapHeader(
    { sheet: '', row: 1, cells: ['Name', 'Custom id', 'GWP fossil raw materials'] },
    variableProducts,
  );
  const field = Object.entries<Field>(variableProducts.fields).find(([, { kind }]) => kind === 'number')?.[0];

  it.each([
    ['that no held row has', -5, 30, ['SUSPECT_SIGN']],
    ['that others have', -5, -30, []],
  ])('%s', (_, amount, sign, expected) => {
    const own = { ...rowOf({}), record: { [String(field)]: amount } };
    const held = HeldRows.of(impacts);
    held?.note(own);
    for (let index = 0; index < 30; index += 1)
      held?.see(`id-${index}`, { [String(field)]: index % 3 === 0 ? Math.sign(sign) * 5 : 5 });
    const watch = watchForSuspects(impacts);
    watch.add(own);
    expect((watch.settle(held)?.(own) ?? []).map(({ code }) => code)).toEqual(expected);
  });
});

it('is not gathered for rows without amounts', () => {
  const named = mapHeader({ sheet: '', row: 1, cells: ['Supplier name'] }, suppliers);
  expect(HeldRows.of(named)).toBeUndefined();
});
