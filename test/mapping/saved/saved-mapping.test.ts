import { describe, expect, it } from 'vitest';
import { parseSavedMapping } from '../../../src/mapping/saved/saved-mapping.js';

const columns = { Menge: 'quantity', 'Notes: old': null, '2024': 'yearlySalesVolumes' };

describe('a mapping file', () => {
  it.each([
    ['JSON', JSON.stringify({ version: 1, dataset: 'purchases', columns })],
    [
      'YAML',
      'version: 1\ndataset: purchases\ncolumns:\n  Menge: quantity\n  "Notes: old":\n  2024: yearlySalesVolumes\n',
    ],
  ])('can be %s', (_, text) => {
    expect(parseSavedMapping(text, 'map')).toEqual({ file: 'map', dataset: 'purchases', columns });
  });

  it('keeps all its parts', () => {
    const text = `
version: 1
dataset: purchases
sheet: "2024"
headerRow: 3
titles: [Menge, Konto, Ort, Land]
columns: {Menge: quantity}
constants: {unit_id: EUR}
joins: {description: {columns: [Ort, Land], with: ", "}}
splits: {Konto: {at: "  ", into: [null, sector]}}
values: {Konto: {"0400": opex}}
locale: {decimal: ",", dateOrder: dmy, netAmounts: true, encoding: windows-1252, delimiter: ";", datesFrom: 2020, datesTo: 2025}
`;
    expect(parseSavedMapping(text, 'map')).toEqual({
      file: 'map',
      dataset: 'purchases',
      sheet: '2024',
      headerRow: 3,
      titles: ['Menge', 'Konto', 'Ort', 'Land'],
      columns: { Menge: 'quantity' },
      constants: { unit_id: 'EUR' },
      joins: { description: { columns: ['Ort', 'Land'], with: ', ' } },
      splits: { Konto: { at: '  ', into: [null, 'sector'] } },
      values: { Konto: { '0400': 'opex' } },
      locale: {
        decimal: ',',
        dateOrder: 'dmy',
        netAmounts: true,
        encoding: 'windows-1252',
        delimiter: ';',
        datesFrom: 2020,
        datesTo: 2025,
      },
    });
  });

  it('needs no dataset', () => {
    expect(parseSavedMapping('version: 1\ncolumns: {}', 'map')).toEqual({
      file: 'map',
      dataset: undefined,
      columns: {},
    });
  });

  it.each([
    ['', 'map.yaml: expected version, dataset and columns, got nothing'],
    ['- a', 'map.yaml: expected version, dataset and columns, got a list'],
    ['columns: {}', 'map.yaml, version: expected the number 1, got nothing'],
    ['version: 2\ncolumns: {}', 'map.yaml, version: expected the number 1, got 2'],
    ['version: "1"\ncolumns: {}', 'map.yaml, version: expected the number 1, got "1"'],
    ['version: 1', 'map.yaml, columns: expected column titles, each with the name of a field or null, got nothing'],
    ['version: 1\ndataset: 7\ncolumns: {}', 'map.yaml, dataset: expected the name of a dataset, got 7'],
    [
      'version: 1\ncolumns: [a]',
      'map.yaml, columns: expected column titles, each with the name of a field or null, got a list',
    ],
    ['version: 1\ncolumns: {Menge: 5}', 'map.yaml, columns > Menge: expected the name of a field, or null, got 5'],
    ['version: 1\ncolumns: {Menge: ""}', 'map.yaml, columns > Menge: expected the name of a field, or null, got ""'],
    [
      'version: 1\ncolumns: {Menge: {}}',
      'map.yaml, columns > Menge: expected the name of a field, or null, got an object',
    ],
    ['version: 1\ncolums: {}\ncolumns: {}', 'map.yaml has an unknown entry "colums"'],
    ['version: 1\ncolumns:\n  Menge: a\n  Menge: b', 'map.yaml, line 4: not YAML or JSON: Map keys must be unique'],
    [
      'version: 1\ncolumns: {}\nconstants: {quantity: 1}',
      'map.yaml, constants > quantity: expected a text (numbers in quotes), got 1',
    ],
    ['version: 1\ncolumns: {}\njoins: {name: [A, B]}', 'map.yaml, joins > name: expected columns and with, got a list'],
    [
      'version: 1\ncolumns: {}\njoins: {name: {columns: []}}',
      'joins > name > columns: expected at least one column title, got a list',
    ],
    [
      'version: 1\ncolumns: {}\njoins: {name: {columns: [A], wiht: x}}',
      'map.yaml, joins > name has an unknown entry "wiht"; did you mean with?',
    ],
    [
      'version: 1\ncolumns: {}\nsplits: {A: {into: [name]}}',
      'map.yaml, splits > A > at: expected the text between the parts, got nothing',
    ],
    [
      'version: 1\ncolumns: {}\nsplits: {A: {at: "", into: [name]}}',
      'map.yaml, splits > A > at: expected the text between the parts, got ""',
    ],
    [
      'version: 1\ncolumns: {}\nsplits: {A: {at: " ", into: []}}',
      'map.yaml, splits > A > into: expected at least one field, got a list',
    ],
    [
      'version: 1\ncolumns: {}\nvalues: {A: {x: 1}}',
      'map.yaml, values > A > x: expected a text (numbers in quotes), got 1',
    ],
    [
      'version: 1\ncolumns: {}\nvalues: {A: {Rent: opex, " rent": capex}}',
      'map.yaml, values > A >  rent: expected each text once, without regard to case and outer blanks, got "capex"',
    ],
    [
      'version: 1\ncolumns: {}\nvalues: {A: x}',
      'map.yaml, values > A: expected texts of cells, each with the text to read instead, got "x"',
    ],
    ['version: 1\ncolumns: {}\nlocale: {decimal: ";"}', 'map.yaml, locale > decimal: expected "," or ".", got ";"'],
    [
      'version: 1\ncolumns: {}\nlocale: {dateorder: dmy}',
      'map.yaml, locale has an unknown entry "dateorder"; did you mean dateOrder?',
    ],
    ['version: 1\ncolumns: {}\nheaderRow: 0', 'map.yaml, headerRow: expected the number of a row, from 1, got 0'],
    ['version: 1\ncolumns: {}\ntitles: A', 'map.yaml, titles: expected a list of column titles, got "A"'],
    ['version: 1\ncolumns: {}\nconstant: {}', 'map.yaml has an unknown entry "constant"; did you mean constants?'],
    ['{"version": 1,\n "columns": {', 'map.yaml, line 2: not YAML or JSON: '],
  ])('is refused: %j', (text, message) => {
    expect(() => parseSavedMapping(text, 'map.yaml')).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'MAPPING_FILE', message: expect.stringContaining(message) }),
    );
  });
});
