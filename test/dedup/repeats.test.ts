import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Values } from '../../src/datasets/dataset.js';
import { type Beside, type EqualRows, type Repeat, repeatFinder } from '../../src/dedup/repeats.js';
import type { Cell } from '../../src/values/cell.js';
import { importDatasetNamed } from '../datasets/named.js';

function findAll(dataset: string, records: readonly Values[], equalRows: EqualRows = 'keep') {
  const find = repeatFinder(importDatasetNamed(dataset), equalRows);
  return records.map((record, index) => find(record, { row: index + 2, cells: [] }));
}

const codes = (dataset: string, records: readonly Values[], equalRows?: EqualRows) =>
  findAll(dataset, records, equalRows).map(({ problem, leftOut }) => [problem?.finding.code, leftOut !== undefined]);

const box = { product_name: 'Box', quantity: 1, unit_id: 'EUR' };
const product = { name: 'Oats', pickUpLocation: 'SE', productionLocation: 'SE', shipToLocation: 'DE' };
const gtin = { gtin: '9520000020019' };
const sale = { product_name: 'Fan', country: 'SE', quantity: 5, start_date: '2024-01-01', end_date: '2024-06-30' };

describe('rows without a key', () => {
  it('are kept with a warning that names the first of their equals', () => {
    const [first, second, third] = findAll('purchases', [box, { ...box, quantity: 2 }, { ...box }]);
    expect([first?.problem, second?.problem]).toEqual([undefined, undefined]);
    expect(third).toMatchObject({ problem: { finding: { code: 'EQUAL_ROW', args: { firstRow: 2 } } } });
    expect(third?.leftOut).toBeUndefined();
  });

  it('are left out when asked', () => {
    expect(codes('purchases', [box, box, box], 'drop')).toEqual([
      [undefined, false],
      ['REPEATED_ROW', true],
      ['REPEATED_ROW', true],
    ]);
  });

  it('have an identity each: content and occurrence, whatever the order of rows and columns', () => {
    const turned = { unit_id: 'EUR', quantity: 1, product_name: 'Box' };
    fc.assert(
      fc.property(fc.shuffledSubarray([box, turned, { ...box, quantity: 2 }, box], { minLength: 4 }), (records) => {
        const identities = findAll('purchases', records).map(({ identity }) => identity);
        expect(new Set(identities).size).toBe(4);
        const inOrder = findAll('purchases', [box, box, box, { ...box, quantity: 2 }]).map(({ identity }) => identity);
        expect(identities.sort()).toEqual(inOrder.sort());
      }),
    );
  });
});

describe('cells of columns without a field', () => {
  const beside: Beside = { unused: [0, 1], documents: [{ index: 0, kind: 'invoice' }] };
  const findRows = (dataset: string, record: Values, rows: readonly (readonly Cell[])[]) => {
    const find = repeatFinder(importDatasetNamed(dataset), 'drop', beside);
    return rows.map((cells, index) => find(record, { row: index + 2, cells }));
  };
  const leftOut = (repeats: readonly Repeat[]) => repeats.map((repeat) => repeat.leftOut !== undefined);

  it.each<[string, readonly (readonly Cell[])[], readonly boolean[]]>([
    ['two invoices', [['A-1'], ['A-2'], ['A-1']], [false, false, true]],
    [
      'one invoice, two remarks',
      [
        ['A-1', 'north'],
        ['A-1', 'south'],
        ['A-1', 'north'],
      ],
      [false, false, true],
    ],
    ['a number and the text of it', [[4711], ['4711']], [false, true]],
    ['a cell in one of two columns', [['x'], [null, 'x']], [false, false]],
    [
      'blanks',
      [
        ['A-1', ' '],
        ['A-1 ', null],
      ],
      [false, true],
    ],
  ])('make rows without a key other rows: %s', (_what, rows, expected) => {
    expect(leftOut(findRows('purchases', box, rows))).toEqual(expected);
  });

  it('make a period of a product and country overlap instead of repeat', () => {
    const [, second] = findRows('country-sales', sale, [
      [null, 'online'],
      [null, 'shop'],
    ]);
    expect(second?.problem?.finding.code).toBe('PERIOD_OVERLAP');
  });

  it('say nothing about things that have a key', () => {
    expect(leftOut(findRows('resold-products', product, [['A-1'], ['A-2', 'shop']]))).toEqual([false, true]);
  });

  it('give each document an identity of its own, whatever the order of the rows; remarks do not', () => {
    const rows: (readonly Cell[])[] = [
      ['A-1', 'x'],
      ['A-2', 'y'],
      ['A-1', 'z'],
      ['', 'x'],
    ];
    const identities = findRows('purchases', box, rows).map(({ identity }) => identity);
    expect(new Set(identities).size).toBe(4);
    const turned = findRows('purchases', box, rows.toReversed()).map(({ identity }) => identity);
    expect(turned.sort()).toEqual([...identities].sort());
    expect(identities[3]).toBe(findAll('purchases', [box])[0]?.identity);
    const [hidden] = findRows('purchases', box, [['A\u2011\u200b1 ']]);
    expect(hidden?.identity).toBe(identities[0]);
  });
});

describe('rows with a key', () => {
  it.each([
    ['the same custom id and other values', { customId: 'A' }, { customId: 'A', name: 'Rye' }, 'SAME_KEY', false],
    [
      'the same GTIN and other values',
      { gtin: '9520000020019' },
      { gtin: '9520000020019', name: 'Rye' },
      'SAME_KEY',
      false,
    ],
    ['the same name and locations, no stronger key', { brandName: 'X' }, { brandName: 'Y' }, 'SAME_KEY', false],
    ['the same GTIN and one custom id', { customId: 'A', ...gtin }, { ...gtin, name: 'Rye' }, 'SAME_KEY', false],
    ['the same GTIN and other custom ids', { customId: 'A', ...gtin }, { customId: 'B', ...gtin }, undefined, false],
    ['the same name and locations and one GTIN', gtin, {}, 'SAME_KEY', false],
    ['equal rows', { customId: 'A' }, { customId: 'A' }, 'REPEATED_ROW', true],
    ['other custom ids', { customId: 'A' }, { customId: 'B' }, undefined, false],
    ['another location', {}, { shipToLocation: 'NO' }, undefined, false],
  ])('%s', (_what, one, two, code, leftOut) => {
    expect(
      codes('resold-products', [
        { ...product, ...one },
        { ...product, ...two },
      ])[1],
    ).toEqual([code, leftOut]);
  });
});

describe('rows of one supplier, whose contacts may stand in several rows', () => {
  const supplier = { name: 'Nordfrakt', customId: 'S1', contactEmail: 'a@x.se' };

  it.each([
    ['another contact', { ...supplier, contactEmail: 'b@x.se' }],
    ['a field that only one of them fills', { name: 'Nordfrakt', contactEmail: 'b@x.se' }],
    ['the custom id alone', { customId: 'S1', contactEmail: 'b@x.se' }],
  ])('are one supplier: %s', (_, second) => {
    const [, found] = findAll('suppliers', [supplier, second]);
    expect([found?.problem, found?.leftOut]).toEqual([undefined, undefined]);
  });

  it('contradict each other with another name under one custom id', () => {
    const [, second] = findAll('suppliers', [supplier, { ...supplier, name: 'Other' }]);
    expect(second?.problem).toEqual({
      field: '',
      finding: { code: 'SAME_KEY', args: { firstRow: 2, key: 'custom id' } },
    });
    expect(second?.leftOut).toBeUndefined();
  });

  it('are compared with the first row of the supplier, however many follow', () => {
    const rows = [
      supplier,
      { ...supplier, contactEmail: 'b@x.se' },
      { ...supplier, name: 'Other', contactEmail: 'c@x.se' },
    ];
    expect(findAll('suppliers', rows)[2]?.problem?.finding).toMatchObject({ code: 'SAME_KEY', args: { firstRow: 2 } });
  });

  it('are left out where they repeat a row', () => {
    expect(findAll('suppliers', [supplier, { ...supplier }])[1]?.leftOut).toEqual({
      code: 'REPEATED_ROW',
      args: { firstRow: 2 },
    });
  });

  it('are one by the id of an export, whatever their keys say', () => {
    const find = repeatFinder(importDatasetNamed('suppliers'), 'keep');
    const see = (record: Values, row: number, id: string) => find(record, { row, cells: [] }, id).problem?.finding;
    expect(see(supplier, 2, 'id-1')).toBeUndefined();
    expect(see({ ...supplier, contactEmail: 'b@x.se' }, 3, 'id-2')).toBeUndefined();
    expect(see({ ...supplier, name: 'Other' }, 4, 'id-1')).toMatchObject({ code: 'SAME_KEY', args: { firstRow: 2 } });
  });
});

describe('what a repeated key names', () => {
  it.each([
    ['custom id', { customId: 'A' }],
    ['GTIN', { gtin: '9520000020019' }],
  ])('is the key and its first row: %s', (key, keys) => {
    const rows = [
      { ...product, customId: 'Z', name: 'Z' },
      { ...product, ...keys },
      { ...product, ...keys, name: 'Rye' },
    ];
    expect(findAll('resold-products', rows)[2]?.problem).toEqual({
      field: '',
      finding: { code: 'SAME_KEY', args: { firstRow: 3, key } },
    });
  });
});

describe('a period that overlaps', () => {
  const period = { productCustomId: 'P1', validFrom: '2024-01-01', validTo: '2024-06-30' };

  it.each([
    ['from its first to its last day', {}, '2024-01-01 to 2024-06-30'],
    ['from its first day on', { validTo: undefined }, 'from 2024-01-01 on'],
    ['until its last day', { validFrom: undefined }, 'until 2024-06-30'],
  ])('is named %s', (_, ends, shown) => {
    const first = { ...period, ...ends };
    const again = { ...period, validFrom: '2024-06-01', validTo: '2024-07-31' };
    expect(findAll('supplier-periods', [first, again])[1]?.problem).toEqual({
      field: '',
      finding: { code: 'PERIOD_OVERLAP', args: { firstRow: 2, period: shown } },
    });
  });

  it('does not overlap one that follows, however far that goes', () => {
    const after = { ...period, validFrom: '2024-07-01', validTo: undefined };
    expect(findAll('supplier-periods', [period, after])[1]?.problem).toBeUndefined();
  });

  it('takes no days from another row where it asks to be deleted', () => {
    const find = repeatFinder(importDatasetNamed('country-sales'), 'keep');
    expect(find(sale, { row: 2, cells: [] }, '', true).problem).toBeUndefined();
    expect(find({ ...sale, quantity: 6 }, { row: 3, cells: [] }).problem).toBeUndefined();
    expect(find(sale, { row: 4, cells: [] }, '', true).leftOut).toEqual({
      code: 'REPEATED_ROW',
      args: { firstRow: 2 },
    });
  });
});

describe('periods of one product and country', () => {
  it.each([
    ['share a day at the end', { start_date: '2024-06-30', end_date: '2024-12-31' }, 'PERIOD_OVERLAP', false],
    ['share a day at the start', { start_date: '2023-07-01', end_date: '2024-01-01' }, 'PERIOD_OVERLAP', false],
    ['lie inside', { start_date: '2024-03-01', end_date: '2024-03-31' }, 'PERIOD_OVERLAP', false],
    ['follow on the next day', { start_date: '2024-07-01', end_date: '2024-12-31' }, undefined, false],
    ['end the day before', { start_date: '2023-07-01', end_date: '2023-12-31' }, undefined, false],
    ['are of another country', { country: 'NO' }, undefined, false],
    ['are of another product', { product_name: 'Lamp' }, undefined, false],
    ['are the same row again', {}, 'REPEATED_ROW', true],
  ])('%s', (_what, other, code, leftOut) => {
    expect(codes('country-sales', [sale, { ...sale, ...other }])[1]).toEqual([code, leftOut]);
  });
});

describe('rows of an export', () => {
  it.each([
    ['say the same as another one', ['p1', 1], ['p2', 1], undefined, false],
    ['come again', ['p2', 1], ['p2', 1], 'REPEATED_ROW', true],
    ['come again with another quantity', ['p2', 1], ['p2', 2], 'COPIED_ROW', false],
    ['come again as another one is', ['p2', 2], ['p2', 1], 'COPIED_ROW', false],
  ] as const)('%s', (_what, [id, quantity], [again, more], code, leftOut) => {
    const find = repeatFinder(importDatasetNamed('purchases'), 'keep');
    const rows = [['p1', 1] as const, [id, quantity] as const].slice(id === 'p1' ? 1 : 0);
    for (const [index, [remoteId, amount]] of rows.entries())
      find({ ...box, quantity: amount }, { row: index + 2, cells: [] }, remoteId);
    const last = find({ ...box, quantity: more }, { row: 9, cells: [] }, again);
    expect([last.problem?.finding.code, last.leftOut !== undefined]).toEqual([code, leftOut]);
  });
});
