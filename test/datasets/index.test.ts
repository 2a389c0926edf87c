import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import {
  allDatasets,
  asDataset,
  exportableNamed,
  exportDatasets,
  importDatasetNamed,
  importDatasets,
} from '../../src/datasets/index.js';
import purchases from '../../src/datasets/purchases.js';

describe('finding the datasets', () => {
  it('lists every file of the folder but those that say what a dataset is', async () => {
    const files = await readdir(new URL('../../src/datasets/', import.meta.url));
    const expected = files
      .map((file) => file.replace(/\.ts$/, ''))
      .filter(
        (file) =>
          !['index', 'dataset', 'field', 'contacts', 'references', 'footprint-columns', 'changed-columns'].includes(
            file,
          ),
      );
    expect(allDatasets.map(({ name }) => name).sort()).toEqual(expected.sort());
    expect(allDatasets.length).toBe(importDatasets.length + exportDatasets.length);
  });

  it('finds one by its name', () => {
    expect(importDatasetNamed('purchases').title).toBe('Purchases');
    expect(exportableNamed('footprints').direction).toBe('export');
  });

  it.each([
    ['purchase', /no dataset "purchase": expected one of .*purchases/],
    ['footprints', /cannot be imported/],
  ])('refuses to import %s', (name, message) => {
    expect(() => importDatasetNamed(name)).toThrow(message);
    expect(() => importDatasetNamed(name)).toThrow(expect.objectContaining({ kind: 'usage', code: 'UNKNOWN_DATASET' }));
  });

  it.each([
    ['has no default export', undefined, /is no dataset/],
    ['has another name than its file', { ...purchases, name: 'buys' }, /datasets\/purchases is named buys/],
    [
      'has a field of an unknown kind',
      { ...purchases, fields: { a: { ...purchases.fields.sector, kind: 'words' } } },
      /fields.a/,
    ],
    ['lacks the aliases of a language', withAliases({ en: [], es: [], de: [], fr: [] }), /sv/],
    ['has no check', { ...purchases, check: undefined }, /check/],
    ['misspells an attribute', { ...purchases, provder: 'dcycle' }, /provder/],
  ])('tells at once that a file %s', (_, dataset, message) => {
    expect(() => asDataset('purchases', dataset)).toThrow(message);
  });
});

function withAliases(aliases: object): unknown {
  return { ...purchases, fields: { sector: { ...purchases.fields.sector, aliases } } };
}
