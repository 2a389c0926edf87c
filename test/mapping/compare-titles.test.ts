import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnPrint } from '../../src/mapping/column-print.js';
import { compareTitles, printsOf, withRenamed } from '../../src/mapping/compare-titles.js';
import type { SavedMapping } from '../../src/mapping/saved/saved-mapping.js';
import type { Cell, SourceRow } from '../../src/values/cell.js';

const rowOf = (cells: readonly Cell[], row: number): SourceRow => ({ sheet: '', row, cells });
const tableOf = (titles: readonly string[], ...rows: readonly (readonly Cell[])[]) => ({
  header: rowOf(titles, 1),
  sample: rows.map((cells, index) => rowOf(cells, index + 2)),
});

const january = tableOf(
  ['Datum', 'Lieferant', 'Netto', 'Art', 'Notiz'],
  ['01.01.2024', 'Nordic', '10,00', 'Miete', 'a'],
  ['02.01.2024', 'Müller', '20,50', 'Fracht', ''],
  ['03.01.2024', 'Acme', '7,00', 'Miete', ''],
);
const mapping = (changes: Partial<SavedMapping> = {}): SavedMapping => {
  const columns = { Datum: 'purchase_date', Lieferant: 'supplier_id', Netto: 'quantity', Art: 'sector', Notiz: null };
  const titles = ['Datum', 'Lieferant', 'Netto', 'Art', 'Notiz'];
  return { file: 'm.yaml', titles, columns, seen: printsOf({ columns }, january.header, january.sample), ...changes };
};
const changesIn = ({ header, sample }: typeof january, saved = mapping()) =>
  compareTitles(saved, header, sample).filter(({ kind }) => kind !== 'same');

/** Another month: other dates and amounts, suppliers and kinds that mostly come again. */
const rows: readonly (readonly Cell[])[] = [
  ['01.02.2024', 'Müller', '99,00', 'Fracht', ''],
  ['05.02.2024', 'Nordic', '5,00', 'Miete', ''],
  ['07.02.2024', 'Acme', '6,50', 'Miete', ''],
];

describe('the titles of a file', () => {
  it.each([
    ['are the same', ['Datum', 'Lieferant', 'Netto', 'Art', 'Notiz'], []],
    ['are the same in other letters and another order', ['NOTIZ', 'datum ', 'Netto', 'Lieferant', 'art'], []],
    ['lack a column that is left out', ['Datum', 'Lieferant', 'Netto', 'Art'], []],
    [
      'hold the same values under another title',
      ['Datum', 'Kreditor', 'Netto', 'Art', 'Notiz'],
      [{ kind: 'renamed', title: 'Lieferant', now: 'Kreditor' }],
    ],
    ['have a new column', ['Datum', 'Lieferant', 'Netto', 'Art', 'Notiz', 'Land'], [{ kind: 'new', title: 'Land' }]],
    [
      'lack an amount; another one is only perhaps it',
      ['Datum', 'Lieferant', 'Wert', 'Art', 'Notiz'],
      [
        { kind: 'missing', title: 'Netto', perhaps: 'Wert' },
        { kind: 'new', title: 'Wert' },
      ],
    ],
    [
      'have gross where net was: never the same',
      ['Datum', 'Lieferant', 'Brutto', 'Art', 'Notiz'],
      [
        { kind: 'missing', title: 'Netto', perhaps: undefined },
        { kind: 'new', title: 'Brutto' },
      ],
    ],
  ])('%s', (_, titles, expected) => {
    const order = titles.map((title) => {
      const at = ['datum', 'lieferant', 'netto', 'art', 'notiz'].indexOf(title.trim().toLowerCase());
      return at >= 0 ? at : ({ Kreditor: 1, Wert: 2, Brutto: 2 }[title] ?? 9);
    });
    expect(changesIn(tableOf(titles, ...rows.map((row) => order.map((at) => row[at] ?? null))))).toEqual(expected);
  });

  it('are not renamed where two columns hold the same values', () => {
    const twice = rows.map((row) => [...row, row[1] ?? null]);
    expect(changesIn(tableOf(['Datum', 'Kreditor', 'Netto', 'Art', 'Notiz', 'Sender'], ...twice))).toEqual([
      { kind: 'missing', title: 'Lieferant', perhaps: undefined },
      { kind: 'new', title: 'Kreditor' },
      { kind: 'new', title: 'Sender' },
    ]);
  });

  it('are not renamed without a print of what the column held', () => {
    const file = tableOf(['Datum', 'Kreditor', 'Netto', 'Art', 'Notiz'], ...rows);
    expect(changesIn(file, mapping({ seen: undefined }))).toEqual([
      { kind: 'missing', title: 'Lieferant', perhaps: 'Kreditor' },
      { kind: 'new', title: 'Kreditor' },
    ]);
  });
});

/** A mapping of one column, and the columns of next month's file. */
function changesOfOne(title: string, cells: readonly Cell[], now: Readonly<Record<string, readonly Cell[]>>) {
  const columns = { [title]: 'sector' };
  const before = tableOf([title], ...cells.map((cell) => [cell]));
  const seen = printsOf({ columns }, before.header, before.sample);
  const depth = Math.max(...Object.values(now).map(({ length }) => length));
  const after = tableOf(
    Object.keys(now),
    ...Array.from({ length: depth }, (_, at) => Object.values(now).map((column) => column[at] ?? null)),
  );
  return compareTitles({ file: 'm.yaml', titles: [title], columns, seen }, after.header, after.sample);
}

describe('a column is not renamed by values that may be there by chance', () => {
  const countries = ['DE', 'FR', 'PL', 'CN', 'SE', 'NO', 'IT', 'ES'];
  const days = Array.from({ length: 20 }, (_, at) => `2024-03-${String(at + 1).padStart(2, '0')}`);
  const names = ['Nordic Paper', 'Müller GmbH', 'Acme Ltd', 'Oy Puu', 'Vidrio SA'];
  it.each([
    ['one currency in all rows', 'Währung', ['EUR', 'EUR', 'EUR', 'EUR'], 'Devise'],
    ['one country in all rows', 'Land', ['DE', 'DE', 'DE'], 'Staat'],
    ['yes and no', 'Bezahlt', ['ja', 'nein', 'ja'], 'Storniert'],
    ['letters', 'Steuer', ['A', 'B', 'C', 'D', 'E'], 'Klasse'],
    ['one text in all rows', 'Art', ['Büromaterial', 'Büromaterial'], 'Klasse'],
    ['small whole numbers', 'Anzahl', [1, 2, 3, 4, 5, 6], 'Monat'],
    ['a buyer and a seller', 'Buyer name', names, 'Seller name'],
    ['a customer and a supplier', 'Kunde', names, 'Lieferant'],
    ['the day of an order and of an invoice', 'Order date', days, 'Invoice date'],
    ['the day of an invoice and of its payment', 'Rechnungsdatum', days, 'Zahlungsdatum'],
    ['a day and a due day', 'Datum', days, 'Fälligkeitsdatum'],
    ["a supplier's country and that of origin", 'Supplier country', countries, 'Country of origin'],
    ["a country and the customer's", 'Land', countries, 'Land des Kunden'],
    ['local and document currency', 'Hauswährung', ['EUR', 'USD', 'SEK', 'NOK'], 'Belegwährung'],
  ])('%s', (_, title, cells, now) => {
    const changes = changesOfOne(title, cells, { [now]: cells });
    expect(changes.map(({ kind }) => kind)).toEqual(['missing', 'new']);
  });

  it.each([
    ['names of suppliers', 'Supplier', names, 'Vendor name'],
    ['numbers of suppliers', 'Kreditor', ['100012', '100044', '200001', '200002', '300001'], 'Lieferantennr'],
    ['countries', 'Country', countries, 'Land'],
    ['days', 'Datum', days, 'Tag'],
    ['the only two texts', 'Art', ['Büro', 'Maschinen', 'Büro'], 'Gruppe'],
  ])('but %s are known under another title', (_, title, cells, now) => {
    const changes = changesOfOne(title, cells, { Amount: cells.map((_, at) => at * 7), [now]: [...cells].reverse() });
    expect(changes).toContainEqual({ kind: 'renamed', title, now });
  });
});

describe('whatever the columns hold', () => {
  const cell = fc.oneof(fc.string(), fc.integer(), fc.constantFrom('EUR', 'DE', 'yes', '2024-03-01', null));
  const table = fc
    .uniqueArray(fc.stringMatching(/^[A-Za-z]{3,9}$/), {
      minLength: 1,
      maxLength: 6,
      selector: (one) => one.toLowerCase(),
    })
    .chain((names) =>
      fc.record({
        names: fc.constant(names),
        cells: fc.array(fc.array(cell, { minLength: names.length, maxLength: names.length }), {
          minLength: 1,
          maxLength: 12,
        }),
        order: fc.shuffledSubarray([...names.keys()], { minLength: names.length }),
      }),
    );
  const savedOf = (names: readonly string[], cells: readonly (readonly Cell[])[]): SavedMapping => {
    const columns = Object.fromEntries(names.map((name) => [name, 'sector']));
    const { header, sample } = tableOf(names, ...cells);
    return { file: 'm.yaml', titles: names, columns, seen: printsOf({ columns }, header, sample) };
  };

  it('the same titles in any order are no change', () => {
    fc.assert(
      fc.property(table, ({ names, cells, order }) => {
        const at = (row: readonly Cell[]): readonly Cell[] => order.map((index) => row[index] ?? null);
        const now = tableOf(
          order.map((index) => names[index] ?? ''),
          ...[...cells].reverse().map(at),
        );
        expect(changesIn(now, savedOf(names, cells))).toEqual([]);
      }),
    );
  });

  it('a column with one value is never renamed, one with many is', () => {
    fc.assert(
      fc.property(cell, fc.uniqueArray(fc.stringMatching(/^[b-y]{5,12}$/), { minLength: 8 }), (one, many) => {
        const constant = changesOfOne(
          'Alpha',
          Array.from({ length: 9 }, () => one),
          {
            Beta: Array.from({ length: 9 }, () => one),
          },
        );
        expect(constant.map(({ kind }) => kind)).toEqual(['missing', 'new']);
        expect(changesOfOne('Alpha', many, { Gamma: [1, 2, 3], Beta: [...many].reverse() })).toContainEqual({
          kind: 'renamed',
          title: 'Alpha',
          now: 'Beta',
        });
      }),
    );
  });
});

it('gives a renamed column its new title wherever the mapping names it', () => {
  const saved = mapping({
    columns: { Art: 'sector' },
    values: { Lieferant: { nordic: 'Nordic AB' } },
    joins: { product_name: { columns: ['Art', 'Lieferant'] } },
    splits: { Lieferant: { at: ' ', into: [null, 'description'] } },
    rules: [{ name: 'Own', when: { Lieferant: 'Nordic', 'Text + Art': '~rent' }, action: 'exclude', reason: 'ours' }],
  });
  const file = tableOf(['Datum', 'Kreditor', 'Netto', 'Art', 'Notiz'], ...rows);
  const changes = compareTitles({ ...saved, seen: mapping().seen }, file.header, file.sample);
  expect(withRenamed(saved, changes, file.header)).toMatchObject({
    titles: ['Datum', 'Kreditor', 'Netto', 'Art', 'Notiz'],
    values: { Kreditor: { nordic: 'Nordic AB' } },
    joins: { product_name: { columns: ['Art', 'Kreditor'] } },
    splits: { Kreditor: { at: ' ', into: [null, 'description'] } },
    rules: [{ name: 'Own', when: { Kreditor: 'Nordic', 'Text + Art': '~rent' }, action: 'exclude', reason: 'ours' }],
  });
});

it('needs the columns by which rules decide', () => {
  const rules = [
    { name: 'Notes', when: { Notiz: 'a', 'Text + Art': '~rent' }, action: 'exclude', reason: 'a note' },
  ] as const;
  const file = tableOf(['Datum', 'Lieferant', 'Netto', 'Art'], ...rows);
  expect(changesIn(file, mapping({ rules: [...rules] }))).toEqual([
    { kind: 'missing', title: 'Notiz', perhaps: undefined },
  ]);
});

it('keeps no text of a cell in a print, and the same print in any order', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 50 }), (texts) => {
      const print = columnPrint(texts);
      expect(print).toMatch(/^(?:text|number|date|empty)(?: [0-9a-f]{4}){0,12}$/);
      expect(columnPrint([...texts].reverse())).toBe(print);
    }),
  );
});
