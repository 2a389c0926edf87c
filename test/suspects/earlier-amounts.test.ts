// Amounts compared with those of earlier imports: what is kept of them, and what is unusual then.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/datasets/dataset.js';
import purchases from '../../src/datasets/dcycle/purchases.js';
import variableProducts from '../../src/datasets/variable/variable-products.js';
import { mapHeader } from '../../src/mapping/map-header.js';
import { amountKeeper, parseKeptAmounts } from '../../src/suspects/kept-amounts.js';
import { Spread } from '../../src/suspects/spread.js';
import { watchForSuspects } from '../../src/suspects/suspicion.js';

const purchaseTitles = ['product_name', 'country', 'quantity', 'unit_id', 'Konto'];
const mapping = mapHeader({ sheet: '', row: 1, cells: purchaseTitles }, purchases);

function rowOf(record: Values, row = 2) {
  const cells = purchaseTitles.map((title) => record[title] ?? null) as (string | number | null)[];
  return { source: { sheet: '', row, cells }, record, identity: '' };
}

const bought = (quantity: number, more: Values = {}): Values => {
  return { product_name: `Thing ${quantity}`, country: 'DE', quantity, unit_id: 'EUR', ...more };
};

/** As it comes back from the ledger. */
function keptOf(records: readonly Values[]) {
  const keeper = amountKeeper(mapping);
  for (const record of records) keeper.add(rowOf(record));
  return parseKeptAmounts(JSON.parse(JSON.stringify(keeper.kept())));
}

function suspectsAmong(records: readonly Values[], earlier: readonly Values[]): readonly string[] {
  const watch = watchForSuspects(mapping, { fileOf: () => undefined, amounts: keptOf(earlier) });
  const rows = records.map((record, index) => rowOf(record, index + 2));
  for (const row of rows) watch.add(row);
  const suspicion = watch.settle();
  return suspicion === undefined ? [] : rows.flatMap(suspicion).map(({ row, code }) => `row ${row} ${code}`);
}

const usual = Array.from({ length: 30 }, (_, index) => bought(9_000 + index * 70));

describe('an amount', () => {
  it.each([
    ['of the usual size', bought(10_500), []],
    ['of another size, which may be', bought(40_000), []],
    ['ten times too small', bought(1_000), ['row 2 SUSPECT_AMOUNT']],
    ['five times as small', bought(2_000), []],
    ['a thousand times too large', bought(10_000_000), ['row 2 SUSPECT_AMOUNT']],
    ['a thousand times too small', bought(10), ['row 2 SUSPECT_AMOUNT']],
    ['in another unit, of which nothing is known', bought(10_000_000, { unit_id: 'SEK' }), []],
  ])('%s', (_, record, expected) => {
    expect(suspectsAmong([record], usual)).toEqual(expected);
  });

  it('is still unusual after one such amount was accepted', () => {
    const accepted = [...usual, bought(10_000_000)];
    expect(suspectsAmong([bought(10_000_000)], accepted)).toEqual(['row 2 SUSPECT_AMOUNT']);
  });

  it('is compared with its account, and with nothing where the account is new', () => {
    const accounts = [
      ...usual.map((record) => ({ ...record, Konto: '4930' })),
      ...usual.map((record) => ({ ...record, Konto: '0650', quantity: Number(record.quantity) * 5_000 })),
    ];
    expect(suspectsAmong([bought(50_000_000, { Konto: '0650' })], accounts)).toEqual([]);
    expect(suspectsAmong([bought(50_000_000, { Konto: '4930' })], accounts)).toEqual(['row 2 SUSPECT_AMOUNT']);
    expect(suspectsAmong([bought(500_000_000_000, { Konto: '4711' })], accounts)).toEqual([]);
  });

  it('is found at any place in a file of others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 19 }), fc.integer({ min: 3, max: 6 }), (at, factor) => {
        const others = usual
          .slice(0, 20)
          .map((record): Values => ({ ...record, product_name: `Other ${record.quantity}` }));
        const rows = others.map((record, index) =>
          index === at ? { ...record, quantity: Number(record.quantity) * 10 ** factor } : record,
        );
        expect(suspectsAmong(rows, usual)).toEqual([`row ${at + 2} SUSPECT_AMOUNT`]);
      }),
    );
  });
});

describe('a sign', () => {
  it('that no earlier row had', () => {
    const titles = ['Name', 'Footprint A1'];
    const own = mapHeader({ sheet: '', row: 1, cells: titles }, variableProducts);
    const row = (name: string, footprintA1: number) => {
      return { source: { sheet: '', row: 2, cells: [name, footprintA1] }, record: { name, footprintA1 }, identity: '' };
    };
    const keeper = amountKeeper(own);
    for (let index = 0; index < 20; index += 1) keeper.add(row(`Part ${index}`, 1 + index / 20));
    const watch = watchForSuspects(own, { fileOf: () => undefined, amounts: keeper.kept() });
    const negative = row('New part', -1.2);
    watch.add(negative);
    expect(watch.settle()?.(negative)).toMatchObject([{ code: 'SUSPECT_SIGN' }]);
  });
});

describe('what is kept', () => {
  it('names nothing', () => {
    const text = JSON.stringify(keptOf([bought(4_711, { product_name: 'Secret gear', Konto: '4930' })]));
    expect(text).not.toMatch(/Secret|4930|4711|4_711/);
  });

  it('is nothing where another version wrote it', () => {
    expect(parseKeptAmounts({ version: 2 })).toEqual([]);
  });

  it('has as many amounts of each size as there were, in whatever parts they came', () => {
    const logs = fc.array(fc.double({ min: -3, max: 9, noNaN: true }), { minLength: 9, maxLength: 60 });
    fc.assert(
      fc.property(logs, fc.nat(60), (all, cut) => {
        const whole = all.reduce((spread, log) => spread.add(log), new Spread());
        const parts = [all.slice(0, cut), all.slice(cut)].map((some) =>
          some.reduce((spread, log) => spread.add(log), new Spread()),
        );
        const joined = parts.reduce((spread, part) => spread.addCounted(part.counted()), new Spread());
        expect(joined.rows).toBe(all.length);
        expect(Math.abs(joined.median() - whole.median())).toBeLessThanOrEqual(0.0051);
      }),
    );
  });
});
