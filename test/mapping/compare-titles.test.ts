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
  ['03.01.2024', 'Nordic', '7,00', 'Miete', ''],
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
