import { describe, expect, it } from 'vitest';
import { parseSavedMapping } from '../../src/mapping/saved-mapping.js';

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
    ['{"version": 1,\n "columns": {', 'map.yaml, line 2: not YAML or JSON: '],
  ])('is refused: %j', (text, message) => {
    expect(() => parseSavedMapping(text, 'map.yaml')).toThrow(
      expect.objectContaining({ kind: 'usage', code: 'MAPPING_FILE', message: expect.stringContaining(message) }),
    );
  });
});
