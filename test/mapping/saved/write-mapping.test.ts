import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type MappingParts, parseSavedMapping } from '../../../src/mapping/saved/saved-mapping.js';
import { valueKey } from '../../../src/mapping/saved/value-key.js';
import { writeMapping } from '../../../src/mapping/saved/write-mapping.js';

it('writes a mapping that a person can review', () => {
  const text = writeMapping(
    {
      values: { Art: { '0400': 'opex', Anlage: '' } },
      columns: { Menge: 'quantity', 'Notiz: alt': null },
      dataset: 'purchases',
      constants: { unit_id: 'EUR' },
      splits: { Konto: { at: '  ', into: [null, 'sector'] } },
      titles: ['Menge', 'Art'],
    },
    'mapping.schema.json',
  );
  expect(text).toBe(`# yaml-language-server: $schema=mapping.schema.json

version: 1
dataset: purchases
titles:
  - Menge
  - Art
columns:
  Menge: quantity
  "Notiz: alt": null
constants:
  unit_id: EUR
splits:
  Konto:
    at: "  "
    into:
      - null
      - sector
values:
  Art:
    "0400": opex
    Anlage: ""
`);
});

// An object cannot have a property of this name, and no column has such a title.
const anyText = fc.oneof(
  fc.string(),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('0400', 'null', '~', 'yes', '1e3', '# a', '- b', '<<'),
);
const title = anyText.filter((text) => text !== '__proto__');
const name = title.filter((text) => text !== '');
const tableOf = <T>(value: fc.Arbitrary<T>) => fc.dictionary(title, value, { noNullPrototype: true });
const valueTable = tableOf(anyText).filter((table) => {
  const keys = Object.keys(table).map(valueKey);
  return new Set(keys).size === keys.length;
});

const mappings: fc.Arbitrary<MappingParts> = fc.record(
  {
    dataset: anyText,
    sheet: name,
    headerRow: fc.integer({ min: 1, max: 1_000_000 }),
    titles: fc.array(title),
    columns: tableOf(fc.option(name)),
    constants: tableOf(anyText),
    joins: tableOf(
      fc.record({ columns: fc.array(title, { minLength: 1 }), with: anyText }, { requiredKeys: ['columns'] }),
    ),
    differences: tableOf(fc.record({ debit: title, credit: title })),
    splits: tableOf(fc.record({ at: name, into: fc.array(fc.option(name), { minLength: 1 }) })),
    values: tableOf(valueTable),
    locale: fc.record(
      {
        decimal: fc.constantFrom(',', '.'),
        dateOrder: fc.constantFrom('dmy', 'mdy', 'ymd'),
        netAmounts: fc.boolean(),
        encoding: anyText,
        delimiter: anyText,
        datesFrom: fc.integer({ min: 1000, max: 9999 }),
      },
      { requiredKeys: [] },
    ),
    seen: tableOf(anyText),
  },
  { requiredKeys: ['columns'] },
);

it('writes what is read as the same mapping', () => {
  fc.assert(
    fc.property(mappings, (mapping) => {
      const text = writeMapping(mapping, 'mapping.schema.json');
      expect(parseSavedMapping(text, 'mapping.yaml')).toEqual({ file: 'mapping.yaml', ...mapping });
      expect(writeMapping(parseSavedMapping(text, 'mapping.yaml'), 'mapping.schema.json')).toBe(text);
    }),
  );
});
